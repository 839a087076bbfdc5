package dev.blueline.evaluation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** Whether what was written keeps the format of its prompt. Each rule looks at shape alone, never at sense. */
final class FormatRules {
    private static final Pattern THREE_NUMBERS = Pattern.compile("^ ?\\d{1,9}(, \\d{1,9}){2}(?!\\d)");

    private FormatRules() {}

    /** The entry is filled on its line, and then the next begins so, or an empty line or the end of the text follows. */
    static boolean entry(Written written, String next) {
        if (!filled(written)) {
            return false;
        }
        String after = written.afterLine();
        return after.startsWith(next) || after.startsWith("\n") || (written.ended() && after.isBlank());
    }

    /** The line is filled, and then the text ends or, perhaps after an empty line, the next record begins so. */
    static boolean record(Written written, String next) {
        if (!filled(written)) {
            return false;
        }
        String after = written.afterLine().stripLeading();
        return after.startsWith(next) || (written.ended() && after.isEmpty());
    }

    private static boolean filled(Written written) {
        return written.lineEnded() && written.line().chars().anyMatch(Character::isLetterOrDigit);
    }

    /** The quotation mark comes before the line ends. */
    static boolean quotation(Written written) {
        return written.line().indexOf('"') >= 0;
    }

    /** The comment is closed before another is opened. */
    static boolean comment(Written written) {
        int closed = written.text().indexOf("*/");
        int opened = written.text().indexOf("/*");
        return closed >= 0 && (opened < 0 || closed < opened);
    }

    /** Three numbers more, a comma and a space between. */
    static boolean numbers(Written written) {
        return THREE_NUMBERS.matcher(written.text()).find();
    }

    /** The line ends with so many fields more, none of them blank. */
    static boolean row(Written written, int fields) {
        String[] parts = written.line().split(",", -1);
        boolean blank = false;
        for (String part : parts) {
            blank |= part.isBlank();
        }
        return written.lineEnded() && parts.length == fields && !blank;
    }

    /** At the first semicolon outside quotes every bracket of the statement is closed, each by its own kind. */
    static boolean statement(String prompt, Written written) {
        Deque<Character> open = new ArrayDeque<>();
        boolean quoted = false;
        String text = prompt + written.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                switch (c) {
                    case '(' -> open.push(')');
                    case '[' -> open.push(']');
                    case '{' -> open.push('}');
                    case ')', ']', '}' -> {
                        if (open.isEmpty() || open.pop() != c) {
                            return false;
                        }
                    }
                    case ';' -> {
                        return open.isEmpty();
                    }
                    default -> {}
                }
            }
        }
        return false;
    }
}
