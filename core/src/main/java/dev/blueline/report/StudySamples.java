package dev.blueline.report;

import dev.blueline.ledger.DamagedFile;
import dev.blueline.ledger.Ledger;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.study.Outcome;
import dev.blueline.study.Study;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the largest run of each size of a study writes after the study's prompts. */
final class StudySamples {
    static final int TOKENS = 60;
    static final double TEMPERATURE = 0.7;
    static final double TOP_P = 0.9;

    private StudySamples() {}

    /** Prompt by prompt, the smallest size first. */
    static List<ReportData.Sample> of(Study study, Outcome outcome, Path folder) {
        if (study.prompts().isEmpty()) {
            return List.of();
        }
        List<Ledger.Entry> runs = LargestRuns.of(outcome.entries());
        List<List<String>> written = runs.stream()
                .map(entry -> write(Pretraining.folderOf(folder, entry.run()), study.prompts()))
                .toList();
        List<ReportData.Sample> samples = new ArrayList<>();
        for (int prompt = 0; prompt < study.prompts().size(); prompt++) {
            for (int run = 0; run < runs.size(); run++) {
                if (!written.get(run).isEmpty()) {
                    samples.add(new ReportData.Sample(
                            study.prompts().get(prompt),
                            runs.get(run).run().rung(),
                            written.get(run).get(prompt)));
                }
            }
        }
        return samples;
    }

    /** What the model in a folder writes; nothing if its files are damaged. */
    private static List<String> write(Path folder, List<String> prompts) {
        try (TrainedModel model = TrainedModel.open(folder, 1)) {
            return model.write(prompts, TOKENS, TEMPERATURE, TOP_P, 1);
        } catch (DamagedFile alreadySaid) {
            return List.of();
        }
    }
}
