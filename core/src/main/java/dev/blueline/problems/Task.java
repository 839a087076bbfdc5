package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.util.List;
import java.util.Optional;

/**
 * A family of problems whose answers a program can verify. Everything it gives is a function of the arguments alone. A task
 * holds no state, so threads may share it.
 */
public interface Task {

    /** Short name, such as {@code countdown}. */
    String name();

    /** What it asks, in one sentence. */
    String summary();

    /** Levels, easiest first, numbered from 1. */
    List<Level> levels();

    /**
     * The problem of an index, without end. Problems of different indices may be equal; those of different sides never are,
     * whatever the seed.
     */
    Problem problem(Split side, long seed, int level, long index);

    /**
     * The problem of a prompt that somebody typed, in the form of {@link Problem#prompt}; white space and the like may differ. It lies on no
     * side, and its {@link Problem#gold} is empty, as nobody knows an answer, unless the task knows the question. Nothing where the text is no
     * such problem, or where a verifier could not judge answers by the prompt alone.
     */
    default Optional<Problem> read(String prompt) {
        return Optional.empty();
    }

    Verifier verifier();

    /**
     * Judges the same answers by other means, to check the verifier with; it may be slow. Nothing where there are no other means.
     */
    default Optional<Verifier> secondCheck() {
        return Optional.empty();
    }

    /** Solves without a model, counting what it took; nothing where no program can, as for a user's file of questions. */
    Optional<Solver> solver();

    /** Styles that {@link #trace} can write; empty for tasks that are problems only. */
    List<Style> styles();

    /**
     * A response to learn from. In {@link Style#MONOLOGUE} it may end with a wrong answer, as real attempts do; in the other
     * styles it never does.
     *
     * @param style one of {@link #styles}
     * @param draw choices of the writer, such as what is tried first
     */
    Trace trace(Problem problem, Style style, Draw draw);

    /** How a model that is made for this task is to read it. */
    default Spelling spelling() {
        return Spelling.WORDS;
    }

    /** An answer in the right form that was not thought about: what guessing is worth. */
    String guess(Problem problem, Draw draw);
}
