package dev.blueline.cli;

import dev.blueline.scaling.Analysis;
import dev.blueline.scaling.ChangePoint;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Repetition;
import java.util.List;
import java.util.Optional;

/** What {@code blueline fit} found in a set of runs. */
record FitResult(String file, RunColumns.Runs runs, Forecaster.Settings settings, Analysis analysis) {
    /** Noise of a loss whose standard error is not known, as a share of it: only ratios between runs matter. */
    private static final double NOISE = 0.005;

    /** Whether the runs break, for the law that can. */
    Optional<ChangePoint.Result> change() {
        if (!settings.families().equals(List.of(Family.BROKEN_POWER))) {
            return Optional.empty();
        }
        return Optional.of(ChangePoint.test(
                runs.observations().stream()
                        .map(run -> new ChangePoint.Point(
                                run.compute(),
                                run.loss(),
                                run.standardError() > 0 ? run.standardError() : NOISE * run.loss(),
                                run.trunk()))
                        .toList(),
                settings.seed()));
    }

    /** What repeated text is worth, for the law that says so. */
    Optional<Repetition> repetition() {
        return Repetition.of(analysis.study(), runs.observations(), settings, analysis.level());
    }
}
