package dev.blueline.torch;

import dev.blueline.engine.NamedTensor;
import dev.blueline.engine.NamedTensor.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each tensor lies when all are put into one flat array: the embedding, then the matrices, then the gains, each group
 * in the order of a checkpoint. So a learning rate belongs to one stretch, and the tensors that read the same input (q, k
 * and v; gate and up) follow each other and can be used as one matrix.
 */
final class FlatLayout {
    private final List<NamedTensor> tensors;
    private final Map<String, Integer> starts = new HashMap<>();
    private int matricesFrom;
    private int gainsFrom;
    private int size;

    /** @param tensors in the order of a checkpoint; only their names, shapes and groups count */
    FlatLayout(List<NamedTensor> tensors) {
        this.tensors = tensors;
        for (NamedTensor tensor : tensors.stream()
                .sorted(Comparator.comparing(NamedTensor::group))
                .toList()) {
            starts.put(tensor.name(), size);
            size = Math.addExact(size, tensor.values().length);
            matricesFrom = tensor.group() == Group.EMBEDDING ? size : matricesFrom;
            gainsFrom = tensor.group() == Group.GAIN ? gainsFrom : size;
        }
    }

    int size() {
        return size;
    }

    /** End of the embedding, start of the matrices. */
    int matricesFrom() {
        return matricesFrom;
    }

    /** End of the matrices, start of the gains. */
    int gainsFrom() {
        return gainsFrom;
    }

    int start(String name) {
        Integer start = starts.get(name);
        if (start == null) {
            throw new IllegalArgumentException("no tensor is called " + name);
        }
        return start;
    }

    /** One flat array from the values of every tensor, in the order of a checkpoint. */
    float[] flat(List<float[]> values) {
        float[] flat = new float[size];
        for (int i = 0; i < values.size(); i++) {
            float[] part = values.get(i);
            System.arraycopy(part, 0, flat, start(tensors.get(i).name()), part.length);
        }
        return flat;
    }

    /** The values of every tensor, in the order of a checkpoint, from one flat array. */
    List<float[]> parts(float[] flat) {
        List<float[]> parts = new ArrayList<>();
        for (NamedTensor tensor : tensors) {
            float[] part = new float[tensor.values().length];
            System.arraycopy(flat, start(tensor.name()), part, 0, part.length);
            parts.add(part);
        }
        return parts;
    }
}
