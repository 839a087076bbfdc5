package dev.blueline.report;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/**
 * One part of the page, under a heading.
 *
 * @param element the section element
 * @param charts charts inside it, for the page's script to draw
 */
record Section(Element element, List<Chart> charts) {

    static Section titled(String id, String title) {
        Element element = new Element("section").attr("id", id);
        element.appendElement("h2").text(title);
        return new Section(element, new ArrayList<>());
    }

    Section text(String sentence) {
        element.appendElement("p").text(sentence);
        return this;
    }

    /** What the section would show if there were something to show. */
    Section missing(String sentence) {
        element.appendElement("p").addClass("missing").text(sentence);
        return this;
    }

    /** A chart with its legend and a caption that says what to see in it. */
    Section chart(Chart chart, String caption) {
        element.appendChild(Figure.of(chart, caption));
        charts.add(chart);
        return this;
    }

    /**
     * A chart of many rows, as high as it needs and scrolling sideways on narrow screens.
     *
     * @param rem height
     */
    Section chart(Chart chart, double rem, String caption) {
        Element figure = Figure.of(chart, caption).addClass("wide");
        figure.expectFirst(".chart").attr("style", "height: " + rem + "rem");
        element.appendChild(figure);
        charts.add(chart);
        return this;
    }

    Section table(Table table) {
        element.appendChild(table.element());
        return this;
    }

    /** A long table behind a line that opens it. */
    Section folded(String summary, Table table) {
        Element details = element.appendElement("details");
        details.appendElement("summary").text(summary);
        details.appendChild(table.element());
        return this;
    }

    Section list(List<String> sentences) {
        Element list = element.appendElement("ul");
        sentences.forEach(sentence -> list.appendElement("li").text(sentence));
        return this;
    }
}
