package dev.blueline.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Folders of made-up weights in any format and of any size: what a large model costs does not depend on what it learnt. */
public final class SyntheticModel {
    /** Numbers that are drawn; larger tensors repeat them. */
    private static final int DRAWN = 1 << 16;

    private SyntheticModel() {}

    /**
     * Writes a model whose outputs neither grow nor vanish from layer to layer.
     *
     * @param format of the matrices; gains and biases are float32
     */
    public static void write(Path folder, ModelShape shape, NumberFormat format, long seed) {
        Map<String, int[]> shapes = NamedTensor.shapes(shape);
        Map<Integer, MemorySegment> drawn = new HashMap<>();
        Checkpoint.saveStored(
                folder, shape, name -> sizes(shapes, name).length == 2 ? format : NumberFormat.F32, name -> {
                    int[] sizes = sizes(shapes, name);
                    return sizes.length == 2
                            ? matrix(folder, name, sizes, format, seed, drawn)
                            : StoredTensor.of(folder, name, sizes, vector(name, sizes[0], seed));
                });
    }

    private static int[] sizes(Map<String, int[]> shapes, String name) {
        return Optional.ofNullable(shapes.get(name)).orElseThrow();
    }

    private static float[] vector(String name, int size, long seed) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            double noise = 0.1 * KeyedRandom.normal(seed, KeyedRandom.purpose(name), i);
            values[i] = (float) (name.contains("norm") ? 1 + noise : noise);
        }
        return values;
    }

    private static StoredTensor matrix(
            Path folder, String name, int[] sizes, NumberFormat format, long seed, Map<Integer, MemorySegment> drawn) {
        MemorySegment numbers = drawn.computeIfAbsent(sizes[1], columns -> {
            float[] values = new float[DRAWN];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (KeyedRandom.normal(seed, columns, i) / Math.sqrt(columns));
            }
            return MemorySegment.ofArray(format.encode(values));
        });
        long bytes = format.bytes((long) sizes[0] * sizes[1]);
        MemorySegment all = Arena.ofAuto().allocate(bytes, Long.BYTES);
        // begins elsewhere for every name, at a whole block
        long block = format.bytes(format.block());
        long at = Math.floorMod(KeyedRandom.purpose(name), numbers.byteSize() / block) * block;
        for (long done = 0; done < bytes; ) {
            long size = Math.min(bytes - done, numbers.byteSize() - at);
            MemorySegment.copy(numbers, at, all, done, size);
            done += size;
            at = 0;
        }
        return new StoredTensor(folder, name, sizes, format, all);
    }
}
