package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A learner's folder: {@code config.json} and {@code model.safetensors} as Hugging Face transformers loads them, and
 * {@code optimizer.safetensors} with AdamW's two running means under {@code mean.} and {@code square.} before the
 * weight's name; Muon's momentum is a {@code mean.} too. Both tensor files name the step they were taken at, so that
 * halves of two checkpoints are not mixed.
 */
final class Checkpoint {
    static final String MODEL = "model.safetensors";
    static final String OPTIMIZER = "optimizer.safetensors";
    private static final String STEP = "step";
    private static final String MEAN = "mean.";
    private static final String SQUARE = "square.";

    private Checkpoint() {}

    static void save(Path folder, ModelShape shape, Weights weights, AdamW optimizer) {
        Map<String, String> metadata = Map.of("format", "pt", STEP, Long.toString(optimizer.step));
        List<Safetensors.Tensor> moments = tensors(weights.layout, MEAN, optimizer.mean);
        moments.addAll(tensors(weights.layout, SQUARE, optimizer.square));
        Safetensors.write(folder.resolve(OPTIMIZER), metadata, moments);
        Safetensors.write(folder.resolve(MODEL), metadata, tensors(weights.layout, "", weights.data));
        ModelConfig.write(folder, shape);
    }

    /**
     * Restores weights and optimizer; both stay as they were if anything is wrong. A folder without an optimizer, such as a
     * finished run's, gives the weights and an optimizer at rest.
     */
    static void load(Path folder, ModelShape shape, Weights weights, AdamW optimizer) {
        ModelShape found = ModelConfig.read(folder);
        if (!found.equals(shape)) {
            throw new BadInput(
                    folder + ": holds " + found + ", not " + shape + "; load it into a learner of its shape");
        }
        Safetensors.Content model = Safetensors.read(folder.resolve(MODEL));
        float[] values = read(weights.layout, model, "");
        float[] mean = new float[values.length];
        float[] square = new float[values.length];
        long step = 0;
        if (Files.exists(folder.resolve(OPTIMIZER))) {
            Safetensors.Content moments = Safetensors.read(folder.resolve(OPTIMIZER));
            step = step(moments);
            if (step != step(model)) {
                throw new BadInput(folder + ": " + MODEL + " is from step " + step(model) + " but " + OPTIMIZER
                        + " from step " + step + "; take an older checkpoint");
            }
            mean = read(weights.layout, moments, MEAN);
            square = read(weights.layout, moments, SQUARE);
        }
        System.arraycopy(values, 0, weights.data, 0, values.length);
        System.arraycopy(mean, 0, optimizer.mean, 0, mean.length);
        System.arraycopy(square, 0, optimizer.square, 0, square.length);
        optimizer.step = step;
    }

    private static List<Safetensors.Tensor> tensors(Layout layout, String prefix, float[] data) {
        List<Safetensors.Tensor> tensors = new ArrayList<>();
        for (Layout.Named named : layout.tensors()) {
            tensors.add(new Safetensors.Tensor(prefix + named.name(), named.shape(), named.plain(data)));
        }
        return tensors;
    }

    private static float[] read(Layout layout, Safetensors.Content content, String prefix) {
        float[] data = new float[layout.size()];
        for (Layout.Named named : layout.tensors()) {
            named.fill(data, content.values(prefix + named.name(), named.shape()));
        }
        return data;
    }

    private static long step(Safetensors.Content content) {
        try {
            return Long.parseLong(content.metadata().getOrDefault(STEP, ""));
        } catch (NumberFormatException none) {
            throw new BadInput(
                    content.file() + ": does not say which step it is from; it was not saved by a learner", none);
        }
    }
}
