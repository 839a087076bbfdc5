package dev.blueline;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.DataPlan;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.study.Outcome;
import dev.blueline.study.Plan;
import java.util.List;

/** Several listeners as one. */
record Listeners(List<RunListener> listeners) implements RunListener {

    @Override
    public void says(String line) {
        listeners.forEach(listener -> listener.says(line));
    }

    @Override
    public void warns(String line) {
        listeners.forEach(listener -> listener.warns(line));
    }

    @Override
    public void found(int done, int all) {
        listeners.forEach(listener -> listener.found(done, all));
    }

    @Override
    public void planned(Plan plan, double flops) {
        listeners.forEach(listener -> listener.planned(plan, flops));
    }

    @Override
    public void advanced(Advance advance) {
        listeners.forEach(listener -> listener.advanced(advance));
    }

    @Override
    public void registered(Forecast forecast) {
        listeners.forEach(listener -> listener.registered(forecast));
    }

    @Override
    public void finished(Run run) {
        listeners.forEach(listener -> listener.finished(run));
    }

    @Override
    public void scored(Outcome outcome) {
        listeners.forEach(listener -> listener.scored(outcome));
    }

    @Override
    public void planned(DataPlan plan, double flops) {
        listeners.forEach(listener -> listener.planned(plan, flops));
    }

    @Override
    public void compared(AblationOutcome outcome) {
        listeners.forEach(listener -> listener.compared(outcome));
    }

    @Override
    public void failed(String cause) {
        listeners.forEach(listener -> listener.failed(cause));
    }
}
