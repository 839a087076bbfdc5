package dev.blueline.cli;

import dev.blueline.harness.Evaluation;
import dev.blueline.harness.EvaluationFiles;
import dev.blueline.harness.EvaluationRequest;
import dev.blueline.harness.LocalModel;
import dev.blueline.harness.ModelScores;
import dev.blueline.harness.TaskLibrary;
import dev.blueline.harness.TrainingText;
import dev.blueline.ledger.BadInput;
import dev.blueline.pretraining.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The models of {@code compare}: results as they are, and runs asked the tasks now.
 *
 * @param tasks task files for the runs
 * @param includePaths where their names are looked for
 */
record ComparedModels(List<String> tasks, List<Path> includePaths) {

    /** @throws BadInput if there is nothing to compare */
    static void requireSeveral(List<Path> models) {
        if (models.size() < 2) {
            throw new BadInput(
                    "compare takes two models or more, or a file of runs and --by COLUMN; give folders of runs or"
                            + " of results, see docs/benchmarks.md");
        }
    }

    List<ModelScores> read(List<Path> models) {
        List<Path> silent = tasks.isEmpty()
                ? List.of()
                : models.stream().filter(model -> !ModelScores.isThere(model)).toList();
        if (silent.isEmpty()) {
            return models.stream().map(ModelScores::read).toList();
        }
        TaskLibrary.Selection selection = TaskLibrary.find(tasks, includePaths);
        return models.stream()
                .map(model -> silent.contains(model) ? asked(model, selection) : ModelScores.read(model))
                .toList();
    }

    private static ModelScores asked(Path given, TaskLibrary.Selection selection) {
        Path run = ModelFolder.find(given);
        Path folder = HarnessOptions.folder(given.normalize().toString());
        EvaluationRequest request =
                new EvaluationRequest(OptionalInt.empty(), OptionalInt.empty(), List.of(EvaluationRequest.SEED));
        int threads = Runtime.getRuntime().availableProcessors();
        try (LocalModel model = new LocalModel(TrainedModel.open(run, threads), run);
                Progress progress = new Progress("asking " + given.getFileName())) {
            EvaluationFiles.write(Evaluation.of(selection, model, request, TrainingText.of(run), progress), folder);
        }
        return ModelScores.read(folder);
    }
}
