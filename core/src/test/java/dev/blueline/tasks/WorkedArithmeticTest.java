package dev.blueline.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.corpus.Document;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkedArithmeticTest {
    private static final Pattern EQUATION = Pattern.compile("(-?\\d+(?: [-+*] \\d+)+) = (\\d+)");
    private static final Pattern ANSWER = Pattern.compile("Answer: (\\d+ [-+*] \\d+) = \\d+");

    private static List<Document> documents(Split side) {
        return WorkedArithmetic.endless(side, 1).limit(400).toList();
    }

    @Test
    void everyStatedEquationIsTrue() {
        for (Document document : documents(Split.TRAINING)) {
            EQUATION.matcher(document.text())
                    .results()
                    .forEach(equation -> assertThat(value(equation.group(1)))
                            .as(document.text())
                            .isEqualTo(Integer.parseInt(equation.group(2))));
        }
    }

    @Test
    void theWrittenDigitsOfASolutionSpellItsAnswer() {
        Pattern written = Pattern.compile("write (\\d)(?:, carry (\\d))?");
        for (Document document : documents(Split.HELD_OUT)) {
            for (String problem : document.text().split("\n\n")) {
                List<MatchResult> digits = written.matcher(problem).results().toList();
                StringBuilder spelt = new StringBuilder();
                digits.forEach(digit -> spelt.insert(0, digit.group(1)));
                if (digits.getLast().group(2) != null) {
                    spelt.insert(0, digits.getLast().group(2));
                }
                String answer = problem.replaceAll("(?s).* = (\\d+)\\.$", "$1");
                assertThat(Integer.parseInt(spelt.toString())).as(problem).isEqualTo(Integer.parseInt(answer));
            }
        }
    }

    @Test
    void noProblemStandsOnBothSides() {
        assertThat(problems(Split.TRAINING)).doesNotContainAnyElementsOf(problems(Split.HELD_OUT));
    }

    private static Set<String> problems(Split side) {
        return documents(side).stream()
                .flatMap(document -> ANSWER.matcher(document.text()).results().map(match -> match.group(1)))
                .collect(Collectors.toSet());
    }

    /** Products before sums, from left to right. */
    private static int value(String terms) {
        int sum = 0;
        for (String term : terms.replace(" - ", " + -").split(" \\+ ")) {
            int product = 1;
            for (String factor : term.split(" \\* ")) {
                product *= Integer.parseInt(factor);
            }
            sum += product;
        }
        return sum;
    }
}
