package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassedTextTest {
    private static final Tokenizer LETTERS = BytePairTrainer.train(List.of("~~~~ ~~~~"), 289);
    private static final WordRanks WORDS = WordRanks.of(List.of("the people of the market"));

    private static ScoredText document(String text) {
        int[] ids = LETTERS.encode(text);
        return new ScoredText("prose", ids, ids.length);
    }

    private static BitsPerByte measured() {
        return new BitsPerByte(
                List.of(
                        document("The people (of the market) met Zuko in 1997. ".repeat(20)),
                        document("class Buffer { int size; int size() { return size; } }\n".repeat(7)),
                        document("Zuko left.")),
                0);
    }

    @Test
    void whatTheClassesAddIsTheLossOfAllText() {
        BitsPerByte measured = measured();
        float[] losses = new float[measured.tokens()];
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < losses.length; i++) {
            losses[i] = (float) random.nextDouble(0, 8);
        }
        ClassedText classes = ClassedText.of(measured, new TokenTagger(LETTERS, WORDS), 64);
        double all = measured.summary(losses).all().value();
        List<ClassedText.Figure> figures = classes.measure(losses);
        assertThat(sum(figures, ClassedText.BITS_PER_BYTE)).isCloseTo(all, within(1e-12));
        assertThat(classes.shares().values().stream().mapToDouble(d -> d).sum()).isCloseTo(1, within(1e-12));
        double weighted = 0;
        for (TokenClass tokenClass : classes.shares().keySet()) {
            double tokens = classes.shares().getOrDefault(tokenClass, 0.0)
                    * measured.documents().stream()
                            .mapToInt(d -> d.tokens().length)
                            .sum();
            weighted += tokens * value(figures, ClassedText.NATS_PER_TOKEN, tokenClass.slice());
        }
        assertThat(weighted / Math.log(2) / measured.bytes()).isCloseTo(all, within(1e-12));
    }

    @Test
    void aRepeatIsInSightOnlyInsideItsWindow() {
        // "abcdefgh" twice: tokens 12 to 15 repeat 4 to 7. In the stream the document begins at 1.
        BitsPerByte measured = new BitsPerByte(List.of(document("abcdefghabcdefgh")), 0);
        float[] losses = new float[measured.tokens()];
        java.util.Arrays.fill(losses, 1);
        TokenTagger tagger = new TokenTagger(LETTERS, WORDS);
        double wide = ClassedText.of(measured, tagger, 64).shares().getOrDefault(TokenClass.COPY, 0.0);
        double narrow = ClassedText.of(measured, tagger, 8).shares().getOrDefault(TokenClass.COPY, 0.0);
        assertThat(wide).isEqualTo(4 / 16.0);
        assertThat(narrow).isZero();
        assertThat(ClassedText.of(measured, tagger, 8).measure(losses))
                .extracting(ClassedText.Figure::slice)
                .contains("match_any_out_of_sight", "match_4_7_out_of_sight")
                .doesNotContain("match_any_in_sight");
    }

    @Test
    void theErrorOfAClassIsThatOfItsDocuments() {
        // By hand: "zz" costs 2 in the first document's 2 tokens, "qq" 3 in each token of the second.
        BitsPerByte measured = new BitsPerByte(List.of(document("zz"), document("qq")), 0);
        float[] losses = {1, 1, 0, 3, 3, 0};
        Estimate all = ClassedText.of(measured, new TokenTagger(LETTERS, WORDS), 64).measure(losses).stream()
                .filter(f -> f.metric().equals(ClassedText.NATS_PER_TOKEN)
                        && f.slice().equals("word_new"))
                .findFirst()
                .orElseThrow()
                .estimate();
        // y = 1, 3; x = 1, 1; r = 2; residuals -1, 1; se = sqrt(2/1 * 2) / 2.
        assertThat(all.value()).isEqualTo(2);
        assertThat(all.standardError()).isCloseTo(1, within(1e-12));
        assertThat(all.clusters()).isEqualTo(2);
    }

    @Test
    void theWordListIsKeptWithAModel(@TempDir Path folder) {
        WordRanks ranks = WordRanks.of(List.of("Zuko met Zuko and the people, the people, the"));
        ranks.save(folder);
        WordRanks read = WordRanks.load(folder);
        assertThat(read.size()).isEqualTo(ranks.size()).isEqualTo(5);
        assertThat(read.name("zuko")).isTrue();
        assertThat(read.name("people")).isFalse();
        assertThat(read.frequent("the")).isTrue();
        assertThat(WordRanks.none().known("the")).isFalse();
    }

    private static double sum(List<ClassedText.Figure> figures, String metric) {
        return figures.stream()
                .filter(f -> f.metric().equals(metric))
                .mapToDouble(f -> f.estimate().value())
                .sum();
    }

    private static double value(List<ClassedText.Figure> figures, String metric, String slice) {
        return figures.stream()
                .filter(f -> f.metric().equals(metric) && f.slice().equals(slice))
                .mapToDouble(f -> f.estimate().value())
                .sum();
    }
}
