package dev.blueline.tasks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Sums and differences of two to five numbers of one to four digits; no result on the way is negative or zero. */
final class Arithmetic extends RuleSkill {
    private static final int MOST_DIGITS = 4;
    private static final int MOST_TERMS = 5;
    private static final int WRONG = 3;

    private record Wording(String name, Function<Sum, String> prompt) {}

    private static final List<Wording> WORDINGS = List.of(
            new Wording("equation", sum -> sum.signs() + " ="),
            new Wording("words", sum -> sum.words() + " equals"),
            new Wording("makes", sum -> sum.words() + " makes"),
            new Wording("question", sum -> "Question: what is " + sum.signs() + "? Answer:"),
            new Wording("short-question", sum -> "Q: " + sum.signs() + " A:"),
            new Wording("value", sum -> "The value of " + sum.signs() + " is"),
            new Wording("compute", sum -> "Compute " + sum.signs() + ". The result is"),
            new Wording("get", sum -> "If you work out " + sum.signs() + ", you get"),
            new Wording("key", sum -> "Exam answer key: " + sum.signs() + " ="),
            new Wording("variable", sum -> "Let x = " + sum.signs() + ", then x ="),
            new Wording("told", sum -> "Start with " + sum.told() + ". Now you have"),
            new Wording("shop", sum -> "Items in stock: " + sum.signs() + ". Total:"));

    /** Numbers, each added or, where negative, taken away; the first is positive. */
    private record Sum(List<Integer> terms) {
        int value() {
            return terms.stream().mapToInt(Integer::intValue).sum();
        }

        String signs() {
            return joined(" + ", " - ");
        }

        String words() {
            return joined(" plus ", " minus ");
        }

        String told() {
            return joined(", add ", ", take away ");
        }

        private String joined(String plus, String minus) {
            StringBuilder text = new StringBuilder(terms.getFirst().toString());
            for (int term : terms.subList(1, terms.size())) {
                text.append(term < 0 ? minus : plus).append(Math.abs(term));
            }
            return text.toString();
        }

        /** Whether the end of it, read alone, is another true equation: then one could be trained inside the other. */
        boolean endsInAnother() {
            return IntStream.range(1, terms.size() - 1).anyMatch(from -> {
                int rest = Math.abs(terms.get(from));
                for (int term : terms.subList(from + 1, terms.size())) {
                    rest += term;
                }
                return rest == value();
            });
        }
    }

    @Override
    public String name() {
        return "arithmetic";
    }

    @Override
    public String summary() {
        return "Sums and differences of two to five numbers of one to four digits.";
    }

    @Override
    public String heldOut() {
        return "One sequence of terms in five is asked and never stated, in any wording.";
    }

    @Override
    public List<Level> levels() {
        return IntStream.range(0, MOST_DIGITS * (MOST_TERMS - 1))
                .mapToObj(i -> new Level(
                        i + 1,
                        digits(i + 1) + (digits(i + 1) == 1 ? " digit, " : " digits, ") + terms(i + 1) + " terms"))
                .toList();
    }

    private static int digits(int level) {
        return (level - 1) / (MOST_TERMS - 1) + 1;
    }

    private static int terms(int level) {
        return (level - 1) % (MOST_TERMS - 1) + 2;
    }

    @Override
    protected Question question(Draw draw, int level) {
        Sum sum = sum(draw, digits(level), terms(level));
        Wording wording = draw.of(WORDINGS);
        List<String> wrong = wrong(draw, sum.value(), level).stream()
                .map(value -> " " + value)
                .toList();
        return new Question(
                sum.signs(), wording.name(), wording.prompt().apply(sum), " " + sum.value(), wrong, terms(level) - 1);
    }

    private static Sum sum(Draw draw, int digits, int terms) {
        int low = digits == 1 ? 1 : power(digits - 1);
        int high = power(digits) - 1;
        while (true) {
            List<Integer> drawn = new ArrayList<>();
            int value = 0;
            for (int i = 0; i < terms; i++) {
                int term = draw.between(low, high);
                boolean taken = i > 0 && term < value && draw.coin();
                drawn.add(taken ? -term : term);
                value += taken ? -term : term;
            }
            Sum sum = new Sum(drawn);
            if (!sum.endsInAnother()) {
                return sum;
            }
        }
    }

    /** Of one-digit numbers results of other sums, so that no result is a better guess than another; else results close by. */
    private static List<Integer> wrong(Draw draw, int right, int level) {
        if (digits(level) > 1) {
            return nearby(draw, right);
        }
        Set<Integer> wrong = new LinkedHashSet<>();
        for (int tries = 0; wrong.size() < WRONG && tries < 200; tries++) {
            int other = sum(draw, 1, terms(level)).value();
            if (other != right
                    && Integer.toString(other).length()
                            == Integer.toString(right).length()) {
                wrong.add(other);
            }
        }
        return wrong.size() < WRONG ? nearby(draw, right) : List.copyOf(wrong);
    }

    /**
     * Wrong results close by, of the same number of digits, the right one at an even chance in each place of their order: a
     * slip in one digit, or by one.
     */
    private static List<Integer> nearby(Draw draw, int right) {
        int digits = Integer.toString(right).length();
        int low = digits == 1 ? 0 : power(digits - 1);
        int high = power(digits) - 1;
        int below =
                Math.clamp(draw.below(WRONG + 1), Math.max(0, WRONG - (high - right)), Math.min(WRONG, right - low));
        List<Integer> wrong = new ArrayList<>();
        int at = right;
        for (int i = 0; i < below; i++) {
            at -= step(draw, at - low - (below - 1 - i));
            wrong.add(at);
        }
        at = right;
        for (int i = below; i < WRONG; i++) {
            at += step(draw, high - at - (WRONG - 1 - i));
            wrong.add(at);
        }
        return draw.shuffled(wrong);
    }

    private static int step(Draw draw, int most) {
        int step = draw.of(List.of(1, 1, 2, 3, 9, 10, 10, 20, 100));
        return step <= most ? step : draw.between(1, Math.min(most, 3));
    }

    private static int power(int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
