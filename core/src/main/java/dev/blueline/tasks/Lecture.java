package dev.blueline.tasks;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The six examples of Jason Wei's lecture on next-word prediction as massive multi-task learning. They are shown in every
 * report, kept out of training text, and never count as evidence: six items prove nothing, and they are on the web.
 */
public final class Lecture {
    public static final String NAME = "lecture";

    private static final List<Item> ITEMS = List.of(
            item("grammar", "In my free time, I like to", " code", " banana"),
            item("knowledge", "The capital of Azerbaijan is", " Baku", " London"),
            item(
                    "sentiment",
                    "Movie review: I was engaged and on the edge of my seat the whole time. The movie was",
                    " good",
                    " bad"),
            item("translation", "The word for \"pretty\" in Spanish is", " bonita", " hola"),
            item(
                    "spatial",
                    "Iroh went into the kitchen to make tea. Standing next to Iroh, Zuko pondered his destiny."
                            + " Zuko left the",
                    " kitchen",
                    " store"),
            item("arithmetic", "Arithmetic exam answer key: 3 + 8 + 4 =", " 15", " 11"));

    private Lecture() {}

    public static Suite suite() {
        return new Suite(NAME, ITEMS, false);
    }

    /** Texts that no training document may hold: the six, and the sum and the fact in other surroundings. */
    public static List<String> excluded() {
        return Stream.concat(
                        ITEMS.stream().map(Item::text),
                        Stream.of(
                                "3 + 8 + 4 = 15",
                                "capital of Azerbaijan is Baku",
                                "on the edge of my seat the whole time"))
                .toList();
    }

    private static Item item(String template, String prompt, String right, String wrong) {
        return new Item(
                NAME,
                1,
                template,
                Split.HELD_OUT,
                prompt,
                right,
                List.of(wrong),
                1,
                Optional.empty(),
                OptionalLong.empty());
    }
}
