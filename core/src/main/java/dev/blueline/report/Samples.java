package dev.blueline.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/** What the models wrote, one table a prompt, one row a size. */
final class Samples {
    private Samples() {}

    static Section section(ReportData data) {
        Section section = Section.titled("samples", "What the models write");
        if (data.samples().isEmpty()) {
            return section.missing("No samples were drawn.");
        }
        section.text(
                "The same prompt, each size: what the largest run of each size writes after it, the smallest first. "
                        + StudySamples.TOKENS + " tokens, drawn at temperature "
                        + Format.plain(StudySamples.TEMPERATURE)
                        + " from the likeliest that make up " + Format.plain(100 * StudySamples.TOP_P)
                        + "% of the probability, with one seed for all; another draw reads differently.");
        Map<String, List<ReportData.Sample>> prompts = data.samples().stream()
                .collect(Collectors.groupingBy(ReportData.Sample::prompt, LinkedHashMap::new, Collectors.toList()));
        prompts.forEach((prompt, samples) -> section.element().appendChild(table(prompt, samples)));
        return section;
    }

    private static Element table(String prompt, List<ReportData.Sample> samples) {
        Element table = new Element("table").addClass("samples");
        table.appendElement("caption").appendElement("b").text(visible(prompt) + " …");
        Element body = table.appendElement("tbody");
        for (ReportData.Sample sample : samples) {
            Element row = body.appendElement("tr");
            row.appendElement("th").attr("scope", "row").text(sample.model());
            row.appendElement("td")
                    .appendElement("blockquote")
                    .text(visible(sample.text().stripTrailing()));
        }
        return table;
    }

    /** Control characters as their pictures (U+2400 block), so that what a model wrote can be seen and HTML stays valid. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && !unpaired(c))) {
                shown.appendCodePoint(c);
            } else {
                shown.append(c < 0x20 ? (char) (0x2400 + c) : c == 0x7f ? '\u2421' : '\ufffd');
            }
        });
        return shown.toString();
    }

    private static boolean unpaired(int c) {
        return (c >= 0xd800 && c <= 0xdfff) || c == 0xfffe || c == 0xffff;
    }
}
