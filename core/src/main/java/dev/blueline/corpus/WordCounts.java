package dev.blueline.corpus;

import java.util.List;
import java.util.Locale;

/**
 * What the words of one text are.
 *
 * @param words how many
 * @param characters in all words together
 * @param alone words of one character of a script written without spaces
 * @param alphabetic words with a letter in them
 * @param symbols number signs and ellipses
 * @param stopWords different ones among the eight English words of Gopher (Rae et al. 2021, appendix A.1)
 * @param letters all
 * @param latin those among them that are Latin
 */
record WordCounts(
        int words, long characters, int alone, int alphabetic, int symbols, int stopWords, long letters, long latin) {
    private static final List<String> STOP_WORDS = List.of("the", "be", "to", "of", "and", "that", "have", "with");
    private static final int FIRST_NOT_LATIN = 0x250;

    static WordCounts of(String text) {
        Counter counter = new Counter(text);
        Words.each(text, counter::word);
        return new WordCounts(
                counter.words,
                counter.characters,
                counter.alone,
                counter.alphabetic,
                counter.symbols,
                Integer.bitCount(counter.stopWords),
                counter.letters,
                counter.latin);
    }

    /** Whether more than half of the letters are Latin. */
    boolean mostlyLatin() {
        return latin > letters / 2;
    }

    /** Whether most words are single characters of a script written without spaces. */
    boolean mostlyAlone() {
        return alone > words / 2;
    }

    /** Characters of a word on average; 0 where there are none. */
    double meanLength() {
        return words == 0 ? 0 : (double) characters / words;
    }

    private static final class Counter {
        private final String text;
        private int words;
        private long characters;
        private int alone;
        private int alphabetic;
        private int symbols;
        private int stopWords;
        private long letters;
        private long latin;

        Counter(String text) {
            this.text = text;
        }

        void word(int start, int end) {
            words++;
            characters += end - start;
            alone += Shingles.standsAlone(text.charAt(start)) ? 1 : 0;
            boolean hasLetter = false;
            for (int i = start; i < end; i++) {
                char c = text.charAt(i);
                if (Character.isLetter(c) || Character.isHighSurrogate(c)) {
                    hasLetter = true;
                    letters++;
                    latin += c < FIRST_NOT_LATIN ? 1 : 0;
                } else if (c == '#' || c == '…' || (c == '.' && text.startsWith("...", i))) {
                    symbols++;
                    i += c == '.' ? 2 : 0;
                }
            }
            alphabetic += hasLetter ? 1 : 0;
            stopWord(start, end);
        }

        private void stopWord(int start, int end) {
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
