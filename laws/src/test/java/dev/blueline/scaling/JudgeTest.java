package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static Verdict judge(int points, DoubleUnaryOperator loss) {
        List<Judge.Point> series = new ArrayList<>();
        double[] wiggle = {.3, -.8, .5, .1, -.4, .9, -.6, -.2, .7, -.5};
        for (int k = 0; k < points; k++) {
            double x = Math.pow(2, k);
            series.add(new Judge.Point(1e6 * x, loss.applyAsDouble(x) * Math.exp(.004 * wiggle[k])));
        }
        return Judge.judge(series, "tokens", .005, "model size fixed at 32x2", 1);
    }

    @Test
    void aPowerLawIsBlueAndItsGainIsTheSlope() {
        Verdict verdict = judge(10, x -> 3 * Math.pow(x, -.1));
        assertThat(verdict).isInstanceOf(Verdict.Blue.class);
        assertThat(verdict.gain().predicted()).isCloseTo(.1 * Math.log(10), Offset.offset(.02));
        assertThat(verdict.gain().threshold()).isEqualTo(.01);
    }

    @Test
    void aCurveThatHasReachedItsFloorIsRedWithTheCallersCause() {
        Verdict verdict = judge(10, x -> 2.5 + Math.exp(-x / 12));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Red.class, red -> assertThat(red.cause()).isEqualTo("model size fixed at 32x2"));
    }

    @Test
    void aCurveThatTurnsUpIsRed() {
        assertThat(judge(10, x -> 2 * Math.exp(.02 * Math.pow(Math.log(x) - 4, 2))))
                .isInstanceOf(Verdict.Red.class);
    }

    @Test
    void fewPointsAreUndeterminedAndSayWhatWouldDecide() {
        Verdict verdict = judge(4, x -> 3 * Math.pow(x, -.1));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Undetermined.class,
                        u -> assertThat(u.wouldDecide())
                                .isEqualTo("1 more positions along tokens, each about twice the last"));
    }

    @Test
    void halfwayToAFloorIsUndeterminedAndNamesARun() {
        Verdict verdict = judge(6, x -> 2.2 + Math.exp(-x / 25));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Undetermined.class,
                        u -> assertThat(u.wouldDecide()).contains("a run at").contains("tokens"));
    }

    @Test
    void aMixtureOfJointLawsIsJudgedAlongItsComputeOptimalLine() {
        SimulatedLadder ladder = SimulatedLadder.draw("Kaplan", 4);
        Mixture mixture = Forecaster.forecast(
                        "top",
                        "held out",
                        ladder.observations(),
                        ladder.target(),
                        new Forecaster.Settings(50, 1, 1, .01, java.util.Optional.empty()))
                .mixture();
        assertThat(Judge.judge(mixture, 5.46e12, .005, "none")).isInstanceOf(Verdict.Blue.class);
        assertThat(Judge.judge(mixture, 5.46e12, .5, "noise")).isInstanceOf(Verdict.Red.class);
    }

    /** A fast version of VerdictStudy, whose 700 series gave 518 confident verdicts, 2.3% of them wrong. */
    @Test
    void atMostATenthOfConfidentVerdictsOnSimulatedSeriesAreWrong() {
        int confident = 0;
        int wrong = 0;
        int blue = 0;
        int red = 0;
        for (String truth : VerdictStudy.TRUTHS) {
            VerdictStudy.Tally tally = VerdictStudy.tally(truth, 10);
            confident += tally.confident();
            wrong += tally.wrong();
            blue += tally.blue();
            red += tally.red();
        }
        assertThat(blue).isGreaterThan(15);
        assertThat(red).isGreaterThan(10);
        assertThat(wrong).isLessThanOrEqualTo(confident / 10);
    }
}
