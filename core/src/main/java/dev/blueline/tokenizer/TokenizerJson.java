package dev.blueline.tokenizer;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.SealedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code tokenizer.json} of Hugging Face's tokenizers library (format 1.0): a BPE model over {@link ByteAlphabet}
 * text, a {@code Split} by {@link Digits#pattern} then {@code ByteLevel} without its own pattern, and the special
 * tokens as added tokens.
 */
final class TokenizerJson {
    static final String NAME = "tokenizer.json";

    private static final JsonMapper JSON = JsonMapper.shared();

    private TokenizerJson() {}

    static byte[] write(Tokenizer tokenizer) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        root.putNull("truncation").putNull("padding");
        addSpecialTokens(root.putArray("added_tokens"));
        root.putNull("normalizer");
        ObjectNode cut = root.putObject("pre_tokenizer").put("type", "Sequence");
        ArrayNode steps = cut.putArray("pretokenizers");
        ObjectNode split = steps.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", tokenizer.digits().pattern());
        split.put("behavior", "Isolated").put("invert", false);
        byteLevel(steps.addObject());
        root.putNull("post_processor");
        byteLevel(root.putObject("decoder"));
        addModel(root.putObject("model"), tokenizer);
        return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void addSpecialTokens(ArrayNode tokens) {
        for (int id = 0; id < SpecialTokens.COUNT; id++) {
            AddedTokens.add(tokens, id, SpecialTokens.NAMES.get(id), true);
        }
    }

    /** A foreign file with more special tokens from an id on, but for those that it has. */
    static byte[] with(byte[] file, List<String> names, int firstId) {
        ObjectNode root = (ObjectNode) JSON.readTree(file);
        ArrayNode tokens = root.withArray("added_tokens");
        Set<String> known = new HashSet<>();
        tokens.forEach(token -> known.add(token.path("content").asString("")));
        int id = firstId;
        for (String name : names) {
            if (known.add(name)) {
                AddedTokens.add(tokens, id++, name, true);
            }
        }
        return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void byteLevel(ObjectNode step) {
        step.put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", false);
    }

    private static void addModel(ObjectNode model, Tokenizer tokenizer) {
        model.put("type", "BPE").putNull("dropout").putNull("unk_token");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < tokenizer.vocabularySize(); id++) {
            vocabulary.put(name(tokenizer, id), id);
        }
        ArrayNode merges = model.putArray("merges");
        for (Merge merge : tokenizer.merges()) {
            merges.add(name(tokenizer, merge.left()) + " " + name(tokenizer, merge.right()));
        }
    }

    private static String name(Tokenizer tokenizer, int id) {
        return id < SpecialTokens.COUNT ? SpecialTokens.NAMES.get(id) : ByteAlphabet.write(tokenizer.bytes(id));
    }

    static Tokenizer read(Path file) {
        byte[] content;
        try {
            SealedFiles.verify(file);
            content = Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new BadInput("tokenizer: " + file + " cannot be read; check that it exists", failure);
        }
        Path folder = file.toAbsolutePath().resolveSibling("");
        return read(file, content, foreign -> TextEnds.read(folder, foreign));
    }

    /** @param ends what a foreign tokenizer puts around a text */
    static Tokenizer read(Path file, byte[] content, Function<ForeignTokenizer, TextEnds> ends) {
        try {
            JsonNode root = JSON.readTree(content);
            if (isForeign(root)) {
                ForeignTokenizer foreign = new ForeignTokenizer(root);
                return new Tokenizer(foreign, ends.apply(foreign), content);
            }
            List<Merge> merges = merges(root.path("model"));
            for (Digits digits : Digits.values()) {
                Tokenizer tokenizer = new Tokenizer(digits, merges);
                // what the file says beyond its merges must be what is written here, or ids would differ silently
                if (root.equals(JSON.readTree(write(tokenizer)))) {
                    return tokenizer;
                }
            }
        } catch (JacksonException | IllegalArgumentException broken) {
            throw new BadInput(
                    "tokenizer: " + file + " is not a tokenizer that this program can use (" + firstLine(broken)
                            + "); give the tokenizer.json of a run, or of a byte-pair tokenizer",
                    broken);
        }
        throw new BadInput("tokenizer: " + file + " is of another kind than this program makes; give the tokenizer.json"
                + " of a run");
    }

    /** A byte-pair vocabulary that does not begin with this program's special tokens. */
    private static boolean isForeign(JsonNode root) {
        JsonNode vocabulary = root.path("model").path("vocab");
        return vocabulary.isObject()
                && !vocabulary.isEmpty()
                && root.path("model").path("merges").isArray()
                && vocabulary.path(SpecialTokens.SYSTEM).asInt(-1) != SpecialTokens.NAMES.indexOf(SpecialTokens.SYSTEM);
    }

    private static List<Merge> merges(JsonNode model) {
        Map<String, Integer> ids = new HashMap<>();
        for (Map.Entry<String, JsonNode> token : model.path("vocab").properties()) {
            ids.put(token.getKey(), token.getValue().intValue());
        }
        List<Merge> merges = new ArrayList<>();
        for (JsonNode merge : model.path("merges")) {
            String[] parts = merge.asString().split(" ", 2);
            int made = Tokenizer.FIRST_MERGE + merges.size();
            int left = ids.getOrDefault(parts[0], -1);
            int right = ids.getOrDefault(parts[parts.length - 1], -1);
            if (left < Tokenizer.FIRST_BYTE || right < Tokenizer.FIRST_BYTE || left >= made || right >= made) {
                throw new IllegalArgumentException("merge " + merges.size() + " joins tokens it does not have");
            }
            merges.add(new Merge(left, right));
        }
        return merges;
    }

    private static String firstLine(RuntimeException broken) {
        String message = broken instanceof JacksonException json ? json.getOriginalMessage() : broken.getMessage();
        return String.valueOf(message)
                .replaceAll(" \\(start marker at .*", "")
                .lines()
                .findFirst()
                .orElse("");
    }
}
