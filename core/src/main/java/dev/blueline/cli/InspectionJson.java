package dev.blueline.cli;

import dev.blueline.corpus.CorpusInspection;
import dev.blueline.corpus.CorpusReport;
import dev.blueline.corpus.CorpusReport.DomainSize;
import dev.blueline.corpus.Profile;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an inspection found, for machines. */
final class InspectionJson {
    private InspectionJson() {}

    static ObjectNode of(CorpusInspection inspection, CorpusReach reach, List<String> warnings) {
        CorpusReport report = inspection.corpus().report();
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ArrayNode sources = root.putArray("sources");
        report.sources().forEach(sources::add);
        root.put("files", report.files());
        root.put("documents", inspection.documents());
        root.put("bytes", inspection.bytes());
        root.put("training_bytes", report.trainingBytes());
        root.put("validation_bytes", report.validationBytes());
        root.put("validation_fraction", report.validationFraction());
        root.put("repaired_files", report.repairedFiles());
        root.put("hash", report.hash());
        ObjectNode kinds = root.putObject("kinds");
        inspection
                .kinds()
                .forEach((ending, kind) -> kinds.putObject(ending)
                        .put("files", kind.files())
                        .put("documents", kind.documents())
                        .put("characters", kind.characters()));
        ObjectNode domains = root.putObject("domains");
        inspection
                .domains()
                .forEach((domain, profile) -> domain(
                        domains.putObject(domain),
                        profile,
                        report.domains().getOrDefault(domain, new DomainSize(0, 0, 0, 0))));
        ObjectNode leftOut = root.putObject("left_out");
        report.skipped().forEach((why, count) -> {
            ObjectNode reason = leftOut.putObject(why.name().toLowerCase(Locale.ROOT));
            reason.put("count", count).put("what", why.explanation());
            ArrayNode examples = reason.putArray("examples");
            inspection.examples().getOrDefault(why, List.of()).forEach(examples::add);
        });
        ObjectNode reached = root.putObject("reach");
        reached.put("study", reach.study()).put("vocabulary", reach.vocabulary());
        reach.bytesPerToken()
                .ifPresent(bytes -> reached.put("bytes_per_token", bytes).put("tokens", reach.tokens()));
        ArrayNode counts = reached.putArray("token_counts");
        reach.reached().forEach(counts::add);
        ArrayNode beyond = reached.putArray("token_counts_beyond");
        reach.beyond().forEach(beyond::add);
        ArrayNode said = root.putArray("warnings");
        warnings.forEach(said::add);
        return root;
    }

    private static void domain(ObjectNode node, Profile profile, DomainSize size) {
        node.put("documents", profile.documents());
        node.put("bytes", profile.bytes());
        node.put("training_bytes", size.trainingBytes());
        node.put("validation_bytes", size.validationBytes());
        node.put("letters", profile.letters());
        node.put("digits", profile.digits());
        node.put("symbols", profile.symbols());
        node.put("short_documents", profile.shortDocuments());
        node.put("tables", profile.tables());
        node.put("repeated_lines", profile.repeatedLines());
        node.putObject("quality")
                .put("flagged", profile.quality().flagged())
                .put("few_words", profile.quality().fewWords())
                .put("symbols", profile.quality().symbols())
                .put("few_letters", profile.quality().fewLetters())
                .put("few_stop_words", profile.quality().fewStopWords())
                .put("repeated_lines", profile.quality().repeatedLines());
        node.put("commonest_line", profile.commonestLine());
        node.put("commonest_line_count", profile.commonestLineCount());
        node.put("mean_line", profile.meanLine());
        node.put("longest_line", profile.longestLine());
        node.put("longest_line_in", profile.longestLineIn());
        ObjectNode scripts = node.putObject("scripts");
        profile.scripts().forEach(scripts::put);
        ArrayNode samples = node.putArray("samples");
        profile.samples()
                .forEach(
                        sample -> samples.addObject().put("name", sample.name()).put("start", sample.start()));
    }
}
