package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Cause SIZE = new Cause.Size("32x2", "");

    private static List<Judge.Point> series(int points, DoubleUnaryOperator loss) {
        List<Judge.Point> series = new ArrayList<>();
        double[] wiggle = {.3, -.8, .5, .1, -.4, .9, -.6, -.2, .7, -.5};
        for (int k = 0; k < points; k++) {
            double x = Math.pow(2, k);
            series.add(new Judge.Point(1e6 * x, loss.applyAsDouble(x) * Math.exp(.004 * wiggle[k])));
        }
        return series;
    }

    private static Verdict judge(int points, DoubleUnaryOperator loss) {
        return Judge.judge(series(points, loss), "tokens", Criterion.of(.005), SIZE, 1);
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
                        Verdict.Red.class, red -> assertThat(red.cause()).isEqualTo(SIZE));
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
        assertThat(Judge.judge(mixture, 5.46e12, .005, SIZE)).isInstanceOf(Verdict.Blue.class);
        assertThat(Judge.judge(mixture, 5.46e12, .5, SIZE)).isInstanceOf(Verdict.Red.class);
    }

    @Test
    void theVerdictDependsOnTheStatedHorizonAndThreshold() {
        List<Judge.Point> series = series(10, x -> 3 * Math.pow(x, -.05));
        Verdict tenfold = Judge.judge(series, "tokens", criterion(10, .08), SIZE, 1);
        Verdict twofold = Judge.judge(series, "tokens", criterion(2, .08), SIZE, 1);
        assertThat(tenfold).isInstanceOf(Verdict.Blue.class);
        assertThat(tenfold.gain().predicted()).isCloseTo(.05 * Math.log(10), Offset.offset(.015));
        assertThat(twofold).isInstanceOf(Verdict.Red.class);
        assertThat(twofold.gain().predicted()).isCloseTo(.05 * Math.log(2), Offset.offset(.01));
        assertThat(twofold.reason()).contains("the next 2-fold of tokens brings");
    }

    @Test
    void aLineThatNeverMovedMoreThanSeedsDoIsRedByNoise() {
        Verdict verdict = judge(10, x -> 2.5);
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Red.class, red -> assertThat(red.cause()).isInstanceOf(Cause.Noise.class));
    }

    @Test
    void aScoreAtItsCeilingIsRedByTheCeiling() {
        Criterion criterion = new Criterion(new Metric.Score(1), 10, .01, .005);
        double[] scores = {.62, .8, .89, .95, .97, .985, .99, .995, .993, .997};
        assertThat(Judge.judge(scores(scores), "tokens", criterion, SIZE, 1))
                .isInstanceOfSatisfying(
                        Verdict.Red.class, red -> assertThat(red.cause()).isInstanceOf(Cause.Ceiling.class));
    }

    @Test
    void aScoreWithRoomThatKeepsRisingIsBlueAndItsGainIsInPoints() {
        Criterion criterion = new Criterion(new Metric.Score(1), 10, .02, .005);
        double[] scores = new double[10];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = 1 - .8 * Math.pow(2, -.15 * k); // error a power law: .31 at the end, .22 at ten times as much
        }
        Verdict verdict = Judge.judge(scores(scores), "tokens", criterion, SIZE, 1);
        assertThat(verdict).isInstanceOf(Verdict.Blue.class);
        assertThat(verdict.gain().predicted())
                .isCloseTo(.8 * Math.pow(2, -.15 * 9) * (1 - Math.pow(10, -.15)), Offset.offset(.03));
    }

    @Test
    void aScoreThatStaysWellBelowItsCeilingIsRedByWhatIsHeldFixed() {
        Criterion criterion = new Criterion(new Metric.Score(1), 10, .02, .005);
        double[] scores = {.3, .42, .5, .55, .58, .595, .6, .603, .598, .602, .6, .601};
        assertThat(Judge.judge(scores(scores), "tokens", criterion, SIZE, 1))
                .isInstanceOfSatisfying(
                        Verdict.Red.class, red -> assertThat(red.cause()).isEqualTo(SIZE));
    }

    private static Criterion criterion(double horizon, double threshold) {
        return new Criterion(new Metric.Loss(), horizon, threshold, .005);
    }

    private static List<Judge.Point> scores(double... scores) {
        List<Judge.Point> points = new ArrayList<>();
        for (int k = 0; k < scores.length; k++) {
            points.add(new Judge.Point(1e6 * Math.pow(2, k), scores[k]));
        }
        return points;
    }
}
