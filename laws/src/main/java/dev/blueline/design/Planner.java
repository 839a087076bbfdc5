package dev.blueline.design;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Span;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Which runs to make within a budget of FLOPs: those that shrink the forecast's interval at a target most, or those that tell
 * two recipes, or two laws, apart. Designs are searched for as if beliefs were Gaussian ({@link TargetVariance},
 * {@link Separation}) and judged by simulation ({@link Rehearsal}, {@link Contest}), beside two designs that need no search:
 * everything on the largest compute-optimal run, and a ladder of four rungs, each of four times the compute of the last.
 */
public final class Planner {
    private static final int PAIRS = 2000;
    private static final double[] SHARES = {0.001, 0.01, 0.03, 0.1, 0.3, 1};
    private static final int RUNGS = 4;
    private static final double RUNG_FACTOR = 4;

    private final double budget;
    private final Grid grid;
    private final int mostRuns;
    private final double confidence;
    private final long seed;

    /**
     * @param budget FLOPs for all runs together
     * @param grid runs that may be chosen
     * @param mostRuns most runs, seeds counted
     * @param confidence probability at which a question counts as decided
     * @param seed of the simulation
     */
    public Planner(double budget, Grid grid, int mostRuns, double confidence, long seed) {
        if (!(budget > 0) || Double.isInfinite(budget)) {
            throw new BadInput(
                    "a budget of " + budget + " FLOPs cannot be spent: give a positive number, such as 1e22");
        }
        if (mostRuns < 1 || mostRuns > 64) {
            throw new BadInput("a plan of " + mostRuns + " runs cannot be made: give 1 to 64");
        }
        if (!(confidence > 0.5) || !(confidence < 1)) {
            throw new BadInput("a confidence of " + confidence + " cannot be used: give .5 to 1, such as .95");
        }
        this.budget = budget;
        this.grid = grid;
        this.mostRuns = mostRuns;
        this.confidence = confidence;
        this.seed = seed;
    }

    /**
     * A design and what is expected of it.
     *
     * @param outcome an {@link Expectation}, or a {@link Settlement}
     */
    public record Judged<T>(Design design, T outcome) {}

    /**
     * What to run.
     *
     * @param target where the question is asked; of two laws, where forecasts of the runs end
     * @param candidates how many sizes and token counts were weighed
     * @param before the outcome without any run
     * @param chosen the design found
     * @param naive designs that need no search
     * @param singles the best single run of at most .1%, 1%, 3%, 10%, 30% and 100% of the budget
     */
    public record Plan<T>(
            Target target,
            int candidates,
            T before,
            Judged<T> chosen,
            List<Judged<T>> naive,
            List<Judged<T>> singles) {}

    /** Runs that shrink the interval at a target most. */
    public Plan<Expectation> shrink(Mixture mixture, Target target) {
        requireJoint(mixture, "the law");
        Field field = field(mixture, 1);
        Beliefs beliefs = Beliefs.of(mixture, field.candidates, target);
        Rehearsal rehearsal = new Rehearsal(beliefs, seed);
        return plan(target, field, beliefs, new TargetVariance(beliefs), rehearsal::expect);
    }

    /** Runs of two recipes, both at each candidate, that tell which has the lower loss at a target. */
    public Plan<Settlement> betweenRecipes(Mixture first, Mixture second, Target target) {
        requireJoint(first, "the first law");
        requireJoint(second, "the second law");
        Field field = field(first, 2);
        Beliefs beliefs = Beliefs.ofDifference(first, second, field.candidates, target, PAIRS, seed);
        Rehearsal rehearsal = new Rehearsal(beliefs, seed);
        return plan(
                target, field, beliefs, new TargetVariance(beliefs), counts -> rehearsal.settle(counts, confidence));
    }

    /** Runs that tell which of two laws of a mixture holds. */
    public Plan<Settlement> betweenLaws(Mixture mixture, Family first, Family second) {
        Field field = field(mixture, 1);
        Target target = mixture.onFrontier(budget);
        Beliefs one = Beliefs.of(mixture, drawsOf(mixture, first), field.candidates, target);
        Beliefs two = Beliefs.of(mixture, drawsOf(mixture, second), field.candidates, target);
        Contest contest = new Contest(one, two, seed);
        return plan(target, field, one, new Separation(one, two), counts -> contest.settle(counts, confidence));
    }

    private interface Trial<T> {
        T of(int[] counts);
    }

