package dev.blueline.report;

import dev.blueline.ledger.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts of the page that are tables alone: the laws, the corpus, every run. */
final class Tables {
    private Tables() {}

    static Section laws(ReportData data) {
        Section section = Section.titled("laws", "Which law, and why");
        if (data.laws().candidates().isEmpty()) {
            return section.missing("No law was fitted: too few runs have finished.");
        }
        section.text(
                "A backtest fits a law to the small rungs and asks it for the larger ones inside the ladder; its error"
                        + " says how far to trust the law above the ladder.");
        if (!data.laws().rule().isBlank()) {
            section.text("The rule, stated before the held-out rung ran: "
                    + data.laws().rule());
        }
        Table table = new Table(
                "Candidate laws with backtests; parameters with 90% intervals",
                "law", "formula", "#backtest error", "#weight", "fitted");
        for (Laws.Candidate law : data.laws().candidates()) {
            table.row(
                    law.name(),
                    law.formula(),
                    Format.percent(law.backtestError()),
                    Format.fixed(law.weight(), 2),
                    law.parameters().stream()
                            .map(parameter -> parameter.name() + " = " + Format.significant(parameter.value()) + " ["
                                    + Format.significant(parameter.low()) + ", "
                                    + Format.significant(parameter.high()) + "]")
                            .collect(Collectors.joining(", ")));
        }
        return section.table(table);
    }

    static Section corpus(ReportData data) {
        Section section = Section.titled("corpus", "The text");
        ReportData.Corpus corpus = data.corpus();
        section.text(corpus.source());
        Table table = new Table(
                "Text by domain",
                "domain",
                "#training documents",
                "#training text",
                "#validation documents",
                "#validation text");
        List<ReportData.Corpus.Domain> rows = new ArrayList<>(corpus.domains());
        if (rows.size() > 1) {
            rows.add(rows.stream()
                    .reduce((a, b) -> new ReportData.Corpus.Domain(
                            "all",
                            a.trainingDocuments() + b.trainingDocuments(),
                            a.trainingBytes() + b.trainingBytes(),
                            a.validationDocuments() + b.validationDocuments(),
                            a.validationBytes() + b.validationBytes()))
                    .orElseThrow());
        }
        rows.forEach(domain -> table.row(
                domain.name(),
                Format.count(domain.trainingDocuments()),
                Format.bytes(domain.trainingBytes()),
                Format.count(domain.validationDocuments()),
                Format.bytes(domain.validationBytes())));
        if (!rows.isEmpty()) {
            section.table(table);
        }
        if (!corpus.dropped().isEmpty()) {
            section.text("Left out or repaired: "
                    + corpus.dropped().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + Format.count(entry.getValue()))
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return section.text("Tokenizer: " + Format.count(data.tokenizer().vocabulary()) + " tokens, "
                + Format.significant(data.tokenizer().bytesPerToken()) + " bytes a token on the validation text.");
    }

    static Section runs(ReportData data) {
        Section section = Section.titled("runs", "Every run");
        if (data.runs().isEmpty()) {
            return section.missing("No run has finished yet.");
        }
        Set<String> domains = DomainChart.domains(data);
        List<String> headings = new ArrayList<>(List.of(
                "rung",
                "role",
                "#seed",
                "status",
                "#bits per byte",
                "#parameters (total)",
                "#non-embedding",
                "#in matrix products",
                "#tokens",
                "#FLOP",
                "#6ND",
                "#rate",
                "#time",
                "#tokens/s",
                "#share of peak"));
        domains.forEach(domain -> headings.add("#" + domain));
        headings.addAll(List.of("note", "id"));
        Table table = new Table(
                "Every run in order of compute; losses in bits per byte, two standard errors to both sides",
                headings.toArray(String[]::new));
        data.runs().stream()
                .sorted(Comparator.comparingDouble(run -> run.run().flops()))
                .forEach(run -> table.row(cells(run, domains)));
        return section.table(table);
    }

    private static String[] cells(RunResult result, Set<String> domains) {
        Run run = result.run();
        List<String> cells = new ArrayList<>(List.of(
                run.rung(),
                role(run.role()),
                String.valueOf(run.seed()),
                run.status().name().toLowerCase(Locale.ROOT),
                Format.loss(result.overall()),
                Format.shortCount(run.parameters().total()),
                Format.shortCount(run.parameters().nonEmbedding()),
                Format.shortCount(run.parameters().matmul()),
                Format.shortCount(run.tokens()),
                Format.power(run.flops()),
                Format.power(run.flops6nd()),
                "×" + Format.significant(run.rateScale()),
                Format.seconds(run.seconds()),
                Format.shortCount(result.tokensPerSecond()),
                Format.percent(result.shareOfPeak())));
        for (String domain : domains) {
            Loss loss = result.domains().get(domain);
            cells.add(loss == null ? "–" : Format.loss(loss));
        }
        cells.add(run.note());
        cells.add(run.id());
        return cells.toArray(String[]::new);
    }

    private static String role(Run.Role role) {
        return switch (role) {
            case LADDER -> "ladder";
            case HELD_OUT -> "held out";
            case RATE_CHECK -> "rate check";
            case CONTRAST -> "contrast";
            case CONTROL -> "control";
        };
    }
}
