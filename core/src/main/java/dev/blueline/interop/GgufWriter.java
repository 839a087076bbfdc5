package dev.blueline.interop;

import dev.blueline.engine.ModelConfig;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NamedTensor;
import dev.blueline.engine.NumberFormat;
import dev.blueline.engine.RopeScaling;
import dev.blueline.engine.Safetensors;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a model as one GGUF file of version 3. Vectors stay in float32, as llama.cpp's converter keeps them; so do matrices whose rows
 * do not fill the blocks of Q8_0.
 */
final class GgufWriter {
    private static final int WHOLE = 4;
    private static final int REAL = 6;
    private static final int FLAG = 7;
    private static final int TEXT = 8;
    private static final int LIST = 9;

    private final ByteArrayOutputStream metadata = new ByteArrayOutputStream();
    private int keys;

    private GgufWriter() {}

    /** A tensor on its way: what the header says of it, and where its numbers come from. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pending(String name, int[] shape, NumberFormat format, Values values) {
        long bytes() {
            long elements = 1;
            for (int size : shape) {
                elements *= size;
            }
            return format.bytes(elements);
        }
    }

    @FunctionalInterface
    private interface Values {
        float[] get();
    }

    static Path write(Path file, ModelShape shape, Tokenizer tokenizer, Safetensors weights, NumberFormat numbers) {
        GgufWriter writer = new GgufWriter();
        writer.describe(shape, numbers);
        GgufVocabulary.of(tokenizer).addTo(writer, tokenizer);
        List<Pending> tensors = tensors(shape, weights, numbers);
        DurableFiles.write(file, channel -> writer.write(channel, tensors));
        return file;
    }

    private void describe(ModelShape shape, NumberFormat numbers) {
        String family = ModelConfig.family(shape);
        text("general.architecture", family);
        text("general.type", "model");
        text("general.name", "blueline");
        whole("general.alignment", GgufFile.ALIGNMENT);
        // llama.cpp's numbers of what most tensors are stored in
        whole(
                "general.file_type",
                switch (numbers) {
                    case F32 -> 0;
                    case F16 -> 1;
                    case Q8_0 -> 7;
                    case BF16 -> 32;
                });
        whole(family + ".context_length", shape.context());
        whole(family + ".embedding_length", shape.width());
        whole(family + ".block_count", shape.layers());
        whole(family + ".feed_forward_length", shape.hidden());
        whole(family + ".attention.head_count", shape.heads());
        whole(family + ".attention.head_count_kv", shape.keyValueHeads());
        whole(family + ".attention.key_length", shape.headWidth());
        whole(family + ".attention.value_length", shape.headWidth());
        whole(family + ".rope.dimension_count", shape.headWidth());
        whole(family + ".vocab_size", shape.vocabulary());
        real(family + ".attention.layer_norm_rms_epsilon", (float) shape.normEpsilon());
        real(family + ".rope.freq_base", (float) shape.ropeBase());
        if (shape.ropeScaling() instanceof RopeScaling.Linear linear) {
            text(family + ".rope.scaling.type", "linear");
            real(family + ".rope.scaling.factor", (float) linear.factor());
        }
    }

    private static List<Pending> tensors(ModelShape shape, Safetensors weights, NumberFormat numbers) {
        String family = ModelConfig.family(shape);
        List<Pending> tensors = new ArrayList<>();
        if (shape.ropeScaling() instanceof RopeScaling.Llama3 llama) {
            float[] divisors = GgufModel.divisors(llama, shape.ropeBase(), shape.headWidth());
            tensors.add(
                    new Pending(GgufModel.ROPE_FACTORS, new int[] {divisors.length}, NumberFormat.F32, () -> divisors));
        }
        for (Map.Entry<String, int[]> tensor : NamedTensor.shapes(shape).entrySet()) {
            String name = tensor.getKey();
            int[] sizes = tensor.getValue();
            boolean vector = sizes.length == 1;
            boolean fits = sizes[sizes.length - 1] % numbers.block() == 0;
            Values values = () -> weights.tensor(name).require(sizes).values();
            Values turned = () -> Pairing.neighbours(values.get(), shape.headWidth(), shape.width());
            tensors.add(new Pending(
                    GgufModel.ggufName(name),
                    sizes,
                    vector || !fits ? NumberFormat.F32 : numbers,
                    GgufModel.turned(family, name) ? turned : values));
        }
        return tensors;
    }

    void whole(String key, int value) {
        key(key, WHOLE);
        metadata.writeBytes(bytes(4).putInt(value).array());
    }

    void real(String key, float value) {
        key(key, REAL);
        metadata.writeBytes(bytes(4).putFloat(value).array());
    }

    void flag(String key, boolean value) {
        key(key, FLAG);
        metadata.write(value ? 1 : 0);
    }

    void text(String key, String value) {
        key(key, TEXT);
        metadata.writeBytes(text(value));
    }

    void texts(String key, List<String> values) {
        list(key, TEXT, values.size());
        values.forEach(value -> metadata.writeBytes(text(value)));
    }

    void wholes(String key, List<Integer> values) {
        list(key, 5, values.size());
        values.forEach(value -> metadata.writeBytes(bytes(4).putInt(value).array()));
    }

    void reals(String key, List<Float> values) {
        list(key, REAL, values.size());
        values.forEach(value -> metadata.writeBytes(bytes(4).putFloat(value).array()));
    }

    private void list(String key, int type, int count) {
        key(key, LIST);
        metadata.writeBytes(bytes(12).putInt(type).putLong(count).array());
    }

    private void key(String key, int type) {
        metadata.writeBytes(text(key));
        metadata.writeBytes(bytes(4).putInt(type).array());
        keys++;
    }

    private static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return bytes(8 + utf8.length).putLong(utf8.length).put(utf8).array();
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(FileChannel channel, List<Pending> tensors) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(bytes(24)
                .putInt(GgufFile.MAGIC)
                .putInt(3)
                .putLong(tensors.size())
                .putLong(keys)
                .array());
        head.writeBytes(metadata.toByteArray());
        long offset = 0;
        for (Pending tensor : tensors) {
            head.writeBytes(text(tensor.name));
            head.writeBytes(bytes(4).putInt(tensor.shape.length).array());
            for (int i = tensor.shape.length - 1; i >= 0; i--) {
                head.writeBytes(bytes(8).putLong(tensor.shape[i]).array());
            }
            head.writeBytes(
                    bytes(12).putInt(type(tensor.format)).putLong(offset).array());
            offset = GgufFile.aligned(offset + tensor.bytes(), GgufFile.ALIGNMENT);
        }
        put(channel, head.toByteArray());
        for (Pending tensor : tensors) {
            put(channel, tensor.format.encode(tensor.values.get()));
        }
    }

    private static int type(NumberFormat format) {
        return switch (format) {
            case F32 -> 0;
            case F16 -> 1;
            case Q8_0 -> 8;
            case BF16 -> 30;
        };
    }

    /** Followed by zeros up to where the next may begin. */
    private static void put(FileChannel channel, byte[] content) throws IOException {
        DurableFiles.writeFully(channel, ByteBuffer.wrap(content));
        long missing = GgufFile.aligned(content.length, GgufFile.ALIGNMENT) - content.length;
        DurableFiles.writeFully(channel, ByteBuffer.allocate((int) missing));
    }
}
