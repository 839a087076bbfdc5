package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs on which programs are compared: {@value #COUNT} different pairs from -9 to 9, the same for all problems, so that the
 * outputs on them name what a program does.
 */
final class ProgramInputs {
    static final int COUNT = 24;
    private static final int LARGEST = 9;

    private static final List<Pair> ALL = draw();

    /** One input. */
    record Pair(int x, int y) {}

    private ProgramInputs() {}

    static List<Pair> all() {
        return ALL;
    }

    private static List<Pair> draw() {
        Draw draw = new Draw("inputs of programs", 1, 0, 0);
        List<Pair> pairs = new ArrayList<>();
        while (pairs.size() < COUNT) {
            Pair pair = new Pair(draw.between(-LARGEST, LARGEST), draw.between(-LARGEST, LARGEST));
            if (!pairs.contains(pair)) {
                pairs.add(pair);
            }
        }
        return List.copyOf(pairs);
    }

    /** A program's output on every input. */
    static long[] outputs(Program program, StepBudget budget) {
        long[] outputs = new long[COUNT];
        for (int i = 0; i < COUNT; i++) {
            outputs[i] = program.value(ALL.get(i).x(), ALL.get(i).y(), budget);
        }
        return outputs;
    }
}
