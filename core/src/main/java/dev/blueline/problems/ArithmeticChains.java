package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chains of one-digit sums, differences and products, each result modulo 10, as a list of labelled steps in any order: {@code
 * ..l*2k+3M-7:k5} begins with 5 at step k, so 5+3 is 8, 8*2 is 6, 6-7 is 9, and the capital letter ends it. Level n has n steps with digits
 * from 1 to 9; levels 2 to 6 are meant for training, 7 and 8 for finding out whether a model goes on to longer chains than it was taught.
 *
 * <p>A step must be looked up by its label and cannot be found by counting, which small models do where they can, and which does not go
 * on to longer chains. So labels are neighbouring letters from a random one on, and short chains show every letter (index hints, Zhou et
 * al. 2023, "What algorithms can transformers learn?", section 5); and dots that mean nothing stand in front, so that no length of prompt is
 * new. Thoughts are the running values, {@code k5+3=8l8*2=6M6-7=9}: six bytes a step. A monologue slips at one step in {@value
 * #SLIP_ONE_IN}, notices and puts it right: {@code k5+3=9!k5+3=8}.
 */
final class ArithmeticChains extends GeneratedTask {
    private static final String NAME = "arithmetic";
    private static final int MOST_STEPS = 8;
    private static final int SLIP_ONE_IN = 6;
    private static final String SIGNS = "+-*";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Chains of sums, differences and products modulo 10, worked in the order of their labels.";
    }

    @Override
    public List<Level> levels() {
        return IntStream.rangeClosed(1, MOST_STEPS)
                .mapToObj(steps -> new Level(steps, steps == 1 ? "1 step" : steps + " steps"))
                .toList();
    }

    @Override
    protected Problem drawn(int level, Draw draw) {
        StringBuilder signs = new StringBuilder();
        StringBuilder digits = new StringBuilder();
        for (int step = 0; step < level; step++) {
            signs.append(SIGNS.charAt(draw.below(SIGNS.length())));
            digits.append(draw.between(1, 9));
        }
        char first = (char) draw.between('a', 'z' - level + 1);
        ArithmeticChain chain = new ArithmeticChain(draw.between(1, 9), first, signs.toString(), digits.toString());
        String dots = ".".repeat(draw.below(ArithmeticChain.WRITTEN * (MOST_STEPS - level) + 1));
        String prompt = dots + chain.written(draw.shuffled(
                IntStream.range(0, level).boxed().toList()));
        return new Problem(NAME, level, chain.key(), prompt, String.valueOf(chain.values()[level]), level);
    }

    @Override
    public Spelling spelling() {
        return Spelling.CHARACTERS;
    }

    @Override
    public Verifier verifier() {
        return new Recomputed();
    }

    /** Works the chain again; the answer is one digit, with or without white space around it. */
    private record Recomputed() implements Verifier {
        private static final int LONGEST = 100;

        @Override
        public Kind kind() {
            return Kind.RULE;
        }

        @Override
        public boolean keepsToItsBudget() {
            return true;
        }

        @Override
        public double score(Problem problem, String answer, StepBudget budget) {
            ArithmeticChain chain = ArithmeticChain.read(problem.prompt());
            budget.spend(1 + chain.steps());
            return answer.length() <= LONGEST && answer.strip().equals(String.valueOf(chain.values()[chain.steps()]))
                    ? 1
                    : 0;
        }
    }

    @Override
    public Optional<Solver> solver() {
        return Optional.of(problem -> {
            ArithmeticChain chain = ArithmeticChain.read(problem.prompt());
            return new Solver.Solution(String.valueOf(chain.values()[chain.steps()]), chain.steps());
        });
    }

    @Override
    public List<Style> styles() {
        return List.of(Style.values());
    }

    @Override
    public Trace trace(Problem problem, Style style, Draw draw) {
        ArithmeticChain chain = ArithmeticChain.read(problem.prompt());
        int[] values = chain.values();
        StringBuilder thought = new StringBuilder();
        for (int step = 0; style != Style.DIRECT && step < chain.steps(); step++) {
            String left = "" + chain.label(step) + values[step] + chain.operation(step) + "=";
            if (style == Style.MONOLOGUE && draw.below(SLIP_ONE_IN) == 0) {
                thought.append(left)
                        .append((values[step + 1] + draw.between(1, 9)) % 10)
                        .append('!');
            }
            thought.append(left).append(values[step + 1]);
        }
        return new Trace(thought.toString(), String.valueOf(values[chain.steps()]));
    }

    @Override
    public String guess(Problem problem, Draw draw) {
        return String.valueOf(draw.below(10));
    }
}
