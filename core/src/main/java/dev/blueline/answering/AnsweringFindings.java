package dev.blueline.answering;

import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a study of compute at the answer found, in sentences. Intervals are 90%, over problems. */
public record AnsweringFindings(AnsweringResults results) {

    /** Sentences, task by task, the first of each its answer. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (String task : results.tasks()) {
            sentences.add(reach(task));
            sentences.add(exchange(task));
            byLevel(task).ifPresent(sentences::add);
            totals(task).ifPresent(sentences::add);
            sentences.add(vote(task));
            sentences.add(adaptive(task));
            sentences.add(guesses(task));
        }
        forecasts().ifPresent(sentences::add);
        return sentences;
    }

    /** What the model of most training makes of one answer and of very many. */
    private String reach(String task) {
        Trained model = results.principal(task);
        ShareCurve greedy = results.curve(model, AnsweringResults.ALL, "greedy");
        return String.format(
                Locale.ROOT,
                "%s, all levels, %s: greedy answers %s right for %s FLOP each; %s.",
                task,
                model.candidate().name(),
                share(greedy.share(0)),
                flops(greedy.meanFlops(0)),
                List.of(AnsweringResults.VOTE, AnsweringResults.VERIFIED).stream()
                        .map(strategy -> {
                            ShareCurve curve = results.curve(model, AnsweringResults.ALL, strategy);
                            int last = curve.points() - 1;
                            return String.format(
                                    Locale.ROOT,
                                    "%s of %d %s for %s FLOP (%s times)",
                                    strategy,
                                    curve.samples().get(last),
                                    share(curve.share(last)),
                                    flops(curve.meanFlops(last)),
                                    times(curve.meanFlops(last) / greedy.meanFlops(0)));
                        })
                        .collect(Collectors.joining("; ")));
    }

    private List<AnsweringResults.Traded> exchanges(String task) {
        return results.exchanges().stream()
                .filter(each -> each.descent().task().equals(task))
                .toList();
    }

    /** Over all levels, each line of descent. */
    private String exchange(String task) {
        return task + ", all levels, what ten times the compute at the answer stands for: "
                + exchanges(task).stream()
                        .filter(each -> each.level() == AnsweringResults.ALL)
                        .map(each -> each.strategy() + " (" + each.descent().name() + ") " + inWords(each.exchange()))
                        .collect(Collectors.joining("; "))
                + ".";
    }

