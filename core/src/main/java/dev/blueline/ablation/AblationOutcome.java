package dev.blueline.ablation;

import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastScore;
import dev.blueline.study.DataStudy;
import dev.blueline.study.Line;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a study with data as the axis found.
 *
 * @param study the study
 * @param plan what was to be run
 * @param results every run in the ledger
 * @param findings what they say, one sentence each
 * @param lines curves that were judged
 * @param analysis what its sections of the report are made from
 * @param forecasts as registered, with their scores where the runs gave figures
 */
public record AblationOutcome(
        DataStudy study,
        DataPlan plan,
        Results results,
        List<String> findings,
        List<Line> lines,
        Optional<Analysis> analysis,
        Map<Forecast, Optional<ForecastScore>> forecasts) {

    /** Runs that ended without figures. */
    public List<Run> leftOut() {
        return results.entries().stream()
                .map(entry -> entry.run())
                .filter(run -> !run.succeeded())
                .toList();
    }
}
