package dev.blueline.reasoning;

import dev.blueline.engine.SequenceStep;
import dev.blueline.ledger.BadInput;

/** Notices that a model's numbers are none any more: nothing that it learns or writes from then on means anything. */
public final class Finite {
    private Finite() {}

    /** @throws BadInput if the loss or the gradient is not finite; the step has then left the weights as they were */
    public static SequenceStep require(SequenceStep made) {
        require(made.result().finite());
        return made;
    }

    /** @throws BadInput if one is not a number */
    public static void require(float[] logProbabilities) {
        for (float each : logProbabilities) {
            require(!Float.isNaN(each));
        }
    }

    private static void require(boolean finite) {
        if (!finite) {
            throw new BadInput(
                    "the model's loss, gradient or probabilities are no finite numbers any more, as the learning rate is too high;"
                            + " give a lower --rate and another --out (the best model that reason has measured is in best/)");
        }
    }
}
