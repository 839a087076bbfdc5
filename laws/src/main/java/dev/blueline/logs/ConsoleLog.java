package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Lines a program printed, read by a {@link Profile}. Lines that no pattern knows are passed over. */
final class ConsoleLog {
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");
    private static final String SUFFIXES = "KMBTPE";

    private final Steps steps = new Steps();
    private final Profile profile;
    private final Optional<String> stepName;
    private OptionalLong step = OptionalLong.empty();
    private OptionalLong total = OptionalLong.empty();

    private ConsoleLog(Profile profile, Optional<String> stepName) {
        this.profile = profile;
        this.stepName = stepName;
    }

    static LoggedRun read(Path file, Reading reading) {
        String text = JsonText.text(file);
        // what stands after the last line break may be half a number
        String whole = reading.live() ? text.substring(0, text.lastIndexOf('\n') + 1) : text;
        List<String> lines =
                whole.lines().map(line -> ESCAPES.matcher(line).replaceAll("")).toList();
        List<Profile> candidates =
                reading.profile().map(name -> List.of(Profile.of(name))).orElseGet(Profile::builtIn);
        List<ConsoleLog> read = new ArrayList<>();
        for (Profile profile : candidates) {
            ConsoleLog log = new ConsoleLog(profile, reading.mapping().columns().step());
            lines.forEach(log::line);
            read.add(log);
        }
        ConsoleLog best = read.stream()
                .max(Comparator.comparingInt(log -> log.steps.inOrder().size()))
                .orElseThrow();
        if (best.steps.isEmpty() && !reading.live()) {
            throw new BadInput(
                    file + " is no log that is known"
                            + reading.profile()
                                    .map(name -> " to the profile " + name)
                                    .orElse("")
                            + ": none of its " + lines.size()
                            + " lines holds a step with a number; describe its lines in a profile (--profile FILE, see docs/importing.md)");
        }
        return new LoggedRun(
                file.getFileName().toString().replaceFirst("\\.[^.]*$", ""),
                List.of(file),
                LogFormat.CONSOLE,
                best.steps.inOrder(),
                best.total,
                Map.of(),
                LoggedRun.Ending.UNSAID);
    }

    private void line(String line) {
        if (profile.json()) {
            json(line);
            return;
        }
        for (Profile.LinePattern pattern : profile.patterns()) {
            if (pattern.only().map(only -> only.matcher(line).find()).orElse(true)) {
                Matcher found = pattern.regex().matcher(line);
                while (found.find()) {
                    take(found, pattern.regex().namedGroups().keySet());
                }
            }
        }
    }

    private void take(Matcher found, Iterable<String> groups) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String group : groups) {
            String text = found.group(group);
            if (text != null) {
                texts.put(group, text);
            }
        }
        number(texts.get("step")).ifPresent(value -> step = OptionalLong.of(Math.round(value)));
        number(texts.get("total")).ifPresent(value -> total = OptionalLong.of(Math.round(value)));
        Optional.ofNullable(texts.get("key"))
                .ifPresent(key -> number(texts.get("value")).ifPresent(value -> add(key.strip(), value)));
        texts.forEach((group, text) -> {
            if (!List.of("step", "total", "key", "value").contains(group)) {
                number(text).ifPresent(value -> add(group, value));
            }
        });
    }

    private void json(String line) {
        int brace = line.indexOf('{');
        if (brace < 0) {
            return;
        }
        Map<String, Double> values = new LinkedHashMap<>();
        try {
            JsonNode node = JsonText.parse(line.substring(brace));
            if (!node.isObject()) {
                return;
            }
            JsonText.numbers(node, "", values);
        } catch (JacksonException noJson) {
            return;
        }
        Optional<String> name = stepName.flatMap(wanted -> Names.exact(values.keySet(), wanted))
                .or(() -> Names.STEP.in(values.keySet()));
        if (name.isPresent()) {
            step = OptionalLong.of(Math.round(values.getOrDefault(name.get(), 0.0)));
            values.remove(name.get());
            values.forEach(this::add);
        }
    }

    private void add(String name, double value) {
        step.ifPresent(at -> steps.add(at, name, value));
    }

    /** {@code 1,234}, {@code 1.5E+02}, {@code 2.1B}, {@code nan}. */
    private static Optional<Double> number(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        String plain = text.strip().replace(",", "");
        int suffix = SUFFIXES.indexOf(plain.charAt(plain.length() - 1));
        double factor = suffix < 0 ? 1 : Math.pow(1000, suffix + 1);
        try {
            return Optional.of(factor * Mlflow.value(suffix < 0 ? plain : plain.substring(0, plain.length() - 1)));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
