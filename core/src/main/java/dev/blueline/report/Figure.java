package dev.blueline.report;

import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** A chart's place on the page: legend, drawing area, caption. */
final class Figure {
    private Figure() {}

    static Element of(Chart chart, String caption) {
        Element figure = new Element("figure").attr("id", chart.id() + "-figure");
        Element legend = figure.appendElement("div").addClass("legend");
        for (Chart.Key key : chart.legend()) {
            Element button = legend.appendElement("button")
                    .attr("type", "button")
                    .attr("data-chart", chart.id())
                    .attr("data-series", key.name())
                    .attr("aria-pressed", "true")
                    .attr("title", "show or hide " + key.name());
            button.appendChild(glyph(key));
            button.appendElement("span").text(key.name());
        }
        figure.appendElement("div")
                .addClass("chart")
                .attr("id", chart.id())
                .attr("role", "img")
                .attr("aria-label", chart.description());
        figure.appendElement("figcaption").text(caption);
        return figure;
    }

    /** The mark of a series, in the same outline, colour and dash as in the chart. */
    private static Element glyph(Chart.Key key) {
        Element svg = Parser.xmlParser()
                .parseInput("<svg viewBox=\"0 0 36 20\" width=\"27\" height=\"15\" aria-hidden=\"true\"></svg>", "")
                .expectFirst("svg");
        String color = "var(--" + key.color() + ")";
        if (key.line()) {
            svg.appendElement("path")
                    .attr("d", "M0 10H36")
                    .attr("fill", "none")
                    .attr("stroke", color)
                    .attr("stroke-width", "2.4")
                    .attr(
                            "stroke-dasharray",
                            key.dash().isEmpty()
                                    ? "none"
                                    : key.dash().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        if (!key.symbol().isEmpty()) {
            svg.appendElement("path")
                    .attr("d", key.symbol())
                    .attr("transform", key.line() ? "translate(11 3) scale(.7)" : "translate(8 0)")
                    .attr("fill", key.filled() ? color : "none")
                    .attr("stroke", key.filled() ? "none" : color)
                    .attr("stroke-width", "2.6");
        }
        return svg;
    }
}
