package dev.blueline.tasks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Items to ask a model together.
 *
 * @param name of the skill, the file or the suite
 * @param items no two with the same text
 * @param evidence false for items that are only shown, never counted as evidence
 */
public record Suite(String name, List<Item> items, boolean evidence) {
    /** Draws in a row without a new item after which a level is taken to be exhausted. */
    private static final int PATIENCE = 2_000;

    public Suite {
        items = List.copyOf(items);
    }

    /**
     * Items of every level of a skill.
     *
     * @param each items a level, fewer where a level has no more
     */
    public static Suite of(Skill skill, long seed, int each) {
        List<Item> items = new ArrayList<>();
        for (Level level : skill.levels()) {
            items.addAll(level(skill, seed, level.number(), each));
        }
        return new Suite(skill.name(), items, true);
    }

    /** The first so many different items of a level, fewer if it has no more. */
    public static List<Item> level(Skill skill, long seed, int level, int count) {
        List<Item> items = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        int repeats = 0;
        for (long index = 0; items.size() < count && repeats < PATIENCE; index++) {
            Item item = skill.item(seed, level, index);
            if (texts.add(item.text())) {
                items.add(item);
                repeats = 0;
            } else {
                repeats++;
            }
        }
        return items;
    }
}
