package dev.blueline.ablation;

import dev.blueline.comparison.Estimate;
import dev.blueline.scaling.Cause;
import dev.blueline.scaling.Criterion;
import dev.blueline.scaling.Judge;
import dev.blueline.study.Line;
import dev.blueline.study.Rung;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a study of continued training found, in sentences, and its lines. Intervals are of Student's t over seeds, at 90%. */
final class ContinuedFindings {
    /** A share to judge a line at, where none was best at every size. */
    private static final double USUAL_SHARE = 0.1;

    private ContinuedFindings() {}

    static List<String> of(ContinuedResults results) {
        List<String> said = new ArrayList<>();
        if (results.sizes().isEmpty()) {
            return said;
        }
        long top = results.sizes().getLast();
        long tokens = results.longest();
        said.add(best(results, top, tokens));
        forecast(results, top, tokens, said);
        withoutReplay(results, top, tokens, said);
        scratch(results, top, tokens, said);
        growth(results, tokens, said);
        return said;
    }

    static String share(double share) {
        return share == 0 ? "no replay" : percent(share) + " replay";
    }

    private static String percent(double share) {
        double percent = Math.rint(1000 * share) / 10;
        return (percent == Math.rint(percent) ? String.valueOf(Math.round(percent)) : String.valueOf(percent)) + "%";
    }

    private static String goal(ContinuedResults results) {
        double weight = results.axis().restWeight();
        return weight == 1
                ? "a relative loss on the rest counts as much as an equal relative gain on the domain"
                : String.format(
                        Locale.ROOT,
                        "a relative loss on the rest counts %.3g times an equal relative gain on the domain",
                        weight);
    }

    private static String best(ContinuedResults results, long top, long tokens) {
        double best = results.best(top, tokens);
        List<Double> rivals = results.shares(top, tokens).stream()
                .filter(share -> share != best)
                .filter(share -> !(results.difference(top, tokens, share, best, results::cost)
                                .low()
                        > 0))
                .toList();
        String edge = best > 0 && best == results.shares(top, tokens).getLast()
                ? " It is the largest share tried: more might be better still."
                : "";
        return best(results, top, tokens, best, rivals) + edge;
    }

    private static String best(ContinuedResults results, long top, long tokens, double best, List<Double> rivals) {
        return String.format(
                Locale.ROOT,
                "Going on with %s for %s tokens, %s is best for %s among the shares tried, if %s: loss on the domain %s, on the"
                        + " rest %s against the base.%s",
                results.axis().domain(),
                Rung.inWords(tokens),
                share(best),
                results.name(top),
                goal(results),
                Paired.percent(results.mean(top, tokens, best, ReplayPoint::domain)),
                Paired.percent(results.mean(top, tokens, best, ReplayPoint::rest)),
                rivals.isEmpty()
                        ? ""
                        : " Over the seeds it cannot be told from "
                                + String.join(
                                        " and ",
                                        rivals.stream()
                                                .map(ContinuedFindings::share)
                                                .toList())
                                + ".");
    }

    private static void forecast(ContinuedResults results, long top, long tokens, List<String> said) {
        results.forecast(top, results.shares(top, tokens), 1).ifPresent(forecast -> {
            List<Double> best = ReplayForecast.quantiles(forecast.best());
            double measured = results.best(top, tokens);
            Estimate regret = results.difference(top, tokens, forecast.share(), measured, results::cost);
            said.add(String.format(
                    Locale.ROOT,
                    "From smaller sizes, %s was expected to be best of those shares (90%% interval of the optimum: %s to %s);"
                            + " %s.",
                    share(forecast.share()),
                    percent(best.getFirst()),
                    percent(best.getLast()),
                    forecast.share() == measured
                            ? "it is"
                            : "taking it costs " + Paired.percent(regret) + " of the goal against the best"));
        });
    }

