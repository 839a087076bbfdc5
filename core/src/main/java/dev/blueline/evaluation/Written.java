package dev.blueline.evaluation;

import java.util.regex.Pattern;

/**
 * What a model wrote after a prompt.
 *
 * @param text the continuation, without the prompt
 * @param ended whether the model ended the text itself; false where it was cut off
 */
record Written(String text, boolean ended) {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** The rest of the prompt's last line. */
    String line() {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Whether that line came to its end, by a line end or by the end of the text. */
    boolean lineEnded() {
        return ended || text.indexOf('\n') >= 0;
    }

    /** What follows the line, from its line end's next character. */
    String afterLine() {
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(end + 1);
    }

    /** Words on the rest of the prompt's last line: runs of anything but white space. */
    int words() {
        String line = line().strip();
        return line.isEmpty() ? 0 : SPACE.split(line, -1).length;
    }
}
