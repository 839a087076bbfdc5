package dev.blueline.study;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastScore;
import dev.blueline.scaling.Outlook;
import java.util.List;

/**
 * What a study found.
 *
 * @param plan what was to be run
 * @param entries every run in the ledger with its measurements
 * @param fitted the runs that the forecast stands on
 * @param outlook laws as fitted before the held-out rung ran
 * @param forecast as registered
 * @param score the forecast against the run
 * @param ahead laws with the held-out rung among the data, and their forecast ten times further
 * @param lines the frontier first, then lines expected to saturate
 * @param reading how the laws see rungs that read the text more than once
 */
public record Outcome(
        Plan plan,
        List<Ledger.Entry> entries,
        List<Ledger.Entry> fitted,
        Outlook outlook,
        Forecast forecast,
        ForecastScore score,
        Outlook ahead,
        List<Line> lines,
        Reading reading) {

    /** Runs that ended without figures, so that no law knows them: diverged or failed. */
    public List<Run> leftOut() {
        return entries.stream()
                .map(Ledger.Entry::run)
                .filter(run -> !run.succeeded())
                .toList();
    }

    /** The held-out rung's run. */
    public Ledger.Entry heldOut() {
        return entries.stream()
                .filter(entry -> entry.run().id().equals(forecast.id()))
                .findFirst()
                .orElseThrow();
    }
}
