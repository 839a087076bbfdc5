package dev.blueline.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A byte-pair tokenizer that another program made, read from its {@code tokenizer.json}: merges over {@link ByteAlphabet} text as in
 * GPT-2, Llama 3 and Qwen, or over characters with bytes as a fallback as in Llama 2. Text never gives a special token here, as with
 * the tokenizers of this program.
 */
final class ForeignTokenizer {
    private final TextSteps steps;
    private final Map<String, Integer> ids;
    private final Map<String, Integer> added = new HashMap<>();
    private final PairMerger merger = new PairMerger();
    private final WordCache words = new WordCache();
    private final byte[][] bytes;
    private final int[] byteTokens = new int[256];
    private final Optional<Integer> unknown;
    private final boolean fusesUnknown;
    private final boolean takesWholeWords;

    /** @throws IllegalArgumentException naming what is wrong or not supported */
    ForeignTokenizer(JsonNode root) {
        JsonNode model = root.path("model");
        require(model.path("type").asString("BPE").equals("BPE"), "model " + model.path("type") + " is not supported");
        require(
                blank(model, "continuing_subword_prefix") && blank(model, "end_of_word_suffix"),
                "a word affix is not supported");
        steps = TextSteps.of(root);
        require(steps.alphabet() || steps.spaced(), "a tokenizer of neither bytes nor pieces is not supported");
        ids = ids(model.path("vocab"));
        fusesUnknown = model.path("fuse_unk").asBoolean(false);
        takesWholeWords = model.path("ignore_merges").asBoolean(false);
        unknown = Optional.ofNullable(ids.get(model.path("unk_token").asString("\0")));
        Set<String> specials = addedTokens(root.path("added_tokens"));
        addMerges(model.path("merges"));
        bytes = bytes(specials);
        boolean fallsBack = model.path("byte_fallback").asBoolean(false);
        Arrays.setAll(byteTokens, b -> fallsBack ? ids.getOrDefault(byteName(b), -1) : -1);
    }

    /** How a piece that stands for one byte is called. */
    static String byteName(int b) {
        return "<0x%02X>".formatted(b);
    }

    private static boolean blank(JsonNode model, String key) {
        return model.path(key).asString("").isEmpty();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    private static Map<String, Integer> ids(JsonNode vocabulary) {
        Map<String, Integer> ids = new HashMap<>();
        Set<Integer> seen = new HashSet<>();
        for (Map.Entry<String, JsonNode> token : vocabulary.properties()) {
            int id = id(token.getValue());
            require(seen.add(id), "id " + id + " stands for two tokens");
            ids.put(token.getKey(), id);
        }
        require(!ids.isEmpty(), "its vocabulary is empty");
        return ids;
    }

    private static int id(JsonNode node) {
        require(
                node.isInt() && node.intValue() >= 0 && node.intValue() < Tokenizer.LARGEST_VOCABULARY,
                "id " + node + " is not a number of a token");
        return node.intValue();
    }

    /** Names of those that stand for no text. */
    private Set<String> addedTokens(JsonNode tokens) {
        Set<String> specials = new HashSet<>();
        for (JsonNode token : tokens) {
            String name = token.path("content").asString("");
            added.put(name, id(token.path("id")));
            if (token.path("special").asBoolean(false)) {
                specials.add(name);
            }
        }
        return specials;
    }

    private void addMerges(JsonNode merges) {
        int number = 0;
        for (JsonNode merge : merges) {
            String[] parts = merge.isArray()
                    ? new String[] {merge.path(0).asString(""), merge.path(1).asString("")}
                    : merge.asString("").split(" ", 2);
            String both = String.join("", parts);
            require(
                    parts.length == 2
                            && ids.containsKey(parts[0])
                            && ids.containsKey(parts[1])
                            && ids.containsKey(both),
                    "merge " + number + " joins tokens it does not have");
            merger.add(token(parts[0]), token(parts[1]), token(both));
            number++;
        }
    }

    private int token(String name) {
        return ids.getOrDefault(name, -1);
    }

    private byte[][] bytes(Set<String> specials) {
        int size = 1 + Math.max(largest(ids), largest(added));
        byte[][] all = new byte[size][];
        Arrays.fill(all, new byte[0]);
        ids.forEach((name, id) -> {
            if (!added.containsKey(name)) {
                all[id] = bytes(name);
            }
        });
        // an added token's name is text as it is
        added.forEach(
                (name, id) -> all[id] = specials.contains(name) ? new byte[0] : name.getBytes(StandardCharsets.UTF_8));
        return all;
    }

    private static int largest(Map<String, Integer> ids) {
        return ids.values().stream().mapToInt(id -> id).max().orElse(0);
    }

    private byte[] bytes(String name) {
        if (steps.alphabet()) {
            return ByteAlphabet.read(name);
        }
        if (name.matches("<0x[0-9A-F]{2}>")) {
            return new byte[] {(byte) Integer.parseInt(name.substring(3, 5), 16)};
        }
        return name.replace(TextSteps.SPACE, " ").getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes of every token, none of special ones. */
    byte[][] bytes() {
        return bytes;
    }

    /** Whether a space is put before a text, which is no part of it. */
    boolean prefixed() {
        return steps.prefixed();
    }

    /** Id of a token by its name, special or not. */
    Optional<Integer> id(String name) {
        return Optional.ofNullable(added.containsKey(name) ? added.get(name) : ids.get(name));
    }

    int[] encode(String text) {
        int[] all = new int[text.length() / 2 + 16];
        int count = 0;
        for (String piece : steps.pieces(text)) {
            int[] word = word(piece);
            if (count + word.length > all.length) {
                all = Arrays.copyOf(all, Math.max(all.length * 2, count + word.length));
            }
            System.arraycopy(word, 0, all, count, word.length);
            count += word.length;
        }
        return Arrays.copyOf(all, count);
    }

    private int[] word(String piece) {
        int hash = WordCache.hash(piece, 0, piece.length());
        int[] known = words.get(piece, 0, piece.length(), hash);
        if (known != null) {
            return known;
        }
        int[] merged = merged(piece);
        words.put(piece, hash, merged);
        return merged;
    }

    private int[] merged(String piece) {
        String written = steps.alphabet() ? ByteAlphabet.write(Tokenizer.utf8(piece)) : piece;
        if (takesWholeWords && ids.containsKey(written)) {
            return new int[] {token(written)};
        }
        return merger.merge(symbols(written));
    }

    /** A token for every character; bytes, or the unknown token, for one that has none. */
    private int[] symbols(String written) {
        int[] symbols = new int[4 * written.length()];
        int count = 0;
        boolean wasUnknown = false;
        for (int at = 0; at < written.length(); ) {
            int end = written.offsetByCodePoints(at, 1);
            String character = written.substring(at, end);
            at = end;
            boolean nowUnknown = false;
            if (ids.containsKey(character)) {
                symbols[count++] = token(character);
            } else if (fallback(character)) {
                for (byte b : Tokenizer.utf8(character)) {
                    symbols[count++] = byteTokens[b & 0xFF];
                }
            } else if (unknown.isPresent()) {
                nowUnknown = true;
                if (!(wasUnknown && fusesUnknown)) {
                    symbols[count++] = unknown.get();
                }
            }
            wasUnknown = nowUnknown;
        }
        return Arrays.copyOf(symbols, count);
    }

    private boolean fallback(String character) {
        for (byte b : Tokenizer.utf8(character)) {
            if (byteTokens[b & 0xFF] < 0) {
                return false;
            }
        }
        return true;
    }
}
