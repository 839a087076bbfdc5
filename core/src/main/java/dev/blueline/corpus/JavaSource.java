package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java source file taken apart in one pass: the code that somebody wrote, and the content of its documentation comments.
 *
 * @param packageName name in the package line, empty if there is none
 * @param code the file without documentation comments, licences, package line and imports; at most one blank line in a row
 * @param comments content of each documentation comment, its leading asterisks or slashes removed
 * @param generated whether the head of the file says that a program wrote it
 */
record JavaSource(String packageName, String code, List<String> comments, boolean generated) {
    private static final int HEAD = 3000;
    private static final Pattern GENERATED = Pattern.compile(
            "do not (?:edit|modify)|(?:code|file|class|source) (?:is|was|has been) (?:automatically |auto-?|mechanically )?generated"
                    + "|(?:automatically|mechanically) generated|^@generated\\(",
            Pattern.MULTILINE);
    private static final Pattern LICENCE = Pattern.compile(
            "(?i)licen[sc]ed? (?:under|to)|\\blicen[sc]e (?:version|file|is)|copyright|all rights reserved");
    private static final Pattern PACKAGE =
            Pattern.compile("^[ \\t]*(?:@\\S+\\s+)*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);
    private static final Pattern IMPORT =
            Pattern.compile("^[ \\t]*import\\s+(?:static\\s+|module\\s+)?[\\w.*]+\\s*;[^\\n]*\\n?", Pattern.MULTILINE);

    static JavaSource split(String source) {
        String head = source.substring(0, Math.min(HEAD, source.length()));
        return new Scanner(source).split(saysGenerated(head));
    }

    /** Walks over the source and copies what is code; strings are jumped over so that "//" in them is no comment. */
    private static final class Scanner {
        private final String source;
        private final StringBuilder code;
        private final List<String> comments = new ArrayList<>();
        private int at;

        Scanner(String source) {
            this.source = source;
            this.code = new StringBuilder(source.length());
        }

        JavaSource split(boolean generated) {
            while (at < source.length()) {
                char c = source.charAt(at);
                if (c == '/' && source.startsWith("/*", at)) {
                    blockComment();
                } else if (c == '/' && source.startsWith("///", at) && lineIsBlankBefore()) {
                    markdownComment();
                } else if (c == '/' && source.startsWith("//", at)) {
                    copyTo(endOfLine(at));
                } else if (c == '"' && source.startsWith("\"\"\"", at)) {
                    copyTo(endOfTextBlock());
                } else if (c == '"' || c == '\'') {
                    copyTo(endOfLiteral(c));
                } else {
                    copyTo(nextMark());
                }
            }
            return finish(generated);
        }

        private JavaSource finish(boolean generated) {
            String text = code.toString();
            Matcher matcher = PACKAGE.matcher(text);
            String packageName = "";
            if (matcher.find()) {
                // what stands above the package line is a header in line comments, if anything
                packageName = matcher.group(1);
                text = text.substring(matcher.end());
            }
            int body = text.indexOf('{');
            String head = body < 0 ? text : text.substring(0, body);
            String rest = body < 0 ? "" : text.substring(body);
            return new JavaSource(
                    packageName, tidy(IMPORT.matcher(head).replaceAll("") + rest), List.copyOf(comments), generated);
        }

        private void blockComment() {
            int close = source.indexOf("*/", at + 2);
            int end = close < 0 ? source.length() : close + 2;
            String comment = source.substring(at, end);
            boolean licence = isLicence(comment);
            if (comment.startsWith("/**") && comment.length() > 4) {
                if (!licence) {
                    comments.add(
                            withoutMargin(comment.substring(3, close < 0 ? comment.length() : comment.length() - 2)));
                }
                at = end;
            } else if (licence) {
                at = end;
            } else {
                copyTo(end);
            }
        }

        private void markdownComment() {
            StringBuilder comment = new StringBuilder();
            int next = at;
            while (source.startsWith("///", next)) {
                at = endOfLine(next);
                comment.append(source, next + 3, at).append('\n');
                next = Math.min(at + 1, source.length());
                while (next < source.length() && (source.charAt(next) == ' ' || source.charAt(next) == '\t')) {
                    next++;
                }
            }
            comments.add(comment.toString());
        }

        private boolean lineIsBlankBefore() {
            for (int i = code.length() - 1; i >= 0 && code.charAt(i) != '\n'; i--) {
                if (!Character.isWhitespace(code.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        private int endOfLine(int from) {
            int end = source.indexOf('\n', from);
            return end < 0 ? source.length() : end;
        }

        private int endOfTextBlock() {
            int i = at + 3;
            while (i < source.length() && !source.startsWith("\"\"\"", i)) {
                i += source.charAt(i) == '\\' ? 2 : 1;
            }
            return Math.min(source.length(), i + 3);
        }

        private int endOfLiteral(char quote) {
            int i = at + 1;
            while (i < source.length() && source.charAt(i) != quote && source.charAt(i) != '\n') {
                i += source.charAt(i) == '\\' ? 2 : 1;
            }
            return Math.min(source.length(), i + 1);
        }

        /** The next character after this one that may begin a comment or a literal. */
        private int nextMark() {
            int i = at + 1;
            while (i < source.length()) {
                char c = source.charAt(i);
                if (c == '/' || c == '"' || c == '\'') {
                    break;
                }
                i++;
            }
            return i;
        }

        private void copyTo(int end) {
            code.append(source, at, end);
            at = end;
        }
    }

    /** As for licences, parts of the phrases are looked for first. */
    private static boolean saysGenerated(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        return (lower.contains("generated") || lower.contains("do not "))
                && GENERATED.matcher(lower).find();
    }

    /** A cheap look for a part of each phrase first: most comments hold none, and the pattern is far slower. */
    private static boolean isLicence(String comment) {
        return Stream.of("icen", "LICEN", "opyright", "COPYRIGHT", "ights ", "RIGHTS ")
                        .anyMatch(comment::contains)
                && LICENCE.matcher(comment).find();
    }

    /** A comment's lines without the white space and the asterisks before them. */
    private static String withoutMargin(String comment) {
        StringBuilder content = new StringBuilder(comment.length());
        for (String line : (Iterable<String>) comment.lines()::iterator) {
            int i = 0;
            while (i < line.length() && Character.isWhitespace(line.charAt(i))) {
                i++;
            }
            int stars = i;
            while (stars < line.length() && line.charAt(stars) == '*') {
                stars++;
            }
            content.append(line, stars > i ? stars : 0, line.length()).append('\n');
        }
        return content.toString();
    }

    /** No white space at line ends, no two blank lines in a row, none at either end. */
    private static String tidy(String text) {
        StringBuilder tidy = new StringBuilder(text.length());
        boolean blank = true;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String stripped = line.stripTrailing();
            if (!stripped.isEmpty() || !blank) {
                tidy.append(stripped).append('\n');
            }
            blank = stripped.isEmpty();
        }
        return tidy.toString().strip();
    }
}
