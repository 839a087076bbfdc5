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
 * from the prompt.
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
            wrong.add(each.asString());
        }
        if (!node.path("prompt").isString() || !node.path("right").isString() || wrong.isEmpty()) {
            throw new BadInput(where + " lacks prompt, right or wrong; give all three");
        }
        JsonNode fact = node.path("fact");
        String skill = node.path("skill").asString(name);
        int level = node.path("level").asInt(1);
        try {
            return new Item(
                    skill,
                    level,
                    node.path("template").asString(skill),
                    Split.HELD_OUT,
                    node.path("prompt").stringValue(),
                    node.path("right").stringValue(),
                    wrong,
                    node.path("steps").asInt(1),
                    fact.isObject()
                            ? Optional.of(new Fact(
                                    fact.path("relation").asString(""),
                                    fact.path("subject").asString(""),
                                    fact.path("object").asString("")))
                            : Optional.empty(),
                    node.has("frequency")
                            ? OptionalLong.of(node.path("frequency").asLong(0))
                            : OptionalLong.empty());
        } catch (IllegalArgumentException equal) {
            throw new BadInput(where + " has two equal answers; give wrong ones that differ from the right one", equal);
        }
    }
}
