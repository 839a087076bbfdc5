package dev.blueline.testtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Problem;
import dev.blueline.scaling.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EqualComputeTest {
    private static final Problem PROBLEM = new Problem("copy", 1, "7", "7", "7", 1);

    /** Attempts of 10 FLOPs and 3 tokens after a prompt of 10 FLOPs, so that n of them cost 10 (n + 1). */
    private static Attempt attempt(String answer) {
        return new Attempt(answer, -1, answer.equals("7") ? 1 : 0, 3, 10, 2, 0.5);
    }

    private static Pool pool(String greedy, String... answers) {
        return new Pool(
                PROBLEM, 10, Stream.of(answers).map(EqualComputeTest::attempt).toList(), Optional.of(attempt(greedy)));
    }

    /** A pool in which every {@code of}-th answer is right and the others differ, or are all the same wrong one. */
    private static Pool mixed(int attempts, int of, boolean sameWrong) {
        return pool(
                "8",
                IntStream.range(0, attempts)
                        .mapToObj(i -> i % of == 0 ? "7" : sameWrong ? "8" : "w" + i)
                        .toArray(String[]::new));
    }

    @Test
    void atEqualFlopsACurveIsReadBetweenItsSizes() {
        List<Pool> pools = List.of(mixed(8, 4, false), mixed(8, 4, false));
        StrategyCurve curve = StrategyCurve.of(new Strategy.BestOfN(), pools, 1);
        // pass@1 = 1/4 at 20 FLOPs, pass@2 = 1 - C(6,2)/C(8,2) = 13/28 at 30
        double middle = Math.sqrt(20 * 30);
        assertThat(curve.at(middle).orElseThrow()[0]).isCloseTo((1 / 4.0 + 13 / 28.0) / 2, within(1e-9));
        assertThat(curve.at(19)).isEmpty();
        assertThat(curve.at(91)).isEmpty();
        assertThat(curve.attempts(49)).isEqualTo(2);
        StrategyCurve greedy = StrategyCurve.of(new Strategy.Greedy(), pools, 1);
        assertThat(greedy.at(1000).orElseThrow()).containsExactly(0, 0);
    }

    @Test
    void theBestOfAColumnIsNamedWithThoseThatAreNotShownToBeWorse() {
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            pools.add(mixed(64, 16, true)); // 4 right ones never outvote the others of 16
        }
        EqualCompute equal = EqualCompute.of(List.of(
                StrategyCurve.of(new Strategy.Greedy(), pools, 1),
                StrategyCurve.of(new Strategy.MajorityVote(), pools, 1),
                StrategyCurve.of(new Strategy.BestOfN(), pools, 1)));
        assertThat(equal.one()).isEqualTo(20);
        assertThat(equal.multiples()).containsExactly(1, 4, 16);
        EqualCompute.Best best = equal.best(2, true).orElseThrow();
        assertThat(best.strategy()).isInstanceOf(Strategy.BestOfN.class);
        assertThat(best.alike()).isEmpty();
        assertThat(equal.best(2, false).orElseThrow().alike()).hasSize(1); // nothing beats the wrong mode
    }

    @Test
    void anAllowanceBuysWhatFitsAndACutAttemptHasNoVote() {
        List<Pool> pools = List.of(pool("8", "7", "7", "7", "7"), pool("7", "7", "7", "7", "7"));
        Allowance tokens = new Allowance(Allowance.Unit.TOKENS, 7, 1);
        AtBudget vote = AtBudget.of(new Strategy.MajorityVote(), tokens, pools, 1);
        assertThat(vote.attempts()).isEqualTo(2); // the third is cut after one token
        assertThat(vote.spent()).isEqualTo(7);
        assertThat(vote.tokens()).isEqualTo(6);
        assertThat(vote.exhausted()).isZero();
        AtBudget greedy = AtBudget.of(new Strategy.Greedy(), tokens, pools, 1);
        assertThat(greedy.accuracy().value()).isEqualTo(0.5);
        assertThat(greedy.spent()).isEqualTo(3);
        Allowance seconds = new Allowance(
                Allowance.Unit.SECONDS, 5, 10); // 1 s of prompt, 1.5 s for an attempt with its verification
        assertThat(AtBudget.of(new Strategy.BestOfN(), seconds, pools, 1).attempts())
                .isEqualTo(2);
        Allowance flops = new Allowance(Allowance.Unit.FLOPS, 1000, 1);
        assertThat(AtBudget.of(new Strategy.MajorityVote(), flops, pools, 1).exhausted())
                .isEqualTo(1);
    }

    @Test
    void theAdaptiveVoteSpendsLessThanItIsAllowedAndThePoolDoesNotEndIt() {
        List<Pool> pools = List.of(pool("7", "7", "7", "7", "7", "7", "7", "7", "7"));
        AtBudget adaptive =
                AtBudget.of(new Strategy.Adaptive(4, 0.95), new Allowance(Allowance.Unit.TOKENS, 20, 1), pools, 1);
        assertThat(adaptive.attempts()).isEqualTo(4);
        assertThat(adaptive.spent()).isEqualTo(12);
        AtBudget justEnough =
                AtBudget.of(new Strategy.Adaptive(4, 0.95), new Allowance(Allowance.Unit.TOKENS, 14, 1), pools, 1);
        assertThat(justEnough.spent()).isEqualTo(12); // settled with the fourth, so nothing more is begun
    }

    @Test
    void lessThanOneAnswerIsRefused() {
        List<Pool> pools = List.of(pool("7", "7"));
        new Allowance(Allowance.Unit.TOKENS, 3, 1).requireOneAnswer(pools);
        assertThatThrownBy(() -> new Allowance(Allowance.Unit.TOKENS, 2, 1).requireOneAnswer(pools))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--budget-tokens 2 is below one answer, which takes 3 tokens");
    }

    /**
     * Of easy problems, all alike, four attempts settle the vote; a hard one never settles. Fixed votes of 16 cost 170 each; adaptively the
     * easy ones cost 50.
     */
    @Test
    void whereMostProblemsAreEasyTheAdaptiveVoteSavesMoreThanHalf() {
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            pools.add(pool("7", IntStream.range(0, 16).mapToObj(j -> "7").toArray(String[]::new)));
        }
        int[] all = IntStream.range(0, 20).toArray();
        List<Saving> savings = Saving.of(
                StrategyCurve.of(new Strategy.MajorityVote(), pools, 1),
                StrategyCurve.of(new Strategy.Adaptive(4, 0.95), pools, 1),
                List.of(all),
                1);
        Saving sixteen = savings.getLast();
        assertThat(sixteen.fixed()).isEqualTo(16);
        assertThat(sixteen.ratio()).isCloseTo(20 / 170.0, within(1e-9)); // one attempt is as accurate already
        assertThat(sixteen.high()).isCloseTo(20 / 170.0, within(1e-9));
        assertThat(sixteen.words()).contains("at most half, surely");
        assertThat(Saving.ofAllThatVotingBrings(savings).fixed()).isEqualTo(4);
    }

    @Test
    void aVoteWhoseModeIsWrongIsRedBecauseOfThatAndCoverageThatRisesIsBlue() {
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            // wrong modes; and of every problem a rare right answer, once in 64
            pools.add(mixed(256, 64, true));
        }
        Verdict vote = CurveVerdict.of(StrategyCurve.of(new Strategy.MajorityVote(), pools, 1), pools)
                .orElseThrow();
        assertThat(vote).isInstanceOf(Verdict.Red.class);
        assertThat(((Verdict.Red) vote).cause().inWords())
                .contains("most frequent answer is right")
                .contains("that is 0.000, while of 1.000");
        List<Pool> few = pools.stream()
                .map(pool -> new Pool(PROBLEM, 10, pool.attempts().subList(0, 64), pool.greedy()))
                .map(pool -> new Pool(PROBLEM, 10, shifted(pool.attempts()), pool.greedy()))
                .toList();
        StrategyCurve best = StrategyCurve.of(new Strategy.BestOfN(), few, 1);
        StrategyCurve cut = new StrategyCurve(
                best.strategy(), best.sizes().subList(0, 6), best.worth().subList(0, 6));
        assertThat(CurveVerdict.of(cut, few).orElseThrow()).isInstanceOf(Verdict.Blue.class); // pass@32 is a half
        assertThat(CurveVerdict.of(StrategyCurve.of(new Strategy.Greedy(), few, 1), few))
                .isEmpty();
    }

    private static List<Attempt> shifted(List<Attempt> attempts) {
        List<Attempt> list = new ArrayList<>(attempts);
        Collections.rotate(list, 5);
        return list;
    }

    /**
     * With one more wrong and one more right, 33 of 66 have the standard error .0620; 65 of 66, .01515, which leaves .9599. Wilson's intervals are .400 to .600 and
     * from .9594.
     */
    @Test
    void theIntervalIsThatOfTwoMoreProblems() {
        double[] half = new double[64];
        Arrays.fill(half, 0, 32, 1);
        Accuracy accuracy = Accuracy.of(half);
        assertThat(accuracy.low()).isCloseTo(0.5 - 1.645 * 0.0620, within(0.001));
        assertThat(accuracy.high()).isCloseTo(0.5 + 1.645 * 0.0620, within(0.001));
        double[] all = new double[64];
        Arrays.fill(all, 1);
        assertThat(Accuracy.of(all).low()).isCloseTo(0.9599, within(1e-4));
        assertThat(Accuracy.of(all).high()).isEqualTo(1);
    }
}
