package dev.blueline.tasks;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Items in a file, one JSON object a line: {@code prompt}, {@code right} and {@code wrong} (a text or a list), and if wanted
 * {@code skill} (the file's name if left out), {@code level} (1), {@code template} (the skill), {@code steps} (1) and
 * {@code fact} with {@code relation}, {@code subject} and {@code object}. Answers begin with the space that separates them
 * from the prompt. A key that is there and cannot be used is refused, not passed over.
 */
public final class ItemFile {
    public static final String ENDING = ".jsonl";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ItemFile() {}

    /** @throws BadInput if the file or one of its lines cannot be used */
    public static Suite read(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.jsonl$", "");
        List<Item> items = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            Item item = item(line, name, file + " line " + number);
            if (texts.add(item.text())) {
                items.add(item);
            }
        }
        if (items.isEmpty()) {
            throw new BadInput(file + " holds no items; give one JSON object with prompt, right and wrong a line");
        }
        return new Suite(name, items, true);
    }

    /** Writes items so that {@link #read} gives them back. */
    public static void write(Path file, List<Item> items) {
        StringBuilder lines = new StringBuilder();
        for (Item item : items) {
            lines.append(JSON.writeValueAsString(node(item))).append('\n');
        }
        DurableFiles.write(file, lines.toString());
    }

    /** An item as JSON. */
    public static ObjectNode node(Item item) {
        ObjectNode node = JSON.createObjectNode();
        node.put("skill", item.skill());
        node.put("level", item.level());
        node.put("template", item.template());
        node.put("prompt", item.prompt());
        node.put("right", item.right());
        ArrayNode wrong = node.putArray("wrong");
        item.wrong().forEach(wrong::add);
        node.put("steps", item.steps());
        item.fact()
                .ifPresent(fact -> node.putObject("fact")
                        .put("relation", fact.relation())
                        .put("subject", fact.subject())
                        .put("object", fact.object()));
        item.frequency().ifPresent(times -> node.put("frequency", times));
        return node;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException broken) {
            throw new BadInput(file + " is not UTF-8 text; convert it", broken);
        } catch (IOException failure) {
            throw new BadInput(file + " cannot be read; check the path", failure);
        }
    }

    private static Item item(String line, String name, String where) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException broken) {
            throw new BadInput(where + " is not JSON; give an object with prompt, right and wrong", broken);
        }
        List<String> wrong = new ArrayList<>();
        JsonNode given = node.path("wrong");
        if (given.isString()) {
            wrong.add(given.stringValue());
        }
        for (JsonNode each : given.isArray() ? given : JSON.createArrayNode()) {
            require(each.isString(), where, "wrong", each, "a text or a list of texts");
            wrong.add(each.stringValue());
        }
        if (!node.path("prompt").isString() || !node.path("right").isString() || wrong.isEmpty()) {
            throw new BadInput(where + " lacks prompt, right or wrong; give all three");
        }
        require(
                !node.path("right").stringValue().isBlank(),
                where,
                "right",
                node.path("right"),
                "an answer that is not blank");
        require(wrong.stream().noneMatch(String::isBlank), where, "wrong", given, "answers that are not blank");
        JsonNode fact = node.path("fact");
        String skill = word(node, "skill", name, where);
        require(
                !skill.isBlank() && skill.indexOf('/') < 0,
                where,
                "skill",
                node.path("skill"),
                "a name without a slash, which stands between skill and level");
        int level = whole(node, "level", where);
        int steps = whole(node, "steps", where);
        JsonNode frequency = node.path("frequency");
        require(
                frequency.isMissingNode()
                        || frequency.canConvertToLong() && frequency.isIntegralNumber() && frequency.longValue() >= 0,
                where,
                "frequency",
                frequency,
                "a whole number of 0 or more");
        try {
            return new Item(
                    skill,
                    level,
                    word(node, "template", skill, where),
                    Split.HELD_OUT,
                    node.path("prompt").stringValue(),
                    node.path("right").stringValue(),
                    wrong,
                    steps,
                    fact.isObject()
                            ? Optional.of(new Fact(
                                    fact.path("relation").asString(""),
                                    fact.path("subject").asString(""),
                                    fact.path("object").asString("")))
                            : Optional.empty(),
                    frequency.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(frequency.longValue()));
        } catch (IllegalArgumentException equal) {
            throw new BadInput(where + " has two equal answers; give wrong ones that differ from the right one", equal);
        }
    }

    private static String word(JsonNode node, String key, String otherwise, String where) {
        JsonNode given = node.path(key);
        require(given.isMissingNode() || given.isString(), where, key, given, "a text");
        return given.asString(otherwise);
    }

    /** A count from 1, which is meant where none is given. */
    private static int whole(JsonNode node, String key, String where) {
        JsonNode given = node.path(key);
        require(
                given.isMissingNode() || given.isIntegralNumber() && given.canConvertToInt() && given.intValue() >= 1,
                where,
                key,
                given,
                "a whole number of 1 or more");
        return given.isMissingNode() ? 1 : given.intValue();
    }

    private static void require(boolean holds, String where, String key, JsonNode given, String wanted) {
        if (!holds) {
            throw new BadInput(where + " has \"" + key + "\": " + given + "; give " + wanted);
        }
    }
}
