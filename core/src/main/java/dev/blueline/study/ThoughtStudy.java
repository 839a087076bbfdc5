package dev.blueline.study;

import dev.blueline.problems.Style;
import java.util.List;

/**
 * An experiment on thinking before answering: models of a few sizes are taught the same problems in several styles of thought, each with
 * the same training compute, and asked the same held-out problems. Its file in {@code studies/} has a table {@code [thought]}.
 *
 * @param name short name, used for the default output folder
 * @param question what the study asks, in plain words
 * @param thought the grid
 */
public record ThoughtStudy(String name, String question, Thought thought) {

    /**
     * What is compared; a short budget leaves out the last tasks, the last seeds and the largest sizes.
     *
     * @param tasks tasks, each compared by itself
     * @param styles styles of thought, the first being the one that the others are held against
     * @param sizes new models, smallest first
     * @param flops training compute at which every model is measured, least first
     * @param rows responses of a batch, for every style and size
     * @param rate factor on the learning rate that models of a width have
     * @param seeds seeds of every model
     * @param problems held-out problems of each level
     */
    public record Thought(
            List<Lessons> tasks,
            List<Style> styles,
            List<Size> sizes,
            List<Double> flops,
            int rows,
            double rate,
            int seeds,
            int problems) {}

    /**
     * What of a task is taught and asked.
     *
     * @param name of a task, or a file of questions
     * @param levels taught, alike many problems of each
     * @param examined levels that are asked; those not taught show whether longer problems are solved too
     */
    public record Lessons(String name, List<Integer> levels, List<Integer> examined) {}
}
