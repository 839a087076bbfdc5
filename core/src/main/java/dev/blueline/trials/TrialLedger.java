package dev.blueline.trials;

import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.ReasoningRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a study of reasoning to its ledger: the starts as they are, and of every run a line for each measurement, as a rung of the
 * run's trunk. Measurements up to half of RL are the ladder's, later ones held out; other methods are controls.
 */
final class TrialLedger {
    /** A step reaches a mark and goes a little beyond; the next mark is 1.41 times as far. */
    private static final double JUST_ABOVE = 1.2;

    private final Ledger ledger;
    private final Set<String> known = new HashSet<>();

    TrialLedger(Ledger ledger) {
        this.ledger = ledger;
        ledger.entries().forEach(entry -> known.add(entry.run().id()));
    }

    void start(Ledger.Entry start) {
        append(start.run(), start.measurements());
    }

    /** @param half FLOPs up to which measurements were fitted before the rest was forecast */
    void track(Track track, double half) {
        Run end = track.end().run();
        String trunk = Fingerprint.of(end.rung() + "/" + track.seed() + "/"
                        + end.provenance().learner() + end.provenance().numerics())
                .substring(0, 16); // the same however far it goes
        for (ReasoningRecord.Examined examined : track.examined()) {
            long tokens = track.steps().stream()
                    .filter(step -> step.step() < examined.step())
                    .mapToLong(step -> step.figures().tokens())
                    .sum();
            double flops = examined.spent().flops();
            Run.Role role = track.method() != Method.RL
                    ? Run.Role.CONTROL
                    : flops < JUST_ABOVE * half ? Run.Role.LADDER : Run.Role.HELD_OUT;
            String id = Fingerprint.of(trunk + "/" + examined.step()).substring(0, 16);
            Run run = new Run(
                    id,
                    end.rung() + "/" + examined.step(),
                    track.method().word(),
                    trunk,
                    role,
                    end.layers(),
                    end.width(),
                    end.parameters(),
                    tokens,
                    flops,
                    track.seed(),
                    end.rateScale(),
                    examined.seconds(),
                    end.status(),
                    end.note(),
                    end.provenance());
            append(run, measurements(id, examined));
        }
    }

    private static List<Measurement> measurements(String id, ReasoningRecord.Examined examined) {
        List<Measurement> measurements = new ArrayList<>();
        add(measurements, id, "all", examined.all());
        for (ReasoningRecord.Level level : examined.levels()) {
            add(measurements, id, level.task() + "/" + level.level(), level);
        }
        return measurements;
    }

    private static void add(List<Measurement> to, String id, String slice, ReasoningRecord.Level level) {
        to.add(new Measurement(id, "pass_at_1", slice, level.pass1(), level.pass1Error()));
        to.add(new Measurement(id, "pass_at_" + level.many(), slice, level.passMany(), level.passManyError()));
        to.add(new Measurement(id, "response_tokens", slice, level.tokens(), 0));
    }

    private void append(Run run, List<Measurement> measurements) {
        if (known.add(run.id())) {
            ledger.append(run, measurements);
        }
    }
}
