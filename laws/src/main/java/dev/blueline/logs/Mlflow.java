package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A run's folder in an MLflow file store, {@code mlruns/EXPERIMENT/RUN}: {@code meta.yaml}, {@code params/NAME} with the value as text,
 * {@code metrics/NAME} with lines {@code timestamp value step} (milliseconds; a name may hold slashes, then it lies in folders).
 */
final class Mlflow {
    private static final int FINISHED = 3;
    private static final int FAILED = 4;
    private static final int KILLED = 5;

    private Mlflow() {}

    static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve("meta.yaml")) && Files.isDirectory(folder.resolve("metrics"));
    }

    static LoggedRun read(Path folder, boolean live) {
        Path meta = folder.resolve("meta.yaml");
        List<Path> files = new ArrayList<>(List.of(meta));
        Steps steps = new Steps();
        for (Path file : files(folder.resolve("metrics"))) {
            files.add(file);
            metric(file, name(folder.resolve("metrics"), file), live, steps);
        }
        Map<String, String> config = new TreeMap<>();
        for (Path file : files(folder.resolve("params"))) {
            files.add(file);
            config.put(name(folder.resolve("params"), file), JsonText.text(file).strip());
        }
        try {
            JsonNode about = YAMLMapper.shared().readTree(JsonText.text(meta));
            Path tag = folder.resolve("tags").resolve("mlflow.runName");
            String named = about.path("run_name")
                    .asString(Files.isRegularFile(tag) ? JsonText.text(tag).strip() : "");
            return new LoggedRun(
                    named.isEmpty() ? folder.getFileName().toString() : named,
                    files,
                    LogFormat.MLFLOW,
                    steps.inOrder(),
                    OptionalLong.empty(),
                    config,
                    switch (about.path("status").asInt(0)) {
                        case FINISHED -> LoggedRun.Ending.WELL;
                        case FAILED, KILLED -> LoggedRun.Ending.FAILED;
                        case 0 -> LoggedRun.Ending.UNSAID;
                        default -> LoggedRun.Ending.RUNNING;
                    });
        } catch (JacksonException malformed) {
            throw new BadInput(meta + " is not YAML: " + JsonText.reason(malformed), malformed);
        }
    }

    private static void metric(Path file, String name, boolean live, Steps steps) {
        String text = JsonText.text(file);
        int whole = text.lastIndexOf('\n') + 1;
        if (whole < text.length() && !live) {
            throw new BadInput(file + " is cut off inside the line at byte offset " + whole
                    + ": copy it again, or read what is there with --live");
        }
        int number = 0;
        for (String line : text.substring(0, whole).lines().toList()) {
            number++;
            String[] words = line.split(" ", -1);
            try {
                if (words.length < 2) {
                    throw new NumberFormatException();
                }
                long milliseconds = Long.parseLong(words[0]);
                long step = words.length > 2 ? Long.parseLong(words[2]) : number - 1L;
                steps.add(step, name, value(words[1]));
                steps.time(step, Instant.ofEpochMilli(milliseconds));
            } catch (NumberFormatException malformed) {
                throw new BadInput(file + " line " + number + " is not \"timestamp value step\": " + line, malformed);
            }
        }
    }

    /** A number as Python prints it. */
    static double value(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failure) {
            throw new BadInput(folder + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}
