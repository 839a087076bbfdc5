package dev.blueline.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.blueline.engine.NumberFormat;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.tokenizer.SpecialTokens;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real checkpoint of another program, with its vocabulary: karpathy's stories260K. */
class StoriesTest {
    private static final String STORY =
            "Once upon a time, there was a little girl named Lily. She loved to play outside in the"
                    + " park. One day, she saw a big, red ball. She wanted to play with it, but it was too high.";

    private static final List<String> TEXTS = List.of(
            "Once upon a time, there was a little girl.",
            "Lily's mom said, \"Let's go!\"\nThey went  to the park (again)...",
            "x",
            " leading and trailing ",
            "Ünïcode, 日本 and 😀; tabs\tand\r\nlines",
            "aaaaaaaa bbb aaa thethethe");

    @TempDir
    Path folder;

    private Path run;

    @BeforeEach
    void take() {
        Optional<Path> stories = SmallModels.stories();
        assumeTrue(stories.isPresent(), "shared/data/stories260K is not beside the repository: not tried");
        run = importOf(stories.get().resolve("stories260K.bin"), "run", false);
    }

    @Test
    void itTellsTheKnownStory() {
        assertThat(story(run)).startsWith(STORY);
    }

    @Test
    void itTellsTheSameAfterEveryExportWithoutLoss() {
        String told = story(run);
        Path huggingFace = folder.resolve("hf");
        ModelExport.run(new ModelExport.Request(run, ModelExport.Format.HUGGINGFACE, NumberFormat.F32, huggingFace));
        assertThat(story(importOf(huggingFace, "from-hf", false))).isEqualTo(told);
        Path gguf = folder.resolve("stories.gguf");
        ModelExport.run(new ModelExport.Request(run, ModelExport.Format.GGUF, NumberFormat.F32, gguf));
        assertThat(story(importOf(gguf, "from-gguf", false))).isEqualTo(told);
    }

    @Test
    void withTokensOfADialogueItTellsTheSame() {
        Path grown = importOf(SmallModels.stories().orElseThrow().resolve("stories260K.bin"), "grown", true);
        assertThat(story(grown)).isEqualTo(story(run));
        Tokenizer tokenizer = Tokenizer.load(grown.resolve("tokenizer.json"));
        assertThat(tokenizer.special(SpecialTokens.USER)).isGreaterThanOrEqualTo(512);
        assertThat(tokenizer.encode("Lily"))
                .isEqualTo(Tokenizer.load(run.resolve("tokenizer.json")).encode("Lily"));
    }

    @Test
    void itsTextIsCutAsLlama2cCutsIt() throws IOException {
        Tokenizer ours = Tokenizer.load(run.resolve("tokenizer.json"));
        Llama2c theirs = Llama2c.read(SmallModels.stories().orElseThrow().resolve("tok512.bin"));
        for (String text : TEXTS) {
            assertThat(ours.encode(text)).as(text).isEqualTo(theirs.encode(text));
            assertThat(ours.decodeAfter("", ours.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void itsTextIsCutAsHuggingFacesLibraryCutsIt() throws IOException {
        Tokenizer ours = Tokenizer.load(run.resolve("tokenizer.json"));
        try (HuggingFaceTokenizer theirs = HuggingFaceTokenizer.newInstance(run.resolve("tokenizer.json"))) {
            for (String text : TEXTS) {
                int[] ids = Arrays.stream(theirs.encode(text, false, false).getIds())
                        .mapToInt(Math::toIntExact)
                        .toArray();
                assertThat(ours.encode(text)).as(text).isEqualTo(ids);
            }
        }
    }

    private static String story(Path run) {
        try (TrainedModel model = TrainedModel.open(run, 1)) {
            return model.write(List.of(""), 150, 0, 1, 1).getFirst();
        }
    }

    private Path importOf(Path path, String name, boolean dialogue) {
        Path out = folder.resolve(name);
        ModelImport.run(new ModelImport.Request(path, Optional.empty(), out, OptionalInt.empty(), dialogue));
        return out;
    }

    /** The encoder of llama2.c's run.c, as plainly as it can be: of all neighbours the pair with the best score is joined first. */
    private record Llama2c(List<String> pieces, List<Float> scores) {
        static Llama2c read(Path file) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            bytes.getInt();
            Llama2c read = new Llama2c(new ArrayList<>(), new ArrayList<>());
            while (bytes.hasRemaining()) {
                read.scores.add(bytes.getFloat());
                byte[] piece = new byte[bytes.getInt()];
                bytes.get(piece);
                read.pieces.add(new String(piece, StandardCharsets.UTF_8));
            }
            return read;
        }

        int[] encode(String text) {
            List<Integer> tokens = new ArrayList<>();
            tokens.add(pieces.indexOf(" "));
            text.codePoints().forEach(point -> {
                String character = Character.toString(point);
                if (pieces.contains(character)) {
                    tokens.add(pieces.indexOf(character));
                } else {
                    for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
                        tokens.add((b & 0xFF) + 3);
                    }
                }
            });
            while (true) {
                int best = -1;
                int made = -1;
                for (int i = 0; i + 1 < tokens.size(); i++) {
                    int joined = pieces.indexOf(pieces.get(tokens.get(i)) + pieces.get(tokens.get(i + 1)));
                    if (joined >= 0 && (made < 0 || scores.get(joined) > scores.get(made))) {
                        best = i;
                        made = joined;
                    }
                }
                if (best < 0) {
                    return tokens.stream().mapToInt(token -> token).toArray();
                }
                tokens.set(best, made);
                tokens.remove(best + 1);
            }
        }
    }
}
