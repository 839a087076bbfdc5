package dev.blueline.report;

import java.util.List;
import org.jsoup.nodes.Element;

/** A table under construction. It scrolls sideways inside its own frame where the screen is narrow. */
final class Table {
    private final Element frame = new Element("div").addClass("scroll").attr("tabindex", "0");
    private final List<String> headings;
    private final Element body;

    /** A heading that starts with {@code #} is that of a column of figures. */
    Table(String caption, String... headings) {
        this.headings = List.of(headings);
        frame.attr("role", "region").attr("aria-label", caption);
        Element table = frame.appendElement("table");
        table.appendElement("caption").appendElement("span").text(caption);
        Element head = table.appendElement("thead").appendElement("tr");
        for (String heading : headings) {
            Element cell = head.appendElement("th").attr("scope", "col");
            cell.text(heading.startsWith("#") ? heading.substring(1) : heading);
            if (heading.startsWith("#")) {
                cell.addClass("figure");
            }
        }
        body = table.appendElement("tbody");
    }

    /** Adds a row; its first cell names it. */
    Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + headings.size() + " headings");
        }
        Element row = body.appendElement("tr");
        for (int i = 0; i < cells.length; i++) {
            Element cell = i == 0 ? row.appendElement("th").attr("scope", "row") : row.appendElement("td");
            cell.text(cells[i]);
            if (headings.get(i).startsWith("#")) {
                cell.addClass("figure");
            }
        }
        return this;
    }

    Element element() {
        return frame;
    }
}
