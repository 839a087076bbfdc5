package dev.blueline.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Run;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HeapTest {
    private static final long MB = 1_000_000;

    /** One megabyte of heap for every unit of width, and for every thread of a run. */
    private static final class Hungry implements Procedure {
        @Override
        public long heapBytes(Size size, int threads) {
            return MB * size.width() * threads;
        }

        @Override
        public String identity(Rung rung) {
            return rung.name();
        }

        @Override
        public Run.Parameters parameters(Size size) {
            return new Run.Parameters(1, 1, 1);
        }

        @Override
        public double trainingFlops(Size size, long tokens) {
            return 1;
        }

        @Override
        public double measuringFlops(Size size) {
            return 1;
        }

        @Override
        public long availableTokens() {
            return 1;
        }

        @Override
        public Rates measure(int workers) {
            return MadeUpProcedure.rates(workers);
        }

        @Override
        public void carryOut(Trunk trunk, int threads, Progress progress, Consumer<Run> finished) {}

        @Override
        public void fail(Trunk trunk, int threads, Fault fault, Consumer<Run> finished) {}
    }

    private static Trunk trunk(String size) {
        return new Trunk(Size.of(size), 1, Run.Role.LADDER, 1, 0, List.of(1_000_000L));
    }

    @Test
    void theLargestRunsSideBySideCountTogether() {
        List<Trunk> ladder = List.of(trunk("64x2"), trunk("128x3"), trunk("96x2"));
        assertThat(Heap.needed(new Hungry(), ladder, 1)).isEqualTo(128 * MB);
        assertThat(Heap.needed(new Hungry(), ladder, 2)).isEqualTo((128 + 96) * MB);
        assertThat(Heap.needed(new Hungry(), ladder, 9)).isEqualTo((128 + 96 + 64) * MB);
    }

    @Test
    void aPlanThatFitsPasses() {
        assertThatCode(() -> new Heap(600 * MB, 400 * MB, 100 * MB)
                        .require(new Hungry(), List.of(trunk("128x3"), trunk("96x2")), trunk("128x3"), 2))
                .doesNotThrowAnyException();
    }

    @Test
    void aPlanThatDoesNotFitSaysWhatIsThereWhatIsNeededAndWhatToType() {
        Heap heap = new Heap(450 * MB, 300 * MB, 100 * MB);
        assertThatThrownBy(() -> heap.require(new Hungry(), List.of(trunk("128x3"), trunk("96x2")), trunk("64x2"), 2))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "the plan's largest runs, 2 side by side, need about 224 MB of heap for training, beside 100 MB "
                                + "for the text, and this JVM has 450 MB; give it more: BLUELINE_JAVA_OPTS=-Xmx768m before "
                                + "./blueline, or plan less with a smaller --budget or fewer --threads");
        assertThatThrownBy(() -> heap.require(new Hungry(), List.of(trunk("64x2")), trunk("256x4"), 2))
                .hasMessageStartingWith("the held-out rung 256x4/1M needs about 512 MB of heap for training");
    }

    @Test
    void thisProcessHasAHeapOfWhichSomeIsTaken() {
        Heap heap = Heap.now();
        assertThat(heap.bytes()).isEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(heap.room()).isBetween(heap.bytes() / 2, heap.bytes());
        assertThat(heap.taken()).isBetween(1L << 20, heap.bytes());
    }
}
