package dev.blueline.study;

import dev.blueline.problems.Style;
import java.util.List;

/**
 * An experiment with FLOPs of reinforcement learning as the axis: several starts are taught by solutions, each is then made better by
 * several methods at equal FLOPs, and all are asked the same held-out problems. Its file in {@code studies/} has a table
 * {@code [improvement]}.
 *
 * @param name short name, used for the default output folder
 * @param question what the study asks, in plain words
 * @param seeds starts, each with runs of its own
 * @param model what is taught
 * @param teaching how
 * @param improvement what comes after
 * @param policy how responses become updates
 */
public record ReasoningStudy(
        String name,
        String question,
        int seeds,
        Model model,
        Teaching teaching,
        Improvement improvement,
        Policy policy) {

    /** The method that is the axis; others are compared with it. */
    public static final String RL = "rl";

    /** A new model. */
    public record Model(Size size) {}

    /**
     * Supervised training on solutions.
     *
     * @param levels of every task
     * @param styles in which they are written
     * @param steps batches
     * @param rate factor on the rate that models of this width have in studies
     */
    public record Teaching(List<String> tasks, List<Integer> levels, List<Style> styles, long steps, double rate) {}

    /**
     * What the starts go on with.
     *
     * @param levels to learn on
     * @param examine levels to measure on
     * @param methods names as {@code reason --method} takes them, {@value #RL} among them
     * @param flops of one run; a short budget takes a half, a quarter or an eighth of it
     */
    public record Improvement(
            List<String> tasks, List<Integer> levels, List<Integer> examine, List<String> methods, double flops) {}

    /**
     * Settings of the methods, as the options of {@code reason}.
     *
     * @param prompts problems of a step
     * @param group responses to each
     * @param tokens most of a response
     * @param rate factor on the rate
     * @param kl weight of staying close to the start
     * @param updates of a step
     */
    public record Policy(int prompts, int group, int tokens, double rate, double kl, int updates) {}
}
