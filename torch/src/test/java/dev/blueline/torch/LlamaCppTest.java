package dev.blueline.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import dev.blueline.engine.NumberFormat;
import dev.blueline.interop.ForeignFolder;
import dev.blueline.interop.ForeignFolder.Family;
import dev.blueline.interop.ModelExport;
import dev.blueline.interop.ModelImport;
import dev.blueline.pretraining.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * llama.cpp reads the GGUF files that we export: it cuts text into the same tokens and, always taking the likeliest, goes on with the
 * same ones. The native library is in the jar, for Linux, macOS and Windows; its llama.cpp is older than Qwen3.
 */
class LlamaCppTest {
    private static final int TOKENS = 40;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"LLAMA", "QWEN2"})
    void itWritesWhatWeWrite(Family family) throws IOException {
        // llama.cpp takes heads that are wider together than the model for Llama, not for Qwen2
        int headWidth = family == Family.LLAMA ? 32 : 16;
        ForeignFolder foreign = new ForeignFolder(family, 2, 64, 4, 2, headWidth, 96, 128, false, "null");
        Path run = imported(foreign.write(folder.resolve("foreign")), Optional.empty());
        requireSame(run, NumberFormat.F32, "2 + 3 is", TOKENS);
    }

    @Test
    void itTellsTheKnownStory() {
        Optional<Path> stories = stories();
        assumeTrue(stories.isPresent(), "shared/data/stories260K is not beside the repository: not tried");
        Path file = stories.get().resolve("stories260K.bin");
        Path run = imported(file, Optional.of(stories.get().resolve("tok512.bin")));
        requireSame(run, NumberFormat.F32, "Once upon a time, there was", 60);
        requireSame(run, NumberFormat.F16, "Once upon a time, there was", 30);
    }

    private void requireSame(Path run, NumberFormat numbers, String prompt, int tokens) {
        Path file = folder.resolve(numbers + ".gguf");
        ModelExport.run(new ModelExport.Request(run, ModelExport.Format.GGUF, numbers, file));
        try (TrainedModel ours = TrainedModel.open(run, 1);
                LlamaModel theirs = open(file)) {
            int[] cut = theirs.encode(prompt);
            int[] own = ours.tokenizer().encode(prompt);
            int first = cut.length - own.length; // it may begin a text itself
            assertThat(first).isBetween(0, 1);
            assertThat(Arrays.copyOfRange(cut, first, cut.length)).isEqualTo(own);
            StringBuilder written = new StringBuilder();
            InferenceParameters greedy = new InferenceParameters(prompt)
                    .setTemperature(0)
                    .setTopK(1)
                    .setRepeatPenalty(1)
                    .setNPredict(tokens);
            for (LlamaOutput part : theirs.generate(greedy)) {
                written.append(part);
            }
            String expected = ours.write(List.of(prompt), tokens, 0, 1, 1).getFirst();
            assertThat(written.toString()).isNotEmpty().isEqualTo(expected);
        }
    }

    private static LlamaModel open(Path file) {
        try {
            return new LlamaModel(new ModelParameters()
                    .setModel(file.toString())
                    .setCtxSize(128)
                    .setThreads(1)
                    .disableLog());
        } catch (LinkageError missing) {
            assumeTrue(false, "llama.cpp cannot be loaded here: not tried (" + missing + ")");
            throw missing;
        }
    }

    private Path imported(Path model, Optional<Path> tokenizer) {
        Path run = folder.resolve("run");
        ModelImport.run(new ModelImport.Request(model, tokenizer, run, OptionalInt.empty(), false));
        return run;
    }

    private static Optional<Path> stories() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path found = at.resolve(Path.of("shared", "data", "stories260K"));
            if (Files.isDirectory(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
