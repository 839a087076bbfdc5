package dev.blueline.thought;

import dev.blueline.engine.Learners;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.reasoning.StudyRequest;
import dev.blueline.reasoning.TaskTraining;
import dev.blueline.study.Machine;
import dev.blueline.study.ThoughtStudy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Models of a study as runs of the ledger, so that {@code fit} and {@code ledger show} read them; the style of thought is the arm. */
record LedgerEntries(StudyRequest request, ThoughtStudy study, LessonPlan plan) {

    Ledger.Entry of(Measured measured) {
        String trunk = Fingerprint.of(study + " " + measured.cell() + " " + request.learner() + " "
                        + Learners.numerics(request.learner()))
                .substring(0, 16);
        String id = Fingerprint.of(trunk + " " + measured.run()).substring(0, 16);
        Instant now = Instant.now();
        Run run = new Run(
                id,
                measured.size() + "/" + measured.task() + "/" + measured.style().word(),
                measured.style().word(),
                trunk,
                Run.Role.LADDER,
                measured.size().layers(),
                measured.size().width(),
                TaskTraining.shape(measured.size(), plan.tokenizer().vocabularySize())
                        .parameters(),
                measured.tokens(),
                measured.flops(),
                measured.seed(),
                1,
                measured.seconds(),
                Run.Status.FINISHED,
                "",
                Machine.provenance(
                        Fingerprint.of(study.toString()).substring(0, 16),
                        Fingerprint.of(plan.levels() + measured.task()),
                        plan.tokenizer().hash(),
                        request.learner(),
                        1,
                        now.minusMillis(Math.round(1000 * measured.seconds())),
                        now));
        return new Ledger.Entry(run, measurements(id, measured));
    }

    private static List<Measurement> measurements(String id, Measured measured) {
        List<Measurement> measurements = new ArrayList<>();
        for (Measured.Level level : measured.levels()) {
            String slice = measured.task() + "/" + level.level();
            double share = level.share();
            measurements.add(new Measurement(
                    id,
                    "greedy_accuracy",
                    slice,
                    share,
                    Math.sqrt(share * (1 - share) / Math.max(1, level.right().length() - 1))));
            measurements.add(new Measurement(id, "response_tokens", slice, level.meanTokens(), 0));
        }
        return measurements;
    }
}
