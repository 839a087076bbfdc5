package dev.blueline.interop;

import dev.blueline.ledger.BadInput;
import dev.blueline.tokenizer.AddedTokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A vocabulary of SentencePiece's byte-pair kind: pieces with scores, where of all neighbours that together are a piece the pair with
 * the best score is merged first. As {@code tokenizer.json} it becomes a list of merges in that order, as Hugging Face's own converter
 * makes it ({@code SentencePieceExtractor}).
 */
final class ScoredVocabulary {
    private static final String SPACE = "\u2581";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<Piece> pieces;
    private final boolean prefixed;

    /** What a piece is for. */
    enum Kind {
        TEXT,
        UNKNOWN,
        CONTROL,
        BYTE
    }

    /**
     * @param text with {@code \u2581} for a space
     * @param score the higher, the earlier it is merged
     */
    record Piece(String text, float score, Kind kind) {}

    /**
     * @param pieces by id
     * @param prefixed whether a space is put before a text
     */
    ScoredVocabulary(List<Piece> pieces, boolean prefixed) {
        this.pieces = pieces;
        this.prefixed = prefixed;
    }

    /**
     * The same as {@code tokenizer.json}.
     *
     * @param file named if two pieces are the same
     */
    byte[] json(Object file) {
        Map<String, Integer> ids = new HashMap<>();
        for (int id = 0; id < pieces.size(); id++) {
            if (ids.putIfAbsent(pieces.get(id).text(), id) != null) {
                throw ForeignModel.wrong(
                        file, "token " + id, "is \"" + pieces.get(id).text().strip() + "\", as is an earlier one");
            }
        }
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        root.putNull("truncation").putNull("padding");
        addSpecials(root.putArray("added_tokens"));
        ObjectNode normalizer = root.putObject("normalizer").put("type", "Sequence");
        ArrayNode steps = normalizer.putArray("normalizers");
        if (prefixed) {
            steps.addObject().put("type", "Prepend").put("prepend", SPACE);
        }
        replace(steps.addObject(), " ", SPACE);
        root.putNull("pre_tokenizer").putNull("post_processor");
        addDecoder(root.putObject("decoder"));
        addModel(root.putObject("model"), ids);
        return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void addSpecials(ArrayNode tokens) {
        for (int id = 0; id < pieces.size(); id++) {
            Kind kind = pieces.get(id).kind();
            if (kind == Kind.UNKNOWN || kind == Kind.CONTROL) {
                AddedTokens.add(tokens, id, pieces.get(id).text(), true);
            }
        }
    }

    private static void replace(ObjectNode step, String what, String by) {
        step.put("type", "Replace");
        step.putObject("pattern").put("String", what);
        step.put("content", by);
    }

    private void addDecoder(ObjectNode decoder) {
        ArrayNode steps = decoder.put("type", "Sequence").putArray("decoders");
        replace(steps.addObject(), SPACE, " ");
        steps.addObject().put("type", "ByteFallback");
        steps.addObject().put("type", "Fuse");
        if (prefixed) {
            steps.addObject()
                    .put("type", "Strip")
                    .put("content", " ")
                    .put("start", 1)
                    .put("stop", 0);
        }
    }

    private void addModel(ObjectNode model, Map<String, Integer> ids) {
        model.put("type", "BPE").putNull("dropout");
        Optional<Piece> unknown =
                pieces.stream().filter(piece -> piece.kind() == Kind.UNKNOWN).findFirst();
        if (unknown.isPresent()) {
            model.put("unk_token", unknown.get().text());
        } else {
            model.putNull("unk_token");
        }
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        boolean bytes = pieces.stream().anyMatch(piece -> piece.kind() == Kind.BYTE);
        model.put("fuse_unk", true).put("byte_fallback", bytes).put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < pieces.size(); id++) {
            vocabulary.put(pieces.get(id).text(), id);
        }
        ArrayNode merges = model.putArray("merges");
        for (Pair pair : merges(ids)) {
            merges.addArray().add(pair.left).add(pair.right);
        }
    }

    private record Pair(String left, String right, float score, int made, int leftId, int rightId) {}

    /** Every way to put a piece together from two others, the best score first. */
    private List<Pair> merges(Map<String, Integer> ids) {
        List<Pair> pairs = new ArrayList<>();
        for (int id = 0; id < pieces.size(); id++) {
            Piece piece = pieces.get(id);
            if (piece.kind() != Kind.TEXT) {
                continue;
            }
            String text = piece.text();
            for (int at = 1; at < text.length(); at++) {
                Integer left = ids.get(text.substring(0, at));
                Integer right = ids.get(text.substring(at));
                if (left != null && right != null && isText(left) && isText(right)) {
                    pairs.add(new Pair(text.substring(0, at), text.substring(at), piece.score(), id, left, right));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble((Pair pair) -> -pair.score)
                .thenComparingInt(Pair::made)
                .thenComparingInt(Pair::leftId)
                .thenComparingInt(Pair::rightId));
        return pairs;
    }

    private boolean isText(int id) {
        return pieces.get(id).kind() == Kind.TEXT;
    }

    /** The kind of a piece of llama2.c, which does not say: the first three are control pieces, then come the bytes. */
    static Kind llama2cKind(int id, String text) {
        if (id == 0) {
            return Kind.UNKNOWN;
        }
        return id < 3 ? Kind.CONTROL : text.matches("<0x[0-9A-F]{2}>") ? Kind.BYTE : Kind.TEXT;
    }

    /** Looks whether there are as many pieces as the model has tokens at most. */
    static void requireFits(Object file, int pieces, int vocabulary) {
        if (pieces > vocabulary) {
            throw new BadInput(file + ": holds " + pieces + " tokens, but the model knows " + vocabulary
                    + "; give the tokenizer of this model");
        }
    }
}
