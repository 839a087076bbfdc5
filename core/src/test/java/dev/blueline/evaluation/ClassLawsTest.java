package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.ChangePoint;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Classes whose lines are known, on runs whose loss depends on size and tokens. */
class ClassLawsTest {
    private static final String ALL = "all";
    private static final Provenance PROVENANCE =
            new Provenance("s", "d", "t", "java", 1, "v", "j", "m", 1, Instant.EPOCH, Instant.EPOCH);

    private static double total(double n, double d) {
        return 1 + 20 * Math.pow(n, -0.3) + 60 * Math.pow(d, -0.35);
    }

    /** Runs of some sizes and seeds, each a trunk with four token counts. */
    private static List<Ledger.Entry> runs(int sizes, int seeds) {
        SplittableRandom random = new SplittableRandom(2);
        List<Ledger.Entry> entries = new ArrayList<>();
        for (int size = 0; size < sizes; size++) {
            long n = Math.round(20_000 * Math.pow(2.2, size));
            for (int seed = 1; seed <= seeds; seed++) {
                double common = random.nextGaussian();
                for (long d = 200_000; d <= 1_600_000; d *= 2) {
                    double noise = Math.exp(0.002 * (common + random.nextGaussian()));
                    String id = size + "-" + seed + "-" + d;
                    Run run = new Run(
                            id,
                            size + "/" + d,
                            "trunk" + size + "." + seed,
                            Run.Role.LADDER,
                            1,
                            32,
                            new Run.Parameters(n, n, n),
                            d,
                            6.0 * n * d,
                            seed,
                            1,
                            1,
                            Run.Status.FINISHED,
                            "",
                            PROVENANCE);
                    double loss = total(n, d);
                    List<Measurement> measured = new ArrayList<>();
                    measured.add(new Measurement(id, "bits_per_byte", ALL, loss * noise, 0.01));
                    add(measured, id, TokenClass.RARE, loss * noise, l -> l);
                    add(measured, id, TokenClass.LAYOUT, loss * noise, l -> 0.3);
                    add(measured, id, TokenClass.COPY, loss * noise, l -> l > 2.6 ? 2 : 2 * Math.pow(l / 2.6, 5));
                    entries.add(new Ledger.Entry(run, measured));
                }
            }
        }
        return entries;
    }

    private static void add(
            List<Measurement> measured, String id, TokenClass tokenClass, double loss, DoubleUnaryOperator line) {
        double nats = line.applyAsDouble(loss);
        measured.add(new Measurement(id, ClassedText.NATS_PER_TOKEN, tokenClass.slice(), nats, 0.01));
        measured.add(new Measurement(id, ClassedText.BITS_PER_BYTE, tokenClass.slice(), nats * 0.1, 0.01));
    }

    private static double loss(Ledger.Entry entry) {
        return entry.measurement("bits_per_byte", ALL).orElseThrow().value();
    }

    private static ClassLaws laws(List<Ledger.Entry> entries) {
        Mixture total = Forecaster.study(
                        entries.stream()
                                .map(e -> new Observation(
                                        e.run().parameters().matmul(),
                                        e.run().tokens(),
                                        e.run().flops(),
                                        loss(e),
                                        e.run().trunk()))
                                .toList(),
                        new Forecaster.Settings(60, 1, 2, 0.01, java.util.Optional.empty()))
                .mixture();
        return ClassLaws.of(entries, ClassLawsTest::loss, total, 1, 2).orElseThrow();
    }

    private static ClassLaws.Line line(ClassLaws laws, TokenClass tokenClass) {
        return laws.classes().stream()
                .filter(line -> line.name().equals(tokenClass.slice()))
                .findFirst()
                .orElseThrow();
    }

    private static final ClassLaws LARGE = laws(runs(5, 3));

