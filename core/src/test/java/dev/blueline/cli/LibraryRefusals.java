package dev.blueline.cli;

import dev.blueline.comparison.Comparison;
import dev.blueline.comparison.Recipe;
import dev.blueline.monitor.Assumptions;
import dev.blueline.monitor.Schedule;
import dev.blueline.report.ScalingPicture;
import dev.blueline.scaling.ChangePoint;
import dev.blueline.scaling.Fitter;
import dev.blueline.scaling.Objective;
import dev.blueline.scaling.Observation;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.util.List;
import java.util.Optional;

/** What only a program that uses the laws as a library can ask for. */
final class LibraryRefusals {
    private LibraryRefusals() {}

    static void add(Refusals refusals) {
        Observation run = new Observation(1e6, 1e8, 6e14, 3, "a");
        Recipe recipe = new Recipe("a", List.of(run));
        Comparison.Settings standard = Comparison.Settings.standard();
        refusals.file("kind.json", "{}");
        refusals.call("a point of group 'g'", () -> new ChangePoint.Point(0, 1, 1, "g"));
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
                .call("two shares of the loss", () -> Assumptions.STANDARD.withGap(2, 3))
                .call("too few to make a schedule", () -> Schedule.measured("log", List.of()));
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
