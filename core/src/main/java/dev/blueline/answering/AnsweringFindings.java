package dev.blueline.answering;

import dev.blueline.testtime.Accuracy;
import dev.blueline.testtime.CoverageForecasts;
import dev.blueline.testtime.Saving;
import dev.blueline.testtime.ThinkingReport;
import dev.blueline.testtime.WithoutThought;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a study of compute at the answer found, in sentences. Intervals are 90%, over problems. */
public record AnsweringFindings(AnsweringResults results) {
    /** Models differ less in training than this, so nothing is known of more. */
    private static final double MOST = 100;

    /** Sentences, task by task, the first of each its answer. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (String task : results.tasks()) {
            sentences.add(exchange(task));
            sentences.add(reach(task));
            byLevel(task).ifPresent(sentences::add);
            totals(task).ifPresent(sentences::add);
            sentences.add(vote(task));
            saving(task).ifPresent(sentences::add);
            sentences.add(guesses(task));
            forecasts(task).ifPresent(sentences::add);
        }
        return sentences;
    }

    private List<AnsweringResults.Traded> exchanges(String task) {
        return results.exchanges().stream()
                .filter(each -> each.descent().task().equals(task))
                .toList();
    }

    /** Over all levels, each line of descent. */
    private String exchange(String task) {
        List<AnsweringResults.Traded> all = exchanges(task).stream()
                .filter(each -> each.level() == AnsweringResults.ALL)
                .toList();
        List<AnsweringResults.Traded> determined =
                all.stream().filter(each -> each.exchange().rate().determined()).toList();
        String open = all.stream()
                .filter(each -> !determined.contains(each))
                .map(AnsweringFindings::named)
                .collect(Collectors.joining(", "));
        return task + ", all levels: "
                + (determined.isEmpty()
                        ? "what compute at the answer replaces in training is undetermined for every line of models"
                        : "ten times the compute at the answer stand for "
                                + determined.stream()
                                        .map(each -> inWords(each.exchange()) + " with " + named(each))
                                        .collect(Collectors.joining(", for ")))
                + (determined.isEmpty() || open.isEmpty() ? "" : "; undetermined with " + open) + ".";
    }

    private static String named(AnsweringResults.Traded traded) {
        return traded.strategy() + " (" + traded.descent().name() + ")";
    }

    /** Such as {@code 3.2 [2.1, 4.4] times the training}. */
    public static String inWords(Exchange exchange) {
        Exchange.Rate rate = exchange.rate();
        if (!rate.determined()) {
            return "undetermined: " + rate.undetermined();
        }
        return (Math.pow(10, rate.low()) > MOST
                        ? tenfold(rate.value())
                        : tenfold(rate.value()) + " [" + tenfold(rate.low()) + ", " + tenfold(rate.high()) + "]")
                + " times the training";
    }

    /** What ten times the compute at the answer stand for; a very large number says only that training gains hardly anything. */
    public static String tenfold(double rate) {
        double factor = Math.pow(10, rate);
        return factor > MOST ? "more than " + Math.round(MOST) : times(factor);
    }

    /** What the model of most training makes of one answer and of very many. */
    private String reach(String task) {
        Trained model = results.principal(task);
        ShareCurve greedy = results.curve(model, AnsweringResults.ALL, "greedy");
        return String.format(
                Locale.ROOT,
                "%s, all levels, %s: greedy answers %s right for %s FLOP each; %s.",
                task,
                model.words(),
                share(greedy.share(0)),
                Trained.flops(greedy.meanFlops(0)),
                List.of(AnsweringResults.VOTE, AnsweringResults.VERIFIED).stream()
                        .map(strategy -> {
                            ShareCurve curve = results.curve(model, AnsweringResults.ALL, strategy);
                            int last = curve.points() - 1;
                            return String.format(
                                    Locale.ROOT,
                                    "%s of %d %s for %s times that",
                                    strategy,
                                    curve.samples().get(last),
                                    share(curve.last()),
                                    times(curve.meanFlops(last) / greedy.meanFlops(0)));
                        })
                        .collect(Collectors.joining("; ")));
    }

    private Optional<String> byLevel(String task) {
        List<AnsweringResults.Traded> determined = exchanges(task).stream()
                .filter(each -> each.level() != AnsweringResults.ALL
                        && each.exchange().rate().determined())
                .toList();
        return determined.isEmpty()
                ? Optional.empty()
                : Optional.of(task + ", the same by level, where it is determined: "
                        + determined.stream()
                                .map(each -> "level " + each.level() + " " + inWords(each.exchange()) + " with "
                                        + named(each))
                                .collect(Collectors.joining("; "))
                        + ".");
    }

