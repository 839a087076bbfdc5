package dev.blueline.pretraining;

import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.logs.ScalarEvents;
import dev.blueline.training.LossPoint;
import dev.blueline.training.TrainedRun;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished run's curve as a TensorBoard event file. Times are those of a training without a break that ended when this one did.
 */
final class TrainingEvents {
    /** Name in the run's folder: TensorBoard looks for {@code tfevents}. */
    static final String FILE = "events.out.tfevents.0000000000.blueline";

    private TrainingEvents() {}

    static byte[] of(TrainedRun trained, Run run, int batchTokens, List<Measurement> measurements) {
        Instant end = run.provenance().finishedAt();
        Instant start = end.minusNanos(nanos(trained.seconds()));
        ScalarEvents events = new ScalarEvents(start);
        // a curve begun by an earlier version has no clock for its first points
        int untimed = trained.curve().size() - trained.clock().size();
        double secondsBefore = 0;
        long tokensBefore = 0;
        for (int i = 0; i < trained.curve().size(); i++) {
            LossPoint point = trained.curve().get(i);
            double seconds = i < untimed ? 0 : trained.clock().get(i - untimed);
            Map<String, Double> scalars = new LinkedHashMap<>();
            scalars.put("train/loss", point.nats());
            put(scalars, "train/learning_rate", point.rate());
            put(scalars, "train/gradient_norm", point.gradientNorm());
            if (i >= untimed && seconds > secondsBefore) {
                scalars.put("train/tokens_per_second", (point.tokens() - tokensBefore) / (seconds - secondsBefore));
            }
            events.add(start.plusNanos(nanos(seconds)), point.tokens() / batchTokens, scalars);
            secondsBefore = seconds;
            tokensBefore = point.tokens();
        }
        Map<String, Double> measured = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            if (!measurement.metric().equals(Pretraining.BITS_PER_BYTE)) {
                continue; // losses by class of token are for the report
            }
            String slice = measurement.slice().equals(Pretraining.ALL) ? "" : "/" + measurement.slice();
            measured.put("held_out/" + measurement.metric() + slice, measurement.value());
        }
        events.add(end, trained.steps(), measured);
        return events.bytes();
    }

    private static void put(Map<String, Double> scalars, String tag, double value) {
        if (Double.isFinite(value)) {
            scalars.put(tag, value);
        }
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
