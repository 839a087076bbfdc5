package dev.blueline.report;

import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.SealedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Writes the report: one HTML page with its style, its script, the chart library and the data inside, so that it opens
 * offline and can be mailed. The page is built as a tree, never by pasting text, so that no sample, file name or note can
 * break out of its place. {@code report.html#scaling} shows the scaling plot alone: see {@link ScalingPicture}.
 */
public final class Report {
    private static final String CHART_LIBRARY = "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

    private Report() {}

    /** Writes the page, replacing what was there once it is whole. */
    public static void write(ReportData data, Path reportHtml) {
        DurableFiles.write(reportHtml, html(data));
    }

    /** The page as text. */
    static String html(ReportData data) {
        return page(data.study(), sections(data));
    }

    /** A page of sections, as text. */
    static String page(String title, List<Section> sections) {
        Document page = Jsoup.parse(resource("report.html"));
        page.outputSettings().prettyPrint(false).charset(StandardCharsets.UTF_8);
        page.title("Blueline: " + title);
        Element main = page.expectFirst("main");
        List<Chart> charts = new ArrayList<>();
        for (Section section : sections) {
            main.appendChild(section.element());
            charts.addAll(section.charts());
        }
        contents(main, page.expectFirst("nav ul"));
        Map<String, Object> specs = Spec.of();
        charts.forEach(chart -> specs.put(chart.id(), chart.spec()));
        page.expectFirst("style").appendChild(new DataNode(resource("report.css")));
        page.expectFirst("#chart-specs").appendChild(new DataNode(Spec.json(specs)));
        page.expectFirst("#chart-library").appendChild(new DataNode(script(CHART_LIBRARY)));
        page.expectFirst("#page-script").appendChild(new DataNode(script("report.js")));
        return page.outerHtml();
    }

    /** Adds a section to a page that was written, at its end, in the place of an earlier one of the same id. */
    static void append(Section section, Path reportHtml) {
        Document page = Jsoup.parse(new String(SealedFiles.read(reportHtml), StandardCharsets.UTF_8));
        page.outputSettings().prettyPrint(false).charset(StandardCharsets.UTF_8);
        Element main = page.expectFirst("main");
        main.select("section#" + section.element().id()).remove();
        main.appendChild(section.element());
        Element list = page.expectFirst("nav ul");
        list.empty();
        contents(main, list);
        Element specs = page.expectFirst("#chart-specs");
        Map<String, Object> all = Spec.read(specs.data());
        section.charts().forEach(chart -> all.put(chart.id(), chart.spec()));
        specs.empty();
        specs.appendChild(new DataNode(Spec.json(all)));
        SealedFiles.write(reportHtml, page.outerHtml());
    }

    private static List<Section> sections(ReportData data) {
        List<Section> sections = new ArrayList<>();
        sections.add(Answer.section(data));
        sections.add(Findings.scaling(data));
        sections.add(Findings.sizeAndData(data));
        sections.add(Findings.domains(data));
        sections.add(ClassSection.section(data.classes(), data.foreseen()));
        sections.addAll(data.skills().sections());
        sections.add(Findings.lossCurves(data));
        sections.add(Verdicts.section(data));
        sections.add(Findings.rateChecks(data));
        sections.add(Tables.laws(data));
        sections.add(Samples.section(data));
        sections.add(Tables.corpus(data));
        sections.add(Tables.runs(data));
        sections.add(Method.section(data));
        return sections;
    }

    private static void contents(Element main, Element list) {
        for (Element heading : main.select("section[id] > h2")) {
            list.appendElement("li")
                    .appendElement("a")
                    .attr("href", "#" + heading.parents().getFirst().id())
                    .text(heading.text());
        }
    }

    /** A script's text, made safe inside a script element. */
    private static String script(String name) {
        return resource(name).replace("</script", "<\\/script").replace("<!--", "<\\!--");
    }

    private static String resource(String name) {
        try (InputStream in = Report.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: " + name + " is not on its class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
