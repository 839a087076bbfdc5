package dev.blueline.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.Ledger;
import dev.blueline.reasoning.StudyRequest;
import dev.blueline.testtime.WithoutThought;
import dev.blueline.trials.TrialListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A very small study, whole, stopped, and with too little time. */
class TestTimeStudyTest {
    @TempDir
    private static Path folder;

    private static Path study;
    private static AnsweringResults whole;

    /** Stops where a detail first holds a word. */
    private record Stopping(String at) implements TrialListener {
        @Override
        public void says(String line) {}

        @Override
        public void advanced(double share, String detail) {
            assertThat(share).isBetween(0.0, 1.0);
            if (!at.isEmpty() && detail.contains(at)) {
                throw new IllegalStateException("stopped");
            }
        }
    }

    private static StudyRequest request(String out, Optional<Double> seconds) {
        return new StudyRequest(study, seconds, 1, folder.resolve(out), "java", 2, "blueline reason --study");
    }

    @BeforeAll
    static void carryOut() throws IOException {
        study = folder.resolve("small.toml");
        Files.writeString(study, """
                name = "small"
                question = "Does it help?"
                [answering]
                sizes = ["32x1"]
                rows = 32
                tokens = 8
                problems = 8
                samples = 20
                [answering.improvement]
                size = "32x1"
                rate = 0.1
                [[answering.tasks]]
                name = "arithmetic"
                levels = [1, 2]
                styles = ["direct"]
                flops = [1e9, 2e9]
                improved = [1]
                improved_flops = [4e8]
                examined = [1, 2]
                """);
        whole = TestTimeStudy.run(request("whole", Optional.empty()), new Stopping(""));
    }

    @Test
    void everyModelAnswersEveryLevelBySeveralStrategies() {
        assertThat(whole.models("arithmetic"))
                .extracting(model -> model.candidate().name())
                .containsExactly(
                        "arithmetic-32x1-taught-0", "arithmetic-32x1-taught-1", "arithmetic-32x1-taught-1-rl-1");
        assertThat(whole.answered()).hasSize(3 * 2);
        for (Answered answered : whole.answered()) {
            assertThat(answered.curve("greedy").samples()).containsExactly(1);
            assertThat(answered.curve("majority").samples()).containsExactly(1, 2, 4, 8, 16);
            assertThat(answered.coverage().drawn()).isEqualTo(20);
            assertThat(answered.curve("majority").problems()).isBetween(6, 8);
        }
    }

    @Test
    void computeOfTrainingIsWhatWasAskedForAndImprovementComesOnTop() {
        List<Trained> models = whole.models("arithmetic");
        assertThat(models.get(0).flops()).isBetween(0.75e9, 1.25e9);
        assertThat(models.get(1).flops()).isBetween(1.75e9, 2.25e9);
        assertThat(models.get(2).taughtFlops()).isEqualTo(models.get(1).flops());
        assertThat(models.get(2).improvedFlops()).isGreaterThanOrEqualTo(4e8);
        assertThat(whole.descents("arithmetic"))
                .extracting(Descent::name)
                .containsExactly("32x1, taught", "32x1, reinforcement learning");
    }

    /** The verifier's choice is right wherever one of the responses is, so its share is unbiased coverage. */
    @Test
    void whatTheVerifierChoosesIsCoverage() {
        for (Answered answered : whole.answered()) {
            ShareCurve chosen = answered.curve("best-of-n");
            for (int place = 0; place < chosen.points(); place++) {
                assertThat(chosen.share(place).value())
                        .isCloseTo(
                                answered.coverage()
                                        .pass(chosen.samples().get(place))
                                        .value(),
                                within(1e-9));
            }
        }
    }

    @Test
    void moreResponsesCostMoreByTheirOwnFlops() {
        ShareCurve vote = whole.answered().getFirst().curve("majority");
        double prompt = 2 * vote.meanFlops(0) - vote.meanFlops(1); // two responses read it once
        assertThat(prompt).isPositive().isLessThan(vote.meanFlops(0));
        assertThat(vote.meanFlops(4) - prompt)
                .isCloseTo(16 * (vote.meanFlops(0) - prompt), within(0.1 * vote.meanFlops(4)));
    }

    @Test
    void whatWasStoppedGoesOnAndEndsWithTheSameFigures() {
        for (String at : List.of("teaching", "reinforcement", "responses 16", "responses 20")) {
            assertThatThrownBy(() -> TestTimeStudy.run(request("stopped", Optional.empty()), new Stopping(at)))
                    .as(at)
                    .hasMessage("stopped");
        }
        AnsweringResults results = TestTimeStudy.run(request("stopped", Optional.empty()), new Stopping(""));
        sameFigures(results);
    }

    private static void sameFigures(AnsweringResults results) {
        assertThat(results.answered()).hasSameSizeAs(whole.answered());
        for (int i = 0; i < whole.answered().size(); i++) {
            Answered one = results.answered().get(i);
            Answered other = whole.answered().get(i);
            assertThat(one.coverage().right()).isEqualTo(other.coverage().right());
            for (int j = 0; j < one.curves().size(); j++) {
                assertThat(one.curves().get(j).right())
                        .isDeepEqualTo(other.curves().get(j).right());
                assertThat(one.curves().get(j).flops())
                        .isDeepEqualTo(other.curves().get(j).flops());
            }
            assertThat(one.trained().flops()).isEqualTo(other.trained().flops());
        }
    }

    @Test
    void aShortTimeTakesPartOfItAndMoreTimeTheRest() {
        AnsweringResults part = TestTimeStudy.run(request("short", Optional.of(0.01)), new Stopping(""));
        assertThat(part.plan().computes()).isEqualTo(1);
        assertThat(part.plan().samples()).isEqualTo(16);
        assertThat(part.exchanges().getFirst().exchange().rate().determined()).isFalse();
        sameFigures(TestTimeStudy.run(request("short", Optional.of(6_000.0)), new Stopping("")));
    }

    @Test
    void everyModelStandsInTheLedgerWithItsStrategies() {
        List<Ledger.Entry> entries = new Ledger(folder.resolve("whole")).entries();
        assertThat(entries).extracting(entry -> entry.run().arm()).containsExactly("taught", "taught", "rl");
        assertThat(entries.getFirst().measurement("majority_accuracy_at_16", "arithmetic/2"))
                .isPresent();
    }

    @Test
    void guessesAreCountedWithoutAModel() {
        WithoutThought guesses = whole.baseline("arithmetic", 1);
        assertThat(guesses.guesses()).isEqualTo(20);
        assertThat(guesses.pass(20).value())
                .isGreaterThanOrEqualTo(guesses.pass(1).value());
        assertThat(whole.thinking("arithmetic").levels()).containsOnlyKeys(1, 2);
    }
}
