package dev.blueline.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.CorpusSelection;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.EncodedCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContinuedTrainingTest {
    private static final long TOKENS = 200_000;

    @TempDir
    Path folder;

    private Path base;
    private Path text;

    /** A study's folder with prepared text and one run, of an untrained model, and text of another kind. */
    @BeforeEach
    void study() throws IOException {
        Path study = Files.createDirectories(folder.resolve("study"));
        Files.writeString(study.resolve("ledger.jsonl"), "");
        base = Files.createDirectories(study.resolve("runs/32x1"));
        Path general = folder.resolve("general");
        Path own = folder.resolve("own");
        for (int i = 0; i < 60; i++) {
            write(
                    general.resolve(i + ".txt"),
                    i,
                    "The committee of the year %d met in town number %d and wrote %d letters.");
            write(own.resolve(i + ".txt"), i, "int x%d = read(%d); return x + %d;");
        }
        text = own;
        Corpus corpus = Corpus.read(
                CorpusSelection.of(List.of(general.toString()), List.of()), study.resolve("corpus"), line -> {});
        var tokenizer = BytePairTrainer.train(EncodedCorpus.sample(corpus, 100_000), 300);
        tokenizer.save(base.resolve("tokenizer.json"));
        ModelShape shape = new ModelShape(300, 32, 1, 32, 1, 1, 32, 64, true, false, 10_000, 1e-5);
        try (Learner learner = Learners.create("java", shape, 3, 1)) {
            learner.save(base);
        }
    }

    private static void write(Path file, int seed, String pattern) throws IOException {
        Files.createDirectories(file.getParent());
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            int n = seed * 97 + i * 31;
            lines.append(String.format(pattern, n, n * 7 % 1000, n * 13 % 1000)).append('\n');
        }
        Files.writeString(file, lines);
    }

    private ContinuedRequest request(Path from, String out, double replay) {
        return new ContinuedRequest(
                from,
                List.of(text.toString()),
                List.of(),
                replay,
                List.of(),
                OptionalLong.of(TOKENS),
                folder.resolve(out),
                0.5,
                1,
                "java",
                1);
    }

    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Stops the process, as it were, at a step. */
    private record Told(List<String> lines, List<Long> steps, long stopAt) implements ContinuedTraining.Listener {
        static Told to(long stopAt) {
            return new Told(new ArrayList<>(), new ArrayList<>(), stopAt);
        }

        @Override
        public void says(String line) {
            lines.add(line);
        }

        @Override
        public void advanced(long step, long all, long tokens, double loss) {
            steps.add(step);
            if (step == stopAt) {
                throw new StoppedException();
            }
        }
    }

    @Test
    void aRunThatWasKilledTwiceEndsWithTheSameBitsAsOneThatWasNot() throws IOException {
        ContinuedOutcome whole = ContinuedTraining.run(request(base, "whole", 0.2), Told.to(-1), 1e9);
        ContinuedRequest request = request(base, "killed", 0.2);
        for (long at : new long[] {40, 90}) {
            assertThatThrownBy(() -> ContinuedTraining.run(request, Told.to(at), 0))
                    .isInstanceOf(StoppedException.class);
        }
        Told told = Told.to(-1);
        ContinuedOutcome resumed = ContinuedTraining.run(request, told, 0);
        assertThat(told.steps().getFirst()).isGreaterThan(60);
        assertThat(folder.resolve("killed/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
        assertThat(resumed.measurements()).isEqualTo(whole.measurements());
        assertThat(Files.exists(folder.resolve("killed/training"))).isFalse();
        assertThat(Files.exists(folder.resolve("killed/optimizer.safetensors"))).isFalse();
    }

    @Test
    void whatIsNewIsLearntAndTheRunCanBeGoneOnFrom() {
        ContinuedOutcome outcome = ContinuedTraining.run(request(base, "first", 0.1), Told.to(-1));
        ContinuedOutcome.Change ofNew = outcome.changes().getFirst();
        assertThat(ofNew.slice()).isEqualTo("new");
        assertThat(ofNew.high()).isLessThan(-0.2);
        assertThat(outcome.changes()).extracting(ContinuedOutcome.Change::slice).contains("general");
        ContinuedOutcome second = ContinuedTraining.run(request(folder.resolve("first"), "second", 0.1), Told.to(-1));
        assertThat(second.changes().getFirst().before()).isEqualTo(ofNew.after());
    }

    @Test
    void aFinishedRunIsToldAgainAndOtherSettingsAreRefused() {
        ContinuedRequest request = request(base, "out", 0);
        ContinuedOutcome outcome = ContinuedTraining.run(request, Told.to(-1));
        Told again = Told.to(-1);
        assertThat(ContinuedTraining.run(request, again).measurements()).isEqualTo(outcome.measurements());
        assertThat(again.steps()).isEmpty();
        assertThatThrownBy(() -> ContinuedTraining.run(request(base, "out", 0.3), Told.to(-1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("another --replay (0.0, not 0.3)");
    }

    @Test
    void replayFromACorpusThatIsGoneIsRefusedAndNothingIsLeftBehind() throws IOException {
        Corpus.delete(folder.resolve("study/corpus"));
        assertThatThrownBy(() -> ContinuedTraining.run(request(base, "out", 0.1), Told.to(-1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there is no text to replay");
        assertThat(folder.resolve("out")).doesNotExist();
        Told told = Told.to(-1);
        ContinuedOutcome outcome = ContinuedTraining.run(request(base, "out", 0), told);
        assertThat(told.lines()).anyMatch(line -> line.contains("forgetting is not measured"));
        assertThat(outcome.changes()).hasSize(1);
    }

    @Test
    void theStudysPreparedTextIsReadAlthoughItsSourcesAreGone() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("general"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        ContinuedOutcome outcome = ContinuedTraining.run(request(base, "out", 0.2), Told.to(-1));
        assertThat(outcome.changes()).extracting(ContinuedOutcome.Change::slice).contains("general");
    }
}
