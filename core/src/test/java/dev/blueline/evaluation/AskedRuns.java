package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Ledger entries with figures on tasks, made up: a run, then its slices one after the other. */
public final class AskedRuns {
    private static final Provenance PROVENANCE =
            new Provenance("s", "d", "t", "java", 1, "v", "j", "m", 1, Instant.EPOCH, Instant.EPOCH);

    private final Run run;
    private final List<Measurement> measurements = new ArrayList<>();

    private AskedRuns(Run run) {
        this.run = run;
    }

    /** A run of the ladder: width by 2 layers, {@code 12 * 2 * width^2} parameters. */
    public static AskedRuns run(int width, double millions, long seed) {
        return run(Run.Role.LADDER, Run.Status.FINISHED, width, millions, seed);
    }

    public static AskedRuns run(Run.Role role, Run.Status status, int width, double millions, long seed) {
        long n = 24L * width * width;
        long tokens = Math.round(millions * 1e6);
        String rung = width + "x2/" + millions + "M";
        return new AskedRuns(new Run(
                rung + "-" + seed + "-" + role,
                rung,
                width + "-" + seed,
                role,
                2,
                width,
                new Run.Parameters(n, n, n),
                tokens,
                6.0 * n * tokens,
                seed,
                1,
                1,
                status,
                "",
                PROVENANCE));
    }

    /** Accuracy on a thousand items. */
    public AskedRuns asked(String slice, double accuracy, double standardError, double chance) {
        return with(TaskFigures.ACCURACY, slice, accuracy, standardError)
                .with(TaskFigures.CHANCE, slice, chance, 0)
                .with(TaskFigures.ITEMS, slice, 1000, 0);
    }

    public AskedRuns with(String metric, String slice, double value, double standardError) {
        measurements.add(new Measurement(run.id(), metric, slice, value, standardError));
        return this;
    }

    public Ledger.Entry entry() {
        return new Ledger.Entry(run, measurements);
    }
}
