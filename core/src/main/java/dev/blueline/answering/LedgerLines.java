package dev.blueline.answering;

import dev.blueline.engine.Learners;
import dev.blueline.evaluation.Estimate;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.reasoning.StudyRequest;
import dev.blueline.study.AnsweringStudy;
import dev.blueline.study.Machine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models of a study as runs of the ledger, so that {@code fit} and {@code ledger show} read them; how a model came about is the arm. */
final class LedgerLines {
    private LedgerLines() {}

    /** Adds what is not there; larger pools make lines of their own. */
    static void append(
            Ledger ledger, StudyRequest request, AnsweringStudy study, List<Course> courses, List<Answered> answered) {
        Map<Trained, List<Answered>> byModel = new LinkedHashMap<>();
        answered.forEach(each -> byModel.computeIfAbsent(each.trained(), model -> new ArrayList<>())
                .add(each));
        byModel.forEach((model, levels) -> {
            int drawn = levels.getFirst().coverage().drawn();
            Candidate candidate = model.candidate();
            String trunk = Fingerprint.of(
                            study + " " + candidate + " " + request.seed() + " " + Learners.numerics(request.learner()))
                    .substring(0, 16);
            String id = Fingerprint.of(trunk + " " + drawn).substring(0, 16);
            if (ledger.find(id).isEmpty()) {
                ledger.append(run(request, study, courses, model, trunk, id), measurements(id, candidate, levels));
            }
        });
    }

    private static Run run(
            StudyRequest request, AnsweringStudy study, List<Course> courses, Trained model, String trunk, String id) {
        Candidate candidate = model.candidate();
        Course course = courses.stream()
                .filter(each -> each.name().equals(candidate.task()))
                .findFirst()
                .orElseThrow();
        Instant now = Instant.now();
        return new Run(
                id,
                candidate.name(),
                candidate.improved() > 0 ? "rl" : "taught",
                trunk,
                Run.Role.LADDER,
                candidate.size().layers(),
                candidate.size().width(),
                course.shape(candidate.size()).parameters(),
                model.tokens(),
                model.flops(),
                request.seed(),
                1,
                model.seconds(),
                Run.Status.FINISHED,
                "",
                Machine.provenance(
                        Fingerprint.of(study.toString()).substring(0, 16),
                        Fingerprint.of(course.teaching().toString()),
                        course.tokenizer().hash(),
                        request.learner(),
                        request.threads(),
                        now.minusMillis(Math.round(1000 * model.seconds())),
                        now));
    }

    private static List<Measurement> measurements(String id, Candidate candidate, List<Answered> levels) {
        List<Measurement> measurements = new ArrayList<>();
        for (Answered level : levels) {
            String slice = candidate.task() + "/" + level.level();
            for (ShareCurve curve : level.curves()) {
                for (int place = 0; place < curve.points(); place++) {
                    Estimate right = Estimate.ofMean(curve.right()[place]);
                    measurements.add(new Measurement(
                            id,
                            curve.strategy().replace('-', '_') + "_accuracy_at_"
                                    + curve.samples().get(place),
                            slice,
                            right.value(),
                            right.standardError()));
                }
            }
        }
        return measurements;
    }
}
