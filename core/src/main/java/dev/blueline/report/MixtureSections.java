package dev.blueline.report;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.MixtureAnalysis;
import dev.blueline.ablation.PairedDifference;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.MixingLaw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The sections of a study of mixtures: the best shares, what they were worth, the law's hits and misses, every mixture. */
final class MixtureSections {
    private MixtureSections() {}

    static List<Section> of(AblationOutcome outcome) {
        if (outcome.analysis().isEmpty()) {
            return List.of();
        }
        return switch (outcome.analysis().get()) {
            case MixtureAnalysis found ->
                of(found, List.copyOf(outcome.forecasts().keySet()));
        };
    }

    private static List<Section> of(MixtureAnalysis found, List<Forecast> forecasts) {
        List<Section> sections = new ArrayList<>();
        sections.add(best(found));
        sections.add(goal(found, forecasts));
        found.challenger().ifPresent(challenger -> {
            Section section = ComparisonReport.section("natural shares", challenger, 0)
                    .text("The loss compared is the goal loss; pairs of runs share a seed.");
            section.element()
                    .expectFirst("h2")
                    .text("The best mixture as a multiplier of compute: "
                            + challenger.verdict().word());
            sections.add(section);
        });
        if (!found.figures().isEmpty()) {
            sections.add(law(found));
        }
        sections.add(mixtures(found));
        return sections;
    }

    private static Section best(MixtureAnalysis found) {
        Section section = Section.titled("best-mixture", "The best mixture beside natural and uniform shares");
        List<Double> best = found.shares().getOrDefault("best", List.of());
        if (best.isEmpty()) {
            return section.missing("No best mixture was chosen, as runs are missing.");
        }
        Map<String, MixingLaw.Share> known = new LinkedHashMap<>();
        found.best().ifPresent(law -> law.shares().forEach(share -> known.put(share.domain(), share)));
        List<String> headings = new ArrayList<>(List.of(
                "#weight in the goal", "#best", "#90% interval", "#natural", "#uniform", "#epochs of the best"));
        headings.addFirst("domain");
        Table table = new Table("Shares of the training tokens", headings.toArray(String[]::new));
        for (int j = 0; j < found.domains().size(); j++) {
            String domain = found.domains().get(j);
            table.row(
                    domain,
                    Format.fixed(found.goal().getOrDefault(domain, 0.0), 2),
                    Format.percent(best.get(j)),
                    Optional.ofNullable(known.get(domain))
                            .map(share -> Format.percent(share.interval().low()) + " to "
                                    + Format.percent(share.interval().high()))
                            .orElse("–"),
                    Format.percent(at(found, "natural", j)),
                    Format.percent(at(found, "uniform", j)),
                    Format.fixed(
                            found.epochs().getOrDefault("best", List.of()).stream()
                                    .skip(j)
                                    .findFirst()
                                    .orElse(Double.NaN),
                            2));
        }
        return section.text(
                        "The mixture with the lowest goal loss by the law, at the compute of the largest runs, decided before any of"
                                + " them. The goal loss is the mean of the domains' held-out losses by the weights of the goal. A share was allowed from a"
                                + " fifth of the uniform share up to four epochs of the domain's text, and a tenth beyond the largest that was tried.")
                .table(table)
                .text(
                        "The interval is where the lowest point lies in 90% of the refits of the law. A wide one means that the goal loss is"
                                + " flat there: other shares are as good.");
    }

    private static double at(MixtureAnalysis found, String arm, int domain) {
        List<Double> shares = found.shares().getOrDefault(arm, List.of());
        return shares.isEmpty() ? Double.NaN : shares.get(domain);
    }

    private static Section goal(MixtureAnalysis found, List<Forecast> forecasts) {
        Section section = Section.titled("goal-loss", "What the best mixture was worth")
                .chart(
                        MixtureChart.of(found, forecasts),
                        "Goal loss against training compute. Every drawn mixture is a small open mark; the law saw these computes only.");
        Table table = new Table(
                "The best mixture's goal loss at the largest runs, against the same seeds of other shares",
                "against",
                "#difference",
                "#90% interval",
                "#pairs of seeds",
                "told apart");
        found.against().forEach((arm, paired) -> table.row(row(arm, paired)));
        return found.against().isEmpty()
                ? section.missing("The largest runs are missing.")
                : section.table(table).text("The interval is Student's over the differences of equal seeds.");
    }

    private static String[] row(String arm, PairedDifference paired) {
        return new String[] {
            arm + " shares",
            percent(paired.mean()),
            paired.seeds() == 1 ? "–" : percent(paired.low()) + " to " + percent(paired.high()),
            String.valueOf(paired.seeds()),
            paired.clear() ? "yes" : "no"
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%+.2f%%", 100 * share);
    }

    private static Section law(MixtureAnalysis found) {
        Section section = Section.titled("mixing-law", "The law on each domain, and what came")
                .text(
                        "The loss of a domain falls with the shares of it and of what is like it: L = c + k exp(sum of t r) over the shares r"
                                + " (Ye et al. 2024, arXiv 2403.16952), with parameters that follow compute. It was fitted to the small runs; the marks"
                                + " are the largest runs.")
                .chart(
                        PredictedChart.of(found),
                        "Measured against predicted loss of each domain at the largest runs. On the line the law was right. Bars are two standard"
                                + " errors over seeds.");
        Table table = new Table(
                "Bits per byte of each domain at the largest runs",
                "shares",
                "domain",
                "#predicted",
                "#90% interval of the refits",
                "#measured",
                "#error");
        for (MixtureAnalysis.Figure figure : found.figures()) {
            table.row(
                    figure.arm(),
                    figure.domain(),
                    Format.loss(figure.predicted()),
                    Format.loss(figure.low()) + " to " + Format.loss(figure.high()),
                    Format.loss(figure.measured()),
                    Format.signedPercent(figure.predicted() / figure.measured() - 1));
        }
        return section.folded("Every domain's loss in figures", table)
                .text(
                        "The intervals are of the law alone. The forecasts below add seeds, and how far the law drifted inside the ladder.");
    }

    private static Section mixtures(MixtureAnalysis found) {
        double last = found.cells().stream()
                .filter(cell -> cell.role() == Run.Role.LADDER)
                .mapToDouble(MixtureAnalysis.Cell::compute)
                .max()
                .orElse(0);
        List<String> headings = new ArrayList<>(List.of("mixture", "#goal loss"));
        found.domains().forEach(domain -> headings.add("#" + domain));
        Table table = new Table(
                "Shares of every mixture, and its goal loss at the largest fitted compute",
                headings.toArray(String[]::new));
        found.cells().stream()
                .filter(cell -> cell.role() == Run.Role.LADDER && cell.compute() == last)
                .filter(cell -> found.shares().containsKey(cell.arm()))
                .sorted(Comparator.comparingDouble(MixtureAnalysis.Cell::goalLoss))
                .forEach(cell -> {
                    List<String> row = new ArrayList<>(List.of(cell.arm(), Format.fixed(cell.goalLoss(), 4)));
                    found.shares().getOrDefault(cell.arm(), List.of()).forEach(share -> row.add(Format.percent(share)));
                    table.row(row.toArray(String[]::new));
                });
        return Section.titled("mixtures", "Every mixture").table(table);
    }
}
