package dev.blueline.report;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;

/**
 * The scaling plot as a picture of its own, for a README or a slide. A browser draws it from the report, this takes it out:
 *
 * <pre>{@code
 * chromium --headless --dump-dom 'file:///path/to/report.html#scaling' > drawn.html
 * }</pre>
 *
 * {@code report.html#scaling} is the page's picture mode: that chart alone, 960 by 640 pixels, with its legend inside and
 * in the light colours. A picture in dots comes from {@code --screenshot=first-look.png --window-size=960,640} instead of
 * {@code --dump-dom}.
 */
public final class ScalingPicture {
    private ScalingPicture() {}

    /**
     * Writes the plot as SVG.
     *
     * @param drawnHtml the page as the browser drew it
     * @param svg where the picture goes
     * @throws BadInput if the page holds no drawn plot
     */
    public static void write(String drawnHtml, Path svg) {
        DurableFiles.write(svg, svg(drawnHtml));
    }

    static String svg(String drawnHtml) {
        Document page = Jsoup.parse(drawnHtml, Parser.htmlParser().settings(ParseSettings.preserveCase));
        page.outputSettings().syntax(Document.OutputSettings.Syntax.xml).prettyPrint(false);
        Element plot = page.selectFirst("#" + ScalingChart.ID + " svg");
        if (plot == null) {
            throw new BadInput("the page holds no drawn scaling plot; dump it from report.html#scaling with a browser");
        }
        if (!plot.hasAttr("viewBox")) {
            plot.attr("viewBox", "0 0 " + plot.attr("width") + " " + plot.attr("height"));
        }
        plot.removeAttr("style").attr("role", "img");
        return plot.outerHtml();
    }
}
