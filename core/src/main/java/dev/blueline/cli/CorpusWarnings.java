package dev.blueline.cli;

import dev.blueline.corpus.CorpusInspection;
import dev.blueline.corpus.CorpusReport;
import dev.blueline.corpus.CorpusSelection;
import dev.blueline.corpus.Profile;
import dev.blueline.corpus.Skipped;
import dev.blueline.study.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What may be wrong with a text, each in one line that says what to do. Bounds are rules of thumb, stated in docs/corpus.md. */
final class CorpusWarnings {
    private static final double REPEATED = 0.3;
    private static final double SHORT = 0.5;
    private static final double LETTERS = 0.5;
    private static final double TABLES = 0.5;
    private static final double DUPLICATES = 0.3;
    private static final double BAD = 0.01;
    private static final double LONG_LINES = 1_000;
    private static final long LONGEST_LINE = 20_000;
    private static final long FEW_HELD_OUT = 200_000;

    private final List<String> warnings = new ArrayList<>();

    private CorpusWarnings() {}

    static List<String> of(CorpusInspection inspection, CorpusSelection selection, CorpusReach reach) {
        CorpusWarnings all = new CorpusWarnings();
        inspection.domains().forEach(all::domain);
        all.whole(inspection);
        all.size(inspection.corpus().report(), reach);
        if (!selection.textColumns().isEmpty()
                && inspection.kinds().keySet().stream()
                        .noneMatch(List.of("csv", "tsv", "json", "jsonl", "ndjson", "parquet")::contains)) {
            all.say("--text-column was given, but nothing read has columns");
        }
        return all.warnings;
    }

    private void domain(String domain, Profile profile) {
        if (profile.repeatedLines() > REPEATED) {
            say(
                    "%.0f%% of the lines of %s repeat: take headers, footers and menus out first; the commonest stands %,d times",
                    100 * profile.repeatedLines(), domain, profile.commonestLineCount());
        }
        if (profile.meanLine() > LONG_LINES || profile.longestLine() > LONGEST_LINE) {
            say(
                    "a line of %s has %,d characters (%s), the mean line %,.0f: is this minified or packed? leave it out",
                    domain, profile.longestLine(), shortened(profile.longestLineIn()), profile.meanLine());
        }
        if (profile.tables() > TABLES) {
            say("%s looks like a table: name the file .csv or .tsv and choose --text-column", domain);
        }
        if (profile.shortDocuments() > SHORT && profile.documents() > 10) {
            say(
                    "%.0f%% of the documents of %s are shorter than %d characters: a model learns little from texts cut so small",
                    100 * profile.shortDocuments(), domain, Profile.SHORT);
        }
        if (profile.letters() < LETTERS) {
            say(
                    "only %.0f%% of the characters of %s are letters: is this data rather than text? leave it out",
                    100 * profile.letters(), domain);
        }
    }

    private void whole(CorpusInspection inspection) {
        Map<Skipped, Long> skipped = inspection.corpus().report().skipped();
        double documents = Math.max(1, inspection.documents());
        double dropped = skipped.entrySet().stream()
                .filter(entry -> entry.getKey().name().endsWith("DUPLICATE"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (dropped > DUPLICATES * documents) {
            say(
                    "%.0f%% of the documents repeat others and are dropped: is a source named twice?",
                    100 * dropped / documents);
        }
        long bad = skipped.getOrDefault(Skipped.BAD_RECORD, 0L);
        if (bad > BAD * (documents + bad)) {
            say("%,d records cannot be understood: mend them, they are left out", bad);
        }
        for (Skipped why : List.of(Skipped.DAMAGED, Skipped.BOMB)) {
            inspection
                    .examples()
                    .getOrDefault(why, List.of())
                    .forEach(what -> say("%s; what is after that place is not read", shortened(what)));
        }
    }

    private void size(CorpusReport report, CorpusReach reach) {
        if (report.validationBytes() < FEW_HELD_OUT) {
            say(
                    "only %,.0f kB can be held out to measure on, so losses will be uncertain: give more text",
                    report.validationBytes() * 1e-3);
        }
        if (reach.bytesPerToken().isEmpty()) {
            say("too little text to learn a vocabulary of %d tokens from: give more text", reach.vocabulary());
        } else if (reach.reached().isEmpty()) {
            say(
                    "too little text for the smallest rung of study %s (%s tokens): give more text, or another study",
                    reach.study(), Rung.inWords(reach.beyond().getFirst()));
        }
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : "..." + name.substring(name.length() - 57);
    }

    private void say(String format, Object... values) {
        warnings.add(String.format(Locale.ROOT, format, values));
    }
}
