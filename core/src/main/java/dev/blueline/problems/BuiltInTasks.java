package dev.blueline.problems;

import java.util.List;

/** The tasks that come with the program. */
public final class BuiltInTasks implements TaskProvider {
    @Override
    public List<Task> tasks() {
        return List.of(
                new ArithmeticChains(), //
                new Countdown(),
                new WordProblems(),
                Sudoku.four(),
                Sudoku.six(),
                Sudoku.nine(),
                new Crossword(),
                new Poem(),
                new Programs());
    }
}
