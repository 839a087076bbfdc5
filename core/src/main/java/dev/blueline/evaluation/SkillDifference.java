package dev.blueline.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How two models differ on a skill, item by item.
 *
 * <p>The p-value is of a sign-flip permutation test (Fisher 1935): if the models did not differ, the summed difference of
 * each template might as well have had the other sign. All sign patterns are tried where there are few templates, 20,000
 * random ones otherwise; then the smallest p is 1/20,001. It is corrected for the number of skills by Holm's rule (1979).
 *
 * @param skill name of the skill
 * @param items items compared
 * @param templates frames, the units whose signs are flipped
 * @param first mean of the first model
 * @param second mean of the second model
 * @param difference second minus first, with its error clustered by template
 * @param p two-sided p-value of no difference
 * @param corrected the p-value corrected for the number of skills
 */
public record SkillDifference(
        String skill,
        int items,
        int templates,
        double first,
        double second,
        Estimate difference,
        double p,
        double corrected) {
    private static final int EXACT_UP_TO = 14;
    private static final int DRAWS = 20_000;
    /** Sums that differ by rounding alone count as equal. */
    private static final double SAME = 1e-9;

    /**
     * Compares skill by skill.
     *
     * @param one scores of the first model
     * @param other scores of the second model on the same items in the same order
     * @param value figure to compare, such as {@link ItemScore#choice}
     */
    public static List<SkillDifference> between(
            List<ItemScore> one, List<ItemScore> other, ToDoubleFunction<ItemScore> value) {
        Map<String, Map<String, List<double[]>>> skills = new LinkedHashMap<>();
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).item().text().equals(other.get(i).item().text())) {
                throw new IllegalArgumentException("the two models were asked different items");
            }
            skills.computeIfAbsent(one.get(i).item().skill(), skill -> new LinkedHashMap<>())
                    .computeIfAbsent(one.get(i).item().template(), template -> new ArrayList<>())
                    .add(new double[] {value.applyAsDouble(one.get(i)), value.applyAsDouble(other.get(i))});
        }
        List<SkillDifference> differences = new ArrayList<>();
        skills.forEach((skill, templates) -> differences.add(of(skill, templates)));
        double[] corrected =
                holm(differences.stream().mapToDouble(SkillDifference::p).toArray());
        for (int i = 0; i < corrected.length; i++) {
            differences.set(i, differences.get(i).corrected(corrected[i]));
        }
        return differences;
    }

    private static SkillDifference of(String skill, Map<String, List<double[]>> templates) {
        ClusteredRatio ratio = new ClusteredRatio();
        double[] sums = new double[templates.size()];
        double first = 0;
        double second = 0;
        int items = 0;
        int t = 0;
        for (List<double[]> pairs : templates.values()) {
            for (double[] pair : pairs) {
                first += pair[0];
                second += pair[1];
                sums[t] += pair[1] - pair[0];
            }
            items += pairs.size();
            ratio.add(sums[t++], pairs.size());
        }
        double p = signFlip(sums);
        return new SkillDifference(skill, items, sums.length, first / items, second / items, ratio.estimate(), p, p);
    }

    private SkillDifference corrected(double value) {
        return new SkillDifference(skill, items, templates, first, second, difference, p, value);
    }

    /** Two-sided p-value of the sum under random signs, one of each cluster's summed difference. */
    public static double signFlip(double[] sums) {
        double seen = 0;
        double size = 0;
        for (double sum : sums) {
            seen += sum;
            size += Math.abs(sum);
        }
        double limit = Math.abs(seen) - SAME * size;
        if (sums.length <= EXACT_UP_TO) {
            int patterns = 1 << sums.length;
            int asLarge = 0;
            for (int pattern = 0; pattern < patterns; pattern++) {
                asLarge += Math.abs(flipped(sums, pattern)) >= limit ? 1 : 0;
            }
            return (double) asLarge / patterns;
        }
        SplittableRandom random = new SplittableRandom(1);
        int asLarge = 1;
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < sums.length; i++) {
                sum += random.nextBoolean() ? sums[i] : -sums[i];
            }
            asLarge += Math.abs(sum) >= limit ? 1 : 0;
        }
        return (double) asLarge / (DRAWS + 1);
    }

    private static double flipped(double[] sums, int pattern) {
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += (pattern >> i & 1) == 0 ? sums[i] : -sums[i];
        }
        return sum;
    }

    /** Holm's step-down correction: the i-th smallest of m is multiplied by m - i + 1, never below a smaller one's. */
    public static double[] holm(double[] p) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> p[i]));
        double[] corrected = new double[p.length];
        double most = 0;
        for (int rank = 0; rank < p.length; rank++) {
            most = Math.max(most, Math.min(1, p[order.get(rank)] * (p.length - rank)));
            corrected[order.get(rank)] = most;
        }
        return corrected;
    }
}
