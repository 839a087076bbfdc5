package dev.blueline.report;

import dev.blueline.evaluation.Behaviour;
import dev.blueline.evaluation.Estimate;
import dev.blueline.evaluation.TaskFigures;
import dev.blueline.evaluation.TaskScorer;
import dev.blueline.ledger.DamagedFile;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.study.Outcome;
import dev.blueline.tasks.Lecture;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How the largest run of each size behaves, and what it makes of the lecture's examples. */
final class StudyBehaviour {
    private static final long SEED = 1;

    private StudyBehaviour() {}

    /** Smallest size first; models whose files are damaged are left out. */
    static List<MeasuredModel> of(Outcome outcome, Path folder) {
        return of(outcome.entries(), folder, outcome.plan().rates().workers());
    }

    static List<MeasuredModel> of(List<Ledger.Entry> entries, Path folder, int threads) {
        return LargestRuns.of(entries).stream()
                .flatMap(entry -> measured(entry, Pretraining.folderOf(folder, entry.run()), threads).stream())
                .toList();
    }

    private static Optional<MeasuredModel> measured(Ledger.Entry entry, Path folder, int threads) {
        try (TrainedModel model = TrainedModel.open(folder, threads)) {
            TaskScorer scorer = new TaskScorer(model.learner(), model.tokenizer());
            return Optional.of(new MeasuredModel(
                    entry.run(),
                    Loss.of(entry),
                    aboveChance(entry),
                    Behaviour.of(model.learner(), model.tokenizer(), SEED),
                    scorer.score(Lecture.suite().items(), share -> {})));
        } catch (DamagedFile alreadySaid) {
            return Optional.empty();
        }
    }

    /** Mean over whole skills, slices without a level, of accuracy less chance; skills are independent of one another. */
    static Optional<Estimate> aboveChance(Ledger.Entry entry) {
        double sum = 0;
        double variance = 0;
        int skills = 0;
        for (Measurement accuracy : entry.measurements()) {
            if (!accuracy.metric().equals(TaskFigures.ACCURACY)
                    || accuracy.slice().contains("/")) {
                continue;
            }
            Optional<Measurement> chance = entry.measurement(TaskFigures.CHANCE, accuracy.slice());
            if (chance.isPresent()) {
                sum += accuracy.value() - chance.get().value();
                variance += accuracy.standardError() * accuracy.standardError();
                skills++;
            }
        }
        return skills == 0
                ? Optional.empty()
                : Optional.of(new Estimate(sum / skills, Math.sqrt(variance) / skills, skills));
    }
}