    /** Such as {@code 3.2 [2.1, 4.4] times the training}. */
    public static String inWords(Exchange exchange) {
        Exchange.Rate rate = exchange.rate();
        return rate.determined()
                ? String.format(
                        Locale.ROOT,
                        "%s [%s, %s] times the training",
                        times(Math.pow(10, rate.value())),
                        times(Math.pow(10, rate.low())),
                        times(Math.pow(10, rate.high())))
                : "undetermined, as " + rate.undetermined();
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
                                .map(each -> "level " + each.level() + " " + each.strategy() + " ("
                                        + each.descent().name() + ") " + inWords(each.exchange()))
                                .collect(Collectors.joining("; "))
                        + ".");
    }

    private Optional<String> totals(String task) {
        List<String> parts = new ArrayList<>();
        for (String strategy : List.of(AnsweringResults.VOTE, AnsweringResults.VERIFIED)) {
            results.commonTenth(task, AnsweringResults.ALL, strategy).ifPresent(tenth -> {
                double goal = tenth / 10.0;
                String ways = AnsweringResults.ANSWERS.stream()
                        .flatMap(answers -> results.cheapest(task, AnsweringResults.ALL, strategy, goal, answers)
                                .map(way -> String.format(
                                        Locale.ROOT,
                                        "%s answers %s at %s FLOP each",
                                        flops(answers),
                                        way.model().candidate().name(),
                                        flops(way.answerFlops())))
                                .stream())
                        .collect(Collectors.joining(", "));
                parts.add(String.format(Locale.ROOT, "%.1f right by %s: for %s", goal, strategy, ways));
            });
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(task + ", cheapest in training and answers together, " + String.join("; ", parts) + ".");
    }

    private String vote(String task) {
        Trained model = results.principal(task);
        return task + ", " + model.candidate().name()
                + ", majority vote cannot rise above the share of problems whose most frequent answer is right: "
                + results.levels(task).stream()
                        .map(level -> {
                            ShareCurve vote = results.curve(model, level, AnsweringResults.VOTE);
                            return String.format(
                                    Locale.ROOT,
                                    "level %d %.2f (vote %.2f, one answer %.2f)",
                                    level,
                                    results.of(model, level).ceiling(),
                                    vote.share(vote.points() - 1).value(),
                                    vote.share(0).value());
                        })
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** Of the mixture of all levels: what adaptive stopping saves, and what it costs. */
    private String adaptive(String task) {
        Trained model = results.principal(task);
        ShareCurve adaptive = results.curve(model, AnsweringResults.ALL, "adaptive");
        ShareCurve vote = results.curve(model, AnsweringResults.ALL, AnsweringResults.VOTE);
        int last = vote.points() - 1;
        ShareCurve.Share gap = AnsweringResults.difference(adaptive.right()[last], vote.right()[last]);
        return String.format(
                Locale.ROOT,
                "%s, all levels mixed, %s: adaptive stopping with at most %d responses spends %.2f of what a vote of %d spends, and its accuracy differs by %+.3f [%+.3f, %+.3f].",
                task,
                model.candidate().name(),
                adaptive.samples().get(last),
                adaptive.meanFlops(last) / vote.meanFlops(last),
                vote.samples().get(last),
                gap.value(),
                gap.low(),
                gap.high());
    }

    private String guesses(String task) {
        Trained model = results.principal(task);
        return task + ", guess and check beside " + model.candidate().name() + ", one of k right: "
                + results.levels(task).stream()
                        .map(level -> {
                            Answered answered = results.of(model, level);
                            Baseline baseline = results.baseline(task, level);
                            int most = answered.coverage().drawn();
                            return String.format(
                                    Locale.ROOT,
                                    "level %d k=1 %.2f (guessing %.2f), k=%d %.2f (guessing %.2f)%s",
                                    level,
                                    answered.coverage().pass(1).value(),
                                    baseline.passAt(1),
                                    most,
                                    answered.coverage().pass(most).value(),
                                    baseline.passAt(most),
                                    Double.isNaN(baseline.solverMillis())
                                            ? ""
                                            : String.format(
                                                    Locale.ROOT, ", solver %.2g ms", baseline.solverMillis()));
                        })
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private Optional<String> forecasts() {
        if (results.forecasts().isEmpty()) {
            return Optional.empty();
        }
        long inside = results.forecasts().values().stream()
                .filter(ForecastScore::inside)
                .count();
        return Optional.of(String.format(
                Locale.ROOT,
                "Coverage was forecast from %d responses before the others were drawn: %d of %d measured values lie inside the 90%% interval; %s.",
                Answered.EARLY,
                inside,
                results.forecasts().size(),
                results.forecasts().entrySet().stream()
                        .map(AnsweringFindings::inWords)
                        .collect(Collectors.joining("; "))));
    }

    private static String inWords(Map.Entry<Forecast, ForecastScore> scored) {
        return String.format(
                Locale.ROOT,
                "%s %.2f [%.2f, %.2f], measured %.2f",
                scored.getKey().id(),
                scored.getKey().predicted(),
                scored.getKey().low(),
                scored.getKey().high(),
                scored.getValue().measured());
    }

    private static String share(ShareCurve.Share share) {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", share.value(), share.low(), share.high());
    }

    /** Such as {@code 2.5e11}. */
    private static String flops(double flops) {
        return flops < 1000
                ? String.format(Locale.ROOT, "%.0f", flops)
                : String.format(Locale.ROOT, "%.1e", flops).replace(".0e", "e").replace("e+0", "e").replace("e+", "e");
    }

    private static String times(double factor) {
        return factor >= 1e4 || factor < 0.01
                ? String.format(Locale.ROOT, "%.1e", factor).replace("e+0", "e").replace("e+", "e")
                : String.format(Locale.ROOT, factor >= 100 ? "%.0f" : factor >= 10 ? "%.1f" : "%.2f", factor);
    }
}
