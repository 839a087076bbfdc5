package dev.blueline.tokenizer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/**
 * What a {@code tokenizer.json} of another program does to a text before merging: its normalizer, and its pre-tokenizer, which cuts
 * the text into pieces that merges never cross. Read from the file; a step that is not known here is refused by name, since ids would
 * differ silently.
 *
 * @param steps one after another, each on every piece
 * @param alphabet whether pieces are then written in {@link ByteAlphabet}
 * @param prefixed whether a space is put before a text
 * @param spaced whether a space is written as {@link #SPACE}
 */
record TextSteps(List<Step> steps, boolean alphabet, boolean prefixed, boolean spaced) {
    /** SentencePiece's sign for a space. */
    static final String SPACE = "\u2581";

    private static final String GPT2 =
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    /** Makes pieces of a piece. */
    @FunctionalInterface
    interface Step {
        /** @param first whether the piece begins the text */
        void cut(String piece, boolean first, List<String> into);
    }

    /**
     * @param root the whole file
     * @throws IllegalArgumentException naming what is not supported
     */
    static TextSteps of(JsonNode root) {
        Reader reader = new Reader();
        reader.normalizer(root.path("normalizer"));
        reader.preTokenizer(root.path("pre_tokenizer"));
        return new TextSteps(List.copyOf(reader.steps), reader.alphabet, reader.prefixed, reader.spaced);
    }

    /** The pieces of a text, none empty. */
    List<String> pieces(String text) {
        List<String> pieces = List.of(text);
        for (Step step : steps) {
            List<String> cut = new ArrayList<>();
            for (int i = 0; i < pieces.size(); i++) {
                if (!pieces.get(i).isEmpty()) {
                    step.cut(pieces.get(i), i == 0, cut);
                }
            }
            pieces = cut;
        }
        return pieces;
    }

    private static final class Reader {
        private final List<Step> steps = new ArrayList<>();
        private boolean alphabet;
        private boolean prefixed;
        private boolean spaced;

        void normalizer(JsonNode node) {
            String type = type(node);
            switch (type) {
                case "" -> {}
                case "Sequence" -> node.path("normalizers").forEach(this::normalizer);
                case "NFC" ->
                    steps.add((piece, first, into) -> into.add(Normalizer.normalize(piece, Normalizer.Form.NFC)));
                case "Prepend" -> {
                    String before = node.path("prepend").asString("");
                    prefixed |= before.equals(SPACE) || before.equals(" ");
                    steps.add((piece, first, into) -> into.add(before + piece));
                }
                case "Replace" -> {
                    String what = node.path("pattern").path("String").asString("");
                    String by = node.path("content").asString("");
                    require(!what.isEmpty(), "normalizer Replace of a pattern");
                    spaced |= what.equals(" ") && by.equals(SPACE);
                    steps.add((piece, first, into) -> into.add(piece.replace(what, by)));
                }
                default -> throw new IllegalArgumentException("normalizer " + type + " is not supported");
            }
        }

        void preTokenizer(JsonNode node) {
            String type = type(node);
            switch (type) {
                case "" -> {}
                case "Sequence" -> node.path("pretokenizers").forEach(this::preTokenizer);
                case "Split" -> split(node);
                case "Digits" ->
                    steps.add(isolated(node.path("individual_digits").asBoolean(false) ? "\\p{N}" : "\\p{N}+"));
                case "ByteLevel" -> byteLevel(node);
                case "Metaspace" -> metaspace(node);
                default -> throw new IllegalArgumentException("pre_tokenizer " + type + " is not supported");
            }
        }

        private void split(JsonNode node) {
            String behaviour = node.path("behavior").asString("");
            require(
                    behaviour.equals("Isolated") && !node.path("invert").asBoolean(false),
                    "pre_tokenizer Split with behavior " + behaviour);
            JsonNode pattern = node.path("pattern");
            steps.add(isolated(
                    pattern.has("Regex")
                            ? pattern.path("Regex").asString("")
                            : Pattern.quote(pattern.path("String").asString(""))));
        }

        private void byteLevel(JsonNode node) {
            if (node.path("add_prefix_space").asBoolean(true)) {
                prefixed = true;
                steps.add((piece, first, into) -> into.add(piece.startsWith(" ") ? piece : " " + piece));
            }
            if (node.path("use_regex").asBoolean(true)) {
                steps.add(isolated(GPT2));
            }
            alphabet = true;
        }

        private void metaspace(JsonNode node) {
            require(
                    node.path("replacement").asString(SPACE).equals(SPACE),
                    "pre_tokenizer Metaspace with its own sign");
            require(!node.path("split").asBoolean(true), "pre_tokenizer Metaspace that splits");
            String scheme = node.path("prepend_scheme")
                    .asString(node.path("add_prefix_space").asBoolean(true) ? "always" : "never");
            spaced = true;
            prefixed |= !scheme.equals("never");
            steps.add((piece, first, into) -> {
                String written = piece.replace(" ", SPACE);
                boolean put =
                        !written.startsWith(SPACE) && (scheme.equals("always") || scheme.equals("first") && first);
                into.add(put ? SPACE + written : written);
            });
        }

        private static String type(JsonNode node) {
            return node.path("type").asString("");
        }

        private static void require(boolean supported, String what) {
            if (!supported) {
                throw new IllegalArgumentException(what + " is not supported");
            }
        }

        /** Matches are pieces, and so is what lies between them. */
        private static Step isolated(String regex) {
            Pattern pattern;
            try {
                pattern = Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
            } catch (PatternSyntaxException broken) {
                throw new IllegalArgumentException(
                        "pre_tokenizer pattern is not understood: " + broken.getDescription());
            }
            return (piece, first, into) -> {
                Matcher matcher = pattern.matcher(piece);
                int end = 0;
                while (matcher.find()) {
                    if (matcher.end() > matcher.start()) {
                        add(piece, end, matcher.start(), into);
                        add(piece, matcher.start(), matcher.end(), into);
                        end = matcher.end();
                    }
                }
                add(piece, end, piece.length(), into);
            };
        }

        private static void add(String piece, int from, int to, List<String> into) {
            if (to > from) {
                into.add(piece.substring(from, to));
            }
        }
    }
}
