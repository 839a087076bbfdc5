package dev.blueline.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.scaling.RlCurveStudy.Design;
import dev.blueline.scaling.RlCurveStudy.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RlCurveTest {
    @TempDir
    Path folder;

    /** With B = 1, C of the way is gone at C / (C + Cmid): a quarter at a third of Cmid, a half at it, three quarters at three times. */
    @Test
    void pointsOfALawWorkedOutByHandGiveItBack() {
        List<RlPoint> points = List.of(
                point(1e12 / 9, .26),
                point(1e12 / 3, .35),
                point(1e12, .5),
                point(3e12, .65),
                point(9e12, .74),
                point(19e12, .77),
                point(29e12, .78));
        RlCurve curve = RlCurve.fit(points, OptionalDouble.empty(), 20, 1);
        assertThat(curve.sigmoid().start()).isCloseTo(.2, Offset.offset(1e-3));
        assertThat(curve.sigmoid().asymptote()).isCloseTo(.8, Offset.offset(1e-3));
        assertThat(curve.sigmoid().steepness()).isCloseTo(1, Offset.offset(.01));
        assertThat(curve.sigmoid().middle()).isCloseTo(1e12, Offset.offset(1e10));
        assertThat(curve.sigmoidWeight()).isGreaterThan(.999);
        assertThat(curve.measured(99e12, .9).accuracy()).isCloseTo(.794, Offset.offset(1e-3));
    }

    @Test
    void aLineInLogComputeIsTheLinesOwnAndStaysWithinBounds() {
        List<RlPoint> points = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 13; i++) {
            points.add(point(1e6 * Math.pow(10, i / 2.0), .1 + .05 * i + .004 * random.nextGaussian()));
        }
        RlCurve curve = RlCurve.fit(points, OptionalDouble.empty(), 50, 1);
        assertThat(curve.logCompute().slope()).isCloseTo(.1, Offset.offset(.005));
        assertThat(curve.logCompute().level()).isCloseTo(-.5, Offset.offset(.05));
        assertThat(curve.sigmoidWeight()).isLessThan(.6);
        assertThat(curve.logCompute().at(1e30)).isEqualTo(1);
        assertThat(curve.asymptoteUndetermined()).isPresent();
        assertThat(curve.at(1e14, .9).interval().high()).isLessThanOrEqualTo(1);
    }

    /** Noise .01: .28 at Cmid, .03 at twice, .013 at four times; noise .02: .07 and .023 (the blueprint's simulation, 30 points). */
    @Test
    void theAsymptotesErrorIsThatOfThePublishedSimulation() {
        assertThat(error(1, .01)).isBetween(.2, .39001);
        assertThat(error(2, .01)).isBetween(.02, .055);
        assertThat(error(4, .01)).isBetween(.009, .018);
        assertThat(error(2, .02)).isBetween(.05, .13);
        assertThat(error(4, .02)).isBetween(.017, .034);
    }

    private static double error(double reach, double noise) {
        return RlCurveStudy.run(RlCurveStudy.TRUTH, Design.plain(reach, noise), 60, 20, 3)
                .error();
    }

    @Test
    void intervalsHoldTheTruthAndBeforeTheBendTheAsymptoteIsUndetermined() {
        Outcome before = RlCurveStudy.run(RlCurveStudy.TRUTH, new Design(1, .02, 1, 0, 0, false, false), 40, 50, 1);
        Outcome after = RlCurveStudy.run(RlCurveStudy.TRUTH, new Design(4, .01, 1, 0, 0, true, false), 40, 50, 1);
        assertThat(before.undetermined()).isGreaterThan(.95);
        assertThat(before.asymptoteHeld()).isGreaterThan(.8);
        assertThat(before.endHeld()).isGreaterThan(.8);
        assertThat(after.undetermined()).isLessThan(.05);
        assertThat(after.asymptoteHeld()).isGreaterThan(.75);
        assertThat(after.endHeld()).isGreaterThan(.75);
        assertThat(after.asymptoteWidth()).isLessThan(.06);
    }

    @Test
    void seedsWithAsymptotesOfTheirOwnWidenTheIntervalSoThatItHoldsTheRecipes() {
        Design design = new Design(4, .01, 3, .05, 0, false, false);
        Outcome told = RlCurveStudy.run(RlCurveStudy.TRUTH, design, 40, 60, 7);
        assertThat(told.asymptoteHeld()).isGreaterThan(.8);
        SplittableRandom random = new SplittableRandom(7);
        double asRuns = 0;
        double asOne = 0;
        for (int i = 0; i < 8; i++) {
            List<RlPoint> points = design.draw(RlCurveStudy.TRUTH, random);
            asRuns += width(RlCurve.fit(points, OptionalDouble.empty(), 60, 1));
            List<RlPoint> one = points.stream()
                    .map(p -> new RlPoint(p.compute(), p.accuracy(), 0, "1"))
                    .toList();
            asOne += width(RlCurve.fit(one, OptionalDouble.empty(), 60, 1));
        }
        assertThat(asRuns).isGreaterThan(1.5 * asOne);
    }

    private static double width(RlCurve curve) {
        Outlook.Interval interval = curve.asymptote(.9);
        return interval.high() - interval.low();
    }

    @Test
    void aPointOfALargeStandardErrorHardlyCounts() {
        List<RlPoint> points = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            points.add(new RlPoint(i * 5e11, RlCurveStudy.TRUTH.at(i * 5e11), .01, "1"));
        }
        points.add(new RlPoint(8e12, .1, .4, "1"));
        RlCurve curve = RlCurve.fit(points, OptionalDouble.empty(), 20, 1);
        assertThat(curve.sigmoid().asymptote()).isCloseTo(.61, Offset.offset(.005));
    }

    /** (64 + 2) / (64 + 4) is .97059; the root of .97059 x .02941 / 68 is .02049. */
    @Test
    void allOfSixtyFourRightStillHasAStandardError() {
        assertThat(RlPoint.ofTrials(1, 1, 64, "1").standardError()).isCloseTo(.02049, Offset.offset(1e-5));
    }

    @Test
    void aForecastIsRegisteredAndScoredEvenIfNothingIsRightAtTheEnd() {
        RlCurve curve = flat(c -> RlCurveStudy.TRUTH.at(c));
        ForecastRegistry registry = new ForecastRegistry(folder);
        for (String id : List.of("countdown", "collapsed")) {
            registry.register(curve.forecast(id, "accuracy at the end", 2e13));
            registry.start(id);
        }
        ForecastScore score = registry.score("countdown", Instant.now(), .609);
        assertThat(score.inside()).isTrue();
        assertThat(score.relativeError()).isCloseTo(0, Offset.offset(.03));
        assertThat(registry.forecasts().getFirst().weights()).containsOnlyKeys("RL_SIGMOID", "LOG_COMPUTE");
        registry.score("collapsed", Instant.now(), 0);
        assertThat(registry.scores().getLast().inside()).isFalse();
        assertThat(registry.scores().getLast().measured()).isZero();
    }

    @Test
    void aCurveThatStillRisesIsBlueAndOneBeforeItsBendUndetermined() {
        RlCurve rising = flat(c -> .1 + .1 * Math.log10(c / 1e11));
        Verdict blue = rising.verdict(2, .01, RlLimits.UNKNOWN);
        assertThat(blue).isInstanceOf(Verdict.Blue.class);
        assertThat(blue.gain().predicted()).isCloseTo(.1 * Math.log10(2), Offset.offset(.015));
        RlCurve early = flat(c -> new RlSigmoid(.27, .61, 2, 2e13).at(c));
        Verdict open = early.verdict(10, .01, RlLimits.UNKNOWN);
        assertThat(open).isInstanceOf(Verdict.Undetermined.class);
        assertThat(open.reason()).contains("wider than 0.15");
    }

    @Test
    void aCurveThatHasLevelledOffIsRedWithItsCause() {
        RlCurve half = flat(c -> new RlSigmoid(.2, .6, 2, 1e12).at(c));
        assertThat(cause(half, RlLimits.UNKNOWN)).isInstanceOf(Cause.Fixed.class);
        assertThat(cause(half, limits(1, OptionalDouble.empty(), .62))).isInstanceOf(Cause.Base.class);
        assertThat(cause(half, limits(1, OptionalDouble.empty(), .9)).sentence())
                .contains("the recipe");
        assertThat(cause(half, limits(1, OptionalDouble.of(.99), .62))).isInstanceOf(Cause.Verifier.class);
        assertThat(cause(half, limits(.63, OptionalDouble.of(.99), .62))).isInstanceOf(Cause.Ceiling.class);
        assertThat(cause(half, limits(1, OptionalDouble.of(.61), .2)).word()).isEqualTo("fixed");
    }

    private static RlLimits limits(double ceiling, OptionalDouble reward, double passAtK) {
        return new RlLimits(ceiling, reward, Optional.of(new RlLimits.PassAtK(16, passAtK)));
    }

    private static Cause cause(RlCurve curve, RlLimits limits) {
        Verdict verdict = curve.verdict(10, .03, limits);
        assertThat(verdict).as(verdict.reason()).isInstanceOf(Verdict.Red.class);
        return verdict instanceof Verdict.Red red ? red.cause() : new Cause.Noise("");
    }

    /** Forty points up to 1e13 with a noise of .004. */
    private static RlCurve flat(DoubleUnaryOperator truth) {
        SplittableRandom random = new SplittableRandom(9);
        List<RlPoint> points = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            points.add(point(i * 2.5e11, truth.applyAsDouble(i * 2.5e11) + .004 * random.nextGaussian()));
        }
        return RlCurve.fit(points, OptionalDouble.empty(), 60, 1);
    }

    private static RlPoint point(double compute, double accuracy) {
        return new RlPoint(compute, accuracy, 0, "1");
    }
}
