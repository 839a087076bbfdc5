package dev.blueline.interop;

import dev.blueline.engine.Checkpoint;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NamedTensor;
import dev.blueline.engine.RopeScaling;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Models with weights of all sizes, one of each family. */
final class SmallModels {
    static final Tokenizer TOKENIZER = BytePairTrainer.train(
            List.of("the house and the mouse, the blouse and the grouse; then there were those other things"), 310);

    static final ModelShape LLAMA = new ModelShape(
            310, 64, 2, 48, 4, 2, 16, 80, false, true, 10_000, 1e-5, false, new RopeScaling.Llama3(8, 1, 4, 8192));
    static final ModelShape QWEN2 =
            new ModelShape(310, 64, 2, 48, 4, 2, 16, 80, false, false, 10_000, 1e-6, true, RopeScaling.NONE);
    static final ModelShape QWEN3 = new ModelShape(310, 64, 2, 48, 4, 1, 32, 96, true, false, 1e6, 1e-6);

    /** Linear scaling, one key head a query head, widths that vector kernels cannot take. */
    static final ModelShape ODD =
            new ModelShape(310, 64, 2, 40, 5, 5, 8, 44, false, false, 10_000, 1e-5, false, new RopeScaling.Linear(2));

    static final List<ModelShape> ALL = List.of(LLAMA, QWEN2, QWEN3, ODD);

    private SmallModels() {}

    /** Weights by name, the same for the same shape. */
    static Map<String, float[]> weights(ModelShape shape) {
        Random random = new Random(shape.hashCode());
        Map<String, float[]> weights = new LinkedHashMap<>();
        NamedTensor.shapes(shape).forEach((name, sizes) -> {
            int count = 1;
            for (int size : sizes) {
                count *= size;
            }
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] =
                        (float) (name.contains("norm") ? 1 + 0.1 * random.nextGaussian() : 0.2 * random.nextGaussian());
            }
            weights.put(name, values);
        });
        return weights;
    }

    /** A run's folder. */
    static Path run(Path folder, ModelShape shape) {
        Map<String, float[]> weights = weights(shape);
        Checkpoint.saveModel(folder, shape, weights::get);
        TOKENIZER.save(folder.resolve("tokenizer.json"));
        return folder;
    }

    /** The folder of the real checkpoint that lies beside the repository, if it does. */
    static Optional<Path> stories() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve(Path.of("shared", "data", "stories260K"));
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    static byte[] bytes(Path file) throws IOException {
        return Files.readAllBytes(file);
    }
}
