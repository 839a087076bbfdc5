package dev.blueline.testtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DamagedFile;
import dev.blueline.problems.GivenProblem;
import dev.blueline.problems.Verifier;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.MyTask;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a model that has learned nothing: about one response in twelve ends by itself, and is an answer of random bytes. */
class LongThinkingTest {
    private static final ModelShape SHAPE = new ModelShape(288, 40, 1, 32, 1, 1, 32, 64, false, true, 10_000, 1e-5);
    private static final int TOKENS = 24;
    private static final Tokenizer BYTES = Tokenizer.ofBytes();

    @TempDir
    Path folder;

    private static GivenProblem given(ToDoubleFunction<String> scoring) {
        return new GivenProblem(new MyTask(scoring), MyTask.problem(7));
    }

    private static Learner learner(int threads) {
        return Learners.create(Learners.JAVA, SHAPE, 3, threads);
    }

    private static Thinker thinker(Learner learner, GivenProblem given, boolean alone) {
        return new Thinker(learner, new Dialogue(BYTES), given, Thinker.beginning(given, "", TOKENS, 1, alone));
    }

    private static void rounds(Thinker thinker, int count) {
        for (int i = 0; i < count; i++) {
            thinker.round(System.nanoTime());
        }
    }

    private Path model() throws IOException {
        Path run = Files.createDirectories(folder.resolve("model"));
        try (Learner learner = learner(1)) {
            learner.save(run);
        }
        BYTES.save(run.resolve("tokenizer.json"));
        return run;
    }

    private static ThinkingRequest request(Path run, double seconds) {
        return new ThinkingRequest(run, seconds, TOKENS, 1, false, 2);
    }

    /** All but times, in words. */
    private static List<String> content(ThinkingState state) {
        return Stream.concat(
                        state.pool().stream()
                                .map(each -> List.of(
                                                each.tokens().length == 0 ? "" : Arrays.toString(each.tokens()),
                                                each.temperature(),
                                                each.prior(),
                                                each.gained(),
                                                each.tries(),
                                                each.drawn())
                                        .toString()),
                        Stream.of(
                                state.tally().toString(),
                                state.rounds() + " " + state.spent().tokens() + " "
                                        + state.spent().flops(),
                                state.trail().stream()
                                        .map(Improvement::answer)
                                        .toList()
                                        .toString()))
                .toList();
    }

    @Test
    void whatWasStoppedGoesOnToTheSamePoolAsWhatWasNot() throws IOException {
        GivenProblem given = given(answer -> answer.length() / 100.0);
        Path run = model();
        Path out = folder.resolve("out");
        int first = LongThinking.run(request(run, 0.05), given, out, ThinkingListener.SILENT)
                .state()
                .rounds();
        double seconds = 0.1;
        ThinkingState state = LongThinking.run(request(run, seconds), given, out, ThinkingListener.SILENT)
                .state();
        while (state.rounds() < first + 4) {
            seconds *= 2;
            state = LongThinking.run(request(run, seconds), given, out, ThinkingListener.SILENT)
                    .state();
        }
        try (Learner learner = learner(1)) {
            Thinker whole = thinker(learner, given, false);
            rounds(whole, state.rounds());
            assertThat(content(state)).isEqualTo(content(whole.state()));
            assertThat(state.beginnings()).isPositive();
        }
        assertThat(state.spent().seconds()).isGreaterThanOrEqualTo(seconds);
    }

    @Test
    void theRightAnswerEndsTheWorkAndTheVerifierProvesIt() throws IOException {
        GivenProblem given = given(answer -> answer.strip().length() > 3 ? 1 : 0.25);
        LongThinking.Result result =
                LongThinking.run(request(model(), 60), given, folder.resolve("out"), ThinkingListener.SILENT);
        assertThat(result.solved()).isTrue();
        assertThat(result.proof().orElseThrow().kind()).isEqualTo(Verifier.Kind.RULE);
        assertThat(result.state().best().orElseThrow().answer().length()).isGreaterThan(3);
        assertThat(result.state().trail())
                .extracting(Improvement::score)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(result.state().spent().seconds()).isLessThan(60);
        LongThinking.Result again = LongThinking.run(
                request(folder.resolve("model"), 60), given, folder.resolve("out"), ThinkingListener.SILENT);
        assertThat(again.state().tally())
                .as("nothing is drawn again")
                .isEqualTo(result.state().tally());
    }

