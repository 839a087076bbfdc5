package dev.blueline.report;

import org.jsoup.nodes.Element;

/** The judged lines side by side, each with its colour and the word for it. */
final class Verdicts {
    private Verdicts() {}

    static Section section(ReportData data) {
        Section section = Section.titled("verdicts", "Blue line or red line?");
        if (data.verdicts().isEmpty()) {
            return section.missing("No line was judged: too few runs have finished.");
        }
        section.text(
                "A line is blue if the next ten times of its axis should still improve it by more than the noise of"
                        + " seeds, red if not, undetermined if these runs cannot tell.");
        Element panels = section.element().appendElement("div").addClass("panels");
        for (int i = 0; i < data.verdicts().size(); i++) {
            VerdictPanel panel = data.verdicts().get(i);
            Chart chart = VerdictChart.of(panel, i + 1);
            section.charts().add(chart);
            Element article = panels.appendElement("article")
                    .addClass("panel")
                    .addClass("verdict-" + panel.color().word());
            article.appendElement("h3").text(panel.title());
            Element badge = article.appendElement("p").addClass("badge");
            badge.appendElement("strong").text(panel.color().word());
            badge.appendText(": " + panel.color().meaning());
            article.appendChild(Figure.of(chart, panel.sentence()));
            explain(article, "What binds it", panel.cause());
            explain(article, "What would decide", panel.wouldDecide());
            article.appendChild(values(panel));
        }
        return section;
    }

    private static void explain(Element article, String heading, String text) {
        if (!text.isBlank()) {
            Element paragraph = article.appendElement("p");
            paragraph.appendElement("strong").text(heading + ": ");
            paragraph.appendText(text);
        }
    }

    private static Element values(VerdictPanel panel) {
        Table table = new Table("Measured on this line", "point", "#" + panel.axis(), "#bits per byte");
        panel.points()
                .forEach(point -> table.row(point.label(), Format.significant(point.x()), Format.loss(point.loss())));
        Element details = new Element("details");
        details.appendElement("summary").text("The same as a table");
        details.appendChild(table.element());
        return details;
    }
}
