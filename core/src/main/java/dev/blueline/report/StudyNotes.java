package dev.blueline.report;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.TextData;
import dev.blueline.study.Outcome;
import dev.blueline.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a reader must know beside the figures: rules, ways of counting, limits, warnings. */
final class StudyNotes {
    /** The rule of trust in words; its formulas stand in the class {@code Trust} of the laws library. */
    static final String RULE = "Every law is fitted below several cuts in compute and asked for the runs above; its "
            + "weight falls with the square of those errors, where far predictions count more, and with its misfit "
            + "to all fitted runs. Laws in model size and data start with more weight than laws of compute "
            + "alone, because the runs of a short ladder are seldom at the best size for their compute. The "
            + "forecast mixes all laws by weight; nothing measured on the held-out rung enters it.";

    private StudyNotes() {}

    static Map<String, String> counting(Study study, TextData text) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(
                "Loss",
                "Bits per byte of held-out text: cross-entropy in bits over the text's length in UTF-8 bytes. Every model "
                        + "scores the same " + text.validation().tokens() + " tokens in windows of "
                        + study.model().context() + ". End-of-text tokens are read but not counted.");
        notes.put(
                "Standard error",
                "Clustered by document (ratio estimator, linearised). It is the same text for all models, so differences "
                        + "between models are surer than two such errors suggest; seeds show the rest of the noise.");
        notes.put(
                "FLOPs",
                "Exact from the shape: two for each weight in a matrix product and token, four times heads times head "
                        + "width for each key a query sees (the causal half only), head included; training is three "
                        + "forward passes. Measuring is not counted. Runs of one trunk share its training; each is counted "
                        + "as if it had been run alone.");
        notes.put(
                "6ND",
                "The textbook count, six times parameters in matrix products times tokens, stands beside in results.csv.");
        notes.put(
                "Parameters",
                "Three ways in results.csv: all; without embedding and head; in matrix products (head included, lookup not). "
                        + "Laws use the last.");
        notes.put(
                "Training",
                String.format(
                        Locale.ROOT,
                        "AdamW, %d tokens a step, matrix rate %.3g / width, embedding rate %.3g; constant, then the last "
                                + "%.0f%% of each run cools down as 1 - sqrt(progress). %s",
                        study.training().batchTokens(),
                        study.training().matrixRate(),
                        study.training().embeddingRate(),
                        100 * study.training().cooldown(),
                        study.ladder().mostEpochs() == 1
                                ? "Each text is read at most once, except in the repeated line."
                                : "Rungs longer than the text read it again, up to "
                                        + Format.significant(study.ladder().mostEpochs()) + " times."));
        return notes;
    }

    static List<String> limitations(Outcome outcome) {
        List<String> limits = new ArrayList<>();
        limits.add(String.format(
                Locale.ROOT,
                "The models are tiny (up to %,d parameters) and so is the text: the law holds for this recipe and this text, "
                        + "and a floor below the measured range cannot be read off so short a ladder.",
                outcome.heldOut().run().parameters().total()));
        limits.add("One held-out run is one test of the forecast. Its error is one draw, not the method's accuracy.");
        limits.add("Differences below two seed deviations could be luck.");
        return limits;
    }

    static List<String> warnings(Outcome outcome, TextData text) {
        List<String> warnings = new ArrayList<>();
        if (outcome.plan().factor() < 5) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The budget allowed only %.1f times the compute of the largest fitted run for the held-out rung; "
                            + "5 to 8 times is a fair test.",
                    outcome.plan().factor()));
        }
        if (outcome.plan().span() < 10) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The fitted runs span only %.1f times in compute; ten times is the least for a law to be trusted.",
                    outcome.plan().span()));
        }
        String again = outcome.reading().inWords(outcome.plan().runs());
        if (!again.isEmpty()) {
            warnings.add(again + ".");
        }
        for (Ledger.Entry entry : outcome.entries()) {
            Run run = entry.run();
            ending(run).ifPresent(warnings::add);
        }
        rateWarning(outcome).ifPresent(warnings::add);
        text.withheld().map(sentence -> sentence + ".").ifPresent(warnings::add);
        if (text.report().sharedLongLines() > 0.02) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%.1f%% of the held-out text stands in long lines that also occur in training: losses are that much too low.",
                    100 * text.report().sharedLongLines()));
        }
        if (text.validation().bytes() < 1_000_000) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "Only %.2f MB of text is held out; 1 MB or more gives standard errors small enough for small gains.",
                    text.validation().bytes() * 1e-6));
        }
        return warnings;
    }

    private static Optional<String> ending(Run run) {
        String which = run.rung() + " seed " + run.seed();
        String why = run.note().isEmpty() ? "" : " (" + run.note() + ")";
        return switch (run.status()) {
            case FINISHED -> run.note().isEmpty() ? Optional.empty() : Optional.of(which + ": " + run.note() + ".");
            case RECOVERED ->
                Optional.of(which + " was restarted and ended at " + run.rateScale() + " times the rule's learning rate"
                        + why + ".");
            case DIVERGED ->
                Optional.of(which + " diverged at " + run.rateScale()
                        + " times the rule's learning rate and is left out of every law" + why + ".");
            case FAILED -> Optional.of(which + " failed and is left out of every law" + why + ".");
        };
    }

    private static Optional<String> rateWarning(Outcome outcome) {
        List<Ledger.Entry> checks = outcome.entries().stream()
                .filter(entry -> entry.run().role() == Run.Role.RATE_CHECK)
                .toList();
        for (Ledger.Entry check : checks) {
            Optional<Ledger.Entry> rule = outcome.entries().stream()
                    .filter(entry -> entry.run().role() == Run.Role.LADDER
                            && entry.run().rung().equals(check.run().rung())
                            && entry.run().seed() == check.run().seed())
                    .findFirst();
            double noise = outcome.outlook().noise().at(check.run().parameters().matmul());
            if (rule.isPresent() && loss(check) < loss(rule.get()) * (1 - 2 * noise)) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "At %s, %.1f times the rule's learning rate does better by %.1f%%, more than two seed deviations: "
                                + "the rule is not at its optimum there.",
                        check.run().rung(),
                        check.run().rateScale(),
                        100 * (1 - loss(check) / loss(rule.get()))));
            }
        }
        return Optional.empty();
    }

    private static double loss(Ledger.Entry entry) {
        return Loss.of(entry).value();
    }
}
