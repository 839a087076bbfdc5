package dev.blueline.harness;

import dev.blueline.evaluation.ClusteredMean;
import dev.blueline.evaluation.Estimate;
import java.util.HashSet;
import java.util.List;

/**
 * A figure over items asked several times, with other examples, drawings or prompts. Items and replicates are crossed random effects,
 * so the variance of the mean is {@code s_item^2 / n + s_replicate^2 / R + s_residual^2 / (n R)} (Searle, Casella and McCulloch 1992,
 * Variance Components, section 4.5, estimated by mean squares). Where items come in clusters, or weigh differently, the residual is
 * counted twice, which makes the error a little too large.
 */
final class Replicates {
    private Replicates() {}

    /**
     * @param parts of each replicate, its items in the same order
     * @param clusters of the items
     */
    static Estimate of(Metric metric, List<List<Metric.Part>> parts, List<String> clusters) {
        int replicates = parts.size();
        if (replicates == 1) {
            return metric.estimate(parts.getFirst(), clusters);
        }
        ClusteredMean byItem = new ClusteredMean();
        ClusteredMean byReplicate = new ClusteredMean();
        for (int r = 0; r < replicates; r++) {
            for (int i = 0; i < clusters.size(); i++) {
                Metric.Part part = parts.get(r).get(i);
                byItem.add(clusters.get(i), part.value(), part.weight());
                byReplicate.add(String.valueOf(r), part.value(), part.weight());
            }
        }
        Estimate overItems = byItem.estimate();
        double ofReplicates = byReplicate.estimate().standardError();
        double ofItems = overItems.standardError();
        double variance = ofItems * ofItems + ofReplicates * ofReplicates - residual(parts, clusters);
        double least = Math.max(ofItems * ofItems, 0);
        return metric.of(new Estimate(overItems.value(), Math.sqrt(Math.max(least, variance)), overItems.clusters()));
    }

    /** Mean square of what neither item nor replicate explains, over all parts; 0 where it is not to be taken off. */
    private static double residual(List<List<Metric.Part>> parts, List<String> clusters) {
        int n = clusters.size();
        int replicates = parts.size();
        boolean plain = new HashSet<>(clusters).size() == n
                && parts.stream().flatMap(List::stream).allMatch(part -> part.weight() == 1);
        if (!plain || n < 2) {
            return 0;
        }
        double[] items = new double[n];
        double[] means = new double[replicates];
        double all = 0;
        for (int r = 0; r < replicates; r++) {
            for (int i = 0; i < n; i++) {
                double value = parts.get(r).get(i).value();
                items[i] += value / replicates;
                means[r] += value / n;
                all += value / n / replicates;
            }
        }
        double squares = 0;
        for (int r = 0; r < replicates; r++) {
            for (int i = 0; i < n; i++) {
                double left = parts.get(r).get(i).value() - items[i] - means[r] + all;
                squares += left * left;
            }
        }
        return squares / ((n - 1.0) * (replicates - 1)) / ((double) n * replicates);
    }
}
