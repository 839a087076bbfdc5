package dev.blueline.cli;

import dev.blueline.tasks.Item;
import dev.blueline.tasks.ItemFile;
import dev.blueline.tasks.Lecture;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Skill;
import dev.blueline.tasks.Skills;
import dev.blueline.tasks.Suite;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The skills and their items, for people or as JSON. */
final class SkillList {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private SkillList() {}

    static String text(long seed) {
        StringBuilder text = new StringBuilder();
        int room = Math.clamp(Terminal.Stream.OUTPUT.width() - 18L, 1, 50);
        for (Skill skill : Skills.all()) {
            text.append(skill.name()).append(": ").append(skill.summary()).append('\n');
            for (Level level : skill.levels()) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %2d  %-" + room + "s chance %.0f%%%n",
                        level.number(),
                        level.name(),
                        100 * chance(skill, seed, level)));
            }
        }
        text.append(Lecture.NAME)
                .append(": Six examples of a lecture; shown, never evidence.\n")
                .append("A file of items (.jsonl) is a task too: an object with prompt, right and wrong a line.\n");
        return text.toString();
    }

    static String json(long seed) {
        ArrayNode skills = JSON.createArrayNode();
        for (Skill skill : Skills.all()) {
            ObjectNode node = skills.addObject();
            node.put("skill", skill.name());
            node.put("summary", skill.summary());
            node.put("held_out", skill.heldOut());
            ArrayNode levels = node.putArray("levels");
            for (Level level : skill.levels()) {
                levels.addObject()
                        .put("level", level.number())
                        .put("name", level.name())
                        .put("chance", chance(skill, seed, level));
            }
        }
        return JSON.writeValueAsString(skills) + "\n";
    }

    private static double chance(Skill skill, long seed, Level level) {
        return skill.item(seed, level.number(), 0).chance();
    }

    /** The first items of every level. */
    static String items(List<Suite> suites, int count, boolean json) {
        ArrayNode array = JSON.createArrayNode();
        StringBuilder text = new StringBuilder();
        for (Suite suite : suites) {
            Map<Integer, List<Item>> levels = suite.items().stream()
                    .collect(Collectors.groupingBy(Item::level, TreeMap::new, Collectors.toList()));
            levels.forEach((level, items) -> {
                text.append(suite.name()).append(", level ").append(level).append('\n');
                for (Item item : items.subList(0, Math.min(count, items.size()))) {
                    text.append("  ").append(line(item)).append('\n');
                    array.add(ItemFile.node(item));
                }
            });
        }
        return json ? JSON.writeValueAsString(array) + "\n" : text.toString();
    }

    /** An item as {@code prompt {right, wrong}}. */
    static String line(Item item) {
        String answers = item.choices().stream().map(String::strip).collect(Collectors.joining(", "));
        return item.prompt() + (item.right().startsWith(" ") ? " " : "") + "{" + answers + "}";
    }
}
