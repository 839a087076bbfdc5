package dev.blueline.problems;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A verification that is waited for only so long. One that takes longer is interrupted and its budget stopped; should it go on all the
 * same, its thread is left behind, for Java cannot end a thread against its will. So that such threads do not take the whole machine, a
 * verifier of which several still run is not asked again.
 */
final class TimedVerification implements Runnable {
    static final int MOST_LEFT_BEHIND = 2;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("verification ", 1).factory());
    private static final Map<Class<?>, AtomicInteger> LEFT_BEHIND = new ConcurrentHashMap<>();

    private final Verifier verifier;
    private final Problem problem;
    private final String answer;
    private final StepBudget budget;
    private final CompletableFuture<Verification> outcome = new CompletableFuture<>();
    private Optional<Thread> thread = Optional.empty();

    private TimedVerification(Verifier verifier, Problem problem, String answer, StepBudget budget) {
        this.verifier = verifier;
        this.problem = problem;
        this.answer = answer;
        this.budget = budget;
    }

    static Verification of(Verifier verifier, Problem problem, String answer, long mostSteps, Duration longest) {
        AtomicInteger leftBehind = LEFT_BEHIND.computeIfAbsent(verifier.getClass(), type -> new AtomicInteger());
        if (leftBehind.get() >= MOST_LEFT_BEHIND) {
            return new Verification.Broken(
                    "not asked, as " + leftBehind.get() + " verifications that took too long are still running", 0);
        }
        TimedVerification asked = new TimedVerification(verifier, problem, answer, new StepBudget(mostSteps));
        THREADS.execute(asked);
        return asked.within(longest, leftBehind);
    }

    private Verification within(Duration longest, AtomicInteger leftBehind) {
        try {
            return outcome.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            leave(leftBehind);
            return new Verification.Broken("took longer than " + written(longest), budget.spent());
        } catch (InterruptedException interrupted) {
            leave(leftBehind);
            Thread.currentThread().interrupt();
            return new Verification.Broken("interrupted", budget.spent());
        } catch (ExecutionException failed) {
            return new Verification.Broken(String.valueOf(failed.getCause()), budget.spent());
        }
    }

    @Override
    public void run() {
        synchronized (this) {
            thread = Optional.of(Thread.currentThread());
        }
        try {
            outcome.complete(Verification.of(verifier, problem, answer, budget));
        } catch (Throwable thrown) {
            outcome.completeExceptionally(thrown);
        } finally {
            end();
        }
    }

    /** From here on no interruption is meant for this verification: the thread goes to the next one. */
    private synchronized void end() {
        thread = Optional.empty();
        Thread.interrupted();
    }

    private synchronized void leave(AtomicInteger leftBehind) {
        leftBehind.incrementAndGet();
        outcome.whenComplete((verification, thrown) -> leftBehind.decrementAndGet());
        budget.stop();
        thread.ifPresent(Thread::interrupt);
    }

    private static String written(Duration longest) {
        return longest.toMillis() % 1000 == 0 ? longest.toSeconds() + " s" : longest.toMillis() + " ms";
    }
}
