package dev.blueline.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * How one skill, or one level of a skill, comes with compute.
 *
 * @param slice skill or {@code skill/level}
 * @param lines each figure that was measured, in the order of {@link EmergenceMetric}
 * @param first accuracy of the rung of least effective compute
 * @param last accuracy of the rung of most
 * @param chance accuracy of a guess
 * @param pairs independent size-seed pairs
 * @param answer the answer of the rule
 * @param jumped figures that count by a threshold, and jump
 * @param confirmed continuous figures that jump with one of {@code jumped}
 * @param reason what the answer rests on, in words
 * @param forecast what the smaller runs would have said; empty where they are too few
 */
public record SkillEmergence(
        String slice,
        List<EmergenceLine> lines,
        Accuracy first,
        Accuracy last,
        double chance,
        int pairs,
        Answer answer,
        List<EmergenceLine> jumped,
        List<EmergenceLine> confirmed,
        String reason,
        Optional<SkillForecast> forecast) {

    /** How a skill comes. */
    public enum Answer {
        /** Suddenly: a threshold figure and a continuous one jump together. */
        JUMP("jump"),
        /** Only figures that count by a threshold jump: a mirage of the measure. */
        MIRAGE("gradual, only the measure jumps"),
        /** It is better than a guess, no jump is shown, and what it gained would have shown as one. */
        GRADUAL("gradual"),
        /** Its accuracy is still that of a guess. */
        CHANCE("at chance"),
        /** These runs cannot tell. */
        UNDETERMINED("undetermined");

        private final String word;

        Answer(String word) {
            this.word = word;
        }

        /** The word to print. */
        public String word() {
            return word;
        }
    }

    /**
     * Accuracy of a rung, its seeds together, with its 90% interval.
     *
     * @param runs seeds
     */
    public record Accuracy(String rung, double value, double low, double high, int runs) {}

    /** The line of a figure. */
    public Optional<EmergenceLine> line(EmergenceMetric metric) {
        return lines.stream().filter(line -> line.metric() == metric).findFirst();
    }
}
