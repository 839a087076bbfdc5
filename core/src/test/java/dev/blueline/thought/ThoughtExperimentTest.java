package dev.blueline.thought;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.Ledger;
import dev.blueline.problems.Style;
import dev.blueline.reasoning.StudyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A very small study, whole, stopped, and with too little time. */
class ThoughtExperimentTest {
    @TempDir
    private static Path folder;

    private static Path study;
    private static ThoughtResults whole;

    /** Stops at the so-manieth measurement. */
    private static final class Stopping implements ThoughtExperiment.Listener {
        private final int after;
        private int measured;

        Stopping(int after) {
            this.after = after;
        }

        @Override
        public void says(String line) {}

        @Override
        public void advanced(double share, double flopsPerSecond) {
            assertThat(share).isBetween(0.0, 1.0);
            if (measured == after) {
                throw new IllegalStateException("stopped");
            }
        }

        @Override
        public void measured(Measured done) {
            measured++;
        }
    }

    private static StudyRequest request(String out, Optional<Double> seconds, int threads) {
        return new StudyRequest(study, seconds, 1, folder.resolve(out), "java", threads, "blueline reason --study");
    }

    @BeforeAll
    static void carryOut() throws IOException {
        study = folder.resolve("small.toml");
        Files.writeString(study, """
                name = "small"
                question = "Does it help?"
                [thought]
                styles = ["direct", "summary"]
                sizes = ["32x1"]
                flops = [4e8, 8e8]
                rows = 64
                rate = 1.0
                seeds = 2
                problems = 8
                [[thought.tasks]]
                name = "arithmetic"
                levels = [1, 2]
                examined = [2, 3]
                """);
        whole = ThoughtExperiment.run(request("whole", Optional.empty(), 2), new Stopping(-1));
    }

    private static List<Measured> withoutTimes(ThoughtResults results) {
        return results.measured().stream()
                .map(m -> new Measured(
                        m.task(),
                        m.style(),
                        m.size(),
                        m.seed(),
                        m.run(),
                        m.steps(),
                        m.parameters(),
                        m.flops(),
                        m.tokens(),
                        0,
                        m.loss(),
                        m.levels()))
                .sorted(Comparator.comparing((Measured m) -> m.cell().name()).thenComparing(Measured::run))
                .toList();
    }

    @Test
    void everyModelIsMeasuredAtEveryComputeOnTheSameProblems() {
        assertThat(whole.measured()).hasSize(2 * 2 * 2);
        assertThat(whole.measured()).allSatisfy(each -> {
            double asked = whole.flops(each.run());
            assertThat(each.flops()).isBetween(0.75 * asked, 1.25 * asked);
            assertThat(each.levels()).extracting(Measured.Level::level).containsExactly(2, 3);
            assertThat(each.level(2).right()).hasSizeBetween(6, 8).matches("[01]+");
        });
        assertThat(whole.sizes("arithmetic")).hasSize(1);
    }

    @Test
    void aModelThatThinksSeesFewerProblemsForTheSameCompute() {
        assertThat(steps(Style.SUMMARY)).isLessThan(steps(Style.DIRECT));
    }

    /** Apart from rounding to whole steps, half a step for each, they differ by a few per cent. */
    @Test
    void everyStyleSpendsTheSameCompute() {
        for (Measured one : whole.measured()) {
            for (Measured other : whole.measured()) {
                if (one.run() == other.run()) {
                    double rounded = 0.5 * one.flops() / one.steps() + 0.5 * other.flops() / other.steps();
                    assertThat(Math.abs(one.flops() - other.flops()))
                            .as("%s and %s", one.cell().name(), other.cell().name())
                            .isLessThan(rounded + 0.03 * other.flops());
                }
            }
        }
    }

    private static long steps(Style style) {
        return whole.measured().stream()
                .filter(each -> each.style() == style && each.run() == 1)
                .mapToLong(Measured::steps)
                .max()
                .orElseThrow();
    }

    @Test
    void whatWasStoppedGoesOnAndEndsWithTheSameFigures() {
        assertThatThrownBy(() -> ThoughtExperiment.run(request("stopped", Optional.empty(), 1), new Stopping(3)))
                .hasMessage("stopped");
        ThoughtResults results = ThoughtExperiment.run(request("stopped", Optional.empty(), 2), new Stopping(-1));
        assertThat(withoutTimes(results)).isEqualTo(withoutTimes(whole));
    }

    @Test
    void aShortTimeTakesPartOfItAndMoreTimeTheRest() {
        ThoughtResults part = ThoughtExperiment.run(request("short", Optional.of(0.01), 1), new Stopping(-1));
        assertThat(part.plan().leftOut()).isEqualTo(1);
        assertThat(part.measured()).hasSize(2 * 2);
        ThoughtResults all = ThoughtExperiment.run(request("short", Optional.of(600.0), 2), new Stopping(-1));
        assertThat(all.plan().leftOut()).isZero();
        assertThat(withoutTimes(all)).isEqualTo(withoutTimes(whole));
    }

    @Test
    void everyModelStandsInTheLedgerWithItsStyle() {
        List<Ledger.Entry> entries = new Ledger(folder.resolve("whole")).entries();
        assertThat(entries).hasSize(8);
        assertThat(entries).extracting(entry -> entry.run().arm()).containsOnly("direct", "summary");
        assertThat(entries.getFirst().measurement("greedy_accuracy", "arithmetic/2"))
                .isPresent();
    }
}
