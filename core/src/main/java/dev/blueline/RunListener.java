package dev.blueline;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.DataPlan;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.study.Outcome;
import dev.blueline.study.Plan;
import dev.blueline.study.Progress;
import java.util.List;

/** Hears how a study goes. Progress, finished runs and warnings come from several threads. */
public interface RunListener extends Progress {
    /** One line for each stage. */
    @Override
    void says(String line);

    /** What was not as usual with a run, or with the study: one line. */
    default void warns(String line) {
        says(line);
    }

    /**
     * The plan, before anything of it runs. From here on the output folder is this study's.
     *
     * @param flops training FLOPs of it still to be done
     */
    void planned(Plan plan, double flops);

    /**
     * The plan of a study with data as the axis, before anything of it runs. From here on the output folder is this study's.
     *
     * @param flops training FLOPs of it still to be done
     */
    default void planned(DataPlan plan, double flops) {}

    /**
     * What an earlier start has left, just before {@link #planned}.
     *
     * @param done runs of the plan that need not be made
     * @param all runs of the plan
     */
    default void found(int done, int all) {}

    /** The forecast, registered, before its run. */
    void registered(Forecast forecast);

    /** A run that is now in the ledger, however it ended. */
    void finished(Run run);

    /** The study's end: the forecast is scored, the report written. */
    default void scored(Outcome outcome) {}

    /** The end of a study with data as the axis: the report is written. */
    default void compared(AblationOutcome outcome) {}

    /** The study's end by a failure or bad input: why, in one line. */
    default void failed(String cause) {}

    /** One listener that hands everything on to others, in their order. */
    static RunListener all(RunListener... listeners) {
        return new Listeners(List.of(listeners));
    }
}
