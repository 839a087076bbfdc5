package dev.blueline.harness;

import java.util.List;

/** What a task asks of a model, by the harness's words, with the metrics it has if it names none. */
enum OutputType {
    MULTIPLE_CHOICE("multiple_choice", List.of(Metric.ACC, Metric.ACC_NORM)),
    LOGLIKELIHOOD("loglikelihood", List.of(Metric.PERPLEXITY, Metric.ACC)),
    LOGLIKELIHOOD_ROLLING(
            "loglikelihood_rolling", List.of(Metric.WORD_PERPLEXITY, Metric.BYTE_PERPLEXITY, Metric.BITS_PER_BYTE)),
    GENERATE_UNTIL("generate_until", List.of(Metric.EXACT_MATCH));

    private final String word;
    private final List<Metric> metrics;

    OutputType(String word, List<Metric> metrics) {
        this.word = word;
        this.metrics = metrics;
    }

    String word() {
        return word;
    }

    /** Metrics of a task that names none. */
    List<Metric> metrics() {
        return metrics;
    }

    /** Whether prompts must be given log-probabilities. */
    boolean needsLogProbabilities() {
        return this != GENERATE_UNTIL;
    }
}
