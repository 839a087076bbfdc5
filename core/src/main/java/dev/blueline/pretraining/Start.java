package dev.blueline.pretraining;

import dev.blueline.engine.ModelConfig;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.study.Rung;
import dev.blueline.study.StudyFailure;
import dev.blueline.study.Trunk;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Weights that runs go on from: those of the run of the same size and seed on another text of the study, its base. The optimizer starts
 * at rest and the learning rate rises anew.
 *
 * @param pretraining procedure of the base's text
 * @param arm name of that text in the study
 * @param tokens length of the base's runs
 * @param shortest fewest tokens of the runs that go on from them: the warm-up's measure
 */
public record Start(Pretraining pretraining, String arm, long tokens, long shortest) {

    /** Identity of the run that a trunk goes on from. */
    String id(Trunk trunk) {
        return pretraining.identity(rung(trunk));
    }

    private Rung rung(Trunk trunk) {
        return new Rung(arm, trunk.size(), tokens, trunk.seed(), Run.Role.LADDER, 1, 0);
    }

    /**
     * Folder with the weights for a trunk. If they are missing or damaged the base is trained again, to the same bits.
     *
     * @param says hears of it
     * @throws StudyFailure if the base has not ended with figures, or does not come out the same again
     */
    Path folder(Trunk trunk, Consumer<String> says) {
        String id = id(trunk);
        Ledger.Entry base = pretraining.ledger().entries().stream()
                .filter(entry -> entry.run().id().equals(id) && entry.run().succeeded())
                .findFirst()
                .orElseThrow(() -> new StudyFailure("training cannot go on from "
                        + rung(trunk).name() + " seed " + trunk.seed()
                        + ", which has not ended with figures; the same command tries a failed run again"));
        Path folder = Pretraining.folderOf(pretraining.folder(), base.run());
        synchronized (pretraining.ledger()) { // of two trunks with one base, one makes it again
            if (!isSound(folder)) {
                says.accept(folder + " holds no sound model to go on from");
                if (!new TrainingAgain(pretraining, pretraining.folder()).train(base, says)) {
                    throw new StudyFailure("the model in " + folder
                            + " is missing or damaged and could not be made again, so nothing can be trained on from it;"
                            + " restore it from a backup, or give another --out");
                }
            }
        }
        return folder;
    }

    private static boolean isSound(Path folder) {
        return Stream.of(ModelConfig.FILE, Pretraining.MODEL)
                .map(folder::resolve)
                .allMatch(RunFolders::isSound);
    }
}
