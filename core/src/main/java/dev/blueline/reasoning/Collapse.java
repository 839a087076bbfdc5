package dev.blueline.reasoning;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Notices that a model gets worse, or has lost its choice of words, and says it. */
final class Collapse {
    /** Entropy of a token's choice, in nats, below which nothing new is tried. */
    static final double SETTLED = 0.02;

    private static final double FALL = 3;

    private Collapse() {}

    /**
     * What is wrong after the last measurement: it lies three standard errors of the difference or more below the best one.
     *
     * @param entropy of the last step
     */
    static Optional<String> after(List<ReasoningRecord.Examined> examined, double entropy) {
        if (examined.size() < 2) {
            return Optional.empty();
        }
        ReasoningRecord.Level last = examined.getLast().all();
        ReasoningRecord.Level best = best(examined).all();
        double error = Math.hypot(last.pass1Error(), best.pass1Error());
        if (best.pass1() - last.pass1() > FALL * error) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "The model got worse: %.3f right on held-out problems, %.3f at step %d, whose model is kept in best/",
                    last.pass1(),
                    best.pass1(),
                    best(examined).step()));
        }
        if (entropy < SETTLED) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "The model tries hardly anything new: the entropy of a token's choice is %.3f nats, so further steps will change little",
                    entropy));
        }
        return Optional.empty();
    }

    /** The measurement with most right answers, the first of equals. */
    static ReasoningRecord.Examined best(List<ReasoningRecord.Examined> examined) {
        ReasoningRecord.Examined best = examined.getFirst();
        for (ReasoningRecord.Examined each : examined) {
            if (each.all().pass1() > best.all().pass1()) {
                best = each;
            }
        }
        return best;
    }
}
