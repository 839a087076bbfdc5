package dev.blueline.report;

import dev.blueline.ledger.DamagedFile;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.study.Outcome;
import dev.blueline.study.Study;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the smallest and the largest model of a study write after the study's prompts. */
final class StudySamples {
    private static final int TOKENS = 60;
    private static final double TEMPERATURE = 0.7;
    private static final double TOP_P = 0.9;

    private StudySamples() {}

    static List<ReportData.Sample> of(Study study, Outcome outcome, Path folder) {
        List<Run> runs = outcome.entries().stream()
                .map(Ledger.Entry::run)
                .filter(run -> run.succeeded())
                .filter(run -> run.role() == Run.Role.LADDER || run.role() == Run.Role.HELD_OUT)
                .sorted(Comparator.comparingDouble(Run::flops))
                .toList();
        if (study.prompts().isEmpty() || runs.isEmpty()) {
            return List.of();
        }
        List<ReportData.Sample> samples = new ArrayList<>();
        List<String> small = write(folder, runs.getFirst(), study.prompts());
        List<String> large = write(folder, runs.getLast(), study.prompts());
        for (int i = 0; i < study.prompts().size(); i++) {
            String prompt = study.prompts().get(i);
            if (!small.isEmpty()) {
                samples.add(new ReportData.Sample(prompt, runs.getFirst().rung(), small.get(i)));
            }
            if (!large.isEmpty()) {
                samples.add(new ReportData.Sample(prompt, runs.getLast().rung(), large.get(i)));
            }
        }
        return samples;
    }

    /** What the run's model writes; nothing if its files are damaged. */
    private static List<String> write(Path folder, Run run, List<String> prompts) {
        try (TrainedModel model = TrainedModel.open(Pretraining.folderOf(folder, run), 1)) {
            return model.write(prompts, TOKENS, TEMPERATURE, TOP_P, 1);
        } catch (DamagedFile alreadySaid) {
            return List.of();
        }
    }
}
