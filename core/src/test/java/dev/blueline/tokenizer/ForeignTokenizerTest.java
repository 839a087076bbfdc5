package dev.blueline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tokenizers as other programs make them; Hugging Face's own library, through its DJL binding, must give the same ids. */
class ForeignTokenizerTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Tokenizer LEARNED = BytePairTrainer.train(Texts.training(), 700);

    @TempDir
    Path folder;

    /** How a family cuts text; patterns as their published files have them. */
    enum Family {
        GPT2("null", "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":true}"),
        GPT2_WITH_A_SPACE_BEFORE(
                "null", "{\"type\":\"ByteLevel\",\"add_prefix_space\":true,\"trim_offsets\":true,\"use_regex\":true}"),
        SMOLLM("null", """
                {"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},
                {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}]}"""),
        QWEN2("{\"type\":\"NFC\"}", """
                {"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":
                "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|\\\\p{N}| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+"},
                "behavior":"Isolated","invert":false},
                {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":false,"use_regex":false}]}"""),
        LLAMA3("null", """
                {"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":
                "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|\\\\p{N}{1,3}| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+"},
                "behavior":"Isolated","invert":false},
                {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}""");

        final String normalizer;
        final String preTokenizer;

        Family(String normalizer, String preTokenizer) {
            this.normalizer = normalizer;
            this.preTokenizer = preTokenizer;
        }
    }

    @ParameterizedTest
    @EnumSource
    void textHasTheSameIdsAsInHuggingFacesLibrary(Family family) throws IOException {
        Path file = write(family);
        Tokenizer ours = Tokenizer.load(file);
        try (HuggingFaceTokenizer theirs = HuggingFaceTokenizer.newInstance(file)) {
            for (String text : List.of(
                    "The model learns from data, and text of many kinds.",
                    "don't I'LL we've 'quoted' it's 1234567 and 12 3",
                    "  two  spaces\n\n\tint x = 42;\r\n",
                    "Привет, мир! cafe\u0301 日本語 😀 👩‍👩‍👧 ½ Ⅷ ٣٤",
                    " ",
                    "x")) {
                assertThat(ours.encode(text)).as(text).isEqualTo(ids(theirs, text));
            }
            Random random = new Random(5);
            for (int i = 0; i < 1500; i++) {
                StringBuilder text = new StringBuilder();
                for (int j = random.nextInt(25); j >= 0; j--) {
                    text.append(Texts.PIECES.get(random.nextInt(Texts.PIECES.size())));
                }
                String mixture = text.toString().replace("<|endoftext|>", "");
                assertThat(ours.encode(mixture)).as(mixture).isEqualTo(ids(theirs, mixture));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GPT2", "SMOLLM", "LLAMA3"})
    void textDecodesToItself(Family family) throws IOException {
        Tokenizer ours = Tokenizer.load(write(family));
        for (String text : Texts.PIECES) {
            assertThat(ours.decode(ours.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void aTextNeverGivesASpecialTokenButAnIdBeyondTheVocabularyIsNothing() throws IOException {
        Tokenizer ours = Tokenizer.load(write(Family.GPT2));
        assertThat(ours.encode("<|endoftext|>")).doesNotContain(ours.endOfText());
        assertThat(ours.decode(new int[] {ours.endOfText(), ours.vocabularySize() + 7}))
                .isEmpty();
        assertThatThrownBy(() -> ours.special(SpecialTokens.USER))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("<|user|>");
    }

    @Test
    void itIsSavedAsItCameAndLoadsAsTheSame() throws IOException {
        Path file = write(Family.QWEN2);
        Files.writeString(file.resolveSibling(TextEnds.FILE), "{\"eos_token\": {\"content\": \"<|im_end|>\"}}");
        Tokenizer ours = Tokenizer.load(file);
        assertThat(ours.ends()).isEqualTo(new TextEnds("<|endoftext|>", "<|im_end|>"));
        Path copy = Files.createDirectories(folder.resolve("copy")).resolve("tokenizer.json");
        ours.save(copy);
        Tokenizer same = Tokenizer.load(copy);
        assertThat(same.hash()).isEqualTo(ours.hash());
        assertThat(same.ends()).isEqualTo(ours.ends());
        assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void whatWouldGiveOtherIdsIsRefusedByName() throws IOException {
        Map<String, String> changes = Map.of(
                "\"type\":\"BPE\"", "\"type\":\"Unigram\"",
                "\"Isolated\"", "\"Removed\"",
                "\"type\":\"ByteLevel\"", "\"type\":\"BertPreTokenizer\"",
                "\"NFC\"", "\"Lowercase\"");
        for (Map.Entry<String, String> change : changes.entrySet()) {
            Path file = write(Family.QWEN2);
            String whole = Files.readString(file).replaceAll("\"type\" : ", "\"type\":");
            Files.writeString(file, whole.replace(change.getKey(), change.getValue()));
            String name = change.getValue().replaceAll(".*:", "").replace("\"", "");
            assertThatThrownBy(() -> Tokenizer.load(file))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining(name)
                    .message()
                    .doesNotContain("\n");
        }
    }

    /** The merges that were learned, under a family's ids: no special tokens before the bytes, its own behind. */
    private Path write(Family family) throws IOException {
        ObjectNode root = (ObjectNode) JSON.readTree(LEARNED.json());
        root.set("normalizer", JSON.readTree(family.normalizer));
        root.set("pre_tokenizer", JSON.readTree(family.preTokenizer));
        ObjectNode model = (ObjectNode) root.path("model");
        model.put("ignore_merges", family == Family.LLAMA3);
        ObjectNode vocabulary = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> token : model.path("vocab").properties()) {
            int id = token.getValue().intValue() - SpecialTokens.COUNT;
            if (id >= 0) {
                vocabulary.put(token.getKey(), id);
            }
        }
        model.set("vocab", vocabulary);
        ArrayNode added = root.putArray("added_tokens");
        for (String name : List.of("<|endoftext|>", "<|im_end|>")) {
            added.addObject()
                    .put("id", vocabulary.size() + added.size() - 1)
                    .put("content", name)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        Path file = folder.resolve("tokenizer.json");
        Files.write(file, JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private static int[] ids(HuggingFaceTokenizer theirs, String text) {
        return Arrays.stream(theirs.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }
}
