package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ExplanationTest {
    private static final String TEXT = "The \"house\" (old).\nThe \"house\"";
    private static final Tokenizer TOKENIZER = BytePairTrainer.train(List.of("the house the house"), 290);
    private static final ModelShape SHAPE = new ModelShape(290, 64, 1, 32, 1, 1, 32, 64, false, false, 10_000, 1e-5);

    @TempDir
    Path folder;

    @BeforeEach
    void model() {
        try (Learner learner = Learners.create(Learners.JAVA, SHAPE, 3, 1)) {
            learner.save(folder);
        }
        TOKENIZER.save(folder.resolve("tokenizer.json"));
    }

    private CommandRun explain(String... more) {
        String[] all = java.util.Arrays.copyOf(
                new String[] {"generate", "--run", folder.toString(), "--explain"}, 4 + more.length);
        System.arraycopy(more, 0, all, 4, more.length);
        return CommandRun.of(all);
    }

    @Test
    void theLossesAreThoseThatScoringGives() {
        JsonNode json = explain(TEXT, "--json").json();
        int[] ids = TOKENIZER.encode(TEXT);
        int[] tokens = new int[ids.length + 1];
        System.arraycopy(ids, 0, tokens, 1, ids.length);
        float[] scored;
        try (Learner learner = Learners.create(Learners.JAVA, SHAPE, 0, 1)) {
            learner.load(folder);
            scored = learner.score(new Batch(tokens, 1, ids.length));
        }
        assertThat(json.get("tokens").size()).isEqualTo(ids.length);
        for (int i = 0; i < ids.length; i++) {
            JsonNode token = json.get("tokens").get(i);
            assertThat(token.get("bits").asDouble()).isCloseTo(scored[i] / Math.log(2), Offset.offset(1e-5));
            assertThat(token.get("probability").asDouble()).isCloseTo(Math.exp(-scored[i]), Offset.offset(1e-6));
            assertThat(token.get("others").size()).isEqualTo(3);
            assertThat(token.get("class").asString()).isNotEmpty();
        }
    }

    @Test
    void theTableFitsEightyColumnsAndIsPlainWhereNobodyLooks() {
        CommandRun run = explain(TEXT);
        assertThat(run.code()).isZero();
        assertThat(run.output())
                .doesNotContain("\u001b")
                .contains("closing brackets")
                .contains("bits a byte");
        assertThat(run.output()).contains("kept without the word list");
        assertThat(run.output().lines().limit(25)).allMatch(line -> line.length() <= 80);
    }

    @Test
    void aFileIsReadInPlaceOfItsName() throws IOException {
        Path file = folder.resolve("text.txt");
        Files.writeString(file, TEXT);
        assertThat(explain(file.toString(), "--json").json().get("text").asString())
                .isEqualTo(TEXT);
        Files.write(file, new byte[] {(byte) 0xc3, 0x28});
        assertThat(explain(file.toString()).error()).contains("is not UTF-8 text");
        assertThatThrownBy(() -> Explanation.read(file.toString())).isInstanceOf(BadInput.class);
    }

    @Test
    void aPromptAndATextToExplainExcludeEachOther() {
        assertThat(explain("a", "--prompt", "b").error()).contains("either --prompt TEXT");
        assertThat(CommandRun.of("generate", "--run", folder.toString()).error())
                .contains("either --prompt TEXT");
        assertThat(explain("").error()).contains("0 tokens");
    }
}
