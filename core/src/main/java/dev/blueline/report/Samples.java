package dev.blueline.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/** What the models wrote, side by side on the same prompts. */
final class Samples {
    private Samples() {}

    static Section section(ReportData data) {
        Section section = Section.titled("samples", "What the models write");
        if (data.samples().isEmpty()) {
            return section.missing("No samples were drawn.");
        }
        section.text("The same prompts, continued by the smallest and the largest model. The prompt is in bold.");
        Map<String, List<ReportData.Sample>> prompts = data.samples().stream()
                .collect(Collectors.groupingBy(ReportData.Sample::prompt, LinkedHashMap::new, Collectors.toList()));
        prompts.values().forEach(samples -> {
            Element row = section.element().appendElement("div").addClass("samples");
            for (ReportData.Sample sample : samples) {
                Element figure = row.appendElement("figure");
                figure.appendElement("figcaption").text(sample.model());
                Element quote = figure.appendElement("blockquote");
                quote.appendElement("b").text(visible(sample.prompt()));
                quote.appendText(visible(sample.text()));
            }
        });
        return section;
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
