package dev.blueline.problems;

import dev.blueline.problems.StorySentence.Kind;
import dev.blueline.tasks.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes one word problem of a wanted number of steps. */
final class StoryWriter {
    private static final int MOST = 300;
    private static final List<String> NAMES =
            List.of("Mia", "Tom", "Ana", "Ben", "Lea", "Max", "Eva", "Sam", "Ida", "Leo", "Zoe", "Jan");
    private static final List<String> THINGS = List.of(
            "apples", "books", "cards", "coins", "eggs", "marbles", "pens", "shells", "stamps", "tickets", "nuts",
            "pears");
    private static final List<Kind> MOVES =
            List.of(Kind.GAINS, Kind.LOSES, Kind.GAINS_GROUPS, Kind.LOSES_GROUPS, Kind.GROWS, Kind.HALVES);

    /** What is asked at the end, and the steps it takes. */
    private enum End {
        NOW(0),
        EACH(1),
        THE_OTHER(1),
        TOGETHER_WITH_GIVEN(1),
        MORE_THAN_GIVEN(1),
        TOGETHER(2),
        MORE(2);

        private final int steps;

        End(int steps) {
            this.steps = steps;
        }
    }

    private final Draw draw;
    private final String hero;
    private final String other;
    /** Give to the hero and take. */
    private final List<String> friends;

    private final String bystander;
    private final String thing;
    private final String otherThing;
    private final List<StorySentence> told = new ArrayList<>();
    private int has;

    private StoryWriter(Draw draw) {
        this.draw = draw;
        List<String> names = draw.several(NAMES, 5);
        hero = names.get(0);
        other = names.get(1);
        friends = names.subList(2, 4);
        bystander = names.get(4);
        List<String> things = draw.several(THINGS, 2);
        thing = things.get(0);
        otherThing = things.get(1);
    }

    /**
     * A story.
     *
     * @param distractors sentences that the answer does not need
     */
    static Story of(int steps, int distractors, Draw draw) {
        while (true) {
            Optional<Story> story = new StoryWriter(draw).written(steps, distractors);
            if (story.isPresent()) {
                return story.get();
            }
        }
    }

    /** Nothing if a number that was drawn does not suit the others. */
    private Optional<Story> written(int steps, int distractors) {
        has = draw.between(5, 40);
        tell(Kind.HAS, Map.of('A', hero, 'N', "" + has));
        End end = draw.of(List.of(End.values()));
        if (end.steps > steps) {
            return Optional.empty();
        }
        int given = draw.between(5, 40);
        boolean isGiven = end == End.TOGETHER_WITH_GIVEN || end == End.MORE_THAN_GIVEN;
        if (isGiven) {
            tell(Kind.HAS, Map.of('A', other, 'N', "" + given));
        }
        int left = steps - end.steps;
        while (left > 0) {
            left -= moved(left);
        }
        if (has < 2 || !ended(end, given)) {
            return Optional.empty();
        }
        for (int i = 0; i < distractors; i++) {
            told.add(draw.between(1, told.size() - 1), distractor(i));
        }
        return Optional.of(new Story(told));
    }

    private int moved(int left) {
        Kind kind = draw.of(MOVES);
        int groups = draw.between(2, 5);
        int each = draw.between(2, 9);
        int number = draw.between(2, 30);
        int times = draw.between(2, 3);
        boolean grouped = kind == Kind.GAINS_GROUPS || kind == Kind.LOSES_GROUPS;
        int next = switch (kind) {
            case GAINS -> has + number;
            case LOSES -> has - number;
            case GAINS_GROUPS -> has + groups * each;
            case LOSES_GROUPS -> has - groups * each;
            case GROWS -> has * times;
            default -> has % 2 == 0 ? has / 2 : 0;
        };
        if (next < 2 || next > MOST || grouped && left < 2) {
            return 0;
        }
        has = next;
        String several = String.valueOf(kind == Kind.GROWS ? times : groups);
        tell(
                kind,
                Map.of('A', hero, 'C', draw.of(friends), 'M', several, 'N', String.valueOf(grouped ? each : number)));
        return grouped ? 2 : 1;
    }

    private boolean ended(End end, int given) {
        return switch (end) {
            case NOW -> {
                tell(Kind.HOW_MANY_NOW, Map.of('A', hero));
                yield true;
            }
            case EACH -> {
                int parts = draw.between(2, 9);
                tell(Kind.SHARES, Map.of('A', hero, 'M', "" + parts));
                tell(Kind.HOW_MANY_EACH, Map.of());
                yield has % parts == 0 && has / parts > 1;
            }
            case THE_OTHER -> {
                int others = related(draw.of(List.of(Kind.MORE, Kind.FEWER, Kind.TIMES)));
                tell(Kind.HOW_MANY_HAS_THE_OTHER, Map.of('B', other));
                yield others > 1;
            }
            case TOGETHER_WITH_GIVEN -> {
                tell(Kind.HOW_MANY_TOGETHER, Map.of('A', hero, 'B', other));
                yield true;
            }
            case MORE_THAN_GIVEN -> asksForDifference(given);
            case TOGETHER -> {
                int others = related(draw.of(List.of(Kind.MORE, Kind.FEWER, Kind.TIMES)));
                tell(Kind.HOW_MANY_TOGETHER, Map.of('A', hero, 'B', other));
                yield others > 1;
            }
            case MORE -> {
                int others = related(Kind.TIMES);
                yield asksForDifference(others) && others > 1;
            }
        };
    }

    /** Compares the other with the hero; what the other has, or 0 where that does not go. */
    private int related(Kind kind) {
        boolean heroFirst = draw.coin();
        int number = draw.between(2, 20);
        int times = draw.between(2, 4);
        tell(
                kind,
                Map.of(
                        'A',
                        heroFirst ? other : hero,
                        'B',
                        heroFirst ? hero : other,
                        'N',
                        "" + number,
                        'M',
                        "" + times));
        int others = switch (kind) {
            case MORE -> heroFirst ? has - number : has + number;
            case FEWER -> heroFirst ? has + number : has - number;
            default -> !heroFirst ? has * times : has % times == 0 ? has / times : 0;
        };
        return others > MOST ? 0 : others;
    }

    private boolean asksForDifference(int others) {
        boolean heroHasMore = has > others;
        tell(Kind.HOW_MANY_MORE, Map.of('A', heroHasMore ? other : hero, 'B', heroHasMore ? hero : other));
        return has != others;
    }

    /** The second is of a kind of its own, so that it cannot contradict the first. */
    private StorySentence distractor(int which) {
        Kind kind = which == 0 ? draw.of(List.of(Kind.HAS, Kind.AGE, Kind.OTHER_THINGS)) : Kind.STREETS;
        String who = kind == Kind.HAS ? bystander : draw.of(List.of(hero, bystander));
        return sentence(
                kind, Map.of(kind == Kind.HAS ? 'A' : 'C', who, 'N', "" + draw.between(2, 40), 'O', otherThing));
    }

    private void tell(Kind kind, Map<Character, String> values) {
        told.add(sentence(kind, values));
    }

    private StorySentence sentence(Kind kind, Map<Character, String> values) {
        Map<Character, String> all = new TreeMap<>(values);
        all.put('T', thing);
        return StorySentence.of(kind, all, draw);
    }
}
