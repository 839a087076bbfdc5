package dev.blueline.corpus;

import java.util.List;
import java.util.Map;

/**
 * What the documents of one domain are like, as they were found, before repetitions are taken out.
 *
 * @param documents how many
 * @param bytes of their text in UTF-8
 * @param letters share of the characters that are letters or marks; digits and symbols likewise, white space left out
 * @param digits digits
 * @param symbols all else that is no white space
 * @param shortDocuments share of the documents below {@value #SHORT} characters
 * @param tables share of the characters in documents whose lines are divided like rows of a table
 * @param repeatedLines share of the lines of 20 characters or more that stood before
 * @param commonestLine start of the line that stands most often, empty if none repeats
 * @param commonestLineCount how often
 * @param longestLine characters of the longest line, and {@code longestLineIn} the document that it is in
 * @param meanLine characters of a line on average
 * @param scripts share of the letters by script, largest first
 * @param quality share of the documents that rules for web text would leave out
 * @param samples a few documents, chosen by hash
 */
public record Profile(
        long documents,
        long bytes,
        double letters,
        double digits,
        double symbols,
        double shortDocuments,
        double tables,
        double repeatedLines,
        String commonestLine,
        long commonestLineCount,
        long longestLine,
        String longestLineIn,
        double meanLine,
        Map<String, Double> scripts,
        Quality quality,
        List<Sample> samples) {
    /** Documents with fewer characters are very short. */
    public static final int SHORT = 100;

    /** The start of a document. */
    public record Sample(String name, String start) {}

    /**
     * Shares of the documents that rules of Gopher (Rae et al. 2021, appendix A.1) would leave out, which are made for English
     * web pages.
     *
     * @param flagged by any of the rules
     * @param fewWords fewer than 50 words
     * @param symbols more than one number sign or ellipsis for ten words
     * @param fewLetters fewer than four words in five hold a letter
     * @param fewStopWords fewer than two of the, be, to, of, and, that, have, with; only where most letters are Latin
     * @param repeatedLines more than 30% of the lines repeat an earlier one of the same document
     */
    public record Quality(
            double flagged,
            double fewWords,
            double symbols,
            double fewLetters,
            double fewStopWords,
            double repeatedLines) {}

    /** Bytes of a document on average. */
    public double meanBytes() {
        return documents == 0 ? 0 : (double) bytes / documents;
    }
}
