package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chains of one-digit sums, differences and products, such as {@code 7C-2b*5a+3}, worked strictly from right to left as in APL, each
 * result modulo 10: 5+3 is 8, 2*8 is 6, 7-6 is 1. Products do not come first. Level n has n operations on digits from 1 to 9; levels 2 to
 * 6 are meant for training, 7 and 8 for finding out whether a model goes on to longer chains than it was taught.
 *
 * <p>Four things make that possible at all. A chain is worked from its end, so a longer one begins as a shorter one does. Steps are
 * labelled by neighbouring letters from a random one on, so that a thought can say which step it is at, and short chains have shown every
 * letter (index hints, Zhou et al. 2023, "What algorithms can transformers learn?", section 5). The last step's letter is a capital, so that
 * the end is read and need not be counted. And a random number of dots, which mean nothing, stands in front, so that the length of a
 * prompt does not tell its steps, and no length is new. Thoughts are the running values, {@code a5+3=8b2*8=6C7-6=1}: six bytes a step. A
 * monologue slips at one step in {@value #SLIP_ONE_IN}, notices and puts it right: {@code a5+3=9!a5+3=8}.
 */
final class ArithmeticChains extends GeneratedTask {
    private static final String NAME = "arithmetic";
    private static final int MOST_STEPS = 8;
    private static final int SLIP_ONE_IN = 6;
    private static final String SIGNS = "+-*";

    /** Characters of a step in the prompt: label, sign, digit. */
    private static final int STEP = 3;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Chains of sums, differences and products, worked strictly from right to left modulo 10.";
    }

    @Override
    public List<Level> levels() {
        return IntStream.rangeClosed(1, MOST_STEPS)
                .mapToObj(steps -> new Level(steps, steps == 1 ? "1 step" : steps + " steps"))
                .toList();
    }

    @Override
    protected Problem drawn(int level, Draw draw) {
        StringBuilder chain = new StringBuilder();
        chain.repeat('.', draw.below(STEP * (MOST_STEPS - level) + 1)).append(draw.between(1, 9));
        char first = (char) draw.between('a', 'z' - level + 1);
        for (int step = level; step > 0; step--) {
            char label = (char) (first + step - 1);
            chain.append(step == level ? Character.toUpperCase(label) : label)
                    .append(SIGNS.charAt(draw.below(SIGNS.length())))
                    .append(draw.between(1, 9));
        }
        String prompt = chain.toString();
        return new Problem(NAME, level, key(prompt), prompt, String.valueOf(values(prompt)[level]), level);
    }

    /** Labels do not count, and the first sum or product is the same with its digits in the other order. */
    private static String key(String prompt) {
        String chain = prompt.replaceAll("[.A-Za-z]", "");
        int end = chain.length();
        char left = chain.charAt(end - 3);
        char sign = chain.charAt(end - 2);
        char right = chain.charAt(end - 1);
        return sign != '-' && left > right ? chain.substring(0, end - 3) + right + sign + left : chain;
    }

    private static String chain(String prompt) {
        return prompt.substring(prompt.lastIndexOf('.') + 1);
    }

    /** The last digit, then the value after each step. */
    private static int[] values(String padded) {
        String prompt = chain(padded);
        if (!prompt.matches("[0-9]([A-Za-z][+*-][0-9])+")) {
            throw new IllegalArgumentException("no chain of digits: " + prompt);
        }
        int steps = prompt.length() / STEP;
        int[] values = new int[steps + 1];
        values[0] = prompt.charAt(STEP * steps) - '0';
        for (int step = 1; step <= steps; step++) {
            int at = STEP * (steps - step);
            int digit = prompt.charAt(at) - '0';
            int value = values[step - 1];
            values[step] = Math.floorMod(
                    switch (prompt.charAt(at + 2)) {
                        case '+' -> digit + value;
                        case '-' -> digit - value;
                        default -> digit * value;
                    },
                    10);
        }
        return values;
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
            budget.spend(1 + chain(problem.prompt()).length() / STEP);
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
        String chain = chain(problem.prompt());
        int[] values = values(chain);
        StringBuilder thought = new StringBuilder();
        for (int step = 1; style != Style.DIRECT && step < values.length; step++) {
            int at = STEP * (values.length - 1 - step);
            String digit = chain.substring(at, at + 1);
            String label = chain.substring(at + 1, at + 2);
            String left = label + digit + chain.charAt(at + 2) + values[step - 1] + "=";
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
