package dev.blueline;

import dev.blueline.ledger.BadInput;
import dev.blueline.logs.Mapping;
import dev.blueline.logs.Reading;
import dev.blueline.logs.TrainingLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything a finished study's folder says, as text by name, the stated clock fields left out: times of day, seconds, and the
 * checksums of lines that hold them. Two studies that did the same are equal to the bit.
 */
final class StudyFigures {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> CLOCK = Set.of(
            "seconds",
            "startedAt",
            "finishedAt",
            "registeredAt",
            "at",
            "registered_at",
            "started_at",
            "expectedSeconds",
            "crc32c");

    private static final List<String> SERIES =
            List.of("train/loss", "train/learning_rate", "train/gradient_norm", "held_out/bits_per_byte");

    private StudyFigures() {}

    static Map<String, String> of(Path study) throws IOException {
        Map<String, String> figures = new TreeMap<>();
        figures.put("results.csv", withoutColumn(study.resolve("results.csv"), "seconds"));
        for (String exact : List.of("law.json", "tokenizer.json", "study.json")) {
            figures.put(exact, hash(study.resolve(exact)));
        }
        for (String json : List.of("forecast.json", "plan.json")) {
            figures.put(json, timeless(Files.readString(study.resolve(json))));
        }
        figures.put(
                "forecasts.jsonl",
                Files.readAllLines(study.resolve("forecasts.jsonl")).stream()
                        .map(StudyFigures::timeless)
                        .collect(Collectors.joining("\n")));
        for (String line : Files.readAllLines(study.resolve("ledger.jsonl"))) {
            String id = id(line);
            if (figures.put("ledger.jsonl " + id, timeless(line)) != null) {
                throw new AssertionError("run " + id + " was run twice: it is in the ledger twice");
            }
        }
        try (Stream<Path> files = Files.walk(study.resolve("runs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                figures.put(study.relativize(file).toString(), ofRun(file));
            }
        }
        String report = Files.readString(study.resolve("report.html"));
        figures.put("report.html", report.strip().endsWith("</html>") ? "whole" : "cut short");
        return figures;
    }

    private static String ofRun(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.startsWith("events.out.tfevents")) {
            return SERIES.stream().map(series -> series(file, series)).collect(Collectors.joining("\n"));
        }
        return switch (name) {
            case "run.json" ->
                Files.readAllLines(file).stream().map(StudyFigures::timeless).collect(Collectors.joining("\n"));
            // a file that was written again before a kill has more lines, and files with times of day other sums
            case "checksums.jsonl" ->
                Files.readAllLines(file).stream()
                        .filter(line -> !line.contains("run.json") && !line.contains("events.out"))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("\n"));
            default -> hash(file);
        };
    }

    /** Without its times of day; a run of a few steps has no training loss. */
    private static String series(Path events, String name) {
        try {
            return TrainingLogs.read(events, new Reading(false, Optional.of(name), Optional.empty(), Mapping.NONE))
                    .points()
                    .stream()
                    .map(point -> point.step() + " " + point.loss())
                    .collect(Collectors.joining(",", name + ": ", ""));
        } catch (BadInput none) {
            return name + ": none";
        }
    }

    /** Ids of the runs in the ledger, a last line that is not whole aside. */
    static Set<String> finished(Path study) throws IOException {
        Path ledger = study.resolve("ledger.jsonl");
        Set<String> ids = new TreeSet<>();
        if (Files.exists(ledger)) {
            String text = Files.readString(ledger);
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> ids.add(id(line)));
        }
        return ids;
    }

    private static String id(String line) {
        return JSON.readTree(line).path("run").path("id").asString();
    }

    private static String timeless(String json) {
        JsonNode node = JSON.readTree(json);
        strip(node);
        return node.toString();
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(CLOCK);
        }
        node.forEach(StudyFigures::strip);
    }

    private static String withoutColumn(Path csv, String column) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        int at = Arrays.asList(lines.getFirst().split(",", -1)).indexOf(column);
        return lines.stream()
                .map(line -> {
                    String[] cells = line.split(",", -1);
                    cells[at] = "";
                    return String.join(",", cells);
                })
                .collect(Collectors.joining("\n"));
    }

    private static String hash(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