    @Test
    void aFlatASmoothAndADelayedClassAreToldApart() {
        ClassLaws laws = LARGE;
        assertThat(line(laws, TokenClass.LAYOUT).standing()).isEqualTo(ClassLaws.Standing.FLAT);
        assertThat(line(laws, TokenClass.RARE).standing()).isEqualTo(ClassLaws.Standing.SMOOTH);
        ClassLaws.Line delayed = line(laws, TokenClass.COPY);
        assertThat(delayed.standing()).isEqualTo(ClassLaws.Standing.DELAYED);
        assertThat(delayed.change().steepens()).isTrue();
        assertThat(line(laws, TokenClass.RARE).last())
                .isCloseTo(laws.rungs().getLast().bitsPerByte(), Percentage.withPercentage(2));
    }

    @Test
    void fewTrainingsAreUndeterminedHoweverFlatTheyAre() {
        ClassLaws laws = laws(runs(4, 2));
        assertThat(line(laws, TokenClass.LAYOUT).standing()).isEqualTo(ClassLaws.Standing.UNDETERMINED);
        assertThat(line(laws, TokenClass.LAYOUT).reason()).contains("8 independent runs");
        assertThat(line(laws, TokenClass.LAYOUT).smallest()).isEmpty();
        assertThat(line(laws, TokenClass.COPY).standing()).isEqualTo(ClassLaws.Standing.UNDETERMINED);
        assertThat(line(laws, TokenClass.COPY).change().finding()).isEqualTo(ChangePoint.Finding.UNDETERMINED);
        assertThat(line(laws, TokenClass.COPY).change().reason()).contains("8 independent runs");
    }

    /** Nine tenths of what the law says, at the one run of most compute. */
    @Test
    void aFallAtTheLastRunAloneIsUndeterminedAndShownAsMeasured() {
        List<Ledger.Entry> entries = runs(4, 3);
        Ledger.Entry last = entries.stream()
                .min(Comparator.comparingDouble(ClassLawsTest::loss))
                .orElseThrow();
        List<Ledger.Entry> fallen = entries.stream()
                .map(e -> e != last
                        ? e
                        : new Ledger.Entry(
                                e.run(),
                                e.measurements().stream()
                                        .map(m -> m.slice().equals(TokenClass.RARE.slice())
                                                ? new Measurement(m.run(), m.metric(), m.slice(), 0.9 * m.value(), 0.01)
                                                : m)
                                        .toList()))
                .toList();
        ClassLaws.Line line = line(laws(fallen), TokenClass.RARE);
        assertThat(line.standing()).isEqualTo(ClassLaws.Standing.UNDETERMINED);
        assertThat(line.reason()).startsWith("the last run misses the law of all others");
        assertThat(line.measured().last()).isLessThan(0.95 * line.last());
    }

    @Test
    void aLineSaysWhatFallWouldHaveBeenFound() {
        ClassLaws.Line rare = line(LARGE, TokenClass.RARE);
        assertThat(rare.smallest().orElseThrow()).isBetween(0.005, 1 - rare.last() / rare.first());
    }

    @Test
    void seedsOfARungStandOnTheFrontierOnce() {
        assertThat(LARGE.rungs()).extracting(ClassLaws.Rung::name).doesNotHaveDuplicates();
    }

    @Test
    void runsOfAnEarlierVersionHaveNoClasses() {
        List<Ledger.Entry> old = runs(5, 1).stream()
                .map(e -> new Ledger.Entry(e.run(), e.measurements().subList(0, 1)))
                .toList();
        List<Ledger.Entry> mixed = new ArrayList<>(old);
        mixed.addAll(runs(1, 1));
        Mixture none = Forecaster.study(
                        runs(5, 1).stream()
                                .map(e -> new Observation(
                                        e.run().parameters().matmul(),
                                        e.run().tokens(),
                                        e.run().flops(),
                                        loss(e),
                                        "t"))
                                .toList(),
                        new Forecaster.Settings(50, 1, 1, 0.01, java.util.Optional.empty()))
                .mixture();
        assertThat(ClassLaws.of(old, ClassLawsTest::loss, none, 1, 1)).isEmpty();
        assertThat(ClassLaws.of(mixed, ClassLawsTest::loss, none, 1, 1)).isEmpty();
    }
}
