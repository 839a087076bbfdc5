package dev.blueline.reasoning;

import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import dev.blueline.study.Machine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A finished request as the ledger has it.
 *
 * @param settings what the run is known by
 * @param tokenizer its hash
 * @param note what was not as usual, empty if nothing
 */
record ReasoningEntry(
        ReasoningRequest request,
        Map<String, String> settings,
        ModelShape shape,
        String tokenizer,
        String note,
        Instant started) {

    /**
     * Run and measurements.
     *
     * @param seconds of steps
     */
    Ledger.Entry of(ReasoningLog log, Spent spent, double seconds) {
        String id = Fingerprint.of(settings.toString()).substring(0, 16);
        return new Ledger.Entry(run(id, log, spent, seconds), measurements(id, log));
    }

    private Run run(String id, ReasoningLog log, Spent spent, double seconds) {
        return new Run(
                id,
                shape.width() + "x" + shape.layers() + "/" + String.join("+", request.tasks()) + "/"
                        + request.method().word(),
                id,
                Run.Role.LADDER,
                shape.layers(),
                shape.width(),
                shape.parameters(),
                log.steps().stream().mapToLong(step -> step.figures().tokens()).sum(),
                spent.flops(),
                request.seed(),
                request.settings().rate(),
                seconds,
                Run.Status.FINISHED,
                note,
                provenance(id));
    }

    private Provenance provenance(String id) {
        return Machine.provenance(
                id,
                Fingerprint.of(request.tasks().toString()),
                tokenizer,
                request.learner(),
                request.threads(),
                started,
                Instant.now());
    }

    private static List<Measurement> measurements(String id, ReasoningLog log) {
        List<Measurement> measurements = new ArrayList<>();
        for (ReasoningRecord.Level level : log.examinations().getLast().levels()) {
            String slice = level.task() + "/" + level.level();
            measurements.add(new Measurement(id, "pass_at_1", slice, level.pass1(), level.pass1Error()));
            measurements.add(new Measurement(
                    id, "pass_at_" + ReinforcementLearning.EACH, slice, level.passMany(), level.passManyError()));
            measurements.add(new Measurement(id, "response_tokens", slice, level.tokens(), 0));
        }
        return measurements;
    }
}
