package dev.blueline.problems;

import dev.blueline.calibration.Share;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an audit found about one level of a task.
 *
 * @param task name
 * @param level from 1
 * @param asks what the level asks, in a few words
 * @param kind what its verifier goes by
 * @param gold gold answers that the verifier scored 1
 * @param traces by style, answers at the end of traces that it scored 1
 * @param policies by name, what answers are worth that no thought went into
 * @param mutated what became of spoiled answers
 * @param solve cost of the reference solver, in places of its search; nothing where there is no solver
 * @param verify cost of verifying gold answers, in steps of the budget
 * @param faults in words; empty for a sound level
 */
public record AuditedLevel(
        String task,
        int level,
        String asks,
        Verifier.Kind kind,
        Count gold,
        Map<Style, Count> traces,
        Map<String, Policy> policies,
        Mutated mutated,
        Optional<Cost> solve,
        Cost verify,
        List<String> faults) {

    /** So many right ones of so many. */
    public record Count(int right, int of) {
        /** With its 95% interval by Wilson. */
        public Share share() {
            return Share.of(right, of);
        }
    }

    /**
     * A way to answer.
     *
     * @param right answers that scored 1
     * @param score mean, which is larger than the share of right ones where part of an answer counts
     */
    public record Policy(Count right, double score) {}

    /**
     * Spoiled answers by outcome.
     *
     * @param confirmed scored 1, and right by a second check as well
     * @param contradicted scored 1, and wrong by the second check
     * @param unchecked scored 1, and no second check can tell
     * @param partly scored between 0 and 1
     * @param wrong scored 0
     * @param broken the verifier gave no score
     * @param toRead some of the contradicted and unchecked
     */
    public record Mutated(
            int confirmed, int contradicted, int unchecked, int partly, int wrong, int broken, List<Example> toRead) {
        public int right() {
            return confirmed + contradicted + unchecked;
        }

        public int all() {
            return right() + partly + wrong + broken;
        }
    }

    /** A spoiled answer that scored 1. */
    public record Example(String prompt, String gold, String answer) {}

    /**
     * What something took, over problems.
     *
     * @param work median of what was counted
     * @param highWork its 90% quantile
     * @param microseconds median
     * @param highMicroseconds 90% quantile
     */
    public record Cost(double work, double highWork, double microseconds, double highMicroseconds) {
        static Cost of(double[] work, double[] microseconds) {
            return new Cost(
                    quantile(work, 0.5), quantile(work, 0.9), quantile(microseconds, 0.5), quantile(microseconds, 0.9));
        }

        /** The smallest value that so large a share does not exceed. */
        private static double quantile(double[] values, double share) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
        }
    }

    /** Time to solve over time to verify, of the medians; nothing where there is no solver. */
    public Optional<Double> asymmetry() {
        return solve.map(cost -> cost.microseconds() / verify.microseconds());
    }
}
