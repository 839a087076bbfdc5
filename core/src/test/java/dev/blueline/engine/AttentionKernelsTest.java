package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class AttentionKernelsTest {
    private final AttentionKernels scalar = Kernels.scalar().attention();
    private final AttentionKernels fast = Kernels.fastest().attention();

    @Provide
    Arbitrary<Heads> heads() {
        return Combinators.combine(Arbitraries.of(1, 2, 3), Arbitraries.of(1, 2, 3, 4), Arbitraries.of(16, 32, 48, 64))
                .as((shared, group, width) -> new Heads(shared * group, shared, width));
    }

    /** Inputs and everything the two passes leave. */
    private record Pass(
            int count,
            Heads heads,
            Rows queries,
            Rows keys,
            Rows values,
            Rows dOutput,
            Rows output,
            Rows statistics,
            Rows dQueries,
            Rows dKeys,
            Rows dValues) {

        static Pass of(int count, Heads heads, long seed) {
            Sample sample = new Sample(seed);
            int wide = heads.queries() * heads.width();
            int narrow = heads.keyValues() * heads.width();
            return new Pass(
                    count,
                    heads,
                    sample.rows(count, wide),
                    sample.rows(count, narrow),
                    sample.rows(count, narrow),
                    sample.rows(count, wide),
                    Rows.of(count, wide),
                    Rows.of(count, 2 * heads.queries()),
                    Rows.of(count, wide),
                    Rows.of(count, narrow),
                    Rows.of(count, narrow));
        }

        void run(AttentionKernels kernels) {
            KeyValues past = KeyValues.of(count, heads);
            past.put(keys, values, 0, count);
            kernels.attend(queries, 0, count, past, output, statistics);
            kernels.attendBackward(
                    queries, keys, values, count, heads, output, statistics, dOutput, dQueries, dKeys, dValues);
        }
    }

    @Property(tries = 60)
    void attentionOnVectorsEqualsTheScalarOneBitForBitForwardAndBackward(
            @ForAll @IntRange(min = 1, max = 300) int count, @ForAll("heads") Heads heads, @ForAll long seed) {
        int rows = heads.queries() > 4 ? Math.min(count, 70) : count;
        Pass expected = Pass.of(rows, heads, seed);
        Pass actual = Pass.of(rows, heads, seed);
        expected.run(scalar);
        actual.run(fast);
        assertThat(actual.output().data()).containsExactly(expected.output().data());
        assertThat(actual.statistics().data())
                .containsExactly(expected.statistics().data());
        assertThat(actual.dQueries().data()).containsExactly(expected.dQueries().data());
        assertThat(actual.dKeys().data()).containsExactly(expected.dKeys().data());
        assertThat(actual.dValues().data()).containsExactly(expected.dValues().data());
    }

    @Property(tries = 20)
    void gradientsMayTakeThePlaceOfQueriesKeysAndValues(
            @ForAll @IntRange(min = 1, max = 150) int count, @ForAll("heads") Heads heads, @ForAll long seed) {
        for (AttentionKernels kernels : new AttentionKernels[] {scalar, fast}) {
            Pass apart = Pass.of(count, heads, seed);
            apart.run(kernels);
            Pass p = Pass.of(count, heads, seed);
            KeyValues past = KeyValues.of(count, heads);
            past.put(p.keys(), p.values(), 0, count);
            kernels.attend(p.queries(), 0, count, past, p.output(), p.statistics());
            kernels.attendBackward(
                    p.queries(),
                    p.keys(),
                    p.values(),
                    count,
                    heads,
                    p.output(),
                    p.statistics(),
                    p.dOutput(),
                    p.queries(),
                    p.keys(),
                    p.values());
            int wide = heads.queries() * heads.width();
            int narrow = heads.keyValues() * heads.width();
            assertThat(Sample.doubles(p.queries(), count, wide))
                    .containsExactly(Sample.doubles(apart.dQueries(), count, wide));
            assertThat(Sample.doubles(p.keys(), count, narrow))
                    .containsExactly(Sample.doubles(apart.dKeys(), count, narrow));
            assertThat(Sample.doubles(p.values(), count, narrow))
                    .containsExactly(Sample.doubles(apart.dValues(), count, narrow));
        }
    }

    @Property(tries = 20)
    void aTokenDecodedAloneGetsExactlyWhatAPassOverTheWholeSequenceGivesIt(
            @ForAll @IntRange(min = 1, max = 90) int count, @ForAll("heads") Heads heads, @ForAll long seed) {
        Pass whole = Pass.of(count, heads, seed);
        whole.run(fast);
        Pass alone = Pass.of(count, heads, seed);
        KeyValues past = KeyValues.of(count + 40, heads);
        Arrays.fill(past.data(), Float.NaN);
        for (int t = 0; t < count; t++) {
            past.put(alone.keys().from(t), alone.values().from(t), t, 1);
            fast.attend(
                    alone.queries().from(t),
                    t,
                    1,
                    past,
                    alone.output().from(t),
                    alone.statistics().from(t));
        }
        assertThat(alone.output().data()).containsExactly(whole.output().data());
        assertThat(alone.statistics().data()).containsExactly(whole.statistics().data());
    }

    @Property(tries = 20)
    void aSequenceTakenInTwoPartsGivesTheSameBits(
            @ForAll @IntRange(min = 1, max = 60) int head,
            @ForAll @IntRange(min = 1, max = 60) int tail,
            @ForAll("heads") Heads heads,
            @ForAll long seed) {
        Pass whole = Pass.of(head + tail, heads, seed);
        whole.run(fast);
        Pass parts = Pass.of(head + tail, heads, seed);
        KeyValues past = KeyValues.of(head + tail, heads);
        past.put(parts.keys(), parts.values(), 0, head);
        fast.attend(parts.queries(), 0, head, past, parts.output(), parts.statistics());
        past.put(parts.keys().from(head), parts.values().from(head), head, tail);
        fast.attend(
                parts.queries().from(head),
                head,
                tail,
                past,
                parts.output().from(head),
                parts.statistics().from(head));
        assertThat(parts.output().data()).containsExactly(whole.output().data());
    }

    @Example
    void attentionAndItsGradientsFollowTheFormula() {
        int count = 9;
        Heads heads = new Heads(4, 2, 16);
        Pass pass = Pass.of(count, heads, 5);
        pass.run(scalar);
        double[] queries = Sample.doubles(pass.queries(), count, 64);
        double[] keys = Sample.doubles(pass.keys(), count, 32);
        double[] values = Sample.doubles(pass.values(), count, 32);
        double[] dOutput = Sample.doubles(pass.dOutput(), count, 64);
        assertThat(Sample.doubles(pass.output(), count, 64))
                .containsExactly(Formulas.attention(queries, keys, values, count, heads), within(2e-6));
        assertThat(Sample.doubles(pass.dQueries(), count, 64))
                .containsExactly(
                        Sample.differences(
                                queries, at -> Sample.dot(Formulas.attention(at, keys, values, count, heads), dOutput)),
                        within(1e-5));
        assertThat(Sample.doubles(pass.dKeys(), count, 32))
                .containsExactly(
                        Sample.differences(
                                keys, at -> Sample.dot(Formulas.attention(queries, at, values, count, heads), dOutput)),
                        within(1e-5));
        assertThat(Sample.doubles(pass.dValues(), count, 32))
                .containsExactly(
                        Sample.differences(
                                values, at -> Sample.dot(Formulas.attention(queries, keys, at, count, heads), dOutput)),
                        within(1e-5));
    }

    @Example
    void scratchLeftByALargerSequenceDoesNotReachASmallerOne() {
        Heads heads = new Heads(2, 1, 32);
        AttentionKernels used = Kernels.fastest().attention();
        Pass spoiled = Pass.of(64, heads, 6);
        Arrays.fill(spoiled.queries().data(), Float.NaN);
        Arrays.fill(spoiled.keys().data(), Float.NaN);
        Arrays.fill(spoiled.values().data(), Float.NaN);
        spoiled.run(used);
        Pass expected = Pass.of(37, heads, 7);
        Pass actual = Pass.of(37, heads, 7);
        expected.run(scalar);
        actual.run(used);
        assertThat(actual.dQueries().data()).containsExactly(expected.dQueries().data());
        assertThat(actual.dKeys().data()).containsExactly(expected.dKeys().data());
        assertThat(actual.dValues().data()).containsExactly(expected.dValues().data());
    }
}
