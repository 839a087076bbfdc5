package dev.blueline.problems;

import dev.blueline.problems.StorySentence.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A word problem.
 *
 * @param sentences in order; the last is the question
 */
record Story(List<StorySentence> sentences) {

    Story {
        sentences = List.copyOf(sentences);
    }

    /** @throws IllegalArgumentException if some sentence says nothing known */
    static Story read(String prompt) {
        return new Story(Arrays.stream(prompt.split("(?<=[.?]) ", -1))
                .map(StorySentence::read)
                .toList());
    }

    String prompt() {
        return sentences.stream().map(StorySentence::text).collect(Collectors.joining(" "));
    }

    StorySentence question() {
        return sentences.getLast();
    }

    /** The solution: what each sentence changes, then what is asked. The value of the last step is the answer. */
    List<StoryStep> steps() {
        Map<String, Integer> has = new HashMap<>();
        List<StoryStep> steps = new ArrayList<>();
        sentences.forEach(sentence -> tell(sentence, has, steps));
        return steps;
    }

    private static void tell(StorySentence sentence, Map<String, Integer> has, List<StoryStep> steps) {
        String who = sentence.blank('A');
        switch (sentence.kind()) {
            case HAS -> has.put(who, sentence.number('N'));
            case GAINS -> change(who, '+', sentence.number('N'), has, steps);
            case LOSES -> change(who, '-', sentence.number('N'), has, steps);
            case GAINS_GROUPS -> change(who, '+', groups(sentence, steps), has, steps);
            case LOSES_GROUPS -> change(who, '-', groups(sentence, steps), has, steps);
            case GROWS -> change(who, '*', sentence.number('M'), has, steps);
            case HALVES -> change(who, '/', 2, has, steps);
            case SHARES -> step("Each gets", known(has, who), '/', sentence.number('M'), steps);
            case MORE -> relate(sentence, '+', '-', sentence.number('N'), has, steps);
            case FEWER -> relate(sentence, '-', '+', sentence.number('N'), has, steps);
            case TIMES -> relate(sentence, '*', '/', sentence.number('M'), has, steps);
            case HOW_MANY_TOGETHER ->
                step("Together they have", known(has, who), '+', known(has, sentence.blank('B')), steps);
            case HOW_MANY_MORE ->
                step("The difference is", known(has, sentence.blank('B')), '-', known(has, who), steps);
            default -> {}
        }
    }

    private static int known(Map<String, Integer> has, String who) {
        Integer number = has.get(who);
        if (number == null) {
            throw new IllegalArgumentException("nothing is told of what " + who + " has");
        }
        return number;
    }

    private static int step(String subject, int left, char sign, int right, List<StoryStep> steps) {
        StoryStep step = new StoryStep(subject, left, sign, right);
        steps.add(step);
        return step.value();
    }

    private static int groups(StorySentence sentence, List<StoryStep> steps) {
        return step("That is", sentence.number('M'), '*', sentence.number('N'), steps);
    }

    private static void change(String who, char sign, int by, Map<String, Integer> has, List<StoryStep> steps) {
        has.put(who, step(who + " has", known(has, who), sign, by, steps));
    }

    /** B has so many more than A: says what B has if A is known, else what A has. */
    private static void relate(
            StorySentence sentence, char sign, char inverse, int by, Map<String, Integer> has, List<StoryStep> steps) {
        String one = sentence.blank('A');
        String other = sentence.blank('B');
        if (has.containsKey(one)) {
            has.put(other, step(other + " has", known(has, one), sign, by, steps));
        } else {
            has.put(one, step(one + " has", known(has, other), inverse, by, steps));
        }
    }

    /** Sentences that the answer does not need. */
    List<StorySentence> distractors() {
        Set<String> matter = new HashSet<>();
        for (StorySentence sentence : sentences) {
            if (sentence.kind() != Kind.HAS) {
                matter.add(sentence.blank('A'));
                matter.add(sentence.blank('B'));
            }
        }
        return sentences.stream()
                .filter(sentence -> switch (sentence.kind()) {
                    case AGE, OTHER_THINGS, STREETS -> true;
                    case HAS -> !matter.contains(sentence.blank('A'));
                    default -> false;
                })
                .toList();
    }
}
