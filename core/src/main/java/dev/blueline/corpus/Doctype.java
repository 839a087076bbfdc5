package dev.blueline.corpus;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;

/**
 * The document type declaration of XML, taken out, with what it declares: entities that stand for a few plain characters
 * are replaced by them, all others that are not HTML's by a space. Nothing outside the file is ever read, and entities
 * inside entities are not followed.
 */
final class Doctype {
    private static final int LONGEST_VALUE = 100;
    private static final Pattern DECLARED = Pattern.compile(
            "<!ENTITY\\s+([\\p{L}_][\\p{L}\\p{N}_.-]*)\\s+(?:\"([^\"]*)\"|'([^']*)')\\s*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern USED =
            Pattern.compile("<!\\[CDATA\\[.*?]]>|&([\\p{L}_][\\p{L}\\p{N}_.-]*);", Pattern.DOTALL);

    private Doctype() {}

    /**
     * @param most characters up to which entities are replaced by what they stand for
     */
    static String applied(String markup, int most) {
        int start = indexOfDoctype(markup);
        if (start < 0) {
            return markup;
        }
        int end = end(markup, start);
        if (end == markup.length()) { // never closed
            return markup;
        }
        Map<String, String> values = values(markup.substring(start, end));
        StringBuilder without = new StringBuilder(markup.length());
        without.append(markup, 0, start);
        Matcher used = USED.matcher(markup).region(end, markup.length());
        int at = end;
        while (used.find()) {
            String name = used.group(1);
            if (name != null && !Entities.isNamedEntity(name)) {
                String value = without.length() < most ? values.getOrDefault(name, " ") : " ";
                without.append(markup, at, used.start()).append(value);
                at = used.end();
            }
        }
        return without.append(markup, at, markup.length()).toString();
    }

    /** Where it begins; it can only stand before the first element. */
    private static int indexOfDoctype(String markup) {
        for (int at = markup.indexOf('<'); at >= 0; at = markup.indexOf('<', at + 1)) {
            if (markup.startsWith("<!--", at)) {
                int end = markup.indexOf("-->", at);
                if (end < 0) {
                    return -1;
                }
                at = end;
            } else if (markup.regionMatches(true, at, "<!DOCTYPE", 0, 9)) {
                return at;
            } else if (!markup.startsWith("<?", at)) {
                return -1;
            }
        }
        return -1;
    }

    /** After its last character, or the end of the text; brackets, quotes and comments may hold a closing one. */
    private static int end(String markup, int start) {
        int depth = 0;
        for (int at = start; at < markup.length(); at++) {
            char c = markup.charAt(at);
            if (markup.startsWith("<!--", at)) {
                int end = markup.indexOf("-->", at + 4);
                at = end < 0 ? markup.length() : end + 2;
            } else if (c == '"' || c == '\'') {
                int end = markup.indexOf(c, at + 1);
                at = end < 0 ? markup.length() : end;
            } else if (c == '<') {
                depth++;
            } else if (c == '>' && --depth == 0) {
                return at + 1;
            }
        }
        return markup.length();
    }

    private static Map<String, String> values(String doctype) {
        Map<String, String> values = new HashMap<>();
        Matcher declared = DECLARED.matcher(doctype);
        while (declared.find()) {
            String value = declared.group(2) == null ? declared.group(3) : declared.group(2);
            boolean plain = value.length() <= LONGEST_VALUE
                    && value.indexOf('<') < 0
                    && (value.indexOf('&') < 0 || value.toLowerCase(Locale.ROOT).matches("(?:[^&]|&#x?[0-9a-f]+;)*"));
            if (plain) {
                values.putIfAbsent(declared.group(1), value);
            }
        }
        return values;
    }
}
