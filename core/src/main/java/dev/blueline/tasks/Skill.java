package dev.blueline.tasks;

import java.util.List;
import java.util.OptionalInt;

/**
 * A skill that predicting the next word may teach. Everything it gives is a function of the arguments alone. A skill holds
 * no state, so threads may share it.
 */
public interface Skill {

    /** Short name, such as {@code arithmetic}; text of this skill has the domain {@code skill:arithmetic}. */
    String name();

    /** What it tests, in one sentence. */
    String summary();

    /** What keeps its items out of its training text, in one sentence. */
    String heldOut();

    /** Levels, easiest first, numbered from 1. */
    List<Level> levels();

    /**
     * One draw of an item that may be asked. Draws of different indices may be equal: {@link Suite} keeps the first of each
     * text.
     */
    Item item(long seed, int level, long index);

    /** Share of a fact in the training sentences, in parts; nothing where no fact is stated more often than another. */
    default OptionalInt parts(Fact fact) {
        return OptionalInt.empty();
    }

    /** One draw of a training sentence, without line end; never holds the text of an item that {@link #item} gives. */
    String sentence(long seed, long index);
}
