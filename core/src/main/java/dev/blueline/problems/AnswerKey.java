package dev.blueline.problems;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares an answer with the right one. Numbers are compared by value: {@code 1600}, {@code 1,600}, {@code 1600.0}, {@code $1,600},
 * {@code 1600 apples}, {@code 1600.} and {@code #### 1600} are one answer. What follows a number must be words of the question, and no
 * number or choice in words, so that nothing is hedged. Other answers are compared letter by letter, without regard to case, white space
 * and a full stop at the end. An answer that holds more than that, such as other numbers, is wrong.
 */
record AnswerKey() implements Verifier {
    private static final int LONGEST = 1000;
    private static final Pattern NUMBER =
            Pattern.compile("(?<minus>-?)[$€£]?(?<digits>(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\\.[0-9]+)?)"
                    + "(?: ?%| ?(?<unit>[A-Za-z]+(?:[ /][A-Za-z]+){0,3}))?");
    private static final Pattern MARK = Pattern.compile("^####\\s*");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");
    /** Words that change a number or offer another. */
    private static final Set<String> NUMBER_WORDS = Set.of("""
                    zero one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands
                    million millions billion billions trillion half halves third thirds quarter quarters point percent double twice triple
                    times plus minus more less fewer over by or and not no than if
                    """.strip().split("\\s+"));

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
        budget.spend(1);
        if (answer.length() > LONGEST) {
            return 0;
        }
        budget.spend(answer.length());
        String given = plain(answer);
        String gold = plain(problem.gold());
        if (given.isEmpty()) {
            return 0;
        }
        Optional<BigDecimal> right = number(gold, problem.prompt());
        return right.isPresent()
                ? number(given, problem.prompt())
                                .filter(value -> value.compareTo(right.get()) == 0)
                                .isPresent()
                        ? 1
                        : 0
                : given.equalsIgnoreCase(gold) ? 1 : 0;
    }

    /** Without a mark before it, a full stop after it, and white space that means nothing. */
    private static String plain(String answer) {
        String text = MARK.matcher(answer.strip()).replaceFirst("");
        return SPACE.matcher(text.endsWith(".") ? text.substring(0, text.length() - 1) : text)
                .replaceAll(" ")
                .strip();
    }

    private static Optional<BigDecimal> number(String text, String question) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches() || number.group("unit") != null && !isUnit(number.group("unit"), question)) {
            return Optional.empty();
        }
        return Optional.of(
                new BigDecimal(number.group("minus") + number.group("digits").replace(",", "")));
    }

    private static boolean isUnit(String unit, String question) {
        Set<String> known = words(question.replace("$", " dollars dollar "));
        return words(unit).stream().allMatch(word -> known.contains(word) && !NUMBER_WORDS.contains(word));
    }

    private static Set<String> words(String text) {
        return Set.copyOf(java.util.Arrays.asList(NO_LETTERS.split(text.toLowerCase(Locale.ROOT))));
    }
}
