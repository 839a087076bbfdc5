package dev.blueline.harness;

import dev.blueline.evaluation.ClusteredMean;
import dev.blueline.evaluation.Estimate;
import java.util.List;

/**
 * A figure of merit. Each item gives a numerator and a denominator; the figure is a function of the ratio of their sums, so that its
 * standard error follows from that of the ratio by linearisation.
 */
enum Metric {
    ACC("acc", true, "mean"),
    ACC_NORM("acc_norm", true, "mean"),
    ACC_BYTES("acc_bytes", true, "mean"),
    EXACT_MATCH("exact_match", true, "mean"),
    PERPLEXITY("perplexity", false, "perplexity"),
    WORD_PERPLEXITY("word_perplexity", false, "weighted_perplexity"),
    BYTE_PERPLEXITY("byte_perplexity", false, "weighted_perplexity"),
    BITS_PER_BYTE("bits_per_byte", false, "bits_per_byte");

    private final String word;
    private final boolean higherIsBetter;
    private final String aggregation;

    Metric(String word, boolean higherIsBetter, String aggregation) {
        this.word = word;
        this.higherIsBetter = higherIsBetter;
        this.aggregation = aggregation;
    }

    /**
     * What an item gives.
     *
     * @param value 0 or 1, or a log-probability in nats
     * @param weight 1, or words or bytes
     */
    record Part(double value, double weight) {}

    String word() {
        return word;
    }

    boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Name of the way parts become a figure. */
    String aggregation() {
        return aggregation;
    }

    boolean fits(OutputType type) {
        return switch (this) {
            case ACC -> type == OutputType.MULTIPLE_CHOICE || type == OutputType.LOGLIKELIHOOD;
            case ACC_NORM, ACC_BYTES -> type == OutputType.MULTIPLE_CHOICE;
            case EXACT_MATCH -> type == OutputType.GENERATE_UNTIL || type == OutputType.MULTIPLE_CHOICE;
            case PERPLEXITY -> type == OutputType.LOGLIKELIHOOD;
            case WORD_PERPLEXITY, BYTE_PERPLEXITY, BITS_PER_BYTE -> type == OutputType.LOGLIKELIHOOD_ROLLING;
        };
    }

    /**
     * The figure with its standard error, which is not a number where there is one cluster.
     *
     * @param clusters the cluster of each part
     */
    Estimate estimate(List<Part> parts, List<String> clusters) {
        ClusteredMean mean = new ClusteredMean();
        for (int i = 0; i < parts.size(); i++) {
            mean.add(clusters.get(i), parts.get(i).value(), parts.get(i).weight());
        }
        return of(mean.estimate());
    }

    /** The figure of a ratio of sums. */
    Estimate of(Estimate ratio) {
        return switch (this) {
            case ACC, ACC_NORM, ACC_BYTES, EXACT_MATCH -> ratio;
            case PERPLEXITY, WORD_PERPLEXITY, BYTE_PERPLEXITY -> {
                double perplexity = Math.exp(-ratio.value());
                yield new Estimate(perplexity, perplexity * ratio.standardError(), ratio.clusters());
            }
            case BITS_PER_BYTE ->
                new Estimate(0 - ratio.value() / Math.log(2), ratio.standardError() / Math.log(2), ratio.clusters());
        };
    }
}
