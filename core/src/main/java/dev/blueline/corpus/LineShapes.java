package dev.blueline.corpus;

import java.util.Locale;

/**
 * What the lines of one text look like; blank ones do not count.
 *
 * @param lines how many
 * @param bullets those that begin with a bullet, a dash or an asterisk
 * @param ellipses those that end with an ellipsis
 * @param sentences in the lines that C4 keeps (Raffel et al. 2020, section 2.2): they end with a terminal mark, have at least
 *     five words, and do not speak of Javascript
 */
record LineShapes(int lines, int bullets, int ellipses, int sentences) {
    private static final String BULLETS = "•‣▪●◦∙*-–—";
    private static final String MARKS = ".!?。！？";
    private static final String CLOSING = "\"”»’')]」』";
    private static final int FEWEST_WORDS = 5;

    static LineShapes of(String text) {
        int lines = 0;
        int bullets = 0;
        int ellipses = 0;
        int sentences = 0;
        for (String each : (Iterable<String>) text.lines()::iterator) {
            String line = each.strip();
            if (line.isEmpty()) {
                continue;
            }
            boolean fades = line.endsWith("...") || line.endsWith("…");
            lines++;
            bullets += BULLETS.indexOf(line.charAt(0)) >= 0 ? 1 : 0;
            ellipses += fades ? 1 : 0;
            sentences += !fades && isKept(line) ? sentences(line) : 0;
        }
        return new LineShapes(lines, bullets, ellipses, sentences);
    }

    private static boolean isKept(String line) {
        char last = line.charAt(line.length() - 1);
        if (MARKS.indexOf(last) < 0 && CLOSING.indexOf(last) < 0) {
            return false;
        }
        int[] words = new int[1];
        Words.each(line, (start, end) -> words[0]++);
        return words[0] >= FEWEST_WORDS && !line.toLowerCase(Locale.ROOT).contains("javascript");
    }

    /** Runs of terminal marks, with what closes after them, before white space or the end. */
    private static int sentences(String line) {
        int sentences = 0;
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (MARKS.indexOf(c) < 0) {
                continue;
            }
            while (at < line.length() && (MARKS + CLOSING).indexOf(line.charAt(at)) >= 0) {
                at++;
            }
            boolean ends = at == line.length() || Character.isWhitespace(line.charAt(at)) || c > 0x3000;
            sentences += ends ? 1 : 0;
        }
        return sentences;
    }
}
