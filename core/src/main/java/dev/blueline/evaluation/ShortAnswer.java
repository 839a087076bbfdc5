package dev.blueline.evaluation;

import dev.blueline.tasks.Draw;
import java.util.List;
import java.util.function.Function;

/**
 * A prompt whose examples show that one short line is asked for.
 *
 * @param frame what it was made from
 * @param prompt ends where the answer begins
 * @param words length of the answer that is asked for, known from the frame
 */
record ShortAnswer(String frame, String prompt, int words) {
    private static final List<String> OPPOSITES = List.of(
            "hot - cold",
            "big - small",
            "fast - slow",
            "old - new",
            "long - short",
            "high - low",
            "rich - poor",
            "open - closed");
    private static final List<String> CAPITALS = List.of(
            "France: Paris",
            "Italy: Rome",
            "Spain: Madrid",
            "Austria: Vienna",
            "Poland: Warsaw",
            "Greece: Athens",
            "Portugal: Lisbon",
            "Finland: Helsinki");
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final List<String> ORDINALS =
            List.of("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth");
    private static final List<String> NUMBERS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    private static final List<String> PHRASES = List.of(
            "thank you",
            "good morning",
            "how are you",
            "nice to meet you",
            "see you on Monday",
            "have a good journey home",
            "it is time to go");
    private static final List<String> THINGS = List.of("dog", "cat", "house", "door", "book", "tree", "car", "road");

    /** Whether the model stopped by itself after one word at least and twice the need at most. */
    boolean keptBy(Written written) {
        return written.lineEnded() && written.words() >= 1 && written.words() <= 2 * words;
    }

    /** The frames. */
    static final List<Frame> FRAMES = List.of(
            new Frame("opposite", draw -> cut("opposite", draw.several(OPPOSITES, 3), " -", 1)),
            new Frame("capital", draw -> cut("capital", draw.several(CAPITALS, 3), ":", 1)),
            new Frame("sum", ShortAnswer::sum),
            new Frame("date", ShortAnswer::date),
            new Frame("phrase", ShortAnswer::phrase),
            new Frame("sentence", ShortAnswer::sentence),
            new Frame("plural", ShortAnswer::plural),
            new Frame("assignment", ShortAnswer::assignment));

    /** A way to make such prompts. */
    record Frame(String name, Function<Draw, ShortAnswer> maker) {}

    private static ShortAnswer cut(String frame, List<String> lines, String separator, int words) {
        String last = lines.getLast();
        String asked = last.substring(0, last.indexOf(separator) + separator.length());
        return new ShortAnswer(frame, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n" + asked, words);
    }

    private static ShortAnswer sum(Draw draw) {
        StringBuilder prompt = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            int one = draw.between(1, 5);
            int other = draw.between(1, 4);
            prompt.append(i == 0 ? "" : "\n")
                    .append(one + " + " + other + " =")
                    .append(i == 2 ? "" : " " + (one + other));
        }
        return new ShortAnswer("sum", prompt.toString(), 1);
    }

    private static ShortAnswer date(Draw draw) {
        List<String> months = draw.several(MONTHS, 3);
        int first = draw.below(ORDINALS.size() - 2);
        return new ShortAnswer(
                "date",
                (first + 1) + " " + months.get(0) + ": the " + ORDINALS.get(first) + " of " + months.get(0) + "\n"
                        + (first + 2) + " " + months.get(1) + ": the " + ORDINALS.get(first + 1) + " of "
                        + months.get(1)
                        + "\n" + (first + 3) + " " + months.get(2) + ":",
                4);
    }

    private static ShortAnswer phrase(Draw draw) {
        List<String> three = draw.several(PHRASES, 3);
        return new ShortAnswer(
                "phrase",
                "Say " + three.get(0) + ": " + three.get(0) + "\nSay " + three.get(1) + ": " + three.get(1) + "\nSay "
                        + three.get(2) + ":",
                three.get(2).split(" ", -1).length);
    }

    private static ShortAnswer sentence(Draw draw) {
        List<String> three = draw.several(CAPITALS, 3);
        StringBuilder prompt = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            String[] parts = three.get(i).split(": ", -1);
            prompt.append(i == 0 ? "" : "\n").append("Where is " + parts[1] + "?");
            prompt.append(i == 2 ? "" : " " + parts[1] + " is in " + parts[0] + ".");
        }
        return new ShortAnswer("sentence", prompt.toString(), 4);
    }

    private static ShortAnswer plural(Draw draw) {
        List<String> three = draw.several(THINGS, 3);
        return new ShortAnswer(
                "plural",
                "one " + three.get(0) + ", two " + three.get(0) + "s\none " + three.get(1) + ", two " + three.get(1)
                        + "s\none " + three.get(2) + ",",
                2);
    }

    private static ShortAnswer assignment(Draw draw) {
        int first = draw.below(NUMBERS.size() - 2);
        String type = draw.of(List.of("int ", "long ", "final int "));
        return new ShortAnswer(
                "assignment",
                type + NUMBERS.get(first) + " = " + (first + 1) + ";\n" + type + NUMBERS.get(first + 1) + " = "
                        + (first + 2) + ";\n" + type + NUMBERS.get(first + 2) + " =",
                1);
    }
}
