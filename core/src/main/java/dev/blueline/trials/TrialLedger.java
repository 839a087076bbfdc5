package dev.blueline.trials;

import dev.blueline.evaluation.Estimate;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.PassRates;
import dev.blueline.reasoning.ReasoningRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a study of reasoning to its ledger: the starts as they are, and of every run a line for each measurement, as a rung of the
 * run's trunk, the last with its part of the last examination. Measurements up to half of RL are the ladder's, later ones held out; other methods are controls.
 */
final class TrialLedger {
    /** A step reaches a mark and goes a little beyond; the next mark is 1.41 times as far. */
    private static final double JUST_ABOVE = 1.2;

    private final Ledger ledger;
    private final Map<String, Ledger.Entry> known = new HashMap<>();

    TrialLedger(Ledger ledger) {
        this.ledger = ledger;
        ledger.entries().forEach(entry -> known.put(entry.run().id(), entry));
    }

    /**
     * @param exam what the start made of the last examination
     * @param guesses what random answers made of it
     */
    void start(Ledger.Entry start, PassRates exam, PassRates guesses) {
        String id = start.run().id();
        List<Measurement> measurements = new ArrayList<>(start.measurements());
        measurements.addAll(rates(id, "exam", exam));
        measurements.addAll(rates(id, "guess", guesses));
        append(start.run(), measurements);
    }

    /**
     * @param half FLOPs up to which measurements were fitted before the rest was forecast
     * @param exam what the end made of the last examination
     */
    void track(Track track, double half, PassRates exam) {
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
            List<Measurement> measurements = measurements(id, examined);
            if (examined == track.last()) {
                measurements.addAll(rates(id, "exam", exam));
            }
            append(run, measurements);
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

    private static List<Measurement> rates(String id, String name, PassRates rates) {
        List<Measurement> measurements = new ArrayList<>();
        rates.problems().stream()
                .map(problem -> new Curriculum.TaskLevel(problem.task(), problem.level()))
                .distinct()
                .forEach(level -> {
                    Estimate one = rates.of(level.task(), level.level()).pass(1);
                    measurements.add(new Measurement(
                            id,
                            name + "_pass_at_1",
                            level.task() + "/" + level.level(),
                            one.value(),
                            one.standardError()));
                });
        return measurements;
    }

    private static void add(List<Measurement> to, String id, String slice, ReasoningRecord.Level level) {
        to.add(new Measurement(id, "pass_at_1", slice, level.pass1(), level.pass1Error()));
        to.add(new Measurement(id, "pass_at_" + level.many(), slice, level.passMany(), level.passManyError()));
        to.add(new Measurement(id, "response_tokens", slice, level.tokens(), 0));
    }

    /** A rung never changes its figures, but what was held out of a shorter study is on the ladder of a longer one. */
    private void append(Run run, List<Measurement> measurements) {
        Ledger.Entry before = known.get(run.id());
        if (before == null) {
            ledger.append(run, measurements);
        } else if (before.run().role() != run.role()) {
            ledger.append(run, before.measurements()); // an end of before keeps its examination
        }
    }
}
