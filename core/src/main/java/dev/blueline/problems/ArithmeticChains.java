package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chains of one-digit sums, differences and products, such as {@code 3k+5l*2m-7}, worked strictly from left to right, each result modulo
 * 10: 3+5 is 8, 8*2 is 6, 6-7 is 9. Products do not come first. Level n has n operations on digits from 1 to 9.
 *
 * <p>Steps are labelled by neighbouring letters from a random one on, so that a thought can say which step it is at, and short chains have
 * shown every letter (index hints, Zhou et al. 2023, "What algorithms can transformers learn?", section 5). Thoughts are the running
 * values, {@code k3+5=8l8*2=6m6-7=9}: six bytes a step. A monologue slips at one step in {@value #SLIP_ONE_IN}, notices and puts it right:
 * {@code k3+5=9!k3+5=8}.
 */
final class ArithmeticChains extends GeneratedTask {
    private static final String NAME = "arithmetic";
    private static final int MOST_STEPS = 8;
    private static final int SLIP_ONE_IN = 6;
    private static final String SIGNS = "+-*";
    private static final String FORM = "[0-9]([a-z][+*-][0-9])+";

    /** Characters of a step in the prompt: label, sign, digit. */
    private static final int STEP = 3;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Chains of sums, differences and products, worked strictly from left to right modulo 10.";
    }

    @Override
    public List<Level> levels() {
        return IntStream.rangeClosed(1, MOST_STEPS)
                .mapToObj(steps -> new Level(steps, steps == 1 ? "1 step" : steps + " steps"))
                .toList();
    }

    @Override
    protected Problem drawn(int level, Draw draw) {
        StringBuilder chain = new StringBuilder().append(draw.between(1, 9));
        char label = (char) draw.between('a', 'z' - level + 1);
        for (int step = 0; step < level; step++) {
            chain.append(label++)
                    .append(SIGNS.charAt(draw.below(SIGNS.length())))
                    .append(draw.between(1, 9));
        }
        String prompt = chain.toString();
        return new Problem(NAME, level, key(prompt), prompt, String.valueOf(values(prompt)[level]), level);
    }

    /** Labels do not count, and the first sum or product is the same with its digits in the other order. */
    private static String key(String prompt) {
        String chain = prompt.replaceAll("[a-z]", "");
        boolean turned = chain.charAt(1) != '-' && chain.charAt(0) > chain.charAt(2);
        return turned ? "" + chain.charAt(2) + chain.charAt(1) + chain.charAt(0) + chain.substring(3) : chain;
    }

    /** Any chain, also of more steps than are taught. */
    @Override
    public Optional<Problem> read(String prompt) {
        String chain = prompt.replaceAll("\\s", "");
        int steps = chain.length() / STEP;
        return chain.matches(FORM)
                ? Optional.of(new Problem(NAME, steps, key(chain), chain, "", steps))
                : Optional.empty();
    }

    /** The first digit, then the value after each step. */
    private static int[] values(String prompt) {
        if (!prompt.matches(FORM)) {
            throw new IllegalArgumentException("no chain of digits: " + prompt);
        }
        int[] values = new int[prompt.length() / STEP + 1];
        values[0] = prompt.charAt(0) - '0';
        for (int step = 1; step < values.length; step++) {
            int digit = prompt.charAt(STEP * step) - '0';
            int value = values[step - 1];
            values[step] = Math.floorMod(
                    switch (prompt.charAt(STEP * step - 1)) {
                        case '+' -> value + digit;
                        case '-' -> value - digit;
                        default -> value * digit;
                    },
                    10);
        }
        return values;
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
            budget.spend(1 + problem.prompt().length() / STEP);
            int[] values = values(problem.prompt());
            return answer.length() <= LONGEST && answer.strip().equals(String.valueOf(values[values.length - 1]))
                    ? 1
                    : 0;
        }
    }

    @Override
    public Optional<Solver> solver() {
        return Optional.of(problem -> {
            int[] values = values(problem.prompt());
            return new Solver.Solution(String.valueOf(values[values.length - 1]), values.length - 1);
        });
    }

    @Override
    public List<Style> styles() {
        return List.of(Style.values());
    }

    @Override
    public Trace trace(Problem problem, Style style, Draw draw) {
        int[] values = values(problem.prompt());
        StringBuilder thought = new StringBuilder();
        for (int step = 1; style != Style.DIRECT && step < values.length; step++) {
            String asked = problem.prompt().substring(STEP * step - 2, STEP * step + 1);
            String left = asked.charAt(0) + "" + values[step - 1] + asked.substring(1) + "=";
            if (style == Style.MONOLOGUE && draw.below(SLIP_ONE_IN) == 0) {
                thought.append(left)
                        .append((values[step] + draw.between(1, 9)) % 10)
                        .append('!');
            }
            thought.append(left).append(values[step]);
        }
        return new Trace(thought.toString(), String.valueOf(values[values.length - 1]));
    }

    @Override
    public String guess(Problem problem, Draw draw) {
        return String.valueOf(draw.below(10));
    }
}
