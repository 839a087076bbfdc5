package dev.blueline.tasks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who went where and what is left of what: short stories of one to five sentences that must be followed. Every story
 * begins with a day, so that no story stands inside another.
 */
final class Spatial extends RuleSkill {
    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    private static final List<String> PEOPLE = List.of(
            "Anna",
            "Boris",
            "Clara",
            "David",
            "Emma",
            "Felix",
            "Grace",
            "Henry",
            "Irene",
            "Jacob",
            "Karen",
            "Louis",
            "Maria",
            "Nicholas",
            "Olivia",
            "Peter",
            "Rosa",
            "Simon",
            "Teresa",
            "Victor");
    private static final List<String> PLACES = List.of(
            "kitchen", "garden", "office", "hall", "cellar", "library", "market", "school", "station", "park", "museum",
            "barn", "chapel", "theatre", "harbour", "bakery");
    private static final List<String> THINGS = List.of(
            "cup", "lamp", "book", "bottle", "basket", "clock", "key", "letter", "hat", "spoon", "candle", "mirror",
            "vase", "radio", "pencil", "coin");
    private static final List<String> WENT = List.of("went to", "walked to", "ran to", "moved to");

    @Override
    public String name() {
        return "spatial";
    }

    @Override
    public String summary() {
        return "Where people and things are after one to five sentences, and what stands left of what.";
    }

    @Override
    public String heldOut() {
        return "One story in five is asked and never told; every story begins with a day, so none stands inside another.";
    }

    @Override
    public List<Level> levels() {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(n -> new Level(n, n == 1 ? "one sentence to follow" : n + " sentences to follow"))
                .toList();
    }

    /** A story so far and what the last sentence asks. */
    private record Asked(String template, String prompt, String right, String wrong) {}

    @Override
    protected Question question(Draw draw, int level) {
        Asked asked = switch (draw.below(4)) {
            case 0 -> moves(draw, level);
            case 1 -> carrying(draw, level);
            case 2 -> companion(draw, level);
            default -> row(draw, level);
        };
        return new Question(
                asked.prompt() + asked.right(),
                asked.template(),
                asked.prompt(),
                " " + asked.right(),
                List.of(" " + asked.wrong()),
                level);
    }

    /** Two people in two places; each further sentence moves one of them. Asked is one of the two places at the end. */
    private static Asked moves(Draw draw, int steps) {
        List<String> people = draw.several(PEOPLE, 2);
        List<String> places = draw.several(PLACES, 2 + steps);
        String[] at = {places.get(0), places.get(1)};
        StringBuilder story = new StringBuilder(start(draw, people, at));
        goOn(draw, steps, people, places, at, story);
        int who = draw.below(2);
        int form = draw.below(3);
        String name = people.get(who);
        story.append(
                switch (form) {
                    case 0 -> " Now " + name + " is in the";
                    case 1 -> " Where is " + name + " now? In the";
                    default -> " " + name + " left the";
                });
        return new Asked("moves-" + form, story.toString(), at[who], at[1 - who]);
    }

    /** Each step but the first takes one of the two to a place where nobody has been. */
    private static void goOn(
            Draw draw, int steps, List<String> people, List<String> places, String[] at, StringBuilder story) {
        for (int i = 1; i < steps; i++) {
            int mover = draw.below(2);
            at[mover] = places.get(1 + i);
            story.append(' ')
                    .append(people.get(mover))
                    .append(' ')
                    .append(draw.of(WENT))
                    .append(" the ");
            story.append(at[mover]).append('.');
        }
    }

    /** As moves, but asked is a thing that one of them took along. */
    private static Asked carrying(Draw draw, int steps) {
        List<String> people = draw.several(PEOPLE, 2);
        List<String> things = draw.several(THINGS, 2);
        List<String> places = draw.several(PLACES, 2 + steps);
        String[] at = {places.get(0), places.get(1)};
        StringBuilder story = new StringBuilder(start(draw, people, at));
        for (int i : draw.shuffled(List.of(0, 1))) {
            story.append(' ')
                    .append(people.get(i))
                    .append(" took the ")
                    .append(things.get(i))
                    .append('.');
        }
        goOn(draw, steps, people, places, at, story);
        int what = draw.below(2);
        int form = draw.below(3);
        String thing = things.get(what);
        story.append(
                switch (form) {
                    case 0 -> " Now the " + thing + " is in the";
                    case 1 -> " Where is the " + thing + " now? In the";
                    default -> " The " + thing + " was found in the";
                });
        return new Asked("carrying-" + form, story.toString(), at[what], at[1 - what]);
    }

    /** A third person stands next to one of the two, or next to who stands there; the others go on moving. */
    private static Asked companion(Draw draw, int steps) {
        List<String> people = draw.several(PEOPLE, 2 + steps);
        List<String> places = draw.several(PLACES, 2);
        String[] at = {places.get(0), places.get(1)};
        StringBuilder story = new StringBuilder(start(draw, people.subList(0, 2), at));
        int side = draw.below(2);
        String neighbour = people.get(side);
        int verb = draw.below(3);
        for (int i = 0; i < steps; i++) {
            String next = people.get(2 + i);
            story.append(
                    switch (verb) {
                        case 0 -> " Standing next to " + neighbour + ", " + next + " thought about the day.";
                        case 1 -> " " + next + " sat beside " + neighbour + ".";
                        default -> " " + next + " was in the same place as " + neighbour + ".";
                    });
            neighbour = next;
        }
        story.append(" Later ").append(neighbour).append(" left the");
        return new Asked("companion-" + verb, story.toString(), at[side], at[1 - side]);
    }

    /** Things in a row, told pair by pair in any order and from either side; asked are the two ends. */
    private static Asked row(Draw draw, int steps) {
        List<String> things = draw.several(THINGS, steps + 1);
        List<Integer> pairs = new ArrayList<>(IntStream.range(0, steps).boxed().toList());
        if (draw.coin()) {
            Collections.reverse(pairs);
        } else {
            pairs = draw.shuffled(pairs);
        }
        StringBuilder story = new StringBuilder("On " + draw.of(DAYS) + " the table was laid.");
        int form = draw.below(3);
        for (int pair : pairs) {
            String left = things.get(pair);
            String right = things.get(pair + 1);
            story.append(draw.coin() ? relation(left, right, "left", form) : relation(right, left, "right", form));
        }
        boolean ends = draw.coin();
        String one = ends ? things.getFirst() : things.getLast();
        String other = ends ? things.getLast() : things.getFirst();
        String rightSide = ends ? "left" : "right";
        story.append(
                switch (form) {
                    case 0 -> " From the " + other + ", the " + one + " is to the";
                    case 1 -> " So, seen from the " + other + ", the " + one + " is on the";
                    default -> " Looking from the " + other + " to the " + one + ", we look";
                });
        return new Asked("row-" + form, story.toString(), rightSide, ends ? "right" : "left");
    }

    private static String relation(String one, String other, String side, int form) {
        return form == 1
                ? " The " + one + " is on the " + side + " of the " + other + "."
                : " The " + one + " is to the " + side + " of the " + other + ".";
    }

    private static String start(Draw draw, List<String> people, String[] at) {
        return "On " + draw.of(DAYS) + " " + people.get(0) + " was in the " + at[0] + " and " + people.get(1)
                + " was in the " + at[1] + ".";
    }
}
