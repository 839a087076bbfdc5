package dev.blueline.report;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.ContinuedResults;
import dev.blueline.ablation.Paired;
import dev.blueline.ablation.ReplayPoint;
import dev.blueline.comparison.Estimate;
import dev.blueline.study.ContinuedAxis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a report of continued training has beside what every data study's has. */
final class ContinuedSections {
    private ContinuedSections() {}

    static List<Section> of(AblationOutcome outcome, ContinuedAxis axis) {
        ContinuedResults results = ContinuedResults.of(outcome.study(), axis, outcome.results());
        if (results.sizes().isEmpty()) {
            return List.of(Section.titled("continued", "Gain and forgetting")
                    .missing("No run of continued training has ended."));
        }
        List<Section> sections = new ArrayList<>();
        sections.add(tradeOff(results));
        sections.add(share(results));
        growth(results, sections);
        sections.add(scratch(results));
        return sections;
    }

    private static Section tradeOff(ContinuedResults results) {
        String tokens = Format.shortCount(results.longest());
        return Section.titled("continued", "Gain and forgetting")
                .text("Every model first read " + Format.shortCount(results.baseTokens()) + " tokens of all text but "
                        + results.axis().domain() + ", then " + tokens + " tokens of "
                        + results.axis().domain()
                        + " with a share of the first text mixed in (replay), which trades gain on the new for what is kept of"
                        + " the old.")
                .chart(
                        ContinuedCharts.tradeOff(results),
                        "Held-out losses after continued training over those before, logarithmic. Each mark is a replay share,"
                                + " written beside it where there is room; a curve joins those of a size. Bars: 90% intervals over seeds of the"
                                + " loss on the domain. Left of the dashed line nothing was forgotten: bases this young still"
                                + " learn from what is replayed.")
                .text(
                        "The rest is every measured domain but "
                                + results.axis().domain()
                                + ", each counting the same: the mean of the logarithms of their losses over those of the base.");
    }

    private static Section share(ContinuedResults results) {
        double weight = results.axis().restWeight();
        Table table = new Table(
                "Best replay share by size, at " + Format.shortCount(results.longest())
                        + " tokens; changes with 90% intervals over seeds",
                "size",
                "#best tried",
                "#domain",
                "#rest",
                "#goal",
                "expected from smaller sizes",
                "#what that costs");
        for (long size : results.sizes()) {
            long tokens = results.longest();
            double best = results.best(size, tokens);
            table.row(
                    results.name(size),
                    ContinuedCharts.percent(best),
                    Paired.percent(results.mean(size, tokens, best, ReplayPoint::domain)),
                    Paired.percent(results.mean(size, tokens, best, ReplayPoint::rest)),
                    Paired.percent(results.mean(size, tokens, best, results::cost)),
                    results.expected(size)
                            .map(expected -> ContinuedCharts.percent(expected.share()) + ", optimum in "
                                    + ContinuedCharts.percent(expected.low()) + " to "
                                    + ContinuedCharts.percent(expected.high()))
                            .orElse("–"),
                    results.expected(size)
                            .map(expected -> expected.share() == best
                                    ? "nothing"
                                    : Paired.percent(
                                            results.difference(size, tokens, expected.share(), best, results::cost)))
                            .orElse("–"));
        }
        return Section.titled("replay", "The best share of replay")
                .text("The goal is the loss on the domain over the base's times that on the rest"
                        + (weight == 1 ? "" : ", to the power " + Format.significant(weight))
                        + ": a loss of one percent on the one cancels a gain of "
                        + (weight == 1 ? "one" : Format.significant(weight)) + " percent on the other. Less is better.")
                .chart(
                        ContinuedCharts.goal(results),
                        "The goal against the share of replay. Marks are means over seeds with 90% intervals, lines the curves"
                                + " fitted to a size: power laws in the tokens of the domain and in those replayed.")
                .table(table);
    }

    /** At the size with the most lengths, the largest of them. */
    private static void growth(ContinuedResults results, List<Section> sections) {
        long size = results.sizes().stream()
                .max(Comparator.comparingLong((Long candidate) -> lengths(results, candidate))
                        .thenComparingLong(candidate -> candidate))
                .orElseThrow();
        if (lengths(results, size) < 2) {
            return;
        }
        String seeds = " Lengths but the last are of one seed each.";
        sections.add(Section.titled("continued-tokens", "With more tokens")
                .chart(
                        ContinuedCharts.growth(
                                results,
                                size,
                                "continued-domain",
                                results.axis().domain(),
                                ReplayPoint::domain),
                        "Loss on " + results.axis().domain() + " of " + results.name(size)
                                + " against tokens of continued training." + seeds)
                .chart(
                        ContinuedCharts.growth(results, size, "continued-rest", "the rest", ReplayPoint::rest),
                        "Loss on the rest of the same runs."));
    }

    private static long lengths(ContinuedResults results, long size) {
        return results.lengths().stream()
                .filter(tokens -> !results.of(size, tokens).isEmpty())
                .count();
    }

    private static Section scratch(ContinuedResults results) {
        Table table = new Table(
                "Loss on the domain of the continued model over that of a model from scratch, each seed with itself",
                "size",
                "replay",
                "#against the continued part's compute",
                "#against all compute, the base's too");
        for (long size : results.sizes()) {
            List<Double> shares = results.shares(size, results.longest());
            double best = results.best(size, results.longest());
            for (double share : best == shares.getFirst() ? List.of(best) : List.of(shares.getFirst(), best)) {
                table.row(
                        results.name(size),
                        ContinuedCharts.percent(share) + (share == best ? " (best)" : ""),
                        words(results.againstScratch(size, share, false)),
                        words(results.againstScratch(size, share, true)));
            }
        }
        return Section.titled("scratch", "Or from scratch on the domain")
                .text(
                        "The same models with new weights, trained on "
                                + results.axis().domain()
                                + " alone: once with the compute of the continued part, once with that of base and continued part"
                                + " together. A minus is in favour of continued training. From scratch the rest is hardly learnt at all.")
                .table(table);
    }

    private static String words(Estimate logarithm) {
        return Double.isFinite(logarithm.value()) ? Paired.percent(logarithm) : "–";
    }
}
