package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.interop.ForeignFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model that was made elsewhere is taken over, measured, taught, improved by reinforcement, trained on text, and given back. */
class ModelCircleTest {
    @TempDir
    Path folder;

    private enum Family {
        LLAMA(new ForeignFolder(ForeignFolder.Family.LLAMA, 2, 32, 4, 2, 16, 64, 96, false, "null")),
        QWEN3(new ForeignFolder(ForeignFolder.Family.QWEN3, 2, 32, 2, 1, 32, 64, 96, false, "null"));

        private final ForeignFolder model;

        Family(ForeignFolder model) {
            this.model = model;
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void aForeignModelGoesTheFullCircle(Family family) throws IOException {
        Path foreign = family.model.write(folder.resolve("foreign"));
        String imported = path("new/folders/imported");
        JsonNode shape = ok("import", foreign.toString(), "--dialogue-tokens", "--out", imported, "--json")
                .json();
        assertThat(shape.path("tokens").intValue()).isEqualTo(ForeignFolder.TOKENS + 10);

        JsonNode measured = ok("evaluate", "--run", imported, "--tasks", "grammar", "--items", "20", "--json")
                .json();
        assertThat(measured.toString()).contains("grammar");

        String taught = path("taught");
        ok(arithmetic("train", imported, taught, "--style", "direct", "--steps", "60"));
        String tuned = path("tuned");
        ok(arithmetic("reason", taught, tuned, "--tokens", "8", "--flops", "5e8"));
        assertThat(weights(tuned)).isNotEqualTo(weights(taught));

        String read = path("read");
        Files.writeString(folder.resolve("notes.txt"), text());
        ok("train", "--from", tuned, "--corpus", path("notes.txt"), "--replay", "0", "--tokens", "4k", "--out", read);

        for (String run : List.of(tuned, read)) {
            ok("export", "--run", run, "--format", "huggingface", "--out", run + "-out/hf");
            ok("export", "--run", run, "--format", "gguf", "--out", run + "-out/model.gguf");
            requireSameNames(foreign, Path.of(run + "-out/hf"));
            ok("import", run + "-out/hf", "--out", run + "-from-hf");
            ok("import", run + "-out/model.gguf", "--out", run + "-from-gguf");
            assertThat(weights(run + "-from-hf")).isEqualTo(weights(run)).isEqualTo(weights(run + "-from-gguf"));
            assertThat(written(run + "-from-hf")).isEqualTo(written(run)).isEqualTo(written(run + "-from-gguf"));
        }
    }

    private String[] arithmetic(String command, String from, String out, String... more) {
        List<String> all = new ArrayList<>(List.of(command, "--task", "arithmetic", "--levels", "1"));
        all.addAll(List.of("--from", from, "--out", out, "--threads", "1"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static CommandRun ok(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.code())
                .as(String.join(" ", arguments) + "\n" + run.error())
                .isZero();
        return run;
    }

    private static String written(String run) {
        return ok("generate", "--run", run, "--prompt", "2 + 3", "--temperature", "0", "--tokens", "12")
                .output();
    }

    private static String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            text.append("Note ")
                    .append(i)
                    .append(" tells of ")
                    .append(i * 7 % 97)
                    .append(" bees on the lime tree.\n");
            text.append(i % 10 == 9 ? "\n" : "");
        }
        return text.toString();
    }

    /** Each tensor's bytes by its name. */
    private static Map<String, ByteBuffer> weights(String run) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(Path.of(run, "model.safetensors")))
                .order(ByteOrder.LITTLE_ENDIAN);
        int header = Math.toIntExact(file.getLong());
        Map<String, ByteBuffer> weights = new LinkedHashMap<>();
        JsonNode named = JsonMapper.shared().readTree(file.array(), 8, header);
        for (Map.Entry<String, JsonNode> tensor : named.properties()) {
            JsonNode place = tensor.getValue().path("data_offsets");
            if (!tensor.getKey().equals("__metadata__")) {
                int from = place.path(0).intValue();
                weights.put(
                        tensor.getKey(),
                        file.slice(8 + header + from, place.path(1).intValue() - from));
            }
        }
        return weights;
    }

    /** What goes out has the tensors and the architecture that came in. */
    private static void requireSameNames(Path foreign, Path out) throws IOException {
        assertThat(weights(out.toString()).keySet())
                .containsExactlyInAnyOrderElementsOf(weights(foreign.toString()).keySet());
        for (String key : List.of("architectures", "num_key_value_heads", "head_dim", "rope_theta", "rms_norm_eps")) {
            assertThat(config(out).path(key)).as(key).isEqualTo(config(foreign).path(key));
        }
    }

    private static JsonNode config(Path folder) throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("config.json")));
    }
}
