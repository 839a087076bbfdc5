package dev.blueline.corpus;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** HTML as plain text: blocks on lines of their own, paragraphs after a blank line, list items with a dash, pre as it is. */
final class HtmlProse implements NodeVisitor {
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "div", "pre", "ul", "ol", "dl", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6");
    private static final Set<String> LINES = Set.of("li", "dt", "dd", "tr", "br", "caption");

    /** Blocks of whole pages, beside the paragraphs of any fragment. */
    private static final Set<String> SECTIONS = Set.of(
            "section",
            "article",
            "main",
            "header",
            "hgroup",
            "figure",
            "figcaption",
            "details",
            "summary",
            "address",
            "hr");

    private final StringBuilder prose = new StringBuilder();
    private final boolean page;
    private int preformatted;

    private HtmlProse(boolean page) {
        this.page = page;
    }

    /** A fragment, such as a documentation comment. */
    static String of(Element body) {
        return of(body, false);
    }

    /** The body of a page, or a part of it. */
    static String ofPage(Element body) {
        return of(body, true);
    }

    private static String of(Element body, boolean page) {
        HtmlProse visitor = new HtmlProse(page);
        body.traverse(visitor);
        return visitor.prose.toString().strip();
    }

    private boolean isParagraph(String name) {
        return PARAGRAPHS.contains(name) || (page && SECTIONS.contains(name));
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode text) {
            append(text.getWholeText());
            return;
        }
        String name = node.nodeName();
        if (isParagraph(name)) {
            lineEnds(2);
            preformatted += name.equals("pre") ? 1 : 0;
        } else if (LINES.contains(name)) {
            lineEnds(1);
            if (name.equals("li")) {
                prose.append("- ");
            }
        } else if (name.equals("td") || name.equals("th")) {
            append(" ");
        }
    }

    @Override
    public void tail(Node node, int depth) {
        String name = node.nodeName();
        if (isParagraph(name)) {
            preformatted -= name.equals("pre") ? 1 : 0;
            lineEnds(2);
        } else if (LINES.contains(name) && !name.equals("br")) {
            lineEnds(1);
        }
    }

    private void append(String text) {
        if (preformatted > 0) {
            prose.append(text);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                prose.append(c);
            } else if (!prose.isEmpty() && !Character.isWhitespace(prose.charAt(prose.length() - 1))) {
                prose.append(' ');
            }
        }
    }

    /** Ends the line with so many line ends, or as many as already stand there. */
    private void lineEnds(int wanted) {
        int end = prose.length();
        int present = 0;
        while (end > 0 && Character.isWhitespace(prose.charAt(end - 1))) {
            end--;
            present += prose.charAt(end) == '\n' ? 1 : 0;
        }
        prose.setLength(end);
        if (end > 0) {
            prose.append("\n".repeat(Math.clamp(present, wanted, 2)));
        }
    }
}
