package dev.blueline.harness;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A YAML file as maps, lists, texts, numbers and truth values. An empty value is {@link Optional#empty()}, as it takes away what an
 * included file says. A tag such as {@code !function} becomes a {@link Tagged}: only whoever uses the value need refuse it.
 */
final class YamlFile {
    /** A value behind a tag, or an alias, whose tag is {@code *}. */
    record Tagged(String tag, String value) {}

    private YamlFile() {}

    /** @throws BadInput if the file is missing or is not a map in YAML */
    static Map<String, Object> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInput("there is no task file " + file + "; give a .yaml file of lm-evaluation-harness");
        }
        Object root;
        try (JsonParser parser = YAMLMapper.shared().createParser(Files.readString(file))) {
            root = parser.nextToken() == null ? Optional.empty() : value(parser);
        } catch (JacksonException | IOException malformed) {
            throw new BadInput(file + " is not a task file in YAML: " + firstLine(malformed), malformed);
        }
        if (root instanceof Map<?, ?> map) {
            return texts(map);
        }
        throw new BadInput(file + " holds no keys; a task file has lines such as task: NAME");
    }

    private static String firstLine(Exception failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "it cannot be read")
                .lines()
                .findFirst()
                .orElse("it cannot be read");
    }

    private static Object value(JsonParser parser) {
        boolean alias = parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
        Object tag = parser.getTypeId();
        JsonToken token = parser.currentToken();
        if (alias) {
            return new Tagged("*", parser.getString());
        }
        Object value = switch (token) {
            case START_OBJECT -> map(parser);
            case START_ARRAY -> list(parser);
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Optional.empty();
            default -> parser.getString();
        };
        boolean standard = tag == null || tag.toString().startsWith("tag:yaml.org");
        return standard ? value : new Tagged("!" + tag, value.toString());
    }

    private static Map<String, Object> map(JsonParser parser) {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            map.put(name, value(parser));
        }
        return map;
    }

    private static List<Object> list(JsonParser parser) {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }

    /** The map with its keys as text, which those of YAML are here. */
    static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), value));
        return texts;
    }
}