    private <T> Plan<T> plan(Target target, Field field, Beliefs beliefs, Criterion criterion, Trial<T> trial) {
        Search search = new Search(beliefs, criterion, budget, mostRuns);
        List<Judged<T>> naive = new ArrayList<>();
        int[] best = search.best();
        for (Naive design : field.naive) {
            int[] counts = design.counts(beliefs, budget, mostRuns);
            naive.add(new Judged<>(search.design(design.name, counts), trial.of(counts)));
            best = search.value(counts) < search.value(best) ? counts : best;
        }
        int[] none = new int[best.length];
        List<Judged<T>> singles = Arrays.stream(SHARES)
                .mapToObj(share -> bestSingle(beliefs, search, share * budget))
                .flatMapToInt(OptionalInt::stream)
                .distinct()
                .mapToObj(
                        c -> new Judged<>(search.design("one run", one(c, none.length)), trial.of(one(c, none.length))))
                .toList();
        Judged<T> chosen = new Judged<>(search.design("chosen", best), trial.of(best));
        return new Plan<>(target, best.length, trial.of(none), chosen, naive, singles);
    }

    /** The single run that does best by the criterion among those of at most some FLOPs. */
    private static OptionalInt bestSingle(Beliefs beliefs, Search search, double flops) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < beliefs.candidates.size(); c++) {
            double value = search.value(one(c, beliefs.candidates.size()));
            if (beliefs.flops(c) <= flops * (1 + 1e-9) && value < least) {
                least = value;
                best = c;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    private static int[] one(int candidate, int length) {
        int[] counts = new int[length];
        counts[candidate] = 1;
        return counts;
    }

    /** Candidates of the grid, then the runs of the designs that need no search. */
    private record Field(List<Target> candidates, List<Naive> naive) {}

    /** A design that needs no search, by the indices of its candidates; seeds are added while the budget lasts if it is one run. */
    private record Naive(String name, int[] runs) {
        int[] counts(Beliefs beliefs, double budget, int mostRuns) {
            int[] counts = new int[beliefs.candidates.size()];
            double cost = 0;
            for (int run : runs) {
                cost += beliefs.flops(run);
            }
            int seeds = (int) Math.clamp((long) (budget * (1 + 1e-9) / cost), 1, Math.max(1, mostRuns / runs.length));
            for (int run : runs) {
                counts[run] = seeds;
            }
            return counts;
        }
    }

    private Field field(Mixture mixture, int copies) {
        List<Target> all = new ArrayList<>(grid.candidates(mixture.span(), budget, copies));
        int largest = all.size();
        all.add(within(mixture, budget / copies));
        int[] ladder = new int[RUNGS];
        double share = 0;
        for (int i = 0; i < RUNGS; i++) {
            share += Math.pow(RUNG_FACTOR, -i);
        }
        for (int i = 0; i < RUNGS; i++) {
            ladder[i] = all.size();
            all.add(within(mixture, budget / copies / share * Math.pow(RUNG_FACTOR, i - RUNGS + 1)));
        }
        return new Field(
                List.copyOf(all),
                List.of(new Naive("one largest run", new int[] {largest}), new Naive("ladder", ladder)));
    }

    /** The compute-optimal run of a compute, held within the reach of the grid. */
    private Target within(Mixture mixture, double compute) {
        Target best = mixture.onFrontier(compute);
        Span span = mixture.span();
        double n = held(best.parameters(), span.parameters());
        double d = held(best.tokens(), span.tokens());
        double made = span.flopsPerParameterToken() * n * d;
        return made > compute ? new Target(n, d * compute / made, compute) : new Target(n, d, made);
    }

    private double held(double value, List<Double> ends) {
        return Math.clamp(value, ends.getFirst() / grid.reach(), ends.getLast() * grid.reach());
    }

    private static List<Mixture.Draw> drawsOf(Mixture mixture, Family family) {
        List<Mixture.Draw> draws = mixture.draws().stream()
                .filter(draw -> draw.law().family() == family)
                .toList();
        if (draws.isEmpty()) {
            throw new BadInput("the law holds no " + family.name().toLowerCase(Locale.ROOT) + ": it has "
                    + String.join(
                            ", ",
                            mixture.draws().stream()
                                    .map(draw -> draw.law().family().name().toLowerCase(Locale.ROOT))
                                    .distinct()
                                    .toList()));
        }
        if (family.ofComputeAlone()) {
            throw new BadInput(
                    family.title()
                            + " is a law of compute alone, which tells no size from tokens: choose two laws of size and tokens");
        }
        return draws;
    }

    private static void requireJoint(Mixture mixture, String which) {
        if (mixture.leading().isEmpty()) {
            throw new BadInput(
                    which
                            + " is one of a single axis, which tells no size from tokens: runs cannot be planned with it, only forecast; fit a law of N and D");
        }
    }
}
