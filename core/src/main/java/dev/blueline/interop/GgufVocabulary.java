package dev.blueline.interop;

import dev.blueline.ledger.BadInput;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tokenizer as GGUF metadata. {@code tokenizer.huggingface.json} holds it whole; for programs that do not read that, so do the tokens,
 * merges or scores, and the name of the nearest way to cut text.
 *
 * @param root the {@code tokenizer.json}
 */
record GgufVocabulary(JsonNode root) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** This program's own way to cut text, digits singly; only the rule for English contractions differs from that of Qwen2. */
    private static final JsonNode OWN_CUT =
            cut(JSON.readTree(Tokenizer.ofBytes().json()));

    private static final TextFamily NEAREST_TO_OWN = TextFamily.QWEN2;

    static GgufVocabulary of(Tokenizer tokenizer) {
        return new GgufVocabulary(JSON.readTree(tokenizer.json()));
    }

    void addTo(GgufWriter writer, Tokenizer tokenizer) {
        String key = GgufTokenizer.KEY;
        boolean scored = root.path("pre_tokenizer").isNull()
                && root.path("model").path("byte_fallback").asBoolean(false);
        List<String> tokens = tokens(tokenizer.vocabularySize());
        writer.text(key + "model", scored ? "llama" : "gpt2");
        if (!scored) {
            writer.text(key + "pre", family());
        }
        writer.texts(key + "tokens", tokens);
        writer.wholes(key + "token_type", kinds(tokens));
        if (scored) {
            writer.reals(key + "scores", scores(tokens));
            writer.flag(key + "add_space_prefix", prefixed());
        } else {
            writer.texts(key + "merges", merges());
        }
        writer.whole(key + "bos_token_id", tokenizer.beginning());
        writer.whole(key + "eos_token_id", tokenizer.endOfText());
        writer.flag(key + "add_bos_token", true);
        writer.text(GgufTokenizer.WHOLE, new String(tokenizer.json(), StandardCharsets.UTF_8));
    }

    private boolean prefixed() {
        for (JsonNode step : root.path("normalizer").path("normalizers")) {
            if (step.path("type").asString("").equals("Prepend")) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode cut(JsonNode tokenizer) {
        return tokenizer.path("pre_tokenizer");
    }

    private String family() {
        return TextFamily.of(root).map(TextFamily::ggufName).orElseGet(() -> {
            if (cut(root).equals(OWN_CUT)) {
                return NEAREST_TO_OWN.ggufName();
            }
            throw new BadInput(
                    "the run's tokenizer cuts text in a way that GGUF files have no name for; export it as huggingface");
        });
    }

    /** By id; an id without a name gets one. */
    private List<String> tokens(int size) {
        TreeMap<Integer, String> names = new TreeMap<>();
        for (Map.Entry<String, JsonNode> token :
                root.path("model").path("vocab").properties()) {
            names.put(token.getValue().intValue(), token.getKey());
        }
        root.path("added_tokens")
                .forEach(token -> names.put(
                        token.path("id").intValue(), token.path("content").asString("")));
        List<String> tokens = new ArrayList<>();
        for (int id = 0; id < size; id++) {
            tokens.add(names.getOrDefault(id, "[unused" + id + "]"));
        }
        return tokens;
    }

    private List<Integer> kinds(List<String> tokens) {
        Set<String> special = new HashSet<>();
        Set<String> other = new HashSet<>();
        for (JsonNode token : root.path("added_tokens")) {
            (token.path("special").asBoolean(false) ? special : other)
                    .add(token.path("content").asString(""));
        }
        String unknown = root.path("model").path("unk_token").asString("");
        boolean bytes = root.path("model").path("byte_fallback").asBoolean(false);
        JsonNode vocabulary = root.path("model").path("vocab");
        List<Integer> kinds = new ArrayList<>();
        for (String token : tokens) {
            if (!unknown.isEmpty() && token.equals(unknown)) {
                kinds.add(2);
            } else if (special.contains(token)) {
                kinds.add(3);
            } else if (other.contains(token)) {
                kinds.add(4);
            } else if (!vocabulary.has(token)) {
                kinds.add(5);
            } else {
                kinds.add(bytes && token.matches("<0x[0-9A-F]{2}>") ? 6 : 1);
            }
        }
        return kinds;
    }

    /** A pair with a space inside a token cannot be written; none of these vocabularies has one. */
    private List<String> merges() {
        List<String> merges = new ArrayList<>();
        for (JsonNode merge : root.path("model").path("merges")) {
            merges.add(
                    merge.isArray()
                            ? merge.path(0).asString("") + " " + merge.path(1).asString("")
                            : merge.asString(""));
        }
        return merges;
    }

    /** A piece scores the better, the earlier it is first merged. */
    private List<Float> scores(List<String> tokens) {
        Map<String, Float> first = new java.util.HashMap<>();
        int rank = 0;
        for (JsonNode merge : root.path("model").path("merges")) {
            String made = merge.isArray()
                    ? merge.path(0).asString("") + merge.path(1).asString("")
                    : merge.asString("").replaceFirst(" ", "");
            first.putIfAbsent(made, (float) -rank);
            rank++;
        }
        float last = -rank;
        return tokens.stream().map(token -> first.getOrDefault(token, last)).toList();
    }
}
