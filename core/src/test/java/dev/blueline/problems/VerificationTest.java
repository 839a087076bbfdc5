package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VerificationTest {
    private static final Problem PROBLEM = new Problem("mine", 1, "q", "q", "a", 1);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);

    /** What a user's verifier may do. */
    @FunctionalInterface
    private interface Work {
        double score(String answer, StepBudget budget);
    }

    /** One class each, as a verifier's class tells whose verifications are left behind. */
    private abstract static class Mine implements Verifier {
        @Override
        public Kind kind() {
            return Kind.RULE;
        }
    }

    private static Verification of(Work work, Duration longest) {
        return Verification.of(
                new Mine() {
                    @Override
                    public double score(Problem problem, String answer, StepBudget budget) {
                        return work.score(answer, budget);
                    }
                },
                PROBLEM,
                "a",
                1000,
                longest);
    }

    @Test
    void scoresAndStepsComeBackFromTheOtherThread() {
        AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());
        Verification verification = of(
                (answer, budget) -> {
                    thread.set(Thread.currentThread());
                    budget.spend(7);
                    return answer.equals("a") ? .5 : 0;
                },
                LONG);
        assertThat(verification).isEqualTo(new Verification.Scored(.5, 7));
        assertThat(thread.get()).isNotEqualTo(Thread.currentThread()).matches(Thread::isDaemon);
    }

    @Test
    void whateverIsThrownIsBroken() {
        assertThat(of(
                        (answer, budget) -> {
                            throw new IllegalStateException("no");
                        },
                        LONG))
                .isEqualTo(new Verification.Broken("java.lang.IllegalStateException: no", 0));
        assertThat(of(
                        (answer, budget) -> {
                            throw new AssertionError("never");
                        },
                        LONG))
                .isEqualTo(new Verification.Broken("java.lang.AssertionError: never", 0));
        assertThat(of((answer, budget) -> deep(0), LONG)).isInstanceOf(Verification.Broken.class);
        assertThat(of(
                        (answer, budget) -> {
                            budget.spend(1001);
                            return 1;
                        },
                        LONG))
                .matches(broken -> broken.toString().contains("more than 1000 steps"));
    }

    private static double deep(int depth) {
        return 1 + deep(depth + 1);
    }

    @Test
    void aScoreThatIsNoneIsBroken() {
        for (double score : new double[] {Double.NaN, -.1, 1.1, Double.POSITIVE_INFINITY}) {
            assertThat(of((answer, budget) -> score, LONG))
                    .isEqualTo(new Verification.Broken("a score of " + score + ", not from 0 to 1", 0));
        }
    }

    /** The class is left behind twice, and then no more: after that it is not asked until one ends. */
    @Test
    void aVerifierThatLoopsIsBrokenAndCannotTakeTheMachine() throws InterruptedException {
        AtomicBoolean end = new AtomicBoolean();
        Verifier looping = new Mine() {
            @Override
            public double score(Problem problem, String answer, StepBudget budget) {
                while (answer.equals("a") && !end.get()) {
                    LockSupport.parkNanos(1_000_000); // deaf to interruption, and easy on the machine of the test
                }
                return 1;
            }
        };
        for (int i = 0; i < TimedVerification.MOST_LEFT_BEHIND; i++) {
            assertThat(Verification.of(looping, PROBLEM, "a", 1000, SHORT))
                    .isEqualTo(new Verification.Broken("took longer than 200 ms", 0));
        }
        assertThat(Verification.of(looping, PROBLEM, "b", 1000, SHORT))
                .isEqualTo(new Verification.Broken(
                        "not asked, as 2 verifications that took too long are still running", 0));
        assertThat(of((answer, budget) -> 1, LONG)).isEqualTo(new Verification.Scored(1, 0));
        end.set(true);
        while (!Verification.of(looping, PROBLEM, "b", 1000, LONG).equals(new Verification.Scored(1, 0))) {
            Thread.sleep(1);
        }
    }

    @Test
    void oneThatSleepsIsInterruptedAndOneThatSpendsIsStopped() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(2);
        Verification sleeping = of(
                (answer, budget) -> {
                    try {
                        Thread.sleep(LONG);
                        return 1;
                    } catch (InterruptedException interrupted) {
                        ended.countDown();
                        return 0;
                    }
                },
                SHORT);
        Verification spending = of(
                (answer, budget) -> {
                    try {
                        while (true) {
                            budget.spend(0);
                            Thread.onSpinWait();
                        }
                    } finally {
                        ended.countDown();
                    }
                },
                SHORT);
        assertThat(sleeping).isEqualTo(new Verification.Broken("took longer than 200 ms", 0));
        assertThat(spending).isEqualTo(new Verification.Broken("took longer than 200 ms", 0));
        ended.await();
    }

    @Test
    void aVerifierThatKeepsToItsBudgetIsAskedOnTheSameThread() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Verifier mine = new Mine() {
            @Override
            public boolean keepsToItsBudget() {
                return true;
            }

            @Override
            public double score(Problem problem, String answer, StepBudget budget) {
                thread.set(Thread.currentThread());
                return 1;
            }
        };
        assertThat(Verification.of(mine, PROBLEM, "a", 10, LONG)).isEqualTo(new Verification.Scored(1, 0));
        assertThat(thread.get()).isEqualTo(Thread.currentThread());
    }

    @Test
    void theBuiltInVerifiersKeepToTheirBudget() {
        for (String name : List.of("arithmetic", "countdown", "word-problems")) {
            assertThat(Tasks.named(name).verifier().keepsToItsBudget()).as(name).isTrue();
        }
    }
}
