package dev.blueline.testtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.Answer;
import dev.blueline.engine.ModelShape;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Trace;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Rollout;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StrategyTest {
    private static final Problem PROBLEM = new Problem("copy", 1, "7", "7", "7", 1);

    private static Attempt attempt(String answer, double logProbability) {
        return new Attempt(answer, logProbability, answer.equals("7") ? 1 : 0, 3, 10);
    }

    private static List<Attempt> attempts(String... answers) {
        return Stream.of(answers).map(answer -> attempt(answer, -1)).toList();
    }

    private static Pool pool(String... answers) {
        return new Pool(PROBLEM, 100, attempts(answers));
    }

    @Test
    void theMostFrequentAnswerWinsAndACutResponseHasNoVote() {
        Choice choice = new Strategy.MajorityVote().choose(attempts("", "", "", "8", "7", "7"));
        assertThat(choice.right()).isTrue();
        assertThat(choice.drawn()).isEqualTo(6);
        assertThat(choice.verified()).isZero();
        assertThat(new Strategy.MajorityVote().choose(attempts("", "")).chosen())
                .isEmpty();
        assertThat(new Strategy.Greedy().choose(attempts("8", "7")).drawn()).isEqualTo(1);
    }

    /** Two at e^-2 weigh .27, one at e^-1 weighs .37. */
    @Test
    void aLikelyAnswerOutweighsTwoUnlikelyOnes() {
        List<Attempt> attempts = List.of(attempt("8", -2), attempt("8", -2), attempt("7", -1));
        assertThat(new Strategy.WeightedVote().choose(attempts).right()).isTrue();
        assertThat(new Strategy.MajorityVote().choose(attempts).right()).isFalse();
    }

    @Test
    void theVerifierPicksTheOneRightAnswerAndIsPaidForEachThatIsThere() {
        Choice choice = new Strategy.BestOfN().choose(attempts("8", "8", "", "7"));
        assertThat(choice.right()).isTrue();
        assertThat(choice.verified()).isEqualTo(3);
    }

    /** Equal votes leave an even chance; Beta(1/2, 3/2) lies below a half with probability 1/2 + 1/pi. */
    @Test
    void certaintyIsTheBetaPosteriorOfTheLead() {
        assertThat(Strategy.Adaptive.certainty(attempts("8", "7"))).isCloseTo(0.5, within(1e-9));
        assertThat(Strategy.Adaptive.certainty(attempts("7"))).isCloseTo(0.5 + 1 / Math.PI, within(1e-9));
    }

    @Test
    void agreementEndsTheDrawingAndDisagreementGoesOn() {
        Strategy adaptive = new Strategy.Adaptive(4, 0.95);
        assertThat(adaptive.choose(attempts("7", "7", "7", "7", "8", "8", "8", "8"))
                        .drawn())
                .isEqualTo(4);
        assertThat(adaptive.choose(attempts("7", "8", "7", "8", "8", "7", "7", "8"))
                        .drawn())
                .isEqualTo(8);
    }

    /** Two right of eight: pass@2 is 1 - C(6,2)/C(8,2) = 13/28; over 64 subsets of each of 40 problems the deviation is below .01. */
    @Test
    void bestOfNHasTheAccuracyOfPassAtK() {
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            pools.add(pool("7", "7", "1", "2", "3", "4", "5", "6"));
        }
        List<Curve.Point> points = Curve.of(new Strategy.BestOfN(), pools, 1);
        assertThat(points).extracting(Curve.Point::most).containsExactly(1, 2, 4, 8);
        assertThat(points.get(0).accuracy()).isCloseTo(0.25, within(0.04));
        assertThat(points.get(1).accuracy()).isCloseTo(13 / 28.0, within(0.04));
        assertThat(points.get(3).accuracy()).isCloseTo(1, within(1e-9));
        assertThat(points.get(1).flops()).isCloseTo(120, within(1e-9)); // the prompt once, two attempts
        assertThat(points.get(1).tokens()).isCloseTo(6, within(1e-9));
    }

    @Test
    void theCeilingOfVotingIsTheShareOfProblemsWhoseModeIsRight() {
        List<Pool> pools = List.of(pool("7", "7", "8"), pool("8", "8", "7"));
        assertThat(Curve.ceiling(pools)).isEqualTo(0.5);
        assertThat(Curve.of(new Strategy.MajorityVote(), pools, 1).getLast().standardError())
                .isPositive();
    }

    @Test
    void aPoolCountsAResponseAsTheSamplerDoes() {
        Dialogue dialogue = new Dialogue(Tokenizer.ofBytes());
        ModelShape shape = new ModelShape(288, 40, 2, 32, 2, 1, 16, 64, false, true, 10_000, 1e-5);
        int[] response = dialogue.response(new Trace("so", " 7 "));
        float[] logs = new float[response.length];
        logs[0] = -response.length;
        int[] prompt = dialogue.prompt("7");
        Rollout rollout = new Rollout(
                PROBLEM,
                prompt,
                List.of(new Answer(response, logs, true), new Answer(response, logs, false)),
                new double[] {1, 0});
        Pool pool = Pool.of(rollout, dialogue, shape);
        assertThat(pool.attempts()).extracting(Attempt::answer).containsExactly("7", "");
        assertThat(pool.attempts().getFirst().meanLogProbability()).isEqualTo(-1);
        assertThat(pool.attempts().getFirst().flops())
                .isEqualTo(shape.forwardFlopsPerSequence(prompt.length + response.length - 1)
                        - shape.forwardFlopsPerSequence(prompt.length));
    }
}
