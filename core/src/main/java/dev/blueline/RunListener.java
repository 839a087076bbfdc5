package dev.blueline;

import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.study.Plan;
import dev.blueline.study.Progress;

/** Hears how a study goes. Progress comes from several threads. */
public interface RunListener extends Progress {
    /** One line for each stage. */
    void says(String line);

    /**
     * The plan, before anything of it runs.
     *
     * @param flops training FLOPs of it still to be done
     */
    void planned(Plan plan, double flops);

    /** The forecast, registered, before its run. */
    void registered(Forecast forecast);

    /** A run that is now in the ledger. */
    void finished(Run run);
}
