package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A learner's folder: {@code config.json} and {@code model.safetensors} as Hugging Face transformers loads them, and
 * {@code optimizer.safetensors} with AdamW's two running means under {@code mean.} and {@code square.} before the
 * weight's name; Muon's momentum is a {@code mean.} too. Both tensor files name the step they were taken at, so that
 * halves of two checkpoints are not mixed.
 */
public final class Checkpoint {
    /** Name of the file with the weights. */
    public static final String MODEL = "model.safetensors";

    static final String OPTIMIZER = "optimizer.safetensors";
    private static final String STEP = "step";
    private static final String MEAN = "mean.";
    private static final String SQUARE = "square.";

    private Checkpoint() {}

    /**
     * What a folder holds, tensor by tensor in the order of {@link NamedTensor#drawn}, each row by row.
     *
     * @param step optimizer steps taken
     * @param weights the model
     * @param means running means of the gradients, as many as weights
     * @param squares running means of the squared gradients, as many as weights
     */
    public record State(long step, List<float[]> weights, List<float[]> means, List<float[]> squares) {}

    /** Writes a learner's folder. */
    public static void save(Path folder, ModelShape shape, State state) {
        DurableFiles.createFolder(folder);
        List<Layout.Named> named = new Layout(shape).tensors();
        Map<String, String> metadata = Map.of("format", "pt", STEP, Long.toString(state.step));
        List<Safetensors.Tensor> moments = tensors(named, MEAN, state.means);
        moments.addAll(tensors(named, SQUARE, state.squares));
        Safetensors.write(folder.resolve(OPTIMIZER), metadata, moments);
        Safetensors.write(folder.resolve(MODEL), metadata, tensors(named, "", state.weights));
        ModelConfig.write(folder, shape);
    }

    /**
     * Reads a learner's folder. A folder without an optimizer, such as a finished run's, gives the weights and an optimizer
     * at rest.
     *
     * @throws BadInput if the folder holds no model of this shape
     */
    public static State load(Path folder, ModelShape shape) {
        requireShape(folder, shape);
        List<Layout.Named> named = new Layout(shape).tensors();
        Safetensors.Content model = Safetensors.read(folder.resolve(MODEL));
        List<float[]> weights = read(named, model, "");
        if (!holdsOptimizer(folder)) {
            return new State(0, weights, atRest(weights), atRest(weights));
        }
        Safetensors.Content moments = Safetensors.read(folder.resolve(OPTIMIZER));
        long step = step(moments);
        if (step != step(model)) {
            throw new BadInput(folder + ": " + MODEL + " is from step " + step(model) + " but " + OPTIMIZER
                    + " from step " + step + "; take an older checkpoint");
        }
        return new State(step, weights, read(named, moments, MEAN), read(named, moments, SQUARE));
    }

    /**
     * Writes the folder of a finished run, without an optimizer, as {@link #load} takes it.
     *
     * @param values gives each tensor by its name, row by row; they are asked for one after another
     */
    public static void saveModel(Path folder, ModelShape shape, Function<String, float[]> values) {
        DurableFiles.createFolder(folder);
        Safetensors.writePending(folder.resolve(MODEL), Map.of("format", "pt", STEP, "0"), pending(shape, values));
        ModelConfig.write(folder, shape);
    }

    /**
     * As {@link #saveModel}, each tensor in the format that it is stored in.
     *
     * @param formats of each tensor by its name, known before any is asked for
     * @param tensors gives each, in that format
     */
    public static void saveStored(
            Path folder,
            ModelShape shape,
            Function<String, NumberFormat> formats,
            Function<String, StoredTensor> tensors) {
        DurableFiles.createFolder(folder);
        List<Safetensors.Pending> pending = new ArrayList<>();
        for (Layout.Named named : new Layout(shape).tensors()) {
            String name = named.name();
            pending.add(new Safetensors.Pending(
                    name,
                    named.shape(),
                    formats.apply(name),
                    () -> tensors.apply(name).bytes()));
        }
        Safetensors.writePending(folder.resolve(MODEL), Map.of("format", "pt", STEP, "0"), pending);
        ModelConfig.write(folder, shape);
    }

    /** Writes the weights alone as other programs take them, as {@link #saveModel} but for the checksum. */
    public static void exportModel(Path file, ModelShape shape, Function<String, float[]> values) {
        DurableFiles.write(file, Safetensors.content(Map.of("format", "pt"), pending(shape, values)));
    }

    private static List<Safetensors.Pending> pending(ModelShape shape, Function<String, float[]> values) {
        return new Layout(shape)
                .tensors().stream()
                        .map(named ->
                                Safetensors.Pending.of(named.name(), named.shape(), () -> values.apply(named.name())))
                        .toList();
    }

    static void save(Path folder, ModelShape shape, Weights weights, AdamW optimizer) {
        Layout layout = weights.layout;
        save(
                folder,
                shape,
                new State(
                        optimizer.step,
                        plain(layout, weights.data),
                        plain(layout, optimizer.mean),
                        plain(layout, optimizer.square)));
    }

    /** Whether a folder holds an optimizer beside its model. */
    static boolean holdsOptimizer(Path folder) {
        return Files.exists(folder.resolve(OPTIMIZER));
    }

    /** Restores the weights of a folder without an optimizer; they stay as they were if anything is wrong. */
    static void loadModel(Path folder, ModelShape shape, Weights weights) {
        requireShape(folder, shape);
        try (Safetensors open = Safetensors.open(folder.resolve(MODEL))) {
            List<Layout.Named> named = weights.layout.tensors();
            List<StoredTensor> stored = named.stream()
                    .map(tensor -> open.tensor(tensor.name()).require(tensor.shape()))
                    .toList();
            for (int i = 0; i < stored.size(); i++) {
                named.get(i).fill(weights.data, stored.get(i).values());
            }
        }
    }

    private static void requireShape(Path folder, ModelShape shape) {
        ModelShape found = ModelConfig.read(folder);
        if (!found.equals(shape)) {
            throw new BadInput(
                    folder + ": holds " + found + ", not " + shape + "; load it into a learner of its shape");
        }
    }

    /** Restores weights and optimizer; both stay as they were if anything is wrong. */
    static void load(Path folder, ModelShape shape, Weights weights, AdamW optimizer) {
        State state = load(folder, shape);
        fill(weights.layout, state.weights, weights.data);
        fill(weights.layout, state.means, optimizer.mean);
        fill(weights.layout, state.squares, optimizer.square);
        optimizer.step = state.step;
    }

    private static List<float[]> plain(Layout layout, float[] data) {
        return layout.tensors().stream().map(named -> named.plain(data)).toList();
    }

    private static void fill(Layout layout, List<float[]> values, float[] data) {
        for (int i = 0; i < values.size(); i++) {
            layout.tensors().get(i).fill(data, values.get(i));
        }
    }

    private static List<float[]> atRest(List<float[]> weights) {
        return weights.stream().map(values -> new float[values.length]).toList();
    }

    private static List<Safetensors.Tensor> tensors(List<Layout.Named> named, String prefix, List<float[]> values) {
        List<Safetensors.Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            Layout.Named tensor = named.get(i);
            tensors.add(new Safetensors.Tensor(prefix + tensor.name(), tensor.shape(), values.get(i)));
        }
        return tensors;
    }

    private static List<float[]> read(List<Layout.Named> named, Safetensors.Content content, String prefix) {
        return named.stream()
                .map(tensor -> content.values(prefix + tensor.name(), tensor.shape()))
                .toList();
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
