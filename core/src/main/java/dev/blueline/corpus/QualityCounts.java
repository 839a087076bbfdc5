package dev.blueline.corpus;

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

    private long documents;
    private long flagged;
    private long fewWords;
    private long symbols;
    private long fewLetters;
    private long fewStopWords;
    private long repeatedLines;

    void add(String text) {
        WordCounts words = WordCounts.of(text);
        boolean few = words.words() < FEWEST_WORDS;
        boolean symbolic = words.symbols() > MOST_SYMBOLS * words.words();
        boolean unlettered = words.alphabetic() < LEAST_ALPHABETIC * words.words();
        boolean noStopWords = words.mostlyLatin() && words.stopWords() < FEWEST_STOP_WORDS;
        boolean repeats = Repetition.ofLines(text).units() > MOST_REPEATED;
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
}