    private static void withoutReplay(ContinuedResults results, long top, long tokens, List<String> said) {
        double best = results.best(top, tokens);
        if (best == 0 || !results.shares(top, tokens).contains(0.0)) {
            return;
        }
        said.add(String.format(
                Locale.ROOT,
                "Without replay %s gains more on the domain (%s) and loses more of the rest (%s); %s instead changes the loss on"
                        + " the domain by %s and on the rest by %s.",
                results.name(top),
                Paired.percent(results.mean(top, tokens, 0, ReplayPoint::domain)),
                Paired.percent(results.mean(top, tokens, 0, ReplayPoint::rest)),
                share(best),
                Paired.percent(results.difference(top, tokens, best, 0, ReplayPoint::domain)),
                Paired.percent(results.difference(top, tokens, best, 0, ReplayPoint::rest))));
    }

    private static void scratch(ContinuedResults results, long top, long tokens, List<String> said) {
        double best = results.best(top, tokens);
        Estimate part = results.againstScratch(top, best, false);
        Estimate all = results.againstScratch(top, best, true);
        if (Double.isFinite(part.value()) && Double.isFinite(all.value())) {
            said.add(String.format(
                    Locale.ROOT,
                    "On the domain, %s with %s has %s of the loss of a new model given the compute of the continued part alone, and"
                            + " %s of one given all the compute, the base's too. %s",
                    results.name(top),
                    share(best),
                    ratio(part),
                    ratio(all),
                    all.low() > 0
                            ? "Who wants the domain alone does better to train on it from the beginning."
                            : all.high() < 0
                                    ? "So the base's text helps even where only the domain counts."
                                    : "Whether the base's compute helped the domain is not settled by these seeds."));
        }
    }

    private static String ratio(Estimate logarithm) {
        String value = String.format(Locale.ROOT, "%.1f%%", 100 * Math.exp(logarithm.value()));
        return Double.isInfinite(logarithm.low())
                ? value + " (one seed)"
                : value
                        + String.format(
                                Locale.ROOT,
                                " [%.1f, %.1f]",
                                100 * Math.exp(logarithm.low()),
                                100 * Math.exp(logarithm.high()));
    }

    private static void growth(ContinuedResults results, long tokens, List<String> said) {
        List<Long> sizes = results.sizes();
        if (sizes.size() < 2) {
            return;
        }
        List<String> parts = sizes.stream()
                .map(size -> results.name(size) + " " + share(results.best(size, tokens)))
                .toList();
        said.add("Best of the shares tried, by size: " + String.join(", ", parts) + ".");
    }

    /** Loss on the domain against tokens of continued training, at the largest size with five lengths or more. */
    static List<Line> lines(ContinuedResults results) {
        for (long size : results.sizes().reversed()) {
            List<Long> lengths = results.lengths().stream()
                    .filter(length -> !results.of(size, length).isEmpty())
                    .toList();
            if (lengths.size() >= 5) {
                return List.of(line(results, size));
            }
        }
        return List.of();
    }

    private static Line line(ContinuedResults results, long size) {
        long longest = results.longest();
        double share = results.shares(size, longest).stream()
                .min(Comparator.comparingDouble(value -> Math.abs(value - USUAL_SHARE)))
                .orElseThrow();
        double before = results.before(size);
        List<Judge.Point> points = results.points().stream()
                .filter(point -> point.parameters() == size && point.share() == share)
                .map(point -> new Judge.Point(point.tokens(), before * Math.exp(point.domain())))
                .toList();
        double deviation = Paired.deviation(results.of(size, longest).stream()
                .filter(point -> point.share() == share)
                .mapToDouble(ReplayPoint::domain)
                .toArray());
        String axis = "tokens of continued training";
        String held = results.name(size) + ", its base and " + share(share);
        return new Line(
                "Loss on " + results.axis().domain() + " in continued training of " + results.name(size) + " with "
                        + share(share),
                axis,
                points,
                Judge.judge(
                        points,
                        axis,
                        Criterion.of(Math.clamp(deviation, 1e-3, 1)),
                        new Cause.Size(held, "no other size was trained as long"),
                        1));
    }
}
