package dev.blueline.corpus;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Counts documents that rules for web text would leave out: those of Gopher (Rae et al. 2021, appendix A.1) that need no model
 * and no other document. Words are runs without white space; in scripts written without spaces each character is one.
 */
final class QualityCounts {
    private static final int FEWEST_WORDS = 50;
    private static final double MOST_SYMBOLS = 0.1;
    private static final double LEAST_ALPHABETIC = 0.8;
    private static final int FEWEST_STOP_WORDS = 2;
    private static final double MOST_REPEATED = 0.3;
    private static final List<String> STOP_WORDS = List.of("the", "be", "to", "of", "and", "that", "have", "with");

    private long documents;
    private long flagged;
    private long fewWords;
    private long symbols;
    private long fewLetters;
    private long fewStopWords;
    private long repeatedLines;

    void add(String text) {
        Words words = new Words(text);
        boolean few = words.count < FEWEST_WORDS;
        boolean symbolic = words.symbols > MOST_SYMBOLS * words.count;
        boolean unlettered = words.alphabetic < LEAST_ALPHABETIC * words.count;
        boolean noStopWords = words.latin > words.letters / 2 && Integer.bitCount(words.stopWords) < FEWEST_STOP_WORDS;
        boolean repeats = repeatedLines(text) > MOST_REPEATED;
        documents++;
        fewWords += few ? 1 : 0;
        symbols += symbolic ? 1 : 0;
        fewLetters += unlettered ? 1 : 0;
        fewStopWords += noStopWords ? 1 : 0;
        repeatedLines += repeats ? 1 : 0;
        flagged += few || symbolic || unlettered || noStopWords || repeats ? 1 : 0;
    }

    Profile.Quality shares() {
        double all = Math.max(1, documents);
        return new Profile.Quality(
                flagged / all,
                fewWords / all,
                symbols / all,
                fewLetters / all,
                fewStopWords / all,
                repeatedLines / all);
    }

    /** Share of the lines that are not blank that repeat an earlier one of the same document. */
    private static double repeatedLines(String text) {
        Set<Long> seen = new HashSet<>();
        int lines = 0;
        int from = 0;
        while (from < text.length()) {
            int found = text.indexOf('\n', from);
            int end = found < 0 ? text.length() : found;
            long hash = TextHash.ofNormalised(text, from, end, 1);
            if (hash != 0) {
                lines++;
                seen.add(hash);
            }
            from = end + 1;
        }
        return lines == 0 ? 0 : (double) (lines - seen.size()) / lines;
    }

    /** What the words of one text are. */
    private static final class Words {
        private int count;
        private int alphabetic;
        private int symbols;
        private int stopWords;
        private long letters;
        private long latin;

        Words(String text) {
            int at = 0;
            while (at < text.length()) {
                if (Character.isWhitespace(text.charAt(at))) {
                    at++;
                    continue;
                }
                int start = at++;
                if (!Shingles.standsAlone(text.charAt(start))) {
                    while (at < text.length()
                            && !Character.isWhitespace(text.charAt(at))
                            && !Shingles.standsAlone(text.charAt(at))) {
                        at++;
                    }
                }
                word(text, start, at);
            }
        }

        private void word(String text, int start, int end) {
            count++;
            boolean hasLetter = false;
            for (int i = start; i < end; i++) {
                char c = text.charAt(i);
                if (Character.isLetter(c) || Character.isHighSurrogate(c)) {
                    hasLetter = true;
                    letters++;
                    latin += c < 0x250 ? 1 : 0;
                } else if (c == '#' || c == '…' || (c == '.' && text.startsWith("...", i))) {
                    symbols++;
                    i += c == '.' ? 2 : 0;
                }
            }
            alphabetic += hasLetter ? 1 : 0;
            stopWord(text, start, end);
        }

        private void stopWord(String text, int start, int end) {
            int from = start;
            int to = end;
            while (from < to && !Character.isLetter(text.charAt(from))) {
                from++;
            }
            while (to > from && !Character.isLetter(text.charAt(to - 1))) {
                to--;
            }
            if (to - from >= 2 && to - from <= 4) {
                int which = STOP_WORDS.indexOf(text.substring(from, to).toLowerCase(Locale.ROOT));
                stopWords |= which < 0 ? 0 : 1 << which;
            }
        }
    }
}
