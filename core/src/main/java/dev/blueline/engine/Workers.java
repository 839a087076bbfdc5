package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that carry out numbered tasks. Which thread takes which task is left to chance, so a task may write only
 * to places of its own number or of its own worker's scratch. With one thread everything runs in the caller.
 */
public final class Workers implements AutoCloseable {

    /** One piece of work. */
    @FunctionalInterface
    public interface Task {
        /**
         * Does the piece of work of one number.
         *
         * @param worker from 0 to the number of threads: names the scratch this task may use
         * @param task from 0 to the number of tasks
         */
        void run(int worker, int task);
    }

    /** Time a thread stays awake for what comes next: the parts of a step follow each other within microseconds. */
    private static final long AWAKE_NANOS = 100_000;

    private final int threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition started = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final AtomicInteger next = new AtomicInteger();
    private Task work = (worker, task) -> {};
    private int tasks;
    private volatile long round;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean closed;
    private @Nullable Throwable failure;

    /**
     * Starts the threads but one, which is the caller's.
     *
     * @param threads at least 1
     */
    public Workers(int threads) {
        if (threads < 1) {
            throw new BadInput("threads is " + threads + "; give at least 1");
        }
        this.threads = threads;
        for (int worker = 1; worker < threads; worker++) {
            int number = worker;
            Thread.ofPlatform().daemon().name("learner-" + number).start(() -> serve(number));
        }
    }

    public int threads() {
        return threads;
    }

    /** Runs the tasks numbered from 0 and returns when all have ended; rethrows the first failure. */
    public void run(int count, Task task) {
        if (threads == 1 || count == 1) {
            for (int i = 0; i < count; i++) {
                task.run(0, i);
            }
            return;
        }
        lock.lock();
        try {
            work = task;
            tasks = count;
            next.set(0);
            busy.set(threads - 1);
            round++;
            started.signalAll();
        } finally {
            lock.unlock();
        }
        take(0, task, count);
        stayAwake(() -> busy.get() == 0);
        lock.lock();
        try {
            while (busy.get() > 0) {
                ended.awaitUninterruptibly();
            }
            Throwable first = failure;
            failure = null;
            if (first != null) {
                throw new IllegalStateException("a worker failed: " + first, first);
            }
        } finally {
            lock.unlock();
        }
    }

    private void serve(int worker) {
        long seen = 0;
        while (true) {
            Task task;
            int count;
            long last = seen;
            stayAwake(() -> round != last || closed);
            lock.lock();
            try {
                while (round == seen && !closed) {
                    started.awaitUninterruptibly();
                }
                if (closed) {
                    return;
                }
                seen = round;
                task = work;
                count = tasks;
            } finally {
                lock.unlock();
            }
            take(worker, task, count);
            lock.lock();
            try {
                busy.decrementAndGet();
                ended.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits a little without giving up the core: to be woken from the lock takes as long as the shorter parts of a step. */
    private static void stayAwake(BooleanSupplier done) {
        long start = System.nanoTime();
        while (!done.getAsBoolean() && System.nanoTime() - start < AWAKE_NANOS) {
            Thread.onSpinWait();
        }
    }

    private void take(int worker, Task task, int count) {
        try {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                task.run(worker, i);
            }
        } catch (Throwable broken) {
            lock.lock();
            try {
                failure = failure == null ? broken : failure;
            } finally {
                lock.unlock();
            }
            next.set(count);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            started.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
