package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Classes of which one keeps to a law of size and tokens, and one falls at once beyond the fitted runs. */
class ClassForecastsTest {
    private static final Provenance PROVENANCE =
            new Provenance("s", "d", "t", "java", 1, "v", "j", "m", 1, Instant.EPOCH, Instant.EPOCH);

    private static double law(double n, double d) {
        return 0.3 * Math.pow(n / 1e5, -0.1) * Math.pow(d / 1e6, -0.15);
    }

    private static Ledger.Entry run(long n, long d, double noise, double copied) {
        String id = n + "/" + d;
        Run run = new Run(
                id,
                id,
                "t" + n,
                Run.Role.LADDER,
                1,
                32,
                new Run.Parameters(n, n, n),
                d,
                6.0 * n * d,
                1,
                1,
                1,
                Run.Status.FINISHED,
                "",
                PROVENANCE);
        return new Ledger.Entry(
                run,
                List.of(
                        bits(id, TokenClass.RARE, law(n, d) * noise),
                        bits(id, TokenClass.COPY, law(n, d) * copied / noise)));
    }

    private static Measurement bits(String id, TokenClass tokenClass, double value) {
        return new Measurement(id, ClassedText.BITS_PER_BYTE, tokenClass.slice(), value, 0);
    }

    private static List<Ledger.Entry> ladder(double scatter) {
        SplittableRandom random = new SplittableRandom(4);
        List<Ledger.Entry> runs = new ArrayList<>();
        for (long n : List.of(50_000L, 100_000L, 200_000L)) {
            for (long d : List.of(1_000_000L, 2_000_000L, 4_000_000L)) {
                runs.add(run(n, d, Math.exp(scatter * random.nextGaussian()), 1));
            }
        }
        return runs;
    }

    private static ClassForecasts.Row row(ClassForecasts forecasts, TokenClass of) {
        return forecasts.classes().stream()
                .filter(row -> row.tokenClass() == of)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aClassThatKeepsToItsLawIsForeseenAndOneThatFallsAtOnceIsNot() {
        Ledger.Entry heldOut = run(800_000, 8_000_000, 1, 0.6);
        ClassForecasts forecasts = ClassForecasts.of(ladder(0.01), heldOut).orElseThrow();
        assertThat(row(forecasts, TokenClass.RARE).inside()).isTrue();
        assertThat(row(forecasts, TokenClass.RARE).expected()).isCloseTo(law(800_000, 8_000_000), Offset.offset(0.01));
        assertThat(row(forecasts, TokenClass.COPY).inside()).isFalse();
        assertThat(forecasts.surprises())
                .extracting(ClassForecasts.Row::tokenClass)
                .containsExactly(TokenClass.COPY);
        assertThat(forecasts.miss()).isCloseTo(-0.4 * law(800_000, 8_000_000), Offset.offset(0.02));
    }

    @Test
    void theIntervalHoldsNineInTenFurtherRuns() {
        SplittableRandom random = new SplittableRandom(9);
        int inside = 0;
        int cases = 400;
        for (int i = 0; i < cases; i++) {
            List<Ledger.Entry> runs = new ArrayList<>();
            for (Ledger.Entry entry : ladder(0)) {
                long n = entry.run().parameters().matmul();
                runs.add(run(n, entry.run().tokens(), Math.exp(0.02 * random.nextGaussian()), 1));
            }
            Ledger.Entry heldOut = run(800_000, 8_000_000, Math.exp(0.02 * random.nextGaussian()), 1);
            inside += row(ClassForecasts.of(runs, heldOut).orElseThrow(), TokenClass.RARE)
                            .inside()
                    ? 1
                    : 0;
        }
        assertThat(inside / (double) cases).isBetween(0.86, 0.94);
    }

    @Test
    void runsOfOneSizeOrTooFewSayNothing() {
        Ledger.Entry heldOut = run(800_000, 8_000_000, 1, 1);
        List<Ledger.Entry> oneSize = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            oneSize.add(run(50_000, (i + 1) * 1_000_000L, 1, 1));
        }
        assertThat(ClassForecasts.of(oneSize, heldOut)).isEmpty();
        assertThat(ClassForecasts.of(ladder(0.01).subList(0, 7), heldOut)).isEmpty();
    }
}
