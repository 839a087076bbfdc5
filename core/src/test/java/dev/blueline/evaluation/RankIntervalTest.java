package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@code main STUDIES} prints the figures of docs/skills.md. */
class RankIntervalTest {
    private static final int RUNGS = 30;

    /** What is true of a skill. */
    private enum Truth {
        /** Guessed by all, but single items come to suit the better models, others the worse. */
        CHANCE,
        /** A little better with every rung. */
        RISING
    }

    /** Share of studies whose interval holds 0, and whose tau alone lies beyond .4. */
    private static double[] measured(Truth truth, int frames, int perFrame, int studies, long first) {
        int inside = 0;
        int far = 0;
        for (int study = 0; study < studies; study++) {
            SplittableRandom random = new SplittableRandom(first + study);
            SimulatedAnswers items = new SimulatedAnswers(frames, perFrame, 1, 1, random.nextLong());
            List<List<FrameSums>> rungs = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            List<Double> scores = new ArrayList<>();
            for (int rung = 0; rung < RUNGS; rung++) {
                double t = rung / (RUNGS - 1.0);
                // Runs scatter about the line, as seeds do.
                double level = truth == Truth.CHANCE ? 0 : 0.6 * t + 0.15 * random.nextGaussian();
                FrameSums sums = items.run(item -> level + item.ease() + 1.5 * t * item.slant(), random);
                rungs.add(List.of(sums));
                losses.add(t);
                scores.add(sums.frames().values().stream()
                        .mapToDouble(FrameSums.Frame::right)
                        .sum());
            }
            double tau = RankAgreement.tau(scores, losses);
            RankInterval interval = RankInterval.of(rungs, losses, tau, 1).orElseThrow();
            inside += interval.holdsNone() ? 1 : 0;
            far += Math.abs(tau) > 0.4 ? 1 : 0;
        }
        return new double[] {inside / (double) studies, far / (double) studies};
    }

    /** Of 60 studies at a true 90%, 47 or fewer happen in 1% of cases. */
    @Test
    void aGuessedSkillWhoseItemsLeanIsNotSaidToAgreeOrDisagree() {
        double[] chance = measured(Truth.CHANCE, 40, 5, 60, 1);
        assertThat(chance[0]).isGreaterThanOrEqualTo(48 / 60.0);
    }

    @Test
    void aSkillThatRisesIsSaidToAgree() {
        assertThat(measured(Truth.RISING, 40, 5, 40, 1000)[0]).isLessThanOrEqualTo(0.3);
    }

    @Test
    void runsOfOtherItemsOrFewFramesHaveNone() {
        SplittableRandom random = new SplittableRandom(1);
        FrameSums one = new SimulatedAnswers(6, 5, 1, 0, 1).run(item -> 0, random);
        FrameSums other = new SimulatedAnswers(6, 4, 1, 0, 1).run(item -> 0, random);
        FrameSums few = new SimulatedAnswers(4, 5, 1, 0, 1).run(item -> 0, random);
        List<Double> losses = List.of(1.0, 2.0);
        assertThat(RankInterval.of(List.of(List.of(one), List.of(other)), losses, 0.5, 1))
                .isEmpty();
        assertThat(RankInterval.of(List.of(List.of(few), List.of(few)), losses, 0.5, 1))
                .isEmpty();
        assertThat(RankInterval.of(List.of(List.of(one), List.of(one)), losses, 0.5, 1))
                .isPresent();
    }

    public static void main(String[] arguments) {
        int studies = Integer.parseInt(arguments[0]);
        for (Truth truth : Truth.values()) {
            for (int[] design : new int[][] {{12, 16}, {40, 5}, {60, 10}}) {
                double[] found = measured(truth, design[0], design[1], studies, 5000);
                System.out.printf(
                        Locale.ROOT,
                        "%s, %d frames of %d: 0 inside the 90%% interval in %.3f; tau alone beyond .4 in %.3f%n",
                        truth,
                        design[0],
                        design[1],
                        found[0],
                        found[1]);
            }
        }
    }
}