    private Optional<String> totals(String task) {
        List<String> parts = new ArrayList<>();
        for (String strategy : List.of(AnsweringResults.VOTE, AnsweringResults.VERIFIED)) {
            results.commonTenth(task, AnsweringResults.ALL, strategy).ifPresent(tenth -> {
                double goal = tenth / 10.0;
                List<String> ways = new ArrayList<>();
                String before = "";
                for (double answers : AnsweringResults.ANSWERS) {
                    String way = results.cheapest(task, AnsweringResults.ALL, strategy, goal, answers)
                            .map(each -> each.model().words() + " with " + Trained.flops(each.answerFlops())
                                    + " at each answer")
                            .orElse("none");
                    if (!way.equals(before)) {
                        ways.add((ways.isEmpty() ? "for " : "from ")
                                + Trained.flops(answers)
                                + (ways.isEmpty() ? " " : " on ")
                                + way);
                    }
                    before = way;
                }
                parts.add(String.format(
                        Locale.ROOT,
                        "%.1f right by %s, by the number of problems: %s",
                        goal,
                        strategy,
                        String.join("; ", ways)));
            });
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        task + ", cheapest in training and answers together, " + String.join(". Next, ", parts) + ".");
    }

    private String vote(String task) {
        Trained model = results.principal(task);
        return task + ", " + model.words()
                + ": a vote cannot rise above the share of problems whose most frequent answer is right, "
                + results.levels(task).stream()
                        .map(level -> {
                            ShareCurve vote = results.curve(model, level, AnsweringResults.VOTE);
                            return String.format(
                                    Locale.ROOT,
                                    "at level %d %.2f (vote %.2f, one answer %.2f)",
                                    level,
                                    part(task, level).ceiling(),
                                    vote.last().value(),
                                    vote.share(0).value());
                        })
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private ThinkingReport.Part part(String task, int level) {
        return Objects.requireNonNull(results.thinking(task).levels().get(level));
    }

    /** Of the mixture of all levels: what adaptive stopping saves. */
    private Optional<String> saving(String task) {
        List<Saving> savings = results.thinking(task).savings();
        return savings.isEmpty()
                ? Optional.empty()
                : Optional.of(task + ", all levels mixed. "
                        + Saving.ofAllThatVotingBrings(savings).words());
    }

    private String guesses(String task) {
        Trained model = results.principal(task);
        return task + ", guess and check beside " + model.words() + ", one of k right: "
                + results.levels(task).stream()
                        .map(level -> {
                            Counts counts = results.of(model, level).coverage();
                            WithoutThought guesses = results.baseline(task, level);
                            return String.format(
                                    Locale.ROOT,
                                    "level %d k=1 %.2f (guessing %.2f), k=%d %.2f (guessing %.2f)%s",
                                    level,
                                    counts.pass(1).value(),
                                    guesses.pass(1).value(),
                                    counts.drawn(),
                                    counts.pass(counts.drawn()).value(),
                                    guesses.pass(guesses.guesses()).value(),
                                    guesses.solverMillis().isPresent()
                                            ? String.format(
                                                    Locale.ROOT,
                                                    ", solver %.2g ms",
                                                    guesses.solverMillis().getAsDouble())
                                            : "");
                        })
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private Optional<String> forecasts(String task) {
        List<CoverageForecasts.Scored> scored = results.forecasts().getOrDefault(task, List.of());
        if (scored.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s, coverage forecast from %d responses before the others were drawn: %d of %d measured values lie inside the 90%% interval; %s.",
                task,
                Answered.EARLY,
                scored.stream().filter(CoverageForecasts.Scored::inside).count(),
                scored.size(),
                scored.stream()
                        .map(each -> String.format(
                                Locale.ROOT,
                                "level %d by %s %.2f [%.2f, %.2f], measured %.2f",
                                each.level(),
                                each.law(),
                                each.predicted(),
                                each.low(),
                                each.high(),
                                each.measured()))
                        .collect(Collectors.joining("; "))));
    }

    private static String share(Accuracy share) {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", share.value(), share.low(), share.high());
    }

    private static String times(double factor) {
        return factor >= 1e4 || factor < 0.01
                ? Trained.flops(factor)
                : String.format(Locale.ROOT, factor >= 100 ? "%.0f" : factor >= 10 ? "%.1f" : "%.2f", factor);
    }
}
