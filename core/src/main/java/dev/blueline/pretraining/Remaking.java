package dev.blueline.pretraining;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import java.nio.file.Path;
import java.util.function.Consumer;

/** How the files of a finished run that its ledger line does not hold are made again. */
interface Remaking {
    /** Makes nothing again. */
    Remaking NONE = new Remaking() {
        @Override
        public boolean writeConfig(Run run, Path runFolder) {
            return false;
        }

        @Override
        public boolean writeEvents(Ledger.Entry entry, Path runFolder) {
            return false;
        }

        @Override
        public boolean train(Ledger.Entry entry, Consumer<String> says) {
            return false;
        }
    };

    /** Writes the model's shape again, unless that cannot be done. */
    boolean writeConfig(Run run, Path runFolder);

    /** Writes the TensorBoard file again from a sound curve, unless that cannot be done. */
    boolean writeEvents(Ledger.Entry entry, Path runFolder);

    /**
     * Trains the run once more and writes its folder anew.
     *
     * @param says hears what was done, or why it was not
     * @return whether the folder is whole again
     */
    boolean train(Ledger.Entry entry, Consumer<String> says);
}
