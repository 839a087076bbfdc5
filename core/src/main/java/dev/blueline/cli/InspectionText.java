package dev.blueline.cli;

import dev.blueline.corpus.CorpusInspection;
import dev.blueline.corpus.CorpusInspection.Kind;
import dev.blueline.corpus.CorpusReport;
import dev.blueline.corpus.CorpusReport.DomainSize;
import dev.blueline.corpus.Profile;
import dev.blueline.corpus.Skipped;
import dev.blueline.study.Rung;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What an inspection found, for people. */
final class InspectionText {
    private static final int KINDS = 12;
    private static final int SCRIPTS = 4;

    /** What is quoted from the text is cut to this many columns. */
    private final int width = Math.min(100, Terminal.Stream.OUTPUT.width());

    private final StringBuilder text = new StringBuilder();

    private InspectionText() {}

    static String of(CorpusInspection inspection, CorpusReach reach, List<String> warnings) {
        InspectionText all = new InspectionText();
        all.summary(inspection);
        all.kinds(inspection.kinds());
        all.domains(inspection);
        all.leftOut(inspection);
        all.reach(reach);
        all.samples(inspection.domains());
        all.warnings(warnings);
        return all.text.toString();
    }

    private void summary(CorpusInspection inspection) {
        CorpusReport report = inspection.corpus().report();
        String counts = String.format(
                Locale.ROOT,
                "%,d documents, %s of text, from %,d files in ",
                inspection.documents(),
                Quoted.size(inspection.bytes()),
                report.files());
        line("%s%s", counts, Quoted.cut(sources(report.sources()), Math.max(20, width - counts.length())));
        long kept = report.domains().values().stream()
                .mapToLong(size -> size.trainingDocuments() + size.validationDocuments())
                .sum();
        line(
                "%s to train on, %s held out (%.1f%% of the groups), in %,d documents after cleaning",
                Quoted.size(report.trainingBytes()),
                Quoted.size(report.validationBytes()),
                100 * report.validationFraction(),
                kept);
        if (report.repairedFiles() > 0) {
            line("%,d files had broken characters that were repaired", report.repairedFiles());
        }
    }

    private static String sources(List<String> sources) {
        String few = String.join(", ", sources.subList(0, Math.min(3, sources.size())));
        return sources.size() > 3 ? few + " and " + (sources.size() - 3) + " more" : few;
    }

    private void kinds(Map<String, Kind> kinds) {
        line("");
        line("%-20s %9s %11s %14s", "kind of file", "files", "documents", "characters");
        kinds.entrySet().stream()
                .sorted((a, b) ->
                        Long.compare(b.getValue().characters(), a.getValue().characters()))
                .limit(KINDS)
                .forEach(entry -> line(
                        "%-20s %,9d %,11d %,14d",
                        Quoted.cut(entry.getKey().isEmpty() ? "(no ending)" : "." + entry.getKey(), 20),
                        entry.getValue().files(),
                        entry.getValue().documents(),
                        entry.getValue().characters()));
        if (kinds.size() > KINDS) {
            line("and %d kinds more", kinds.size() - KINDS);
        }
    }

