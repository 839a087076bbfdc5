package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void everyTaskRunsOnceInEveryRound() {
        for (int threads = 1; threads <= 4; threads++) {
            try (Workers workers = new Workers(threads)) {
                for (int round = 0; round < 500; round++) {
                    int count = round % 7;
                    AtomicIntegerArray runs = new AtomicIntegerArray(7);
                    workers.run(count, (worker, task) -> runs.incrementAndGet(task));
                    for (int task = 0; task < 7; task++) {
                        assertThat(runs.get(task)).isEqualTo(task < count ? 1 : 0);
                    }
                }
            }
        }
    }

    @Test
    void noTwoTasksShareAWorkersScratchAtATime() {
        try (Workers workers = new Workers(3)) {
            AtomicIntegerArray busy = new AtomicIntegerArray(3);
            int[] overlaps = new int[1000];
            workers.run(1000, (worker, task) -> {
                overlaps[task] = busy.incrementAndGet(worker) - 1;
                busy.decrementAndGet(worker);
            });
            assertThat(Arrays.stream(overlaps).sum()).isZero();
        }
    }

    @Test
    void aSingleThreadWorksInTheCaller() {
        try (Workers workers = new Workers(1)) {
            Thread caller = Thread.currentThread();
            workers.run(3, (worker, task) -> assertThat(Thread.currentThread()).isSameAs(caller));
        }
    }

    @Test
    void aFailureReachesTheCallerAndTheWorkersGoOn() {
        try (Workers workers = new Workers(3)) {
            for (int round = 0; round < 50; round++) {
                assertThatThrownBy(() -> workers.run(9, (worker, task) -> {
                            if (task == 4) {
                                throw new IllegalArgumentException("task four");
                            }
                        }))
                        .hasMessageContaining("task four");
                int[] done = new int[9];
                workers.run(9, (worker, task) -> done[task]++);
                assertThat(done).containsOnly(1);
            }
        }
    }
}
