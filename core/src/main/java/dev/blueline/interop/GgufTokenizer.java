package dev.blueline.interop;

import dev.blueline.tokenizer.AddedTokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokenizer in a GGUF file's metadata. {@code tokenizer.huggingface.json} is taken as it is; else {@code llama} is a scored
 * vocabulary, and {@code gpt2} a list of merges whose way to cut text is known by its name.
 */
final class GgufTokenizer {
    static final String KEY = "tokenizer.ggml.";
    static final String WHOLE = "tokenizer.huggingface.json";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int USER = 4;
    private static final int BYTE = 6;

    private GgufTokenizer() {}

    /** The tokenizer, if the file has one. */
    static Optional<ForeignModel.Vocabulary> of(GgufFile file, int vocabulary) {
        List<String> tokens = file.texts(KEY + "tokens");
        Optional<String> model = file.text(KEY + "model");
        if (model.isEmpty() || tokens.isEmpty()) {
            return Optional.empty();
        }
        if (tokens.size() > vocabulary) {
            throw file.wrong(KEY + "tokens", "are " + tokens.size() + ", but the model knows " + vocabulary);
        }
        int end = place(file, "eos_token_id", tokens.size())
                .orElse(place(file, "bos_token_id", tokens.size()).orElse(0));
        int beginning = place(file, "bos_token_id", tokens.size()).orElse(end);
        byte[] json = file.text(WHOLE)
                .map(whole -> whole.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> switch (model.get()) {
                    case "llama" -> scored(file, tokens);
                    case "gpt2" -> merged(file, tokens);
                    default ->
                        throw file.wrong(
                                KEY + "model",
                                "is " + model.get() + "; only llama and gpt2 can be read, or give --tokenizer");
                });
        return Optional.of(ForeignModel.Vocabulary.of(json, tokens.get(beginning), tokens.get(end)));
    }

    private static Optional<Integer> place(GgufFile file, String key, int tokens) {
        Optional<Integer> id = file.whole(KEY + key);
        if (id.isPresent() && id.get() >= tokens) {
            throw file.wrong(KEY + key, "is " + id.get() + ", but there are " + tokens + " tokens");
        }
        return id;
    }

    private static List<Integer> kinds(GgufFile file, int tokens) {
        List<Integer> kinds = new ArrayList<>();
        for (GgufValue item : file.items(KEY + "token_type")) {
            kinds.add(item instanceof GgufValue.Whole whole ? (int) Math.clamp(whole.value(), 0, 99) : 0);
        }
        if (kinds.size() != tokens) {
            throw file.wrong(KEY + "token_type", "has " + kinds.size() + " entries for " + tokens + " tokens");
        }
        return kinds;
    }

    private static byte[] scored(GgufFile file, List<String> tokens) {
        List<Integer> kinds = kinds(file, tokens.size());
        List<GgufValue> scores = file.items(KEY + "scores");
        if (scores.size() != tokens.size()) {
            throw file.wrong(KEY + "scores", "has " + scores.size() + " entries for " + tokens.size() + " tokens");
        }
        List<ScoredVocabulary.Piece> pieces = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            float score = scores.get(id) instanceof GgufValue.Real real ? (float) real.value() : 0;
            ScoredVocabulary.Kind kind = switch (kinds.get(id)) {
                case UNKNOWN -> ScoredVocabulary.Kind.UNKNOWN;
                case CONTROL, USER -> ScoredVocabulary.Kind.CONTROL;
                case BYTE -> ScoredVocabulary.Kind.BYTE;
                default -> ScoredVocabulary.Kind.TEXT;
            };
            pieces.add(new ScoredVocabulary.Piece(tokens.get(id), score, kind));
        }
        return new ScoredVocabulary(pieces, file.flag(KEY + "add_space_prefix", true)).json(file.path());
    }

    private static byte[] merged(GgufFile file, List<String> tokens) {
        String name = file.text(KEY + "pre").orElse("default");
        TextFamily family = TextFamily.named(name)
                .orElseThrow(() -> file.wrong(
                        KEY + "pre", "is " + name + ", a way to cut text that is not known; give --tokenizer"));
        List<Integer> kinds = kinds(file, tokens.size());
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        root.putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        ObjectNode vocabulary = JSON.createObjectNode();
        for (int id = 0; id < tokens.size(); id++) {
            if (kinds.get(id) == CONTROL || kinds.get(id) == USER) {
                AddedTokens.add(added, id, tokens.get(id), kinds.get(id) == CONTROL);
            } else if (vocabulary.has(tokens.get(id))) {
                throw file.wrong(KEY + "tokens", "has the token " + id + " twice");
            } else {
                vocabulary.put(tokens.get(id), id);
            }
        }
        root.set("normalizer", family.normalizer());
        root.set("pre_tokenizer", family.preTokenizer());
        root.putNull("post_processor");
        root.set("decoder", JSON.readTree(TextFamily.BYTE_LEVEL));
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", family.takesWholeWords());
        model.set("vocab", vocabulary);
        ArrayNode merges = model.putArray("merges");
        file.texts(KEY + "merges").forEach(merges::add);
        return JSON.writeValueAsBytes((JsonNode) root);
    }
}
