package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Entities;

/**
 * A documentation comment as plain prose: inline tags resolved to what a reader sees, HTML rendered, block tags as
 * sentences ({@code @param} and {@code @throws} begin with their name; {@code @see}, {@code @since} and the like go).
 */
final class JavadocProse {
    private static final Pattern BLOCK_TAG = Pattern.compile("@([A-Za-z.]+)\\s*");
    private static final Pattern FIRST_WORD = Pattern.compile("(\\S+)\\s+");

    private JavadocProse() {}

    /** The prose of a comment whose leading asterisks are removed; paragraphs are separated by a blank line. */
    static String of(String comment) {
        StringBuilder prose = new StringBuilder(comment.length());
        for (String block : blocks(comment)) {
            String text = block(block);
            if (!text.isBlank()) {
                prose.append(prose.isEmpty() ? "" : block.stripLeading().startsWith("@") ? "\n" : "\n\n")
                        .append(text);
            }
        }
        return prose.toString();
    }

    /** The description, then each block tag with its text. A line inside an open inline tag begins no block. */
    private static List<String> blocks(String comment) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        int depth = 0;
        for (String line : (Iterable<String>) comment.lines()::iterator) {
            if (depth == 0 && BLOCK_TAG.matcher(line.stripLeading()).lookingAt()) {
                blocks.add(block.toString());
                block.setLength(0);
            }
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '{' && (depth > 0 || line.startsWith("{@", i))) {
                    depth++;
                } else if (c == '}' && depth > 0) {
                    depth--;
                }
            }
            block.append(line).append('\n');
        }
        blocks.add(block.toString());
        return blocks;
    }

    private static String block(String block) {
        String text = block.strip();
        Matcher tag = BLOCK_TAG.matcher(text);
        if (!tag.lookingAt()) {
            return plain(text);
        }
        String rest = text.substring(tag.end());
        return switch (tag.group(1)) {
            case "param" -> named(rest, "", ": ");
            case "return" -> rest.isBlank() ? "" : "Returns " + plain(rest);
            case "throws", "exception" -> named(rest, "Throws ", " ");
            case "deprecated" -> rest.isBlank() ? "" : "Deprecated: " + plain(rest);
            case "apiNote", "implNote", "implSpec", "implementation" -> plain(rest);
            default -> "";
        };
    }

    private static String named(String text, String before, String after) {
        Matcher name = FIRST_WORD.matcher(text);
        return name.lookingAt()
                ? before + name.group(1).replaceAll("[<>]", "") + after + plain(text.substring(name.end()))
                : "";
    }

    private static String plain(String text) {
        String resolved = text.contains("{@") ? resolveInlineTags(text) : text;
        if (resolved.indexOf('<') >= 0 || resolved.indexOf('&') >= 0) {
            return HtmlProse.of(Jsoup.parseBodyFragment(resolved).body());
        }
        return paragraphs(resolved);
    }

    private static String paragraphs(String text) {
        StringBuilder prose = new StringBuilder(text.length());
        for (String paragraph : text.split("\\n[ \\t]*\\n", -1)) {
            String flowing = TextHash.normalised(paragraph);
            if (!flowing.isEmpty()) {
                prose.append(prose.isEmpty() ? "" : "\n\n").append(flowing);
            }
        }
        return prose.toString();
    }

    private static String resolveInlineTags(String text) {
        StringBuilder resolved = new StringBuilder(text.length());
        int from = 0;
        for (int open = text.indexOf("{@"); open >= 0; open = text.indexOf("{@", from)) {
            resolved.append(text, from, open);
            int close = closingBrace(text, open);
            resolved.append(inlineTag(text.substring(open + 2, close)));
            from = Math.min(text.length(), close + 1);
        }
        return resolved.append(text, from, text.length()).toString();
    }

    private static int closingBrace(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    /** What a reader sees of {@code {@name content}}, as HTML. */
    private static String inlineTag(String tag) {
        int space = 0;
        while (space < tag.length() && !Character.isWhitespace(tag.charAt(space))) {
            space++;
        }
        String content = tag.substring(space).strip();
        return switch (tag.substring(0, space)) {
            case "code", "literal", "systemProperty", "snippet" -> Entities.escape(content);
            case "link", "linkplain" -> link(content);
            case "value" -> Entities.escape(reference(content));
            case "return" -> "Returns " + resolveInlineTags(content) + ".";
            case "index", "summary" -> resolveInlineTags(content.replace("\"", ""));
            default -> "";
        };
    }

    /** The label if there is one, otherwise the reference as documentation shows it. */
    private static String link(String content) {
        int depth = 0;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
            if (depth == 0 && Character.isWhitespace(c)) {
                return resolveInlineTags(content.substring(i + 1).strip());
            }
        }
        return Entities.escape(reference(content));
    }

    private static String reference(String reference) {
        String shown = reference.startsWith("#") ? reference.substring(1) : reference.replace('#', '.');
        int parameters = shown.indexOf('(');
        int end = parameters < 0 ? shown.length() : parameters;
        // a qualified type is shown by its simple name: java.util.List.of -> List.of
        int type = 0;
        while (type < end
                && Character.isLowerCase(shown.charAt(type))
                && shown.indexOf('.', type) >= 0
                && shown.indexOf('.', type) < end
                && startsUpperAfterDots(shown, type, end)) {
            type = shown.indexOf('.', type) + 1;
        }
        return shown.substring(type);
    }

    private static boolean startsUpperAfterDots(String name, int from, int end) {
        for (int i = from; i + 1 < end; i++) {
            if (name.charAt(i) == '.' && Character.isUpperCase(name.charAt(i + 1))) {
                return true;
            }
        }
        return false;
    }
}
