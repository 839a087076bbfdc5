package dev.blueline.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelConfig;
import dev.blueline.interop.ForeignFolder;
import dev.blueline.interop.ForeignFolder.Family;
import dev.blueline.interop.ModelImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What both learners compute of an imported model, against the families' definition in libtorch's plainest operations. */
class ImportedModelTest {
    private static final String LLAMA3 = """
            {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
             "original_max_position_embeddings": 64}
            """;

    @TempDir
    Path folder;

    static List<ForeignFolder> models() {
        return List.of(
                new ForeignFolder(Family.LLAMA, 2, 48, 4, 2, 16, 96, 64, true, "null"),
                new ForeignFolder(Family.LLAMA, 3, 32, 4, 1, 8, 44, 64, false, LLAMA3),
                new ForeignFolder(
                        Family.LLAMA, 1, 32, 2, 2, 16, 64, 64, true, "{\"type\": \"linear\", \"factor\": 4.0}"),
                new ForeignFolder(Family.QWEN2, 2, 48, 4, 2, 16, 96, 64, true, "null"),
                new ForeignFolder(Family.QWEN3, 2, 48, 4, 2, 32, 96, 64, false, "null"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void logitsAreThoseOfTheDefinition(ForeignFolder foreign) throws IOException {
        Path run = folder.resolve("run");
        ModelImport.run(new ModelImport.Request(
                foreign.write(folder.resolve("foreign")), Optional.empty(), run, OptionalInt.empty(), false));
        int[] tokens = new Random(3).ints(40, 0, ForeignFolder.TOKENS).toArray();
        float[][] expected = new PlainForward(foreign).logProbabilities(tokens);
        for (String name : List.of("java", "torch")) {
            double largest = 0;
            try (Learner learner = Learners.create(name, ModelConfig.read(run), 1, 1)) {
                learner.load(run);
                for (int length : new int[] {1, 2, 17, 40}) {
                    float[] found = learner.next(Arrays.copyOf(tokens, length));
                    for (int i = 0; i < found.length; i++) {
                        float wanted = expected[length - 1][i];
                        assertThat(found[i])
                                .as("%s, token %d after %d", name, i, length)
                                .isCloseTo(wanted, within(1e-4f));
                        largest = Math.max(largest, Math.abs((double) found[i] - wanted));
                    }
                }
            }
            System.out.printf("%s %s: largest gap of log-probabilities %.1e%n", foreign.family(), name, largest);
        }
    }
}
