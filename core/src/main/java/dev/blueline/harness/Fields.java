package dev.blueline.harness;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of a task file, or of a map inside it, read with their types. What is not as it should be is refused with file and key.
 *
 * @param file named in refusals
 * @param path of the map inside the file, such as {@code fewshot_config.}
 * @param values by key, without those that are empty
 */
record Fields(Path file, String path, Map<String, Object> values) {
    Fields {
        Map<String, Object> present = new LinkedHashMap<>(values);
        present.values().removeIf(value -> value instanceof Optional);
        values = present;
    }

    /** What to throw for a key. */
    BadInput refused(String key, String why) {
        return new BadInput(file + ": key \"" + path + key + "\": " + why + "; see docs/benchmarks.md");
    }

    /** Refuses all keys but these. */
    void only(Set<String> known) {
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw refused(
                        entry.getKey(),
                        entry.getValue() instanceof YamlFile.Tagged tagged ? code(tagged) : "unsupported");
            }
        }
    }

    private static String code(YamlFile.Tagged tagged) {
        return tagged.tag().equals("*")
                ? "refers to " + tagged.value() + ", and references inside YAML are unsupported"
                : tagged.tag() + " " + tagged.value() + " is code, which is never run";
    }

    /** A value of any type that is no code. */
    Optional<Object> value(String key) {
        Object value = values.get(key);
        if (value instanceof YamlFile.Tagged tagged) {
            throw refused(key, code(tagged));
        }
        return Optional.ofNullable(value);
    }

    Optional<String> text(String key) {
        return value(key).map(value -> {
            if (value instanceof Map || value instanceof List) {
                throw refused(key, "must be a text");
            }
            return value.toString();
        });
    }

    boolean flag(String key, boolean otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        return switch (text.get().toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw refused(key, "must be true or false");
        };
    }

    int whole(String key, int otherwise, int least) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof Long number && number >= least && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw refused(key, "must be a whole number from " + least + " on");
    }

    double number(String key, double otherwise) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof Number number) {
            return number.doubleValue();
        }
        throw refused(key, "must be a number");
    }

    /** A list; a single value is a list of one. */
    List<Object> list(String key) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        List<Object> list = new ArrayList<>();
        for (Object each : value.get() instanceof List<?> many ? many : List.of(value.get())) {
            if (each instanceof YamlFile.Tagged tagged) {
                throw refused(key, code(tagged));
            }
            list.add(each);
        }
        return list;
    }

    List<String> texts(String key) {
        return list(key).stream().map(String::valueOf).toList();
    }

    /** A map inside; empty if it is not there. */
    Fields map(String key) {
        Object value = value(key).orElse(Map.of());
        if (value instanceof Map<?, ?> map) {
            return new Fields(file, path + key + ".", YamlFile.texts(map));
        }
        throw refused(key, "must hold keys of its own");
    }

    /** A list of maps. */
    List<Fields> maps(String key) {
        List<Fields> maps = new ArrayList<>();
        for (Object each : list(key)) {
            if (!(each instanceof Map<?, ?> map)) {
                throw refused(key, "must be a list of entries with keys");
            }
            maps.add(new Fields(file, path + key + ".", YamlFile.texts(map)));
        }
        return maps;
    }
}
