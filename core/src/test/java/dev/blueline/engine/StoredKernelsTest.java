package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StoredKernelsTest {
    private final StoredKernels scalar = StoredKernels.scalar();
    private final StoredKernels vector = new VectorStoredKernels();

    /** Numbers of a format at an odd address outside the heap, as a mapped file may have them. */
    private static StoredTensor stored(NumberFormat format, int rows, int columns, float[] values) {
        byte[] bytes = format.encode(values);
        MemorySegment segment = Arena.ofAuto().allocate(bytes.length + 1L).asSlice(1);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return new StoredTensor(Path.of("w"), "w", new int[] {rows, columns}, format, segment);
    }

    private static NumberFormat kept(int kind) {
        return switch (kind) {
            case 0 -> NumberFormat.F32;
            case 1 -> NumberFormat.BF16;
            default -> NumberFormat.Q8_0;
        };
    }

    @Property(tries = 120)
    void productsOnVectorsEqualTheScalarOnesBitForBit(
            @ForAll @IntRange(min = 0, max = 2) int kind,
            @ForAll @IntRange(min = 1, max = 23) int outputs,
            @ForAll @IntRange(min = 1, max = 12) int blocks,
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 0, max = 22) int from,
            @ForAll long seed) {
        Sample sample = new Sample(seed);
        int columns = 32 * blocks;
        StoredTensor w = stored(kept(kind), outputs, columns, sample.floats(outputs * columns, 3));
        Rows x = sample.rows(rows, columns);
        Rows expected = sample.rows(rows, outputs);
        Rows actual = Sample.copy(expected);
        int first = Math.min(from, outputs - 1);
        scalar.multiply(w, first, outputs, x, rows, expected);
        vector.multiply(w, first, outputs, x, rows, actual);
        assertThat(actual.data()).containsExactly(expected.data());
    }

    @Property(tries = 60)
    void aNarrowFormatGivesWhatItsNumbersGiveInFloat32BitForBit(
            @ForAll @IntRange(min = 1, max = 2) int kind,
            @ForAll @IntRange(min = 1, max = 9) int outputs,
            @ForAll @IntRange(min = 1, max = 12) int blocks,
            @ForAll long seed) {
        Sample sample = new Sample(seed);
        int columns = 32 * blocks;
        StoredTensor narrow = stored(kept(kind), outputs, columns, sample.floats(outputs * columns, 0.1));
        StoredTensor wide = stored(NumberFormat.F32, outputs, columns, narrow.values());
        Rows x = sample.rows(1, columns);
        Rows ofNarrow = Rows.of(1, outputs);
        Rows ofWide = Rows.of(1, outputs);
        vector.multiply(narrow, 0, outputs, x, 1, ofNarrow);
        vector.multiply(wide, 0, outputs, x, 1, ofWide);
        assertThat(ofNarrow.data()).containsExactly(ofWide.data());
    }

    @Property(tries = 40)
    void aProductIsThatOfDoublePrecision(
            @ForAll @IntRange(min = 0, max = 2) int kind,
            @ForAll @IntRange(min = 1, max = 9) int outputs,
            @ForAll @IntRange(min = 1, max = 12) int blocks,
            @ForAll long seed) {
        Sample sample = new Sample(seed);
        int columns = 32 * blocks;
        StoredTensor w = stored(kept(kind), outputs, columns, sample.floats(outputs * columns, 1));
        float[] numbers = w.values();
        Rows x = sample.rows(1, columns);
        Rows y = Rows.of(1, outputs);
        vector.multiply(w, 0, outputs, x, 1, y);
        for (int i = 0; i < outputs; i++) {
            double expected = 0;
            for (int k = 0; k < columns; k++) {
                expected += (double) numbers[i * columns + k] * x.data()[x.row(0) + k];
            }
            assertThat((double) y.data()[i]).isCloseTo(expected, within(1e-6 * columns));
        }
    }
}
