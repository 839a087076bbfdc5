package dev.blueline.corpus;

import dev.blueline.corpus.FilterReport.Counts;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a filter did, for machines. */
public final class FilterJson {
    private FilterJson() {}

    public static ObjectNode of(FilterReport report) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("filter", report.filter()).put("explanation", report.explanation());
        root.put("threshold", report.threshold());
        report.share().ifPresent(share -> root.put("keep", share).put("dropped_at_threshold", report.ties()));
        counts(root, report.total());
        ObjectNode domains = root.putObject("domains");
        report.domains().forEach((domain, counts) -> counts(domains.putObject(domain), counts));
        ObjectNode quantiles = root.putObject("score_percentiles");
        report.quantiles().forEach((percent, score) -> quantiles.put(percent.toString(), score));
        ObjectNode figures = root.putObject("figures");
        report.figures().forEach(figure -> figures.put(figure.name(), figure.value()));
        ArrayNode samples = root.putArray("samples");
        report.samples().forEach(sample -> {
            ObjectNode node = samples.addObject();
            node.put("place", sample.place().name().toLowerCase(Locale.ROOT))
                    .put("domain", sample.domain())
                    .put("name", sample.name())
                    .put("score", sample.score());
            sample.note().ifPresent(note -> node.put("note", note));
            node.put("start", sample.start());
        });
        return root;
    }

    private static void counts(ObjectNode node, Counts counts) {
        node.put("kept_documents", counts.kept())
                .put("kept_bytes", counts.keptBytes())
                .put("dropped_documents", counts.dropped())
                .put("dropped_bytes", counts.droppedBytes());
    }
}
