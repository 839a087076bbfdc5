package dev.blueline.testtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final PartialAttempt START = PartialAttempt.start(1, 20);

    /** So many tries, each worth so much, of 20 tokens each, after a beginning that is as long as is said. */
    private static PartialAttempt tried(int beginning, int tries, double worth, int tokens) {
        return new PartialAttempt(new int[beginning], 1, worth, tokens, tries * worth, tries, (double) tries * tokens);
    }

    /**
     * Of 8 places 2 are the start's. By then all = 8 + 3 * 80 = 248 and ln 248 = 5.51: the better one's bound is 0.5 + sqrt(0.551 / 81) = 0.58, and
     * still above 0.53 when it has the other 6 places; the worse one's is 0.1 + 0.08 = 0.18, at the same cost.
     */
    @Test
    void theBetterOfTwoBeginningsGetsAllPlacesButTheStarts() {
        List<PartialAttempt> pool = List.of(tried(0, 80, 0.1, 20), tried(4, 80, 0.5, 20), tried(4, 80, 0.1, 20));
        assertThat(Allocation.of(pool, 8, 8, 10)).containsExactly(2, 6, 0);
        List<PartialAttempt> turned = List.of(pool.get(0), pool.get(2), pool.get(1));
        assertThat(Allocation.of(turned, 8, 8, 10)).containsExactly(2, 0, 6);
    }

    @Test
    void ofTwoThatAreWorthTheSameTheCheaperIsPreferred() {
        List<PartialAttempt> pool = List.of(tried(0, 80, 0.1, 20), tried(4, 80, 0.5, 20), tried(14, 80, 0.5, 10));
        assertThat(Allocation.of(pool, 8, 8, 10)).containsExactly(2, 0, 6);
    }

    @Test
    void aBeginningThatWasNeverTriedComesBeforeOneThatIsKnownToBeWorthAsMuch() {
        List<PartialAttempt> pool =
                List.of(tried(0, 80, 0.1, 20), tried(4, 80, 0.3, 20), PartialAttempt.of(new int[24], 4, 1, 0.3));
        int[] given = Allocation.of(pool, 8, 8, 10);
        assertThat(given[2]).isGreaterThan(given[1]).isPositive();
    }

    @Test
    void theStartKeepsAQuarterHoweverLittleItIsWorth() {
        List<PartialAttempt> pool = List.of(tried(0, 1000, 0, 100), tried(4, 80, 1, 1));
        assertThat(Allocation.of(pool, 128, 8, 10)).containsExactly(32, 96);
        assertThat(Allocation.of(pool, 2, 8, 10)).containsExactly(1, 1);
        assertThat(Allocation.of(List.of(START), 16, 8, 10)).containsExactly(16);
    }

    @Test
    void thePoolIsBoundedAndLosesTheLeastPromisingFirst() {
        List<PartialAttempt> pool = List.of(
                START, tried(4, 8, 0.1, 20), tried(5, 8, 0.9, 20), PartialAttempt.start(2, 20), tried(6, 8, 0.5, 20));
        assertThat(Allocation.kept(pool, 4, 8, 10)).containsExactly(pool.get(0), pool.get(3), pool.get(2), pool.get(4));
    }
}
