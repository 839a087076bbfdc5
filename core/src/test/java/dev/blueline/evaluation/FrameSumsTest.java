package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.tasks.Item;
import dev.blueline.tasks.Split;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

/** {@code main STUDIES} prints the figures of docs/skills.md. */
class FrameSumsTest {
    private static ItemScore score(String skill, String frame, double right, double wrong) {
        Item item = new Item(
                skill, 1, frame, Split.HELD_OUT, "p", " r", List.of(" w"), 1, Optional.empty(), OptionalLong.empty());
        return new ItemScore(item, new double[] {right, wrong}, new int[] {2, 2}, false);
    }

    @Test
    void aLedgerKeepsRightAnswersFrameByFrame() {
        List<Measurement> kept = FrameSums.measurements(
                "id",
                List.of(
                        score("grammar", "an-5", -1, -2),
                        score("grammar", "an:6", -3, -2),
                        score("grammar", "an-5", -1, -1),
                        score("spatial", "row", -1, -2)));
        assertThat(kept)
                .containsExactly(
                        new Measurement("id", "frame_right", "grammar/frame:an-5:2", 1.5, 0),
                        new Measurement("id", "frame_right", "grammar/frame:an:6:1", 0, 0),
                        new Measurement("id", "frame_right", "spatial/frame:row:1", 1, 0));
        AskedRuns run = AskedRuns.run(32, 1, 1);
        kept.forEach(m -> run.with(m.metric(), m.slice(), m.value(), 0));
        Ledger.Entry entry = run.entry();
        FrameSums grammar = FrameSums.of(entry, "grammar").orElseThrow();
        assertThat(grammar.frames()).containsOnlyKeys("an-5", "an:6");
        assertThat(grammar.frame("an-5")).isEqualTo(new FrameSums.Frame(1.5, 2));
        assertThat(FrameSums.of(entry, "gram")).isEmpty();
    }

    /** 3 of 4, 1 of 2 against 1 of 4, 1 of 2: a third more right; residuals 2 - 4/3 and 0 - 2/3, error sqrt(2 * (4/9 + 4/9)) / 6. */
    @Test
    void aDifferenceIsThatOfTheSameFrames() {
        FrameSums one = new FrameSums(java.util.Map.of("a", new FrameSums.Frame(3, 4), "b", new FrameSums.Frame(1, 2)));
        FrameSums other =
                new FrameSums(java.util.Map.of("a", new FrameSums.Frame(1, 4), "b", new FrameSums.Frame(1, 2)));
        assertThat(one.pairsWith(other)).isTrue();
        assertThat(one.more(other).value()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(one.more(other).standardError()).isCloseTo(Math.sqrt(16 / 9.0) / 6, within(1e-12));
        // Of four patterns of signs, frame b's being 0, all have a sum of 2 in size.
        assertThat(one.p(other)).isEqualTo(1);
    }

    /** Share of studies in which the paired test, and in which the test of two independent figures, says that two models differ. */
    private static double[] said(double gain, int frames, int perFrame, int studies, long first) {
        int paired = 0;
        int apart = 0;
        for (int study = 0; study < studies; study++) {
            SplittableRandom random = new SplittableRandom(first + study);
            SimulatedAnswers items = new SimulatedAnswers(frames, perFrame, 2.5, 0, random.nextLong());
            FrameSums with = items.run(item -> gain + item.ease(), random);
            FrameSums without = items.run(item -> item.ease(), random);
            paired += with.p(without) < 0.05 ? 1 : 0;
            FrameSums none = new FrameSums(without.frames().entrySet().stream()
                    .collect(java.util.stream.Collectors.toMap(
                            java.util.Map.Entry::getKey,
                            e -> new FrameSums.Frame(0, e.getValue().items()))));
            Estimate a = with.more(none);
            Estimate b = without.more(none);
            double z = Math.abs(a.value() - b.value()) / Math.hypot(a.standardError(), b.standardError());
            apart += Erf.erfc(z / Math.sqrt(2)) < 0.05 ? 1 : 0;
        }
        return new double[] {paired / (double) studies, apart / (double) studies};
    }

    /** Binomial: at a true 5% more than 12 of 100 happen in .1% of cases. */
    @Test
    void modelsThatDoNotDifferAreRarelyToldApart() {
        assertThat(said(0, 40, 5, 100, 1)[0]).isLessThanOrEqualTo(0.12);
    }

    @Test
    void pairsTellMoreThanTwoFigures() {
        double[] found = said(0.8, 40, 5, 100, 1000);
        assertThat(found[0]).isGreaterThan(found[1] + 0.1);
    }

    public static void main(String[] arguments) {
        for (double gain : new double[] {0, 0.4, 0.8, 1.2}) {
            for (int[] design : new int[][] {{12, 16}, {56, 4}}) {
                double[] found = said(gain, design[0], design[1], Integer.parseInt(arguments[0]), 5000);
                System.out.printf(
                        Locale.ROOT,
                        "gain %.1f in the logit, %d frames of %d: told apart %.3f paired, %.3f as two figures%n",
                        gain,
                        design[0],
                        design[1],
                        found[0],
                        found[1]);
            }
        }
    }
}
