package dev.blueline.testtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.problems.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnedStrategyTest {
    private static final Problem PROBLEM = new Problem("copy", 1, "7", "7", "7", 1);

    private static Attempt attempt(String answer, double value) {
        return new Attempt(answer, -1, answer.equals("7") ? 1 : 0, 3, 10).with(new Value(value, 5));
    }

    /** The score would have chosen otherwise, and so would the first or the most frequent. */
    @Test
    void theHighestValueWinsWhateverTheScore() {
        List<Attempt> attempts = List.of(attempt("7", 0.4), attempt("7", 0.3), attempt("8", 0.6));
        Choice choice = new LearnedStrategy.BestOfN().choose(attempts);
        assertThat(choice.chosen().map(Attempt::answer)).contains("8");
        assertThat(choice.verified()).isZero();
        assertThat(choice.learned()).isTrue();
    }

    @Test
    void twoAnswersAlikeOutweighOneThatIsWorthMoreThanEach() {
        List<Attempt> attempts = List.of(attempt("8", 0.6), attempt("7", 0.4), attempt("7", 0.3));
        assertThat(new LearnedStrategy.WeightedVote().choose(attempts).right()).isTrue();
        assertThat(new LearnedStrategy.BestOfN().choose(attempts).right()).isFalse();
    }

    @Test
    void aCutAttemptIsNeverChosenNorOneThatNobodyValued() {
        Attempt cut = new Attempt("", -1, 0, 3, 10).with(new Value(0.9, 5));
        Attempt unseen = new Attempt("8", -1, 0, 3, 10);
        List<Attempt> attempts = List.of(cut, unseen, attempt("7", 0.01));
        for (Strategy strategy : LearnedStrategy.all()) {
            assertThat(strategy.choose(attempts).right()).as(strategy.word()).isTrue();
            assertThat(strategy.choose(List.of(cut, unseen)).chosen())
                    .as(strategy.word())
                    .isEmpty();
        }
    }

    @Test
    void theAdaptiveOneStopsAtTheFirstRoundThatHoldsAnAttemptItTrusts() {
        List<Attempt> attempts = List.of(
                attempt("8", 0.5), attempt("8", 0.9), attempt("7", 0.96), attempt("8", 0.99), attempt("8", 0.999));
        Choice one = new LearnedStrategy.Adaptive(1, 0.95).choose(attempts);
        assertThat(one.drawn()).isEqualTo(3);
        assertThat(one.right()).isTrue();
        Choice pairs = new LearnedStrategy.Adaptive(2, 0.95).choose(attempts);
        assertThat(pairs.drawn()).isEqualTo(4);
        assertThat(pairs.right()).isFalse();
        assertThat(new LearnedStrategy.Adaptive(1, 1).choose(attempts).drawn()).isEqualTo(5);
    }

    /** The prompt 100, four attempts at 10, and at 5 for asking. */
    @Test
    void aCurvePaysForEveryValueThatWasAsked() {
        List<Attempt> attempts = List.of(attempt("8", 0.5), attempt("8", 0.1), attempt("7", 0.9), attempt("8", 0.2));
        List<Pool> pools = List.of(new Pool(PROBLEM, 100, attempts));
        assertThat(Curve.of(new LearnedStrategy.BestOfN(), pools, 1).getLast().flops())
                .isCloseTo(160, within(1e-9));
        assertThat(Curve.of(new Strategy.MajorityVote(), pools, 1).getLast().flops())
                .isCloseTo(140, within(1e-9));
        assertThat(Curve.of(new LearnedStrategy.BestOfN(), pools, 1).getLast().accuracy())
                .isCloseTo(1, within(1e-9));
    }
}
