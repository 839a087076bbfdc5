package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Looks at every document of one domain once and keeps counts, not text: memory does not grow with the corpus. */
final class Profiler implements Consumer<Document> {
    private static final int SAMPLE_CHARACTERS = 600;
    private static final int ROWS = 3;

    private final int samples;
    private final RepeatedLines repeated = new RepeatedLines();
    private final Scripts scripts = new Scripts();
    private final QualityCounts quality = new QualityCounts();
    private final TreeMap<Long, Profile.Sample> chosen = new TreeMap<>();
    private long documents;
    private long bytes;
    private long characters;
    private long letters;
    private long digits;
    private long symbols;
    private long shortOnes;
    private long inTables;
    private long lines;
    private long longest;
    private String longestIn = "";

    /**
     * @param samples documents to keep the start of
     */
    Profiler(int samples) {
        this.samples = samples;
    }

    @Override
    public void accept(Document document) {
        String text = document.text();
        documents++;
        characters += text.length();
        shortOnes += text.length() < Profile.SHORT ? 1 : 0;
        inTables += isTable(text) ? text.length() : 0;
        count(text);
        lines(document);
        quality.add(text);
        choose(document);
    }

    private void count(String text) {
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (Character.isLetter(codePoint)) {
                letters++;
                scripts.addLetter(codePoint);
            } else if (Character.isDigit(codePoint)) {
                digits++;
            } else if (isMark(codePoint)) {
                letters++;
            } else if (!Character.isWhitespace(codePoint)) {
                symbols++;
            }
        }
    }

    private static boolean isMark(int codePoint) {
        int type = codePoint < 0x300 ? 0 : Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private void lines(Document document) {
        String text = document.text();
        int start = 0;
        while (start < text.length()) {
            int found = text.indexOf('\n', start);
            int end = found < 0 ? text.length() : found;
            lines++;
            repeated.add(text, start, end);
            if (end - start > longest) {
                longest = end - start;
                longestIn = document.name();
            }
            start = end + 1;
        }
    }

    /** Whether nearly all of the first lines have the same number of separators, and at least two. */
    static boolean isTable(String text) {
        List<String> rows =
                text.lines().limit(50).filter(line -> !line.isBlank()).toList();
        if (rows.size() <= ROWS) {
            return false;
        }
        for (char separator : new char[] {'\t', ',', ';', '|'}) {
            long wanted = rows.getFirst().chars().filter(c -> c == separator).count();
            if (wanted >= 2
                    && rows.stream()
                                    .filter(row -> row.chars()
                                                    .filter(c -> c == separator)
                                                    .count()
                                            == wanted)
                                    .count()
                            >= 0.9 * rows.size()) {
                return true;
            }
        }
        return false;
    }

    private void choose(Document document) {
        if (samples == 0) {
            return;
        }
        String text = document.text();
        String start = text.substring(0, Math.min(text.length(), SAMPLE_CHARACTERS));
        long order = TextHash.of("sample\n" + document.group() + "\n" + document.name());
        if (chosen.size() < samples || order < chosen.lastKey()) {
            chosen.put(order, new Profile.Sample(document.name(), start));
            if (chosen.size() > samples) {
                chosen.pollLastEntry();
            }
        }
    }

    Profile profile() {
        double seen = Math.max(1, letters + digits + symbols);
        Map<String, Double> shares = scripts.shares();
        boolean repeats = repeated.commonestCount() > 1;
        return new Profile(
                documents,
                bytes,
                letters / seen,
                digits / seen,
                symbols / seen,
                (double) shortOnes / Math.max(1, documents),
                (double) inTables / Math.max(1, characters),
                repeated.share(),
                repeats ? repeated.commonest() : "",
                repeats ? repeated.commonestCount() : 0,
                longest,
                longestIn,
                (double) characters / Math.max(1, lines),
                shares,
                quality.shares(),
                new ArrayList<>(chosen.values()));
    }
}
