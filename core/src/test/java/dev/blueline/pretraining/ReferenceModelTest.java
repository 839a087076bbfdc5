package dev.blueline.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.corpus.Document;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Optimizer;
import dev.blueline.evaluation.ReferencePerplexity;
import dev.blueline.study.Size;
import dev.blueline.study.Study;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import dev.blueline.training.Recipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReferenceModelTest {
    private static final Recipe RECIPE =
            new Recipe(256, Optimizer.ADAMW, 0, 0.5, 0.12, 0.01, 0.9, 0.95, 1e-8, 0, 1, 0.05, 0.2, 0, 0.5);
    private static final String[] WORDS = "dog cat house tree river stone bird fish cloud road".split(" ");

    @Test
    void textLikeTheReferenceScoresHigherThanTheSameWordsInAnotherOrder() {
        List<Document> reference = documents(400, new Random(1));
        Tokenizer tokenizer =
                BytePairTrainer.train(reference.stream().map(Document::text).toList(), 320);
        ModelShape shape = new Study.Model(64, 16, 2, true, false).shape(Size.of("16x1"), tokenizer.vocabularySize());
        try (ReferenceModel model =
                ReferenceModel.train(reference, tokenizer, shape, RECIPE, 30_000, Learners.JAVA, 1, 2, share -> {})) {
            ReferencePerplexity filter = model.filter();
            int wrong = 0;
            for (Document good : documents(50, new Random(2))) {
                List<String> words = new ArrayList<>(Arrays.asList(good.text().split(" ")));
                Collections.shuffle(words, new Random(3));
                Document bad = new Document("d", "g", "n", String.join(" ", words));
                wrong += filter.score(bad) >= filter.score(good) ? 1 : 0;
                assertThat(filter.score(good)).isBetween(0.0, 1.0);
            }
            assertThat(wrong).isZero();
            assertThat(model.heldOut()).hasSize(40);
            long kept = model.heldOut().stream()
                    .filter(document -> filter.score(document) >= filter.usualThreshold())
                    .count();
            assertThat(kept / 40.0).isCloseTo(0.95, within(0.03));
        }
    }

    private static List<Document> documents(int count, Random random) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 8; j++) {
                text.append(j == 0 ? "the " : " and the ")
                        .append(word(random))
                        .append(" sees a ")
                        .append(word(random));
            }
            documents.add(new Document("made-up", "group " + i, "name " + i, text.toString()));
        }
        return documents;
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }
}
