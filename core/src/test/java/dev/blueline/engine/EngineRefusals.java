package dev.blueline.engine;

import dev.blueline.cli.Refusals;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Models: their shapes, what they are given to read, and their files. */
public final class EngineRefusals {
    private static final ModelShape SHAPE = new ModelShape(320, 16, 1, 16, 1, 1, 16, 32, true, false, 10_000, 1e-6);

    private EngineRefusals() {}

    public static void add(Refusals refusals) {
        shapes(refusals);
        refusals.call("threads is 0", () -> Learners.create("java", SHAPE, 1, 0))
                .call("a batch of 1 rows of 17", () -> {
                    ModelInput.check(SHAPE, new Batch(new int[18], 1, 17));
                    return SHAPE;
                })
                .call("a context of 0 tokens", () -> {
                    try (Learner learner = Learners.create("java", SHAPE, 1, 1)) {
                        return learner.next(new int[0]);
                    }
                })
                .call("a prompt is empty", () -> {
                    try (Learner learner = Learners.create("java", SHAPE, 1, 1)) {
                        return learner.sample(List.of(new int[0]), new Sampling(1, 1, 1, 1, 0));
                    }
                })
                .call("a step on no sequences", () -> {
                    ModelInput.check(SHAPE, new Sequences(List.of(), new int[0]));
                    return SHAPE;
                })
                .call("a sequence of 18 tokens", () -> {
                    ModelInput.check(SHAPE, new Sequences(List.of(new int[18]), new int[] {1}));
                    return SHAPE;
                })
                .call("token 320 is not in the vocabulary", () -> {
                    try (Learner learner = Learners.create("java", SHAPE, 1, 1)) {
                        return learner.next(new int[] {320});
                    }
                });
        configurations(refusals);
        tensors(refusals);
        checkpoints(refusals);
    }

    private static void shapes(Refusals refusals) {
        refusals.call("vocabulary is 1", () -> new ModelShape(1, 16, 1, 16, 1, 1, 16, 32, true, false, 10_000, 1e-6))
                .call("layers is 0", () -> new ModelShape(320, 16, 0, 16, 1, 1, 16, 32, true, false, 10_000, 1e-6))
                .call(
                        "does not divide heads",
                        () -> new ModelShape(320, 16, 1, 48, 3, 2, 16, 32, true, false, 10_000, 1e-6))
                .call("make it even", () -> new ModelShape(320, 16, 1, 15, 1, 1, 15, 32, true, false, 10_000, 1e-6))
                .call("ropeBase is 1.0", () -> new ModelShape(320, 16, 1, 16, 1, 1, 16, 32, true, false, 1, 1e-6))
                .call("normEpsilon is 0.0", () -> new ModelShape(320, 16, 1, 16, 1, 1, 16, 32, true, false, 10_000, 0))
                .call(
                        "both a norm and a bias",
                        () -> new ModelShape(
                                320, 16, 1, 16, 1, 1, 16, 32, true, false, 10_000, 1e-6, true, RopeScaling.NONE))
                .call(
                        "a multiple of 16, such as 32",
                        () -> new JavaLearner(
                                new ModelShape(320, 16, 1, 16, 1, 1, 16, 24, true, false, 10_000, 1e-6),
                                1,
                                1,
                                Kernels::fastest));
    }

    private static void configurations(Refusals refusals) {
        refusals.file("config-type/config.json", "{\"model_type\": \"gpt2\"}")
                .file("config-word/config.json", "{\"model_type\": \"llama\", \"vocab_size\": \"many\"}")
                .file("config-json/config.json", "{")
                .call(
                        "only llama, qwen2 and qwen3",
                        () -> ModelConfig.read(refusals.folder().resolve("config-type")))
                .call(
                        "vocab_size is missing",
                        () -> ModelConfig.read(refusals.folder().resolve("config-word")))
                .call("is not JSON", () -> ModelConfig.read(refusals.folder().resolve("config-json")))
                .call("which this program cannot compute", () -> config(refusals, "hidden_act", "\"gelu\""))
                .call("attention_bias is true", () -> config(refusals, "attention_bias", "true"))
                .call("rope_type is yarn", () -> config(refusals, "rope_scaling", "{\"rope_type\":\"yarn\"}"))
                .call("the configuration contradicts itself", () -> config(refusals, "head_dim", "null"))
                .call("is not a positive number", () -> config(refusals, "rope_scaling", "{\"type\":\"linear\"}"))
                .call(
                        "give a model's folder",
                        () -> ModelConfig.read(refusals.folder().resolve("config-none")));
    }