    /** A verifier that has changed its mind since the checkpoint is believed, not the checkpoint. */
    @Test
    void aStoredScoreIsNoProof() throws IOException {
        Path run = model();
        LongThinking.run(request(run, 60), given(answer -> 1), folder.resolve("out"), ThinkingListener.SILENT);
        LongThinking.Result now = LongThinking.run(
                request(run, 60), given(answer -> 0.5), folder.resolve("out"), ThinkingListener.SILENT);
        assertThat(now.solved()).isFalse();
    }

    @Test
    void noAnswerIsVerifiedTwiceAndEveryAttemptIsAccountedFor() {
        Map<String, Integer> asked = new ConcurrentHashMap<>();
        try (Learner learner = learner(2)) {
            Thinker thinker = thinker(
                    learner,
                    given(answer -> {
                        asked.merge(answer.strip(), 1, Integer::sum);
                        return 0;
                    }),
                    false);
            rounds(thinker, 8);
            Tally tally = thinker.state().tally();
            assertThat(asked.values()).allMatch(times -> times == 1);
            assertThat(tally.verified()).isEqualTo(asked.size()).isPositive();
            assertThat(tally.cut() + tally.empty() + tally.repeated() + tally.verified())
                    .isEqualTo(tally.attempts())
                    .isEqualTo(16 * ((1 << 7) - 1) + 1024);
            assertThat(thinker.state().pool()).hasSizeLessThanOrEqualTo(32);
        }
    }

    /** Answers that begin with a byte below 64 score, so beginnings of that kind are gone on from, and the score is met more often. */
    @Test
    void beginningsOfGoodAnswersAreGoneOnFrom() {
        ToDoubleFunction<String> scoring = answer -> !answer.isEmpty() && answer.charAt(0) < 64 ? 0.9 : 0;
        List<Double> shares = new ArrayList<>();
        for (boolean alone : new boolean[] {false, true}) {
            long[] good = {0, 0};
            try (Learner learner = learner(2)) {
                Thinker thinker = thinker(
                        learner,
                        given(answer -> {
                            double score = scoring.applyAsDouble(answer);
                            good[score > 0 ? 1 : 0]++;
                            return score;
                        }),
                        alone);
                rounds(thinker, 9);
                shares.add(good[1] / (double) (good[0] + good[1]));
            }
        }
        assertThat(shares.getFirst()).isGreaterThan(1.3 * shares.getLast());
    }

    @Test
    void ofTwoStatesADamagedOneIsSaidAndTheOtherCounts() throws IOException {
        ThinkingFile file = new ThinkingFile(Files.createDirectories(folder.resolve("states")));
        assertThat(file.load(line -> {})).isEmpty();
        try (Learner learner = learner(1)) {
            Thinker thinker = thinker(learner, given(answer -> 0), false);
            for (int i = 0; i < 3; i++) {
                rounds(thinker, 1);
                file.save(thinker.checkpoint());
            }
        }
        List<String> said = new ArrayList<>();
        ThinkingFile read = new ThinkingFile(folder.resolve("states"));
        assertThat(read.load(said::add).orElseThrow().rounds()).isEqualTo(3);
        damage(ThinkingFile.NAMES.getFirst()); // that of rounds 1 and then 3
        ThinkingState before = read.load(said::add).orElseThrow();
        assertThat(before.rounds()).isEqualTo(2);
        assertThat(said).singleElement().asString().contains("is damaged; going on from the other state");
        read.save(before);
        assertThat(new ThinkingFile(folder.resolve("states"))
                        .load(said::add)
                        .orElseThrow()
                        .rounds())
                .as("the sound one was not written over")
                .isEqualTo(2);
        damage(ThinkingFile.NAMES.getFirst());
        damage(ThinkingFile.NAMES.getLast());
        assertThatThrownBy(() -> read.load(said::add))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining("no other state is left");
    }

    private void damage(String name) throws IOException {
        Path file = folder.resolve("states").resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void aFolderOfOtherWorkIsRefused() throws IOException {
        Path run = model();
        Path out = folder.resolve("out");
        LongThinking.run(request(run, 0.03), given(answer -> 0), out, ThinkingListener.SILENT);
        ThinkingRequest other = new ThinkingRequest(run, 0.03, TOKENS, 2, false, 2);
        assertThatThrownBy(() -> LongThinking.run(other, given(answer -> 0), out, ThinkingListener.SILENT))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("holds thoughts on another problem");
    }
}
