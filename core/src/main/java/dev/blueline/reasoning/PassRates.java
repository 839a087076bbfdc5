package dev.blueline.reasoning;

import dev.blueline.evaluation.Estimate;
import java.util.List;

/**
 * Responses to problems that were counted right: the pass rates of a model, with standard errors clustered by problem.
 *
 * @param problems one for each problem
 */
public record PassRates(List<Counted> problems) {

    /**
     * Responses to one problem.
     *
     * @param level the problem's
     * @param right right ones of all {@code drawn}
     * @param drawn responses that the verifier scored; of a problem where it broke on all of them, which has 0, no rate is known
     * @param broken responses that it broke on
     * @param tokens mean length of a response
     * @param cut responses that were cut, which are scored
     */
    public record Counted(String task, int level, int right, int drawn, int broken, double tokens, int cut) {

        /**
         * Probability that one of {@code k} of the drawn responses is right. Where verifications broke and fewer than {@code k} are left, that
         * of all which are.
         */
        double pass(int k) {
            return PassRates.pass(right, drawn, Math.min(k, drawn));
        }
    }

    /**
     * Probability that one of {@code k} of the drawn responses is right: unbiased (Chen et al. 2021, arXiv 2107.03374, equation 1).
     *
     * @param right right ones of all {@code drawn}
     * @param k at most {@code drawn}
     */
    public static double pass(int right, int drawn, int k) {
        double none = 1;
        for (int i = 0; i < k; i++) {
            none *= Math.max(0, drawn - right - i) / (double) (drawn - i);
        }
        return 1 - none;
    }

    /**
     * Mean probability that one of {@code k} responses is right, over the problems that have a scored response; k is at most the number
     * drawn.
     */
    public Estimate pass(int k) {
        return Estimate.ofMean(problems.stream()
                .filter(problem -> problem.drawn() > 0)
                .mapToDouble(problem -> problem.pass(k))
                .toArray());
    }

    /** Mean tokens of a response. */
    public double tokens() {
        return problems.stream().mapToDouble(Counted::tokens).average().orElse(Double.NaN);
    }

    /** Share of the responses that were cut. */
    public double cut() {
        return problems.stream()
                .mapToDouble(problem -> (double) problem.cut() / (problem.drawn() + problem.broken()))
                .average()
                .orElse(Double.NaN);
    }

    /** Those of one level alone. */
    public PassRates of(String task, int level) {
        return new PassRates(problems.stream()
                .filter(problem -> problem.task().equals(task) && problem.level() == level)
                .toList());
    }
}
