package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Finds the model a user means by a folder. */
final class ModelFolder {
    private ModelFolder() {}

    /** The folder itself if it holds a model; of a study's folder, that of the run with the most compute. */
    static Path find(Path given) {
        if (!Files.isDirectory(given)) {
            throw new BadInput(
                    "there is no folder " + given + "; give a run's folder, such as one in runs/first-look/runs");
        }
        if (Files.exists(given.resolve("config.json")) || Files.notExists(given.resolve("ledger.jsonl"))) {
            return given;
        }
        return new Ledger(given)
                .entries().stream()
                        .map(Ledger.Entry::run)
                        .filter(run -> run.succeeded())
                        .max(Comparator.comparingDouble(Run::flops))
                        .map(run -> Pretraining.folderOf(given, run))
                        .orElseThrow(() -> new BadInput("study folder " + given
                                + " holds no finished run yet; wait for one, or give another folder"));
    }
}
