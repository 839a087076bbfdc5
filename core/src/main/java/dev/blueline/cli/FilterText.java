package dev.blueline.cli;

import dev.blueline.corpus.CorpusFilter;
import dev.blueline.corpus.FilterReport;
import dev.blueline.corpus.FilterReport.Counts;
import dev.blueline.corpus.FilterScores;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a filter did, for people. */
final class FilterText {
    private static final int DOMAINS = 20;

    /** What is quoted from the text is cut to this many columns. */
    private final int width = Math.min(100, Terminal.Stream.OUTPUT.width());

    private final StringBuilder text = new StringBuilder();

    private FilterText() {}

    static String of(FilterReport report, Path out) {
        FilterText all = new FilterText();
        all.summary(report);
        all.domains(report);
        all.scores(report);
        all.samples(report);
        all.line("");
        all.line(
                "%s and %s, and what was done: %s",
                out.resolve(CorpusFilter.KEPT), CorpusFilter.DROPPED, CorpusFilter.REPORT);
        return all.text.toString();
    }

    private void summary(FilterReport report) {
        line("Score: %s.", report.explanation());
        Counts total = report.total();
        line(
                "Kept from a score of %s on: %,d of %,d documents (%.1f%%), %s of %s",
                score(report.threshold()),
                total.kept(),
                total.kept() + total.dropped(),
                100.0 * total.kept() / (total.kept() + total.dropped()),
                size(total.keptBytes()),
                size(total.keptBytes() + total.droppedBytes()));
        if (report.ties() > 0) {
            line(
                    "%,d documents with just that score were dropped, chosen by hash, to meet the share asked for",
                    report.ties());
        }
    }

    private void domains(FilterReport report) {
        line("");
        Columns table = new Columns("")
                .words("domain", 0)
                .figures("kept", 0)
                .figures("dropped", 0)
                .figures("kept, share", 0)
                .figures("kept text", 1)
                .figures("dropped text", 2);
        report.domains().entrySet().stream()
                .limit(DOMAINS)
                .forEach(entry -> row(table, entry.getKey(), entry.getValue()));
        if (report.domains().size() > 1) {
            row(table, "all", report.total());
        }
        text.append(table.text(Terminal.Stream.OUTPUT.width()));
        if (report.domains().size() > DOMAINS) {
            line("(and %d domains more, in %s)", report.domains().size() - DOMAINS, CorpusFilter.REPORT);
        }
    }

    private static void row(Columns table, String name, Counts counts) {
        table.row(
                Quoted.cut(name, 16),
                String.format(Locale.ROOT, "%,d", counts.kept()),
                String.format(Locale.ROOT, "%,d", counts.dropped()),
                String.format(Locale.ROOT, "%.1f%%", 100.0 * counts.kept() / (counts.kept() + counts.dropped())),
                size(counts.keptBytes()),
                size(counts.droppedBytes()));
    }

    private void scores(FilterReport report) {
        line("");
        line(
                "scores: %s",
                report.quantiles().entrySet().stream()
                        .map(entry -> switch (entry.getKey()) {
                            case 0 -> "lowest " + score(entry.getValue());
                            case 50 -> "median " + score(entry.getValue());
                            case 100 -> "highest " + score(entry.getValue());
                            default -> entry.getKey() + "% " + score(entry.getValue());
                        })
                        .collect(Collectors.joining(", ")));
        if (report.figures().isEmpty()) {
            return;
        }
        if (report.figures().getFirst().unit() == FilterScores.Unit.SHARE) {
            line("documents that break a rule:");
        }
        report.figures()
                .forEach(figure -> line(
                        "  %-36s %9s",
                        figure.name(),
                        switch (figure.unit()) {
                            case SHARE -> String.format(Locale.ROOT, "%.1f%%", 100 * figure.value());
                            case COUNT -> String.format(Locale.ROOT, "%,.0f", figure.value());
                            case PROBABILITY -> String.format(Locale.ROOT, "%.3f", figure.value());
                        }));
    }

    private void samples(FilterReport report) {
        report.samples().forEach(sample -> {
            String head = "--- " + sample.place().says() + ", " + score(sample.score()) + ": " + sample.domain() + ", ";
            line("");
            line("%s%s", head, Quoted.end(sample.name(), Math.max(20, width - head.length())));
            sample.note().ifPresent(note -> line("    (%s)", Quoted.cut(note, width - 6)));
            sample.start()
                    .lines()
                    .filter(part -> !part.isBlank())
                    .limit(3)
                    .forEach(part -> line("    %s", Quoted.cut(part.replace("\t", "    "), width - 6)));
        });
    }

    private static String score(double score) {
        return String.format(Locale.ROOT, "%.3f", score);
    }

    private static String size(long bytes) {
        return Quoted.size(bytes);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
