package dev.blueline.cli;

import dev.blueline.ledger.ImportedRun;
import dev.blueline.ledger.Measurement;
import dev.blueline.logs.Importer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** What an import did, for people and as JSON. */
final class ImportSummary {
    private static final int SHOWN = 20;

    private ImportSummary() {}

    static String text(Importer.Result result, Path folder) {
        StringBuilder text = new StringBuilder();
        long added = result.taken().stream().filter(Importer.Taken::added).count();
        int shown = 0;
        for (Importer.Taken taken : result.taken()) {
            if (shown++ < SHOWN) {
                text.append(line(taken)).append('\n');
            }
        }
        if (shown > SHOWN) {
            text.append("and ").append(shown - SHOWN).append(" more\n");
        }
        notes(result)
                .forEach((note, names) -> text.append("Note on ")
                        .append(names)
                        .append(": ")
                        .append(note)
                        .append('\n'));
        for (Importer.Attached attached : result.attached()) {
            text.append(String.format(
                    Locale.ROOT,
                    "scores    %s: %d scores of %s%s%n",
                    attached.run(),
                    attached.count(),
                    attached.file(),
                    attached.added() ? "" : " (already there)"));
        }
        for (Importer.Refused refused : result.refused()) {
            text.append("refused   ")
                    .append(refused.name())
                    .append(" (")
                    .append(refused.file())
                    .append("): ")
                    .append(refused.reason())
                    .append('\n');
        }
        int there = result.taken().size() - (int) added;
        text.append(added == 1 ? "1 run" : added + " runs")
                .append(" added to ")
                .append(folder.resolve("ledger.jsonl"))
                .append(there == 0 ? "" : ", " + there + " already there")
                .append(
                        result.refused().isEmpty()
                                ? ""
                                : ", " + result.refused().size() + " refused")
                .append(".\n");
        return text.toString();
    }

    private static String line(Importer.Taken taken) {
        ImportedRun run = taken.run();
        String figures =
                run.measurements().stream().limit(4).map(ImportSummary::figure).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%-9s %s: N %s, D %s, C %s; %s%s",
                taken.added() ? "added" : "there",
                run.name(),
                size(run, "parameters"),
                size(run, "tokens"),
                size(run, "flops"),
                figures,
                run.stage() == ImportedRun.Stage.MIDRUN ? " (before the end of its schedule)" : "");
    }

    private static String figure(Measurement measurement) {
        String name = measurement.slice().equals("all")
                ? measurement.metric()
                : measurement.slice() + " " + measurement.metric();
        return String.format(Locale.ROOT, "%s %.4g", name, measurement.value());
    }

    private static String size(ImportedRun run, String quantity) {
        var value = run.quantity(quantity);
        return value.isEmpty() ? "unknown" : String.format(Locale.ROOT, "%.4g", value.getAsDouble());
    }

    /** Each note once, with the runs it holds for. */
    private static Map<String, String> notes(Importer.Result result) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (Importer.Taken taken : result.taken()) {
            String note = taken.run().origin().note();
            if (!note.isEmpty()) {
                names.computeIfAbsent(note, any -> new ArrayList<>())
                        .add(taken.run().name());
            }
        }
        Map<String, String> notes = new LinkedHashMap<>();
        names.forEach((note, runs) -> notes.put(
                note,
                runs.size() <= 3
                        ? String.join(", ", new TreeSet<>(runs))
                        : runs.size() + " runs from " + runs.getFirst() + " on"));
        return notes;
    }

    static String json(Importer.Result result, Path folder) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("ledger", folder.resolve("ledger.jsonl").toString());
        root.put(
                "runs",
                result.taken().stream()
                        .map(taken -> {
                            Map<String, Object> run = new LinkedHashMap<>();
                            run.put("id", taken.run().id());
                            run.put("name", taken.run().name());
                            run.put("added", taken.added());
                            run.put("quantities", taken.run().quantities());
                            run.put("stage", taken.run().stage().name().toLowerCase(Locale.ROOT));
                            run.put("measurements", taken.run().measurements());
                            run.put("origin", taken.run().origin());
                            return run;
                        })
                        .toList());
        root.put("scores", result.attached());
        root.put("refused", result.refused());
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
