package dev.blueline.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One tensor of a model as a checkpoint names it, whatever layout a learner keeps it in.
 *
 * @param name Hugging Face's name, such as {@code model.layers.0.mlp.up_proj.weight}
 * @param shape {@code [rows, columns]} of a matrix, {@code [channels]} of a gain
 * @param group whose learning rate it follows
 * @param values row by row
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of every tensor would double a model's memory
public record NamedTensor(String name, int[] shape, Group group, float[] values) {

    /** Tensors that share a learning rate, see {@link Update}. */
    public enum Group {
        EMBEDDING,
        MATRIX,
        GAIN
    }

    /** Names of a model's tensors and the shape of each, in a checkpoint's order. */
    public static Map<String, int[]> shapes(ModelShape shape) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        new Layout(shape).tensors().forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
        return shapes;
    }

    /**
     * The freshly drawn weights of a model, in a checkpoint's order: the same for the same shape and seed, whatever learner
     * they are for.
     */
    public static List<NamedTensor> drawn(ModelShape shape, long seed) {
        return new Layout(shape)
                .tensors().stream()
                        .map(tensor ->
                                new NamedTensor(tensor.name(), tensor.shape(), tensor.group(), tensor.drawn(seed)))
                        .toList();
    }
}
