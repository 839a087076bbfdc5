package dev.blueline.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.scaling.Chinchilla;
import dev.blueline.scaling.DataConstrained;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Repetition;
import dev.blueline.scaling.Target;
import dev.blueline.scaling.Tenfold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Losses from a known law at the cells of {@code studies/repetition.toml}: what was put in must come out. */
class RepetitionLawTest {
    private static final DataConstrained TRUTH = new DataConstrained(new Chinchilla(0.6, 60, 0.4, 300, 0.4), 9, 6);
    private static final double HALF = 1 + 9 * Math.log(2);
    private static final double[] SIZES = {46_080, 59_392, 172_032, 319_488};
    private static final double[] TOKENS = {262_144, 524_288, 1_048_576, 2_097_152, 4_194_304};
    private static final double[] UNIQUE = {65_536, 262_144, 1_048_576, Double.POSITIVE_INFINITY};

    private static final RepetitionLaw LAW = RepetitionLaw.of(runs(UNIQUE)).orElseThrow();

    @Test
    void halfWorthIsFoundAgain() {
        Repetition.Estimate half = LAW.repetition().half().orElseThrow();
        assertThat(half.value()).isBetween(0.75 * HALF, 1.33 * HALF);
        assertThat(half.interval().low()).isLessThan(HALF);
        assertThat(half.interval().high()).isGreaterThan(HALF);
        assertThat(LAW.repetition().mostEpochs()).isEqualTo(64);
    }

    @Test
    void whatRepeatedTextIsWorthHasItsTrueValueInTheInterval() {
        Repetition.Estimate worth = LAW.effective(64 * 65_536, 65_536);
        double truth = 65_536 * (1 + 9 * (1 - Math.exp(-63.0 / 9)));
        assertThat(truth).isBetween(worth.interval().low(), worth.interval().high());
    }

    @Test
    void aLargerRunIsForecastAtRepeatedAndAtFreshText() {
        for (double unique : new double[] {65_536, 4_194_304}) {
            Target cell = new Target(319_488, 4_194_304, 6 * 319_488 * 4_194_304.0, unique);
            Forecast forecast = LAW.forecast("id", "a cell", cell).forecast();
            assertThat(TRUTH.predict(cell)).isBetween(forecast.low(), forecast.high());
        }
    }

    @Test
    void whereTheMapDecidesItDecidesRightly() {
        for (double epochs : new double[] {1, 16}) {
            int decided = 0;
            for (Tenfold point : LAW.map(epochs)) {
                Target at = point.at();
                Target text = new Target(at.parameters(), 10 * at.tokens(), at.compute(), 10 * at.uniqueTokens());
                Target size = new Target(10 * at.parameters(), at.tokens(), at.compute(), at.uniqueTokens());
                double truth = Math.log(TRUTH.predict(size) / TRUTH.predict(text));
                switch (point.answer()) {
                    case TEXT -> assertThat(truth).isGreaterThan(-0.01);
                    case PARAMETERS -> assertThat(truth).isLessThan(0.01);
                    case UNDETERMINED -> decided--;
                }
                decided++;
            }
            assertThat(decided).isGreaterThan(10);
        }
    }

    @Test
    void withoutRepetitionThereIsNoLawOfIt() {
        assertThat(RepetitionLaw.of(runs(Double.POSITIVE_INFINITY))).isEqualTo(Optional.empty());
    }

    private static List<Observation> runs(double... uniques) {
        Random random = new Random(1);
        List<Observation> runs = new ArrayList<>();
        for (double size : SIZES) {
            for (double unique : uniques) {
                for (double tokens : TOKENS) {
                    double compute = 6 * size * tokens;
                    boolean repeats = Double.isFinite(unique);
                    if (compute < 2.1e12 && (!repeats || tokens >= unique)) {
                        Target cell = new Target(size, tokens, compute, repeats ? unique : tokens);
                        double loss = TRUTH.predict(cell) * Math.exp(0.004 * random.nextGaussian());
                        runs.add(
                                new Observation(size, tokens, compute, loss, size + " " + unique, cell.uniqueTokens()));
                    }
                }
            }
        }
        return runs;
    }
}
