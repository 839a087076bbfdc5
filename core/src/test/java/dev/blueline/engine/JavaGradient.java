package dev.blueline.engine;

import java.util.List;

/** Lets tests of other learners see the java learner's gradient. */
public final class JavaGradient {
    private JavaGradient() {}

    /** The gradient of the mean loss over a batch, tensor by tensor in a checkpoint's order. */
    public static List<float[]> of(Learner java, Batch batch) {
        float[] gradient = ((JavaLearner) java).gradientOf(batch).data;
        return new Layout(java.shape())
                .tensors().stream().map(tensor -> tensor.plain(gradient)).toList();
    }
}
