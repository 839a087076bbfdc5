package dev.blueline.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Python's regular expressions in Java's: other ways to write named groups and the end of the text, the same otherwise. */
final class PythonPattern {
    private PythonPattern() {}

    static Pattern of(String python, Fields fields, String key) {
        String java = python.replace("(?P<", "(?<")
                .replaceAll("\\(\\?P=(\\w+)\\)", "\\\\k<$1>")
                .replaceAll("(?<!\\\\)((?:\\\\\\\\)*)\\\\Z", "$1\\\\z");
        try {
            return Pattern.compile(java, Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES);
        } catch (PatternSyntaxException wrong) {
            throw fields.refused(
                    key,
                    "the pattern " + python.lines().findFirst().orElse("") + " cannot be read ("
                            + wrong.getDescription() + ")");
        }
    }

    /**
     * What Python's {@code findall} finds: the match, of a pattern with one group the group, of one with several their texts,
     * those that did not take part empty.
     */
    static List<List<String>> findAll(Pattern pattern, String text) {
        List<List<String>> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            List<String> groups = new ArrayList<>();
            for (int group = Math.min(1, matcher.groupCount()); group <= matcher.groupCount(); group++) {
                String part = matcher.group(group);
                groups.add(part == null ? "" : part);
            }
            found.add(groups);
        }
        return found;
    }
}
