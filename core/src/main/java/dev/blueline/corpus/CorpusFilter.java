package dev.blueline.corpus;

import dev.blueline.corpus.FilterReport.Counts;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.WriteFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Divides documents by a filter's score into two files of JSON lines, {@value #KEPT} and {@value #DROPPED}, each line with
 * text, name, domain, score and, where the filter says why, a note; in the order of reading. Files appear whole or not at all.
 */
public final class CorpusFilter {
    public static final String KEPT = "kept.jsonl";
    public static final String DROPPED = "dropped.jsonl";
    public static final String REPORT = "filter.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int[] QUANTILES = {0, 5, 25, 50, 75, 95, 100};

    private CorpusFilter() {}

    /**
     * Makes the folder for the results.
     *
     * @throws BadInput if what is read lies where the results go, so that they would be read the next time
     */
    public static void prepare(Path out, CorpusSelection selection) {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new BadInput("--out " + OneLine.of(out.toString()) + " is a file; give a folder");
        }
        Path folder = out.toAbsolutePath().normalize();
        for (CorpusSource source : selection.sources()) {
            if (source.path().equals(CorpusSource.STANDARD_INPUT)
                    || source.path().equals(Corpus.JDK)) {
                continue;
            }
            Path path = Sources.path(source.path());
            Sources.check(path);
            path = path.toAbsolutePath().normalize();
            if (folder.startsWith(path) || path.equals(folder.resolve(KEPT)) || path.equals(folder.resolve(DROPPED))) {
                throw new BadInput("--out " + OneLine.of(out.toString()) + " lies in the text that is read, "
                        + OneLine.of(source.path()) + "; give a folder elsewhere");
            }
        }
        try {
            Files.createDirectories(out);
        } catch (IOException failure) {
            throw WriteFailure.of(out, failure);
        }
    }

    /**
     * Scores, divides and writes.
     *
     * @param out the folder for the files; it must be there
     * @param samples documents of each kind to report
     * @param progress hears the share of the scoring that is done, from any thread
     * @throws BadInput if the cutoff keeps nothing or everything; nothing is written then
     */
    public static FilterReport run(
            DocumentPool pool, QualityFilter filter, Cutoff cutoff, Path out, int samples, DoubleConsumer progress) {
        FilterScores scores = filter.scores(pool, progress);
        Cutoff.Kept kept = cutoff.choose(scores, pool);
        Map<String, Counts> domains = new TreeMap<>();
        write(out.resolve(KEPT), pool, scores, kept, true, domains);
        write(out.resolve(DROPPED), pool, scores, kept, false, domains);
        FilterReport report = new FilterReport(
                filter.name(),
                filter.explanation(),
                kept.threshold(),
                switch (cutoff) {
                    case Cutoff.AtLeast bound -> OptionalDouble.empty();
                    case Cutoff.Best best -> OptionalDouble.of(best.share());
                },
                kept.ties(),
                domains,
                quantiles(scores.values()),
                scores.figures(),
                new FilterSamples(pool, scores, kept).take(samples));
        DurableFiles.write(out.resolve(REPORT), FilterJson.of(report).toPrettyString() + "\n");
        return report;
    }

    private static void write(
            Path file,
            DocumentPool pool,
            FilterScores scores,
            Cutoff.Kept kept,
            boolean side,
            Map<String, Counts> domains) {
        DurableFiles.write(file, channel -> {
            OutputStream lines = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            for (int i = 0; i < pool.size(); i++) {
                if (kept.documents().get(i) == side) {
                    StoredDocument document = pool.stored(i);
                    lines.write(JSON.writeValueAsBytes(line(document, scores, i)));
                    lines.write('\n');
                    long bytes = document.bytes();
                    domains.merge(
                            document.domain(),
                            side ? new Counts(1, bytes, 0, 0) : new Counts(0, 0, 1, bytes),
                            Counts::plus);
                }
            }
            lines.flush();
        });
    }

    private static ObjectNode line(StoredDocument document, FilterScores scores, int index) {
        ObjectNode line = JSON.createObjectNode()
                .put("text", document.text())
                .put("name", document.name())
                .put("domain", document.domain())
                .put("score", scores.values()[index]);
        String note = scores.notes().apply(index);
        return note.isEmpty() ? line : line.put("note", note);
    }

    private static Map<Integer, Double> quantiles(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        Map<Integer, Double> quantiles = new TreeMap<>();
        for (int percent : QUANTILES) {
            quantiles.put(percent, sorted[(int) Math.round(percent / 100.0 * (sorted.length - 1))]);
        }
        return quantiles;
    }
}
