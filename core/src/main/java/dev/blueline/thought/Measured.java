package dev.blueline.thought;

import dev.blueline.problems.Style;
import dev.blueline.study.Size;
import java.util.List;

/**
 * A model at one training compute, with what it answered to each held-out problem: a line of {@code measured.jsonl}.
 *
 * @param run which of the study's training computes, from 0
 * @param steps of training
 * @param parameters in all, and those in matrix products
 * @param flops of training, exactly
 * @param tokens of responses that were learnt
 * @param seconds of training, on one thread
 * @param loss smoothed, nats a token of response
 * @param levels each level examined
 */
public record Measured(
        String task,
        Style style,
        Size size,
        long seed,
        int run,
        long steps,
        Parameters parameters,
        double flops,
        long tokens,
        double seconds,
        double loss,
        List<Level> levels) {

    /** Parameters in all, and those in matrix products, the head included. */
    public record Parameters(long total, long matmul) {}

    /**
     * Answers to the problems of a level, in an order that is the same for every model.
     *
     * @param right {@code 1} for every problem answered right, else {@code 0}
     * @param tokens of each response
     * @param cut responses that were cut
     */
    public record Level(int level, String right, List<Integer> tokens, int cut) {
        /** Share of the problems that were answered right. */
        public double share() {
            return right.chars().filter(c -> c == '1').count() / (double) right.length();
        }

        /** Mean tokens of a response. */
        public double meanTokens() {
            return tokens.stream().mapToInt(each -> each).average().orElse(Double.NaN);
        }
    }

    Cell cell() {
        return new Cell(task, style, size, seed);
    }

    /** A level's answers. */
    public Level level(int number) {
        return levels.stream()
                .filter(level -> level.level() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("level " + number + " was not asked"));
    }
}
