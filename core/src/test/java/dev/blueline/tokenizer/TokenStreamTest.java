package dev.blueline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TokenStreamTest {
    @Property(tries = 300)
    void pieces_read_as_one_run(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int count, @ForAll boolean wide) {
        Random random = new Random(seed);
        int width = wide ? 4 : 2;
        List<MemorySegment> pieces = new ArrayList<>();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(5);
            MemorySegment piece = MemorySegment.ofArray(new byte[length * width]);
            for (int j = 0; j < length; j++) {
                int id = random.nextInt(wide ? 1_000_000 : 65_536);
                all.add(id);
                if (wide) {
                    piece.set(TokenStream.FOUR_BYTES, j * 4L, id);
                } else {
                    piece.set(TokenStream.TWO_BYTES, j * 2L, (char) id);
                }
            }
            pieces.add(piece);
        }
        TokenStream stream = TokenStream.of(pieces, width);

        assertThat(stream.length()).isEqualTo(all.size());
        for (int from = 0; from <= all.size(); from++) {
            for (int length = 0; from + length <= all.size(); length++) {
                int[] copied = new int[length + 2];
                stream.copy(from, length, copied, 1);
                assertThat(Arrays.copyOfRange(copied, 1, length + 1))
                        .isEqualTo(all.subList(from, from + length).stream()
                                .mapToInt(i -> i)
                                .toArray());
            }
            TokenStream first = stream.first(from);
            assertThat(first.length()).isEqualTo(from);
            if (from > 0) {
                assertThat(first.get(from - 1)).isEqualTo(all.get(from - 1));
            }
        }
        assertThatThrownBy(() -> stream.get(all.size())).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void positions_beyond_the_range_of_int_are_read() {
        TokenStream stream = LongStreams.of(5_000_000_000L);

        assertThat(stream.length()).isEqualTo(5_000_000_000L);
        for (long position : new long[] {0, 1L << 31, (1L << 31) + 12_345, stream.length() - 1}) {
            assertThat(stream.get(position)).isEqualTo((int) (position % LongStreams.PIECE % 60_000));
        }
    }
}
