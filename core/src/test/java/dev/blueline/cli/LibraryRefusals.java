package dev.blueline.cli;

import dev.blueline.comparison.Comparison;
import dev.blueline.comparison.Recipe;
import dev.blueline.monitor.Assumptions;
import dev.blueline.monitor.Schedule;
import dev.blueline.report.ScalingPicture;
import dev.blueline.scaling.ChangePoint;
import dev.blueline.scaling.Fitter;
import dev.blueline.scaling.MixingLaw;
import dev.blueline.scaling.MixingRun;
import dev.blueline.scaling.Objective;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.RlCurve;
import dev.blueline.scaling.RlLimits;
import dev.blueline.scaling.RlPoint;
import dev.blueline.scaling.ScaledMixingLaw;
import dev.blueline.scaling.ScaledMixingRun;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What only a program that uses the laws as a library can ask for. */
final class LibraryRefusals {
    private LibraryRefusals() {}

    static void add(Refusals refusals) {
        Observation run = new Observation(1e6, 1e8, 6e14, 3, "a");
        Recipe recipe = new Recipe("a", List.of(run));
        Comparison.Settings standard = Comparison.Settings.standard();
        refusals.file("kind.json", "{}");
        refusals.call("a point of group 'g'", () -> new ChangePoint.Point(0, 1, 1, "g"));
        List<RlPoint> points = IntStream.range(1, 9)
                .mapToObj(i -> new RlPoint(1e9 * i, .3 + .05 * i, 0, "1"))
                .toList();
        refusals.call("refits of a curve of RL are 3", () -> RlCurve.fit(points, OptionalDouble.empty(), 3, 1))
                .call("pass@1 is 0.5", () -> new RlLimits.PassAtK(1, .5))
                .call(
                        "the ceiling of the task is 1.5",
                        () -> new RlLimits(1.5, OptionalDouble.empty(), Optional.empty()))
                .call("the mean reward is 2.0", () -> new RlLimits(1, OptionalDouble.of(2), Optional.empty()));
        refusals.call("draws 3", () -> settings(3, 0.9))
                .call("level 90.0", () -> settings(1000, 90))
                .call("recipe b has no runs", () -> new Recipe("b", List.of()))
                .call("1 runs and 2 seeds", () -> new Recipe("b", List.of(run), List.of("1", "2")))
                .call("two recipes are called a", () -> Comparison.of(List.of(recipe, recipe), standard))
                .call("here is only a", () -> Comparison.of(List.of(recipe), standard))
                .call("holds no drawn scaling plot", () -> {
                    ScalingPicture.write("<html></html>", refusals.folder().resolve("x.svg"));
                    return refusals;
                })
                .call("is out of range", () -> BytePairTrainer.train(List.of("a"), 100))
                .call("the text is too short", () -> BytePairTrainer.train(List.of("a"), 400))
                .call("tokenizer", () -> Tokenizer.load(refusals.folder().resolve("none.json")))
                .call("tokenizer", () -> Tokenizer.load(refusals.folder().resolve("words.json")))
                .call("of another kind", () -> Tokenizer.load(refusals.folder().resolve("kind.json")))
                .call("searches 0", () -> new Fitter(Objective.huber(1e-3), 0))
                .call("has parameters -1.0", () -> new Observation(-1, 1e8, 6e14, 3, "a"))
                .call("unique tokens of", () -> new Observation(1e6, 1e8, 6e14, 3, "a", 2e8, 0))
                .call("the standard error -1.0", () -> new Observation(1e6, 1e8, 6e14, 3, "a", 1e8, -1))
                .call("draws 3 must be", () -> mixing(3, List.of(.5, .5), 2.0))
                .call("run 8 has 3 shares and 1 losses", () -> mixing(20, List.of(.5, .3, .2), 2.0))
                .call("run 8 has the share -0.5 of b", () -> mixing(20, List.of(1.5, -.5), 2.0))
                .call("the shares of run 8 add up to 1.2", () -> mixing(20, List.of(.7, .5), 2.0))
                .call("run 8 has -2.0 as the loss la", () -> mixing(20, List.of(.7, .3), -2.0))
                .call("no run was trained on b", () -> onlyOne())
                .call("1 different mixtures of 2 domains", () -> alike())
                .call("rise and fall together", () -> together())
                .call("the goal names the loss lc", () -> aimed(Map.of("lc", 1.0)))
                .call("the goal gives la the weight -1.0", () -> aimed(Map.of("la", -1.0)))
                .call("the goal gives no loss a weight", () -> aimed(Map.of("la", 0.0)))
                .call("has the compute 0.0", () -> scaled(20, 0, 1))
                .call("draws 3 must be at least 20", () -> scaled(3, 1e9, 1e10))
                .call("are of one compute", () -> scaled(20, 1e9, 1e9))
                .call("two shares of the loss", () -> Assumptions.STANDARD.withGap(2, 3))
                .call("too few to make a schedule", () -> Schedule.measured("log", List.of()));
    }

    /** Runs of two domains, the last of them as given. */
    private static MixingLaw mixing(int draws, List<Double> lastShares, double lastLoss) {
        List<MixingRun> runs = new ArrayList<>();
        for (int i = 1; i < 8; i++) {
            runs.add(new MixingRun(List.of(i / 8.0, 1 - i / 8.0), List.of(1 + Math.exp(-i / 8.0))));
        }
        runs.add(new MixingRun(lastShares, List.of(lastLoss)));
        return MixingLaw.fit(List.of("a", "b"), List.of("la"), runs, draws, 1);
    }

    private static ScaledMixingLaw scaled(int draws, double first, double second) {
        List<ScaledMixingRun> runs = new ArrayList<>();
        for (int i = 1; i < 8; i++) {
            MixingRun run = new MixingRun(List.of(i / 8.0, 1 - i / 8.0), List.of(1 + Math.exp(-i / 8.0)));
            runs.add(new ScaledMixingRun(i % 2 == 0 ? first : second, "run " + i, run));
        }
        return ScaledMixingLaw.fit(List.of("a", "b"), List.of("la"), runs, draws, 1);
    }

    private static MixingLaw onlyOne() {
        List<MixingRun> runs = Collections.nCopies(8, new MixingRun(List.of(1.0, 0.0), List.of(2.0)));
        return MixingLaw.fit(List.of("a", "b"), List.of("la"), runs, 20, 1);
    }

    private static MixingLaw alike() {
        List<MixingRun> runs = Collections.nCopies(8, new MixingRun(List.of(.5, .5), List.of(2.0)));
        return MixingLaw.fit(List.of("a", "b"), List.of("la"), runs, 20, 1);
    }

    private static MixingLaw together() {
        List<MixingRun> runs = new ArrayList<>();
        for (int i = 1; i < 8; i++) {
            runs.add(new MixingRun(List.of(1 - i / 8.0, i / 16.0, i / 16.0), List.of(1 + i / 8.0)));
        }
        return MixingLaw.fit(List.of("a", "b", "c"), List.of("la"), runs, 20, 1);
    }

    private static MixingLaw.Best aimed(Map<String, Double> goal) {
        return mixing(20, List.of(.05, .95), 1.95).best(goal, .9);
    }

    private static Comparison.Settings settings(int draws, double level) {
        return new Comparison.Settings(
                draws,
                1,
                1,
                level,
                Optional.empty(),
                Comparison.Settings.standard().growth());
    }
}
