package dev.blueline.monitor;

import dev.blueline.ledger.BadInput;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * The learning rate over a run, relative to its peak, by the share of the run that is done; and the two sums by which it acts
 * on the loss (Tissue et al. 2024, arXiv 2408.11029, section 3): the forward area S1, the sum of rates, and the annealing area
 * S2, the sum of all falls of the rate, each of which goes on to act with a memory.
 */
public final class Schedule {
    /** Steps by which the areas are summed. */
    private static final int GRID = 2000;

    private final String name;
    private final double[] rates = new double[GRID + 1];
    private final double[] forward = new double[GRID + 1];
    private final double warmup;

    private Schedule(String name, DoubleUnaryOperator rate) {
        this.name = name;
        double peak = 0;
        for (int i = 0; i <= GRID; i++) {
            rates[i] = rate.applyAsDouble(i / (double) GRID);
            peak = Math.max(peak, rates[i]);
        }
        int reached = 0;
        while (rates[reached] < peak * (1 - 1e-3)) {
            reached++;
        }
        this.warmup = reached / (double) GRID;
        for (int i = 0; i <= GRID; i++) {
            rates[i] /= peak;
            forward[i] = i == 0 ? 0 : forward[i - 1] + (rates[i - 1] + rates[i]) / 2;
        }
    }

    /**
     * Half a cosine after the warm-up.
     *
     * @param warmup share of the run
     * @param last rate at the end over the peak
     */
    public static Schedule cosine(double warmup, double last) {
        return decaying("cosine", warmup, last, u -> (1 + Math.cos(Math.PI * u)) / 2);
    }

    /** A straight line down after the warm-up. */
    public static Schedule linear(double warmup, double last) {
        return decaying("linear", warmup, last, u -> 1 - u);
    }

    /** Constant up to a share of the run, then a straight line down. */
    public static Schedule wsd(double warmup, double decayStart, double last) {
        if (!(decayStart > warmup && decayStart < 1)) {
            throw new BadInput("the decay of a wsd schedule starts at the share " + decayStart
                    + " of the run: give one after the warm-up and before the end with --decay-start");
        }
        double from = (decayStart - warmup) / (1 - warmup);
        return decaying("wsd", warmup, last, u -> u < from ? 1 : (1 - u) / (1 - from));
    }

    /** The same rate to the end. */
    public static Schedule constant(double warmup) {
        return decaying("constant", warmup, 1, u -> 1);
    }

    /** Rates as a log has them. */
    public static Schedule measured(String name, List<Rate> rates) {
        if (rates.size() < 2 || rates.stream().noneMatch(rate -> rate.rate() > 0)) {
            throw new BadInput("the learning rates of " + name + " are too few to make a schedule of: give --schedule");
        }
        return new Schedule(name, share -> between(rates, share));
    }

    /** A learning rate at a share of the run. */
    public record Rate(double share, double rate) {}

    private static double between(List<Rate> rates, double share) {
        Rate before = rates.getFirst();
        for (Rate after : rates) {
            if (after.share() >= share) {
                double width = after.share() - before.share();
                double part = width > 0 ? (share - before.share()) / width : 1;
                return before.rate() + Math.max(0, part) * (after.rate() - before.rate());
            }
            before = after;
        }
        return before.rate();
    }

    private static Schedule decaying(String name, double warmup, double last, DoubleUnaryOperator shape) {
        if (!(warmup >= 0 && warmup < 1)) {
            throw new BadInput("the warm-up takes the share " + warmup + " of the run: give 0 or more and less than 1");
        }
        if (!(last >= 0 && last <= 1)) {
            throw new BadInput("the last learning rate is " + last + " of the peak: give a share of 0 to 1");
        }
        return new Schedule(
                name,
                u -> u < warmup ? u / warmup : last + (1 - last) * shape.applyAsDouble((u - warmup) / (1 - warmup)));
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** Share of the run until the rate is at its peak. */
    public double warmup() {
        return warmup;
    }

    /** The rate over its peak. */
    public double rate(double share) {
        return at(rates, share);
    }

    /** How far the rate falls from its peak to the end, of the peak: 0 for a constant rate. */
    public double drop() {
        return 1 - rates[GRID];
    }

    /** S1 so far over S1 of the whole run. */
    public double forward(double share) {
        return at(forward, share) / forward[GRID];
    }

    /**
     * The part of the annealing that is still to come: 1 before the decay, 0 at the end. 0 throughout for a constant rate.
     *
     * @param memory how long a fall of the rate goes on to act, as a share of the run
     */
    DoubleUnaryOperator annealingLeft(double memory) {
        double keep = Math.exp(-1 / (memory * GRID));
        double[] area = new double[GRID + 1];
        double momentum = 0;
        for (int i = 1; i <= GRID; i++) {
            double fall = i / (double) GRID > warmup ? Math.max(0, rates[i - 1] - rates[i]) : 0;
            momentum = keep * momentum + fall;
            area[i] = area[i - 1] + momentum;
        }
        double whole = area[GRID];
        return share -> whole < 1e-9 ? 0 : 1 - at(area, share) / whole;
    }

    private static double at(double[] table, double share) {
        double place = Math.clamp(share, 0, 1) * GRID;
        int below = Math.min(GRID - 1, (int) place);
        return table[below] + (place - below) * (table[below + 1] - table[below]);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, peak reached at %.1f%% of the run, ends at %.0f%% of the peak",
                name,
                100 * warmup,
                100 * rates[GRID]);
    }
}
