package dev.blueline.corpus;

import java.util.Locale;

/**
 * Text that becomes part of a message of one line: control characters, which a path or what a model wrote may hold, are written as escapes.
 */
public final class OneLine {
    private OneLine() {}

    public static String of(String text) {
        if (text.codePoints().noneMatch(OneLine::breaksLines)) {
            return text;
        }
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (!breaksLines(c)) {
                line.appendCodePoint(c);
            } else {
                line.append(
                        switch (c) {
                            case '\n' -> "\\n";
                            case '\r' -> "\\r";
                            case '\t' -> "\\t";
                            default -> String.format(Locale.ROOT, "\\u%04x", c);
                        });
            }
        });
        return line.toString();
    }

    private static boolean breaksLines(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }
}