    private void domains(CorpusInspection inspection) {
        line("");
        Columns table = new Columns("")
                .words("domain", 0)
                .figures("documents", 0)
                .figures("text", 0)
                .figures("mean bytes", 4)
                .figures("letters", 1)
                .figures("digits", 3)
                .figures("symbols", 3)
                .figures("short", 2)
                .figures("repeated", 0);
        inspection
                .domains()
                .forEach((domain, profile) -> table.row(
                        Quoted.cut(domain, 16),
                        String.format(Locale.ROOT, "%,d", profile.documents()),
                        Quoted.size(profile.bytes()),
                        String.format(Locale.ROOT, "%,.0f", profile.meanBytes()),
                        percent(profile.letters()),
                        percent(profile.digits()),
                        percent(profile.symbols()),
                        percent(profile.shortDocuments()),
                        percent(profile.repeatedLines())));
        text.append(table.text(Terminal.Stream.OUTPUT.width()));
        line("(short: documents below %d characters; repeated: lines that stood before)", Profile.SHORT);
        Map<String, DomainSize> sizes = inspection.corpus().report().domains();
        inspection.domains().forEach((domain, profile) -> {
            line("");
            DomainSize size = sizes.getOrDefault(domain, new DomainSize(0, 0, 0, 0));
            line(
                    "%s: %s to train on, %s held out",
                    domain, Quoted.size(size.trainingBytes()), Quoted.size(size.validationBytes()));
            line("  scripts: %s", scripts(profile));
            line(
                    "  lines: %,.0f characters on average, the longest %,d in %s",
                    profile.meanLine(),
                    profile.longestLine(),
                    Quoted.end(profile.longestLineIn(), Math.min(40, width - 10)));
            Profile.Quality quality = profile.quality();
            line("  rules for English web pages would leave out %.1f%% of the documents:", 100 * quality.flagged());
            line(
                    "    few words %.1f%%, symbols %.1f%%, few letters %.1f%%, stop words %.1f%%, repeated lines %.1f%%",
                    100 * quality.fewWords(),
                    100 * quality.symbols(),
                    100 * quality.fewLetters(),
                    100 * quality.fewStopWords(),
                    100 * quality.repeatedLines());
            if (profile.commonestLineCount() > 1) {
                line(
                        "  commonest line, %,d times: %s",
                        profile.commonestLineCount(),
                        Quoted.cut(oneLine(profile.commonestLine()), Math.min(60, width - 10)));
            }
        });
    }

    private static String scripts(Profile profile) {
        return profile.scripts().entrySet().stream()
                .filter(entry -> entry.getValue() >= 0.0005)
                .limit(SCRIPTS)
                .map(entry -> String.format(Locale.ROOT, "%s %.1f%%", entry.getKey(), 100 * entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void leftOut(CorpusInspection inspection) {
        Map<Skipped, Long> skipped = inspection.corpus().report().skipped();
        if (skipped.values().stream().noneMatch(count -> count > 0)) {
            return;
        }
        line("");
        line("left out:");
        skipped.forEach((why, count) -> {
            if (count > 0) {
                line("  %,d %s", count, why.explanation());
                inspection.examples().getOrDefault(why, List.of()).stream()
                        .limit(2)
                        .forEach(example -> line("      %s", Quoted.cut(oneLine(example), width - 10)));
            }
        });
    }

    private void reach(CorpusReach reach) {
        line("");
        if (reach.bytesPerToken().isEmpty()) {
            return;
        }
        line(
                "about %s tokens to train on: %.2f bytes a token with a vocabulary of %d",
                Rung.inWords(reach.tokens()), reach.bytesPerToken().getAsDouble(), reach.vocabulary());
        if (!reach.reached().isEmpty()) {
            line(
                    "enough for runs of up to %s tokens in study %s%s",
                    Rung.inWords(reach.reached().getLast()),
                    reach.study(),
                    reach.beyond().isEmpty()
                            ? ", all of its ladder"
                            : "; its ladder goes on to "
                                    + Rung.inWords(reach.beyond().getLast()));
        }
    }

    private void samples(Map<String, Profile> domains) {
        domains.forEach((domain, profile) -> profile.samples().forEach(sample -> {
            line("");
            line("--- %s: %s", domain, Quoted.end(sample.name(), Math.max(20, width - 10 - domain.length())));
            sample.start()
                    .lines()
                    .filter(part -> !part.isBlank())
                    .limit(4)
                    .forEach(part -> line("    %s", Quoted.cut(part.replace("\t", "    "), width - 6)));
        }));
    }

    private void warnings(List<String> warnings) {
        if (!warnings.isEmpty()) {
            line("");
        }
        warnings.forEach(warning -> line("Warning: %s%s", warning, warning.endsWith("?") ? "" : "."));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
