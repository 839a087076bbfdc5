package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Small programs: an expression is sought that gives the outputs shown, and those on hidden tests. The prompt is some examples,
 * such as {@code f(3,-2)=7 f(0,1)=4}; the answer is an expression of {@link ProgramReader}'s language.
 *
 * <p>The key is what the program sought gives on all {@link ProgramInputs}, so programs that do the same are one problem. The
 * verifier runs an answer on all of these, of which the prompt shows {@value #SHOWN}. It is an answer key: the outputs that it
 * compares with come from the program that is sought, although any program with the same outputs is right.
 */
public final class Programs extends GeneratedTask {
    /** Examples in the prompt. */
    static final int SHOWN = 6;

    private static final Pattern EXAMPLE = Pattern.compile("f\\((-?\\d+),(-?\\d+)\\)=(-?\\d+)");
    /** No program is sought whose outputs are longer than two or three digits. */
    private static final int LARGEST_OUTPUT = 200;
    /** Outputs of those sought differ on at least so many inputs. */
    private static final int DIFFERENT = 5;

    private static final class Smaller {
        /** All programs with too few operators for the hardest level. */
        static final ProgramSearch TABLE = search();

        private static ProgramSearch search() {
            ProgramSearch search = new ProgramSearch(2, true, found -> false);
            search.run();
            return search;
        }
    }

    @Override
    public String name() {
        return "programs";
    }

    @Override
    public String summary() {
        return "Write an expression in x and y that gives the outputs shown, and the right ones on hidden inputs.";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                new Level(1, "1 operator, such as max(x,y)"),
                new Level(2, "2 operators, such as x*3-y"),
                new Level(3, "3 operators, such as if(x,y*y,x-2)"));
    }

    /** A program that none with fewer operators equals. */
    @Override
    protected Problem drawn(int level, Draw draw) {
        while (true) {
            Program program = program(level, draw);
            long[] outputs = ProgramInputs.outputs(program, new StepBudget(Verification.MOST_STEPS));
            if (telling(outputs) && Smaller.TABLE.fewest(outputs).orElse(level) == level) {
                StringBuilder prompt = new StringBuilder();
                for (int i : draw.several(
                        IntStream.range(0, ProgramInputs.COUNT).boxed().toList(), SHOWN)) {
                    ProgramInputs.Pair pair = ProgramInputs.all().get(i);
                    prompt.append(prompt.isEmpty() ? "" : " ")
                            .append("f(" + pair.x() + "," + pair.y() + ")=" + outputs[i]);
                }
                return new Problem(name(), level, key(outputs), prompt.toString(), program.text(), level);
            }
        }
    }

    private static boolean telling(long[] outputs) {
        for (long output : outputs) {
            if (Math.abs(output) > LARGEST_OUTPUT) { // NONE, too
                return false;
            }
        }
        return Arrays.stream(outputs).distinct().count() >= DIFFERENT;
    }

    private static Program program(int operators, Draw draw) {
        if (operators == 0) {
            return draw.of(ProgramSearch.LEAVES);
        }
        int kind = draw.below(Program.Operator.values().length + 1);
        int rest = operators - 1;
        int first = draw.below(rest + 1);
        if (kind < Program.Operator.values().length) {
            return new Program.Joined(
                    Program.Operator.values()[kind], program(first, draw), program(rest - first, draw));
        }
        int second = draw.below(rest - first + 1);
        return new Program.Choice(program(first, draw), program(second, draw), program(rest - first - second, draw));
    }

    private static String key(long[] outputs) {
        StringBuilder key = new StringBuilder();
        for (long output : outputs) {
            key.append(key.isEmpty() ? "" : ",").append(output);
        }
        return key.toString();
    }

    @Override
    public Verifier verifier() {
        return new HiddenTests();
    }

    /** Runs an answer on all inputs. */
    private record HiddenTests() implements Verifier {
        @Override
        public Kind kind() {
            return Kind.ANSWER_KEY;
        }

        @Override
        public boolean keepsToItsBudget() {
            return true;
        }

        @Override
        public double score(Problem problem, String answer, StepBudget budget) {
            String[] expected = problem.key().split(",", -1);
            if (expected.length != ProgramInputs.COUNT) {
                throw new IllegalArgumentException("a key of " + expected.length + " outputs");
            }
            Optional<Program> program = ProgramReader.read(answer, budget);
            if (program.isEmpty()) {
                return 0;
            }
            for (int i = 0; i < expected.length; i++) {
                ProgramInputs.Pair pair = ProgramInputs.all().get(i);
                long value = program.get().value(pair.x(), pair.y(), budget);
                if (value != Long.parseLong(expected[i])) {
                    return 0;
                }
            }
            return 1;
        }
    }

    /** Compares with the program sought on all inputs from -20 to 20. */
    @Override
    public Optional<Verifier> secondCheck() {
        return Optional.of(Check.of((problem, answer) -> {
            StepBudget budget = new StepBudget(Verification.MOST_STEPS);
            Program sought = ProgramReader.read(problem.gold(), budget).orElseThrow();
            return ProgramReader.read(answer, budget)
                    .filter(program -> IntStream.rangeClosed(-20, 20)
                            .allMatch(x -> IntStream.rangeClosed(-20, 20)
                                    .allMatch(y -> program.value(x, y, budget) == sought.value(x, y, budget))))
                    .isPresent();
        }));
    }

    @Override
    public Optional<Solver> solver() {
        return Optional.of(this::solve);
    }

    /** The first program that fits the examples and passes the hidden tests, to which every program that fits is handed in. */
    private Solver.Solution solve(Problem problem) {
        List<Integer> shown = new ArrayList<>();
        List<Long> outputs = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(problem.prompt());
        while (example.find()) {
            shown.add(ProgramInputs.all()
                    .indexOf(new ProgramInputs.Pair(
                            Integer.parseInt(example.group(1)), Integer.parseInt(example.group(2)))));
            outputs.add(Long.parseLong(example.group(3)));
        }
        Verifier verifier = verifier();
        ProgramSearch search = new ProgramSearch(levels().size(), false, found -> {
            for (int i = 0; i < shown.size(); i++) {
                if (found.outputs()[shown.get(i)] != outputs.get(i)) {
                    return false;
                }
            }
            return verifier.score(problem, found.program().text(), new StepBudget(Verification.MOST_STEPS)) == 1;
        });
        String answer = search.run()
                .map(found -> found.program().text())
                .orElseThrow(() -> new IllegalArgumentException("no program fits " + problem.prompt()));
        return new Solver.Solution(answer, search.nodes());
    }

    @Override
    public List<Style> styles() {
        return List.of();
    }

    @Override
    public Trace trace(Problem problem, Style style, Draw draw) {
        throw new IllegalArgumentException(name() + " has no traces");
    }

    /** Any program with as many operators. */
    @Override
    public String guess(Problem problem, Draw draw) {
        return program(problem.steps(), draw).text();
    }
}
