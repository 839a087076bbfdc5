package dev.blueline.study;

import dev.blueline.problems.Style;
import java.util.List;

/**
 * An experiment on compute spent at the answer: models of several sizes and training computes draw many responses to the same held-out
 * problems, of which every strategy makes its answers. Its file in {@code studies/} has a table {@code [answering]}.
 *
 * @param name short name, used for the default output folder
 * @param question what the study asks, in plain words
 * @param answering the grid
 */
public record AnsweringStudy(String name, String question, Answering answering) {

    /**
     * What answers, and how often. A short budget leaves out the largest training computes, then draws fewer responses.
     *
     * @param tasks tasks, each with models of its own
     * @param sizes new models
     * @param rows responses of a training batch
     * @param tokens most of a response
     * @param problems held-out problems of each level
     * @param samples responses to each problem, at most
     * @param improvement what one size goes on with
     */
    public record Answering(
            List<Lessons> tasks,
            List<Size> sizes,
            int rows,
            int tokens,
            int problems,
            int samples,
            Improvement improvement) {
        /** Training computes of every task. */
        public int computes() {
            return tasks.getFirst().flops().size();
        }

        /** Computes of reinforcement learning of every task. */
        public int marks() {
            return tasks.getFirst().improvedFlops().size();
        }
    }

    /**
     * What of a task is taught and asked.
     *
     * @param name of a task, or a file of questions
     * @param levels taught, alike many problems of each
     * @param styles in which they are solved
     * @param flops training compute at which every size is measured, least first; as many for every task
     * @param improved levels that reinforcement learning learns on
     * @param improvedFlops of rollouts and updates at which it is measured, least first; as many for every task, empty for none
     * @param examined levels that are asked
     */
    public record Lessons(
            String name,
            List<Integer> levels,
            List<Style> styles,
            List<Double> flops,
            List<Integer> improved,
            List<Double> improvedFlops,
            List<Integer> examined) {}

    /**
     * Reinforcement learning from the model of the largest training compute on.
     *
     * @param size of the model, one of the study's sizes
     * @param rate factor on the learning rate that models of this width have in studies
     */
    public record Improvement(Size size, double rate) {}
}
