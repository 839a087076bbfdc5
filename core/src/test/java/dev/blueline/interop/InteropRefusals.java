package dev.blueline.interop;

import dev.blueline.cli.Refusals;
import dev.blueline.engine.ModelConfig;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NamedTensor;
import dev.blueline.engine.NumberFormat;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Digits;
import dev.blueline.tokenizer.SpecialTokens;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Models of other programs: {@code import} and {@code export}. */
public final class InteropRefusals {
    private static final ModelShape SHAPE = SmallModels.QWEN2;

    private InteropRefusals() {}

    public static void add(Refusals refusals) {
        Path in = refusals.folder().resolve("interop");
        refusals.file("interop/header/model.bin", new byte[40])
                .file("interop/none/readme.txt", "")
                .file("interop/full/file.txt", "")
                .file("interop/file.txt", "")
                .prepare(() -> models(in))
                .commands("""
                        import IN/interop/none --out IN/interop/out | holds no config.json
                        import IN/interop/missing --out IN/interop/out | cannot be read; give a folder of Hugging Face
                        import IN/interop/header/model.bin --out IN/interop/out | nothing was imported
                        import IN/interop/model --out IN/interop/full | is not empty; give a new --out
                        import IN/interop/model --out IN/interop/file.txt | is no folder; give a new --out
                        import IN/interop/model --context 65 --out IN/interop/out | --context 65 cannot be used
                        import IN/interop/bare --out IN/interop/out | has no tokenizer beside it
                        import IN/interop/bare --tokenizer IN/interop/no.json --out IN/interop/out | --tokenizer
                        import IN/interop/weightless --out IN/interop/out | only safetensors can be read
                        import IN/interop/larger --out IN/interop/out | give the tokenizer of this model
                        import IN/interop/endless --out IN/interop/out | name the token that ends a text
                        import IN/interop/half --out IN/interop/out | tokenizer_config.json: is not JSON
                        import IN/interop/wide --out IN/interop/out | is larger than this program holds
                        export --run IN/interop/run --format huggingface --type f16 --out IN/interop/x | is for --format gguf
                        export --run IN/interop/run --format gguf --out IN/interop/file.txt | is there already
                        export --run IN/interop/strange --format gguf --out IN/interop/x.gguf | export it as huggingface
                        export --run IN/interop/pairs --format gguf --out IN/interop/x.gguf | export it as huggingface
                        """)
                .call(
                        "has no token <|user|>",
                        () -> Tokenizer.of(
                                        Path.of("tokenizer.json"),
                                        foreign("a", "b"),
                                        "{\"eos_token\":\"b\"}".getBytes(StandardCharsets.UTF_8))
                                .special(SpecialTokens.USER));
    }

    private static void models(Path in) throws Exception {
        SmallModels.run(in.resolve("run"), SHAPE);
        Files.write(model(in.resolve("model"), SHAPE).resolve("tokenizer.json"), SmallModels.TOKENIZER.json());
        model(in.resolve("bare"), SHAPE);
        ModelConfig.write(Files.createDirectories(in.resolve("weightless")), SHAPE);
        Path larger = model(in.resolve("larger"), SHAPE.withVocabulary(300));
        Files.write(larger.resolve("tokenizer.json"), SmallModels.TOKENIZER.json());
        Files.write(model(in.resolve("endless"), SHAPE).resolve("tokenizer.json"), foreign("a", "b"));
        Path half = model(in.resolve("half"), SHAPE);
        Files.write(half.resolve("tokenizer.json"), foreign("a", "b"));
        Files.writeString(half.resolve("tokenizer_config.json"), "{");
        ModelConfig.write(
                Files.createDirectories(in.resolve("wide")),
                new ModelShape(1 << 20, 64, 2, 1 << 14, 1, 1, 1 << 14, 1 << 14, false, false, 10_000, 1e-5));
        Files.delete(in.resolve("wide").resolve("checksums.jsonl"));
        Files.write(in.resolve("wide").resolve("model.safetensors"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        SmallModels.run(in.resolve("pairs"), SHAPE);
        BytePairTrainer.upTo(List.of("12 + 34 = 46"), 310, Digits.PAIRS)
                .save(in.resolve("pairs").resolve("tokenizer.json"));
        SmallModels.run(in.resolve("strange"), SHAPE);
        Files.delete(in.resolve("strange").resolve("tokenizer.json"));
        Files.delete(in.resolve("strange").resolve("checksums.jsonl"));
        ObjectNode cut = (ObjectNode) JsonMapper.shared().readTree(foreign(SpecialTokens.SYSTEM, "b"));
        cut.withObject("pre_tokenizer").put("add_prefix_space", true);
        Files.write(
                in.resolve("strange").resolve("tokenizer.json"),
                JsonMapper.shared().writeValueAsBytes(cut));
        Files.writeString(in.resolve("strange").resolve("tokenizer_config.json"), "{\"eos_token\":\"b\"}");
    }

    private static Path model(Path folder, ModelShape shape) throws Exception {
        ModelConfig.write(Files.createDirectories(folder), shape);
        Files.delete(folder.resolve("checksums.jsonl"));
        Files.write(
                folder.resolve("model.safetensors"),
                HuggingFaceFolderTest.safetensors(
                        NumberFormat.F32, NamedTensor.shapes(shape), SmallModels.weights(shape)));
        return folder;
    }

    /** A byte-level vocabulary of two tokens. */
    private static byte[] foreign(String one, String other) {
        return ("{\"pre_tokenizer\":{\"type\":\"ByteLevel\"},\"model\":{\"type\":\"BPE\",\"vocab\":{\"" + one
                        + "\":0,\"" + other + "\":1},\"merges\":[]}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
