package dev.blueline.reasoning;

import dev.blueline.evaluation.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Lines of {@code steps.jsonl}: what each step did, and now and then what the model can do with held-out problems. */
public sealed interface ReasoningRecord {
    /** Steps done before it. */
    long step();

    /**
     * A step.
     *
     * @param figures of it
     * @param shares of the levels that its problems came from
     * @param passRates running pass rate of each level after it
     * @param spent from the start up to its end
     * @param seconds of all steps up to its end, over all sessions: those of {@code spent}
     */
    record Stepped(
            long step, StepFigures figures, List<Double> shares, List<Double> passRates, Spent spent, double seconds)
            implements ReasoningRecord {}

    /**
     * A measurement on held-out problems.
     *
     * @param levels each level alone
     * @param spent up to here, this measurement not included
     * @param examining FLOPs of this measurement
     * @param seconds of all steps up to here: those of {@code spent}
     * @param examiningSeconds of this measurement
     */
    record Examined(
            long step,
            Level all,
            List<Level> levels,
            Spent spent,
            double examining,
            double seconds,
            double examiningSeconds)
            implements ReasoningRecord {}

    /**
     * What a model can do with the problems of a level, or of all.
     *
     * @param level 0 for all
     * @param pass1 share of single responses that are right, with its standard error over problems
     * @param passMany share of problems of which one of all {@code many} responses is right
     * @param tokens mean length of a response
     * @param cut share of the responses that were cut
     * @param behaviour share of the responses whose thought shows each {@link ThoughtBehaviour}, by its word; empty where there are no
     *     rules for the task, and in files from before they were counted
     */
    record Level(
            String task,
            int level,
            double pass1,
            double pass1Error,
            int many,
            double passMany,
            double passManyError,
            double tokens,
            double cut,
            Map<String, Double> behaviour) {
        /** One line's worth: right at once, in several, how long. */
        public String inWords() {
            return String.format(
                    Locale.ROOT,
                    "%.3f ± %.3f right at once, %.3f in %d, %.0f tokens",
                    pass1,
                    pass1Error,
                    passMany,
                    many,
                    tokens);
        }

        public Level {
            behaviour = Objects.requireNonNullElse(behaviour, Map.of());
        }

        static Level of(String task, int level, PassRates rates, int many, Map<String, Double> behaviour) {
            Estimate one = rates.pass(1);
            Estimate all = rates.pass(many);
            return new Level(
                    task,
                    level,
                    one.value(),
                    one.standardError(),
                    many,
                    all.value(),
                    all.standardError(),
                    rates.tokens(),
                    rates.cut(),
                    behaviour);
        }
    }
}
