package dev.blueline.thought;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.problems.Style;
import dev.blueline.study.Size;
import dev.blueline.study.ThoughtStudy;
import dev.blueline.tasks.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Made-up measurements of eight problems a level: level 1 is easy, level 2 needs a thought, level 3 was not taught. */
public final class ThoughtResultsTest {
    private static final Size SMALL = new Size(32, 1);
    private static final Size LARGE = new Size(64, 2);
    private static final Level ONE = new Level(1, "1 step");
    private static final Level TWO = new Level(2, "2 steps");

    /** Two sizes, two training computes, two seeds. */
    public static ThoughtResults made() {
        ThoughtStudy study = new ThoughtStudy(
                "made-up",
                "Does it help?",
                new ThoughtStudy.Thought(
                        List.of(new ThoughtStudy.Lessons("arithmetic", List.of(1, 2), List.of(1, 2, 3))),
                        List.of(Style.values()),
                        List.of(SMALL, LARGE),
                        List.of(1e11, 2e11),
                        64,
                        1,
                        2,
                        8));
        List<Measured> measured = new ArrayList<>();
        for (Size size : List.of(SMALL, LARGE)) {
            for (int run = 0; run < 2; run++) {
                for (long seed = 1; seed <= 2; seed++) {
                    measured.add(of(Style.DIRECT, size, seed, run, "11111111", "10000000", 2));
                    String thought = size.equals(LARGE) && run == 1 ? "11111101" : "01000000";
                    measured.add(of(Style.SUMMARY, size, seed, run, "11111111", thought, 10));
                    measured.add(of(Style.MONOLOGUE, size, seed, run, "00000000", thought, 14));
                }
            }
        }
        return new ThoughtResults(
                study, new ThoughtPlan(0, ThoughtPlan.all(study.thought(), List.of("arithmetic"), 1), 0, 0), measured);
    }

    private static Measured of(Style style, Size size, long seed, int run, String easy, String hard, int tokens) {
        return new Measured(
                "arithmetic",
                style,
                size,
                seed,
                run,
                100,
                new Measured.Parameters(size.width() * 1000L, size.width() * 900L),
                (run + 1) * 1e11,
                1000,
                1,
                0.5,
                List.of(level(1, easy, tokens), level(2, hard, 2 * tokens), level(3, "00000000", 3 * tokens)));
    }

    private static Measured.Level level(int number, String right, int tokens) {
        return new Measured.Level(
                number, right, right.chars().mapToObj(c -> tokens).toList(), 0);
    }

    private static ThoughtResults.Place place(Style style, Size size, int run) {
        return new ThoughtResults.Place("arithmetic", style, size, run);
    }

    /** Of eight problems the thought is right in six more, where the plain answer is right in none of them: 7/8 - 1/8. */
    @Test
    void differencesArePairedProblemByProblem() {
        ThoughtResults results = made();
        CrossedMean difference =
                results.difference(place(Style.SUMMARY, LARGE, 1), place(Style.DIRECT, LARGE, 1), List.of(TWO));
        assertThat(difference.value()).isCloseTo(0.75, within(1e-12));
        double error = Math.sqrt((6 * 0.0625 + 2 * 0.5625) / 7 / 8);
        assertThat(difference.low()).isCloseTo(0.75 - 1.8946 * error, within(1e-4)); // t of 7 degrees at .95
        assertThat(difference.ahead()).isTrue();
        CrossedMean small =
                results.difference(place(Style.SUMMARY, SMALL, 0), place(Style.DIRECT, SMALL, 0), List.of(TWO));
        assertThat(small.value()).isZero();
        assertThat(small.high()).isPositive();
    }

    @Test
    void aTallySaysHowOftenAStyleIsAhead() {
        ThoughtResults results = made();
        ThoughtResults.Asked asked = results.asked().getFirst();
        assertThat(results.tally(asked, Style.SUMMARY, Style.DIRECT, List.of(ONE, TWO)))
                .isEqualTo(new ThoughtResults.Tally(1, 0, 7));
        assertThat(results.tally(asked, Style.MONOLOGUE, Style.DIRECT, List.of(ONE)))
                .isEqualTo(new ThoughtResults.Tally(0, 4, 0));
    }

    @Test
    void theBestSizeIsThatOfTheMeanOverTaughtLevels() {
        ThoughtResults results = made();
        ThoughtResults.Asked asked = results.asked().getFirst();
        assertThat(results.best(asked, Style.SUMMARY, 1).size()).isEqualTo(LARGE);
        assertThat(asked.hardest()).isEqualTo(TWO);
        assertThat(results.tokens(place(Style.SUMMARY, LARGE, 1), TWO)).isEqualTo(20);
    }

    @Test
    void sizesWithoutAllStylesAreLeftOut() {
        ThoughtResults whole = made();
        ThoughtResults part = new ThoughtResults(
                whole.study(),
                whole.plan(),
                whole.measured().stream()
                        .filter(each ->
                                each.style() == Style.DIRECT || each.size().equals(SMALL))
                        .toList());
        assertThat(part.sizes("arithmetic")).containsExactly(SMALL);
    }

    @Test
    void theFindingsSayWhereAThoughtHelpsAndWhereNot() {
        List<String> sentences = new ThoughtFindings(made()).sentences();
        assertThat(sentences.getFirst())
                .isEqualTo(
                        "arithmetic, 2 steps, at equal parameters and training compute (64x2, 64,000 parameters, 2e11 FLOP): direct answers"
                                + " 0.13 right; summary 0.88 (ahead, +0.75 [+0.44, +1.00]); monologue 0.88 (ahead, +0.75 [+0.44, +1.00]).");
        assertThat(sentences.get(2))
                .contains("of 12 comparisons", "ahead of direct in 1, behind in 0, and undecided in 11")
                .contains("1 step 0 and 0 of 4, 2 steps 1 and 0 of 4, 3 steps 0 and 0 of 4");
        assertThat(sentences.get(3)).contains("monologue is ahead of direct in 1, behind in 4");
        assertThat(sentences.get(5)).contains("direct 2.0 and 4.0, summary 10.0 and 20.0, monologue 14.0 and 28.0");
        assertThat(sentences.getLast()).contains("not taught", "3 steps direct 0.00");
    }
}
