package dev.blueline.evaluation;

import java.util.List;

/** Words that prompts are filled with: kinds of things, and Java names. */
record PromptWords(String kind, List<String> things) {
    PromptWords {
        things = List.copyOf(things);
    }

    static final List<PromptWords> KINDS = List.of(
            of("colours", "red blue green yellow white black brown grey"),
            of("animals", "dog cat horse cow bird fish sheep lion"),
            of("cities", "Paris London Madrid Rome Vienna Prague Lisbon Dublin"),
            of("countries", "France Italy Spain Austria Poland Sweden Greece Finland"),
            of("names", "Anna Peter Maria Paul Helen Mark Laura Simon"),
            of("days", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
            of("foods", "bread milk cheese rice soup fruit butter salt"),
            of("tools", "hammer saw knife spade axe drill brush rope"));

    static final PromptWords CITIES = KINDS.get(2);
    static final PromptWords NAMES = KINDS.get(4);

    static final List<String> VARIABLES =
            List.of("size", "count", "index", "offset", "length", "start", "end", "total");

    private static PromptWords of(String kind, String things) {
        return new PromptWords(kind, List.of(things.split(" ", -1)));
    }
}
