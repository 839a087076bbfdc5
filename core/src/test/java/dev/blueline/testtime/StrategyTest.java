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
import java.util.Optional;
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
        Strategy.Lead lead = new Strategy.Lead();
        lead.add(attempt("7", -1));
        assertThat(lead.certainty()).isCloseTo(0.5 + 1 / Math.PI, within(1e-9));
        lead.add(attempt("", -1));
        lead.add(attempt("8", -1));
        assertThat(lead.certainty()).isCloseTo(0.5, within(1e-9));
    }

    /** 8, then 7 twice, then 8 twice, then 9: 8 leads with 3 before 7 with 2. */
    @Test
    void theLeadMayChangeHands() {
        Strategy.Lead lead = new Strategy.Lead();
        attempts("8", "7", "7", "8", "8", "9").forEach(lead::add);
        Strategy.Lead fresh = new Strategy.Lead();
        attempts("7", "7", "8", "8", "8").forEach(fresh::add);
        assertThat(lead.certainty()).isEqualTo(fresh.certainty()).isGreaterThan(0.5);
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

    /** Two right of eight: pass@2 is 1 - C(6,2)/C(8,2) = 13/28, without any error of subsets. */
    @Test
    void bestOfNHasTheAccuracyOfPassAtK() {
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            pools.add(pool("7", "7", "1", "2", "3", "4", "5", ""));
        }
        List<Curve.Point> points = Curve.of(new Strategy.BestOfN(), pools, 1);
        assertThat(points).extracting(Curve.Point::most).containsExactly(1, 2, 4, 8);
        assertThat(points.get(0).accuracy()).isCloseTo(0.25, within(1e-12));
        assertThat(points.get(1).accuracy()).isCloseTo(13 / 28.0, within(1e-12));
        assertThat(points.get(3).accuracy()).isCloseTo(1, within(1e-9));
        assertThat(points.get(1).flops()).isCloseTo(120, within(1e-9)); // the prompt once, two attempts
        assertThat(points.get(1).tokens()).isCloseTo(6, within(1e-9));
        assertThat(points.get(1).verified()).isCloseTo(2 * 7 / 8.0, within(1e-9)); // one has no answer
    }

    @Test
    void aStrategySaysWhatItSpentAndOnlyWhoVerifiesPaysForThat() {
        List<Attempt> attempts = List.of(
                new Attempt("8", -1, 0, 3, 10, 5, 0.5),
                new Attempt("", -1, 0, 4, 20, 0, 0),
                new Attempt("7", -1, 1, 2, 7, 6, 0.25));
        Spending voted = new Strategy.MajorityVote().choose(attempts).spending(attempts, 100);
        assertThat(voted.tokens()).isEqualTo(9);
        assertThat(voted.flops()).isEqualTo(137);
        assertThat(voted.verifierSteps()).isZero();
        Spending best = new Strategy.BestOfN().choose(attempts).spending(attempts, 100);
        assertThat(best.verifierSteps()).isEqualTo(11);
        assertThat(best.verifierSeconds()).isEqualTo(0.75);
        assertThat(new Strategy.Greedy()
                        .choose(attempts)
                        .spending(attempts, 100)
                        .tokens())
                .isEqualTo(3);
    }

    /** Three right of 256: one attempt is right in 3/256, to the bit of a double or so. */
    @Test
    void aSingleAttemptIsExactForEveryStrategy() {
        List<Attempt> attempts = new ArrayList<>(attempts("7", "7", "7"));
        for (int i = 3; i < 256; i++) {
            attempts.add(attempt("8", -1));
        }
        List<Pool> pools = List.of(new Pool(PROBLEM, 100, attempts));
        assertThat(Curve.of(new Strategy.MajorityVote(), pools, 5).getFirst().accuracy())
                .isCloseTo(3 / 256.0, within(1e-12));
        assertThat(Curve.of(new Strategy.Adaptive(4, 0.95), pools, 5).getFirst().accuracy())
                .isCloseTo(3 / 256.0, within(1e-12));
    }

    @Test
    void greedyTakesItsOwnResponseWhereThereIsOne() {
        Pool pool = new Pool(PROBLEM, 100, attempts("8", "8"), Optional.of(attempt("7", -1)));
        List<Curve.Point> points = Curve.of(new Strategy.Greedy(), List.of(pool, pool), 1);
        assertThat(points).hasSize(1);
        assertThat(points.getFirst().accuracy()).isEqualTo(1);
        assertThat(points.getFirst().flops()).isEqualTo(110);
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
