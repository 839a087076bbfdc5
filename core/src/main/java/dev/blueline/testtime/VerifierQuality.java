package dev.blueline.testtime;

import dev.blueline.evaluation.Estimate;
import dev.blueline.reasoning.Rollout;
import dev.blueline.tasks.Draw;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How well a learned verifier tells right responses from wrong ones, on problems that it has not learned from. Responses that were cut do not
 * count: they have no answer, and nobody need ask.
 *
 * @param responses that have an answer
 * @param rate share of them that is right
 * @param auc probability that a right response is valued above a wrong one, of any problems
 * @param within the same for two responses to one problem, the mean over problems that have both: what choosing among responses is worth
 * @param steps {@code auc} of beginnings that end with a step, one of each response, cut ones too; NaN where the task's steps are unknown
 * @param calibrationError mean distance between value and share right over tenths of the values, weighed by their responses
 * @param calibration tenths of the values that hold a response
 */
public record VerifierQuality(
        int responses,
        double rate,
        double auc,
        Estimate within,
        double steps,
        double calibrationError,
        List<Tenth> calibration) {
    private static final int TENTHS = 10;

    /**
     * Responses of about one value.
     *
     * @param value mean
     * @param right share
     */
    public record Tenth(double value, double right, int responses) {}

    private record Told(double value, boolean right) {}

    /** Of responses to held-out problems. */
    public static VerifierQuality of(LearnedVerifier verifier, List<Rollout> rollouts, Tokenizer tokenizer) {
        List<Told> all = new ArrayList<>();
        List<Double> within = new ArrayList<>();
        List<int[]> begun = new ArrayList<>();
        List<Boolean> cameToRight = new ArrayList<>();
        for (int number = 0; number < rollouts.size(); number++) {
            Rollout rollout = rollouts.get(number);
            List<Told> own = told(verifier, rollout);
            all.addAll(own);
            double auc = auc(own);
            if (!Double.isNaN(auc)) {
                within.add(auc);
            }
            ThoughtSteps steps = ThoughtSteps.of(rollout.problem().task(), tokenizer);
            for (int i : rollout.scored()) {
                int[] response = rollout.answers().get(i).tokens();
                int[] boundaries = steps.boundaries(response);
                if (boundaries.length > 0) {
                    int length = boundaries[new Draw("step looked at", 0, number, i).below(boundaries.length)];
                    begun.add(LearnedVerifier.joined(rollout.prompt(), Arrays.copyOf(response, length)));
                    cameToRight.add(rollout.rewards()[i] == 1);
                }
            }
        }
        List<Value> values = verifier.values(begun);
        List<Told> steps = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            steps.add(new Told(values.get(i).right(), cameToRight.get(i)));
        }
        List<Tenth> tenths = tenths(all);
        return new VerifierQuality(
                all.size(),
                all.stream().mapToDouble(told -> told.right() ? 1 : 0).average().orElse(Double.NaN),
                auc(all),
                Estimate.ofMean(within.stream().mapToDouble(Double::doubleValue).toArray()),
                auc(steps),
                tenths.stream()
                                .mapToDouble(tenth -> tenth.responses() * Math.abs(tenth.value() - tenth.right()))
                                .sum()
                        / all.size(),
                tenths);
    }

    private static List<Told> told(LearnedVerifier verifier, Rollout rollout) {
        List<Value> values = verifier.values(rollout);
        List<Told> told = new ArrayList<>();
        for (int i : rollout.scored()) {
            if (rollout.answers().get(i).stopped()) {
                told.add(new Told(values.get(i).right(), rollout.rewards()[i] == 1));
            }
        }
        return told;
    }

    private static double auc(List<Told> told) {
        return auc(
                told.stream().filter(Told::right).mapToDouble(Told::value).toArray(),
                told.stream()
                        .filter(each -> !each.right())
                        .mapToDouble(Told::value)
                        .toArray());
    }

    /** Share of pairs in which the first lies above the second, half for equal ones (Mann and Whitney 1947); NaN where one side is empty. */
    static double auc(double[] right, double[] wrong) {
        double[] sorted = wrong.clone();
        Arrays.sort(sorted);
        double above = 0;
        for (double value : right) {
            above += 0.5 * (below(sorted, value, false) + below(sorted, value, true));
        }
        return above / ((double) right.length * wrong.length);
    }

    /** How many lie below, or not above. */
    private static int below(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || orEqual && sorted[middle] == value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static List<Tenth> tenths(List<Told> all) {
        List<Tenth> tenths = new ArrayList<>();
        for (int i = 0; i < TENTHS; i++) {
            int number = i;
            List<Told> of = all.stream()
                    .filter(told -> Math.min(TENTHS - 1, (int) (told.value() * TENTHS)) == number)
                    .toList();
            if (!of.isEmpty()) {
                tenths.add(new Tenth(
                        of.stream().mapToDouble(Told::value).average().orElseThrow(),
                        of.stream()
                                .mapToDouble(told -> told.right() ? 1 : 0)
                                .average()
                                .orElseThrow(),
                        of.size()));
            }
        }
        tenths.sort(Comparator.comparingDouble(Tenth::value));
        return List.copyOf(tenths);
    }
}