    /** Reads the configuration of a sound model but for one entry. */
    private static ModelShape config(Refusals refusals, String key, String value) throws Exception {
        Path folder = Files.createDirectories(refusals.folder().resolve("config-one"));
        String sound = "{\"model_type\":\"llama\",\"vocab_size\":9,\"max_position_embeddings\":8,"
                + "\"num_hidden_layers\":1,\"hidden_size\":16,\"num_attention_heads\":3,\"intermediate_size\":9,";
        String head = key.equals("head_dim") ? "" : "\"head_dim\":16,";
        Files.writeString(folder.resolve(ModelConfig.FILE), sound + head + "\"" + key + "\":" + value + "}");
        return ModelConfig.read(folder);
    }

    private static void tensors(Refusals refusals) {
        Path folder = refusals.folder();
        refusals.file("short.safetensors", new byte[4])
                .file("header.safetensors", safetensors("{..", 0))
                .file(
                        "half.safetensors",
                        safetensors("{\"a\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[0,2]}}", 2))
                .file(
                        "outside.safetensors",
                        safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 4))
                .file(
                        "huge.safetensors",
                        safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,8]}}", 8))
                .file(
                        "long.safetensors",
                        safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 9))
                .file(
                        "nan.safetensors",
                        nan(safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4)))
                .file(
                        "one.safetensors",
                        safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8))
                .call("not a safetensors file", () -> Safetensors.read(folder.resolve("short.safetensors")))
                .call("is not JSON without duplicates", () -> Safetensors.read(folder.resolve("header.safetensors")))
                .call("only F32, F16 and BF16 can be read", () -> Safetensors.read(folder.resolve("half.safetensors")))
                .call("does not lie inside", () -> Safetensors.read(folder.resolve("outside.safetensors")))
                .call("has a size that cannot be held", () -> Safetensors.read(folder.resolve("huge.safetensors")))
                .call(
                        "belong to no tensor; the file is damaged",
                        () -> Safetensors.read(folder.resolve("long.safetensors")))
                .call("must be finite", () -> {
                    try (Safetensors open = Safetensors.open(folder.resolve("nan.safetensors"))) {
                        return open.tensor("a").finiteValues();
                    }
                })
                .call("cannot be read", () -> Safetensors.read(folder.resolve("none.safetensors")))
                .call(
                        "has no tensor b",
                        () -> Safetensors.read(folder.resolve("one.safetensors"))
                                .values("b", new int[] {2}))
                .call(
                        "where the model needs",
                        () -> Safetensors.read(folder.resolve("one.safetensors"))
                                .values("a", new int[] {3}));
    }

    private static void checkpoints(Refusals refusals) {
        Path folder = refusals.folder().resolve("checkpoint");
        refusals.call("load it into a learner of its shape", () -> {
                    saved(folder);
                    return Checkpoint.load(
                            folder, new ModelShape(320, 16, 2, 16, 1, 1, 16, 32, true, false, 10_000, 1e-6));
                })
                .call("take an older checkpoint", () -> {
                    saved(folder);
                    stepped(folder, "optimizer", Map.of("format", "pt", "step", "5"));
                    return Checkpoint.load(folder, SHAPE);
                })
                .call("does not say which step", () -> {
                    saved(folder);
                    stepped(folder, "optimizer", Map.of("format", "pt"));
                    return Checkpoint.load(folder, SHAPE);
                })
                .call("a context with a continuation of", () -> {
                    try (Learner learner = Learners.create("java", SHAPE, 1, 1)) {
                        int[] tooLong = new int[SHAPE.context() + 2];
                        return learner.score(List.of(new Continuations(new int[] {1}, List.of(tooLong))));
                    }
                });
    }

    private static void saved(Path folder) throws Exception {
        Files.createDirectories(folder);
        try (Learner learner = Learners.create("java", SHAPE, 1, 1)) {
            learner.save(folder);
        }
    }

    /** The same tensors with other notes. */
    private static void stepped(Path folder, String name, Map<String, String> notes) throws Exception {
        try (var files = Files.list(folder)) {
            Path file = files.filter(f -> f.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow();
            Safetensors.Content content = Safetensors.read(file);
            Safetensors.write(file, notes, List.copyOf(content.tensors().values()));
        }
    }

    /** The same with a last value that is not a number. */
    private static byte[] nan(byte[] file) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(file.length - 4, Float.NaN);
        return file;
    }

    private static byte[] safetensors(String header, int bytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }
}
