package dev.blueline;

import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.study.Plan;
import dev.blueline.study.Rates;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The process that {@link KillStudy} kills: one small study with two workers, planned with given speeds so that no clock decides
 * what is run, and with a checkpoint at every chance.
 */
final class KilledStudy {
    private static final double BUDGET_SECONDS = 3000;
    private static final double CHECKPOINT_SECONDS = 0.02;
    private static final int WORKERS = 2;

    private KilledStudy() {}

    /**
     * @param arguments study file, text, output folder
     */
    public static void main(String[] arguments) {
        Rates rates = new Rates(WORKERS, 118e9, List.of(new Rates.Speed(16, 5e9), new Rates.Speed(64, 20e9)), 1.8);
        RunRequest request = new RunRequest(
                Path.of(arguments[0]),
                BUDGET_SECONDS,
                Path.of(arguments[2]),
                List.of(arguments[1]),
                "java",
                1,
                WORKERS,
                "./blueline run");
        Blueline.run(request, new Silent(), Optional.of(rates), CHECKPOINT_SECONDS);
    }

    private static final class Silent implements RunListener {
        @Override
        public void says(String line) {}

        @Override
        public void planned(Plan plan, double flops) {}

        @Override
        public void registered(Forecast forecast) {}

        @Override
        public void finished(Run run) {}

        @Override
        public void advanced(Advance advance) {}
    }
}
