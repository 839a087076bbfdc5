package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.RateSchedule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * Reads a {@link Mapping} from TOML; every section and key may be left out, an unknown one is refused:
 *
 * <pre>{@code
 * [columns]
 * parameters = "Params (M)"
 * tokens = "tokens_b"
 * [units]
 * parameters = "millions"
 * tokens = 1e9
 * loss = "nats/token"
 * [schedule]
 * kind = "wsd"
 * total_steps = 20000
 * decay_start = 16000
 * }</pre>
 */
public final class MappingFile {
    private static final Map<String, List<String>> KEYS = Map.of(
            "columns",
            List.of("name", "group", "step", "parameters", "tokens", "flops", "loss", "learning_rate"),
            "units",
            List.of("parameters", "tokens", "flops", "loss"),
            "run",
            List.of("name", "parameters", "tokens", "tokens_per_step", "flops"),
            "schedule",
            List.of("kind", "total_steps", "decay_start"));

    private final Path file;
    private final JsonNode root;

    private MappingFile(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /** @throws BadInput naming the key that cannot be used */
    public static Mapping read(Path file) {
        try {
            return new MappingFile(file, new TomlMapper().readTree(JsonText.text(file))).mapping();
        } catch (JacksonException malformed) {
            throw new BadInput(file + " is not TOML: " + JsonText.reason(malformed), malformed);
        }
    }

    private Mapping mapping() {
        for (Map.Entry<String, JsonNode> section : root.properties()) {
            String name = section.getKey();
            if (!section.getValue().isObject() || !(KEYS.containsKey(name) || name.matches("metrics|settings"))) {
                throw new BadInput(file + ": there is no section [" + name
                        + "]; known are columns, metrics, units, run, schedule, settings");
            }
            List<String> known = KEYS.getOrDefault(name, List.of());
            for (String key : section.getValue().propertyNames()) {
                if (!known.isEmpty() && !known.contains(key)) {
                    throw new BadInput(file + ": unknown key \"" + name + "." + key + "\"" + Names.nearest(known, key)
                            + "; known here: " + String.join(", ", known));
                }
            }
        }
        return new Mapping(
                new Mapping.Columns(
                        text("columns", "name"),
                        text("columns", "group"),
                        text("columns", "step"),
                        text("columns", "parameters"),
                        text("columns", "tokens"),
                        text("columns", "flops"),
                        text("columns", "loss"),
                        text("columns", "learning_rate")),
                texts("metrics"),
                new Mapping.Units(
                        unit("parameters"),
                        unit("tokens"),
                        unit("flops"),
                        text("units", "loss").map(this::lossUnit)),
                new Mapping.Facts(
                        text("run", "name"),
                        number("run", "parameters"),
                        number("run", "tokens"),
                        number("run", "tokens_per_step"),
                        number("run", "flops")),
                new RateSchedule(
                        text("schedule", "kind")
                                .map(kind -> kind(kind, file + ": schedule.kind"))
                                .orElse(RateSchedule.Kind.UNKNOWN),
                        whole("total_steps"),
                        whole("decay_start")),
                texts("settings"));
    }

    /** A shape of the schedule by its name in lower case. */
    public static RateSchedule.Kind kind(String name, String where) {
        return Arrays.stream(RateSchedule.Kind.values())
                .filter(kind -> kind != RateSchedule.Kind.UNKNOWN && kind.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new BadInput(where + " \"" + name + "\" is not known; give constant, cosine, linear or wsd"));
    }

    private Optional<String> text(String section, String key) {
        JsonNode value = root.path(section).path(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new BadInput(file + ": \"" + section + "." + key + "\" must be text in quotes");
        }
        return Optional.of(value.asString());
    }

    private Map<String, String> texts(String section) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path(section).properties()) {
            if (!entry.getValue().isValueNode()) {
                throw new BadInput(file + ": \"" + section + "." + entry.getKey() + "\" must be a single value");
            }
            texts.put(entry.getKey(), entry.getValue().asString());
        }
        return texts;
    }

    private OptionalDouble number(String section, String key) {
        JsonNode value = root.path(section).path(key);
        if (value.isMissingNode()) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber() || !(value.asDouble() > 0) || Double.isInfinite(value.asDouble())) {
            throw new BadInput(file + ": \"" + section + "." + key + "\" must be a positive number, is " + value);
        }
        return OptionalDouble.of(value.asDouble());
    }

    private OptionalLong whole(String key) {
        OptionalDouble value = number("schedule", key);
        return value.isPresent() ? OptionalLong.of(Math.round(value.getAsDouble())) : OptionalLong.empty();
    }

    /** A number, or a number in words. */
    private double unit(String key) {
        JsonNode value = root.path("units").path(key);
        if (!value.isString()) {
            return number("units", key).orElse(1);
        }
        return switch (value.asString()) {
            case "ones" -> 1;
            case "thousands" -> 1e3;
            case "millions" -> 1e6;
            case "billions" -> 1e9;
            case "trillions" -> 1e12;
            default ->
                throw new BadInput(file + ": \"units." + key + "\" is " + value
                        + "; give a number such as 1e9, or thousands, millions, billions, trillions");
        };
    }

    private Mapping.LossUnit lossUnit(String words) {
        return Arrays.stream(Mapping.LossUnit.values())
                .filter(unit -> unit.words.equals(words))
                .findFirst()
                .orElseThrow(() -> new BadInput(file + ": \"units.loss\" is \"" + words + "\"; give one of "
                        + Arrays.stream(Mapping.LossUnit.values())
                                .map(unit -> unit.words)
                                .collect(Collectors.joining(", "))));
    }
}
