package dev.blueline.problems;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Programs by number of operators, fewest first, of those with equal outputs on all of {@link ProgramInputs} only the first
 * (bottom-up enumeration with observational equivalence: Udupa et al. 2013, "TRANSIT"; Albarghouthi et al. 2013).
 */
final class ProgramSearch {
    static final List<Program> LEAVES = List.of(
            new Program.Input(true),
            new Program.Input(false),
            new Program.Constant(1),
            new Program.Constant(2),
            new Program.Constant(3));

    /** A program with its outputs. */
    record Found(Program program, long[] outputs) {}

    private final Predicate<Found> wanted;
    private final boolean keepsLast;
    private final int most;
    private final Map<Outputs, Integer> fewest = new HashMap<>();
    /** By number of operators. */
    private final List<List<Found>> found = new ArrayList<>();

    private long nodes;

    /** Outputs as a key. */
    private record Outputs(long[] values) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Outputs outputs && Arrays.equals(values, outputs.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    /**
     * A search.
     *
     * @param most operators of a program
     * @param keepsLast whether programs of the most operators are kept, not only shown to {@code wanted}: they take memory
     * @param wanted ends the search
     */
    ProgramSearch(int most, boolean keepsLast, Predicate<Found> wanted) {
        this.most = most;
        this.keepsLast = keepsLast;
        this.wanted = wanted;
    }

    /** Programs that were made and run. */
    long nodes() {
        return nodes;
    }

    /** The fewest operators, of those searched, with which a program gives such outputs; nothing if none does. */
    Optional<Integer> fewest(long[] outputs) {
        return Optional.ofNullable(fewest.get(new Outputs(outputs)));
    }

    /** The first that is wanted. */
    Optional<Found> run() {
        found.add(new ArrayList<>());
        for (Program leaf : LEAVES) {
            Found made = new Found(leaf, ProgramInputs.outputs(leaf, new StepBudget(Verification.MOST_STEPS)));
            if (meets(made, 0)) {
                return Optional.of(made);
            }
        }
        for (int operators = 1; operators <= most; operators++) {
            found.add(new ArrayList<>());
            Optional<Found> met = joined(operators);
            if (met.isEmpty()) {
                met = choices(operators);
            }
            if (met.isPresent()) {
                return met;
            }
        }
        return Optional.empty();
    }

    private Optional<Found> joined(int operators) {
        for (int left = 0; left < operators; left++) {
            for (Found one : found.get(left)) {
                for (Found other : found.get(operators - 1 - left)) {
                    for (Program.Operator operator : Program.Operator.values()) {
                        long[] outputs = new long[ProgramInputs.COUNT];
                        for (int i = 0; i < outputs.length; i++) {
                            long a = one.outputs[i];
                            long b = other.outputs[i];
                            outputs[i] = a == Program.NONE || b == Program.NONE ? Program.NONE : operator.of(a, b);
                        }
                        Found made = new Found(new Program.Joined(operator, one.program, other.program), outputs);
                        if (meets(made, operators)) {
                            return Optional.of(made);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Found> choices(int operators) {
        for (int condition = 0; condition < operators; condition++) {
            for (int positive = 0; condition + positive < operators; positive++) {
                for (Found asked : found.get(condition)) {
                    for (Found one : found.get(positive)) {
                        for (Found other : found.get(operators - 1 - condition - positive)) {
                            long[] outputs = new long[ProgramInputs.COUNT];
                            for (int i = 0; i < outputs.length; i++) {
                                long c = asked.outputs[i];
                                outputs[i] = c == Program.NONE ? c : c > 0 ? one.outputs[i] : other.outputs[i];
                            }
                            Found made =
                                    new Found(new Program.Choice(asked.program, one.program, other.program), outputs);
                            if (meets(made, operators)) {
                                return Optional.of(made);
                            }
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean meets(Found made, int operators) {
        nodes++;
        if (operators == most && !keepsLast) {
            return wanted.test(made);
        }
        if (fewest.putIfAbsent(new Outputs(made.outputs), operators) != null) {
            return false;
        }
        found.get(operators).add(made);
        return wanted.test(made);
    }
}
