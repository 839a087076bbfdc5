package dev.blueline.interop;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ways to cut text before merging that GGUF files name in {@code tokenizer.ggml.pre}; the patterns are those of the published
 * {@code tokenizer.json} files.
 */
enum TextFamily {
    GPT2(List.of("gpt-2", "default"), "null", TextFamily.BYTES_BY_PATTERN, false),
    SMOLLM(
            List.of("smollm"),
            "null",
            "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Digits\",\"individual_digits\":true},"
                    + TextFamily.BYTES_BY_PATTERN + "]}",
            false),
    QWEN2(List.of("qwen2"), "{\"type\":\"NFC\"}", TextFamily.split("\\\\p{N}"), false),
    LLAMA3(List.of("llama-bpe", "llama3", "llama-v3"), "null", TextFamily.split("\\\\p{N}{1,3}"), true);

    static final String BYTE_LEVEL =
            "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":false,\"use_regex\":false}";
    private static final String BYTES_BY_PATTERN =
            "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":true}";

    private final List<String> names;
    private final String normalizer;
    private final String preTokenizer;
    private final boolean wholeWords;

    TextFamily(List<String> names, String normalizer, String preTokenizer, boolean wholeWords) {
        this.names = names;
        this.normalizer = normalizer;
        this.preTokenizer = preTokenizer;
        this.wholeWords = wholeWords;
    }

    /** GPT-4's pattern with its own rule for numbers. */
    private static String split(String numbers) {
        return "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\",\"pattern\":{\"Regex\":"
                + "\"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|" + numbers
                + "| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+\"},"
                + "\"behavior\":\"Isolated\",\"invert\":false}," + BYTE_LEVEL + "]}";
    }

    static Optional<TextFamily> named(String name) {
        return Arrays.stream(values())
                .filter(family -> family.names.contains(name))
                .findFirst();
    }

    /** The family that a {@code tokenizer.json} cuts text like. */
    static Optional<TextFamily> of(JsonNode tokenizer) {
        return Arrays.stream(values())
                .filter(family -> cuts(family.preTokenizer()).equals(cuts(tokenizer.path("pre_tokenizer"))))
                .findFirst();
    }

    /** What decides how text is cut, in order: {@code trim_offsets} does not. Older files do not say {@code use_regex}, which is true. */
    private static List<String> cuts(JsonNode preTokenizer) {
        JsonNode steps = preTokenizer.path("pretokenizers");
        return (steps.isArray() ? steps.valueStream() : java.util.stream.Stream.of(preTokenizer))
                .map(step -> step.path("type").asString("")
                        + step.path("pattern").path("Regex").asString("")
                        + step.path("individual_digits").asString("")
                        + step.path("add_prefix_space").asString("")
                        + (step.path("type").asString("").equals("ByteLevel")
                                ? step.path("use_regex").asString("true")
                                : ""))
                .toList();
    }

    /** The name that GGUF files call it by. */
    String ggufName() {
        return names.getFirst();
    }

    JsonNode normalizer() {
        return JsonMapper.shared().readTree(normalizer);
    }

    JsonNode preTokenizer() {
        return JsonMapper.shared().readTree(preTokenizer);
    }

    /** Whether a word that is a token needs no merges. */
    boolean takesWholeWords() {
        return wholeWords;
    }
}
