package dev.blueline;

import dev.blueline.ablation.DataPlan;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.study.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what a study tells, for tests of whole studies. */
final class Heard implements RunListener {
    final List<Run> finished = Collections.synchronizedList(new ArrayList<>());
    final List<DataPlan> plans = Collections.synchronizedList(new ArrayList<>());
    final List<String> said = Collections.synchronizedList(new ArrayList<>());
    final List<String> warned = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void says(String line) {
        said.add(line);
    }

    @Override
    public void warns(String line) {
        warned.add(line);
        says(line);
    }

    @Override
    public void planned(Plan plan, double flops) {}

    @Override
    public void planned(DataPlan plan, double flops) {
        plans.add(plan);
    }

    @Override
    public void registered(Forecast forecast) {}

    @Override
    public void finished(Run run) {
        finished.add(run);
    }

    @Override
    public void advanced(Advance advance) {}
}
