package dev.blueline.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.engine.Batch;
import dev.blueline.tokenizer.LongStreams;
import dev.blueline.tokenizer.TokenStream;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowOrderTest {

    @Property(tries = 200)
    void everyEpochVisitsEachWindowOnce(
            @ForAll @IntRange(min = 1, max = 700) int windows,
            @ForAll @IntRange(max = 3) int epoch,
            @ForAll long seed) {
        WindowOrder order = new WindowOrder(TokenStream.of(new int[windows * 2 + 1]), windows, 2, 1, seed);
        long[] visited = LongStream.range(0, windows)
                .map(i -> order.window((long) epoch * windows + i))
                .sorted()
                .toArray();
        assertThat(visited).isEqualTo(LongStream.range(0, windows).toArray());
    }

    @Property(tries = 50)
    void twoSeedsReadInDifferentOrders(@ForAll @IntRange(min = 50, max = 500) int windows, @ForAll long seed) {
        TokenStream tokens = TokenStream.of(new int[windows * 2 + 1]);
        WindowOrder one = new WindowOrder(tokens, windows, 2, 1, seed);
        WindowOrder two = new WindowOrder(tokens, windows, 2, 1, seed + 1);
        long same = IntStream.range(0, windows)
                .filter(i -> one.window(i) == two.window(i))
                .count();
        assertThat(same).isLessThan(windows / 5);
    }

    @Property(tries = 20)
    void aBatchHoldsWholeWindowsWithTheirTargets(@ForAll @IntRange(min = 0, max = 1000) int step) {
        TokenStream tokens = TokenStream.of(IntStream.rangeClosed(0, 200).toArray());
        Batch batch = new WindowOrder(tokens, 20, 10, 3, 5).at(step);
        for (int row = 0; row < 3; row++) {
            int first = batch.tokens()[row * 11];
            assertThat(first % 10).isZero();
            assertThat(batch.tokens()[row * 11 + 10]).isEqualTo(first + 10);
        }
    }

    @Test
    void windows_of_a_stream_longer_than_int_are_all_drawn_from() {
        TokenStream tokens = LongStreams.of(9_000_000_000L);
        long windows = WindowOrder.windowsIn(tokens.length(), 3);
        WindowOrder order = new WindowOrder(tokens, windows, 3, 2, 7);

        assertThat(windows).isEqualTo(2_999_999_999L);
        Set<Long> drawn = new HashSet<>();
        long beyond = 0;
        for (long draw = 0; draw < 20_000; draw++) {
            long window = order.window(draw);
            assertThat(window).isBetween(0L, windows - 1);
            drawn.add(window);
            beyond += window > Integer.MAX_VALUE ? 1 : 0;
        }
        assertThat(drawn).hasSize(20_000);
        // 28.4% of the windows lie beyond; four standard deviations are 1.3%
        assertThat(beyond / 20_000.0).isBetween(0.271, 0.297);
    }
}
