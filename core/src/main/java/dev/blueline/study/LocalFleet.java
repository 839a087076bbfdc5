package dev.blueline.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Trunks side by side on this machine's cores, one thread each.
 *
 * @param workers trunks at a time
 */
public record LocalFleet(int workers) implements Fleet {

    @Override
    public void carryOut(List<Trunk> longestFirst, Consumer<Trunk> work) {
        AtomicBoolean failed = new AtomicBoolean();
        List<Future<?>> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("worker-", 1).daemon().factory())) {
            for (Trunk trunk : longestFirst) {
                results.add(executor.submit(() -> {
                    if (!failed.get()) {
                        try {
                            work.accept(trunk);
                        } catch (RuntimeException | Error failure) {
                            failed.set(true);
                            throw failure;
                        }
                    }
                }));
            }
        }
        results.forEach(LocalFleet::rethrow);
    }

    private static void rethrow(Future<?> result) {
        try {
            result.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a trunk", interrupted);
        }
    }
}
