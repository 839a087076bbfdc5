package dev.blueline.tasks;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A question with a right answer and wrong ones. Prompt and answer read on as one text: an answer begins with the space that
 * separates it.
 *
 * @param skill name of the skill
 * @param level difficulty, from 1
 * @param template frame it was made from: the cluster of its standard error, unique within the skill
 * @param split side it lies on
 * @param prompt text before the answer
 * @param right the right continuation
 * @param wrong wrong continuations, at least one
 * @param steps how many things must be combined
 * @param fact the fact it asks for, if any
 * @param frequency how often the training text states the fact, if counted
 */
public record Item(
        String skill,
        int level,
        String template,
        Split split,
        String prompt,
        String right,
        List<String> wrong,
        int steps,
        Optional<Fact> fact,
        OptionalLong frequency) {

    public Item {
        wrong = List.copyOf(wrong);
        if (wrong.isEmpty()
                || wrong.contains(right)
                || wrong.stream().distinct().count() < wrong.size()) {
            throw new IllegalArgumentException("an item needs answers that differ: " + prompt + right + " " + wrong);
        }
    }

    /** The true text: prompt and right answer. */
    public String text() {
        return prompt + right;
    }

    /** All answers, the right one first. */
    public List<String> choices() {
        return Stream.concat(Stream.of(right), wrong.stream()).toList();
    }

    /** Probability that a guess is right. */
    public double chance() {
        return 1.0 / (1 + wrong.size());
    }

    /** Skill and level, the slice that figures are reported on, such as {@code arithmetic/3}. */
    public String slice() {
        return skill + "/" + level;
    }

    /** The same item, with how often its fact is stated. */
    public Item withFrequency(long times) {
        return new Item(skill, level, template, split, prompt, right, wrong, steps, fact, OptionalLong.of(times));
    }
}
