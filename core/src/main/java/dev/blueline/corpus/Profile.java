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
        List<Sample> samples) {
    /** Documents with fewer characters are very short. */
    public static final int SHORT = 100;

    /** The start of a document. */
    public record Sample(String name, String start) {}

    /** Bytes of a document on average. */
    public double meanBytes() {
        return documents == 0 ? 0 : (double) bytes / documents;
    }
}
