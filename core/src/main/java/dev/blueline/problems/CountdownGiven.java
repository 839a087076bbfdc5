package dev.blueline.problems;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a countdown problem gives.
 *
 * @param numbers in the order of the prompt
 * @param target what is to be made of them
 */
record CountdownGiven(List<Integer> numbers, int target) {
    private static final Pattern PROMPT = Pattern.compile("[0-9]{1,9}( [0-9]{1,9})*>[0-9]{1,9}");

    CountdownGiven {
        numbers = List.copyOf(numbers);
    }

    /** Reads a prompt such as {@code 10 8 9>18}. */
    static CountdownGiven of(Problem problem) {
        String prompt = problem.prompt();
        if (!PROMPT.matcher(prompt).matches()) {
            throw new IllegalArgumentException("no numbers and target: " + prompt);
        }
        return read(prompt);
    }

    private static CountdownGiven read(String prompt) {
        int end = prompt.indexOf('>');
        return new CountdownGiven(
                Arrays.stream(prompt.substring(0, end).split(" "))
                        .map(Integer::valueOf)
                        .toList(),
                Integer.parseInt(prompt.substring(end + 1)));
    }

    /** Reads what somebody typed, such as {@code 10 8 9 = 18}: commas may stand between the numbers, an equals sign before the target. */
    static Optional<CountdownGiven> typed(String text) {
        String prompt = text.strip().replaceAll("\\s*[>=]\\s*", ">").replaceAll("\\s*,\\s*|\\s+", " ");
        return PROMPT.matcher(prompt).matches() ? Optional.of(read(prompt)) : Optional.empty();
    }

    String prompt() {
        return written(numbers);
    }

    /** The same whatever the order of the numbers. */
    String key() {
        return written(numbers.stream().sorted().toList());
    }

    private String written(List<Integer> list) {
        return list.stream().map(String::valueOf).collect(Collectors.joining(" ")) + ">" + target;
    }

    /** Whether each of these is a given number, used no more often than it is given. */
    boolean holds(List<Integer> used) {
        List<Integer> rest = new ArrayList<>(numbers);
        return used.stream().allMatch(rest::remove);
    }
}
