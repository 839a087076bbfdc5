package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerKeyTest {
    private static final String QUESTION =
            "Mia has 1200 apples and sells one for $2. Tom buys 400 km of rope or half of it. How many apples are there per day?";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1600",
                "1,600",
                " 1600\n",
                "1600.",
                "1600.0",
                "1,600.00",
                "#### 1600",
                "####1,600",
                "$1600",
                "1600 apples",
                "1,600 apples.",
                "#### 1600 apples.",
                "1600 dollars",
                "1600km",
                "1600 apples per day",
                "1600%",
                "€1600"
            })
    void theNumberIsRightHoweverItIsWritten(String answer) {
        assertThat(score("1600", answer)).isEqualTo(1);
        assertThat(score("1,600", answer)).isEqualTo(score("1600", answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "$ 1600",
                "####",
                "160",
                "16000",
                "-1600",
                "1600 1601",
                "1600 or 1601",
                "1600, 1601",
                "1600 or half",
                "1600 or more",
                "1600 not",
                "16 00",
                "1.600",
                "1,60,0",
                "16,00",
                "01600",
                "1600+0",
                "800+800",
                "800*2",
                "x = 1600",
                "= 1600",
                "not 1600",
                "the answer is between 1 and 1600",
                "1600 bananas",
                "1600 half",
                "1600 thousand",
                "1600 #### 1600",
                "#### 5 #### 1600",
                "1600#### 5",
                "١٦٠٠",
                "１６００",
                "1600e0",
                "0x640",
                "1600..",
                "1600?",
                "\u00001600",
                "(1600)",
                "1600 2",
                "1600 apples 2",
                "1600-"
            })
    void textThatOffersMoreOrOtherThanTheNumberIsWrong(String answer) {
        assertThat(score("1600", answer)).isZero();
    }

    @Test
    void numbersAreComparedExactly() {
        assertThat(score("0.1", "0.10")).isEqualTo(1);
        assertThat(score("0.1", "0.1000000000000000000001")).isZero();
        assertThat(score("-3", "-3")).isEqualTo(1);
        assertThat(score("-3", "3")).isZero();
        assertThat(score("0", "-0")).isEqualTo(1);
        assertThat(score("12345678901234567890", "12345678901234567891")).isZero();
    }

    @Test
    void otherAnswersAreComparedByTheirLetters() {
        assertThat(score("Paris", " paris.\n")).isEqualTo(1);
        assertThat(score("New York", "new   york")).isEqualTo(1);
        assertThat(score("Paris", "Paris or London")).isZero();
        assertThat(score("Paris", "The capital is Paris")).isZero();
        assertThat(score("3/4", "3/4")).isEqualTo(1);
    }

    @Test
    void veryLongAnswersAreWrongAtTheCostOfOneStep() {
        Verification verification =
                Verification.of(new AnswerKey(), problem("1600"), "1,600 apples ".repeat(100_000), 10);
        assertThat(verification).isEqualTo(new Verification.Scored(0, 1));
        assertThat(score("7", "7".repeat(1000))).isZero();
        assertThat(score("7", "1,111".repeat(199))).isZero();
        assertThat(score("7", "7 " + "apples ".repeat(140))).isZero();
    }

    private static double score(String gold, String answer) {
        Verification verification = Verification.of(new AnswerKey(), problem(gold), answer, 10_000);
        assertThat(verification).as(answer).isInstanceOf(Verification.Scored.class);
        return ((Verification.Scored) verification).score();
    }

    private static Problem problem(String gold) {
        return new Problem("mine", 1, QUESTION, QUESTION, gold, 1);
    }
}
