package dev.blueline.testtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.ModelShape;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Models that are led through a thought: what they are given, what comes of it, what it costs. */
class LedThoughtTest {
    private static final Problem PROBLEM = new Problem("countdown", 2, "4 8 9>44", "9 4 8>44", "9*4+8", 2);
    private static final ModelShape SHAPE = ScriptedModel.SHAPE;
    private static final String GIVES_UP = "9+4=13+8=21?";
    private static final String REACHES = "9*4=36+8=44!";

    /** Tokens of {@code <|user|>9 4 8>44<|assistant|><|thought|>}. */
    private static final int BEGUN = 11;

    private static LedModel led(ScriptedModel model) {
        return new LedModel(model, ScriptedModel.BYTES, Map.of("countdown", Tasks.named("countdown")), 0, 12);
    }

    /** Writes on in a whole text; where the text so far is none of its beginnings, ends the thought, then answers with what was tried last. */
    private static List<String> on(String before, String... thoughts) {
        String thought = before.substring(before.indexOf("<|thought|>") + "<|thought|>".length());
        int end = thought.indexOf("<|/thought|>");
        if (end >= 0) {
            String answered = thought.substring(end + "<|/thought|>".length());
            String answer = thought.substring(0, end).contains("44!") ? "9*4+8" : "9+4+8";
            return List.of(answered.equals(answer) ? "<|endofturn|>" : answer.substring(answered.length()));
        }
        for (String whole : thoughts) {
            if (whole.startsWith(thought) && whole.length() > thought.length()) {
                return List.of(whole.substring(thought.length()));
            }
        }
        return List.of("<|/thought|>", "9");
    }

    /** FLOPs of reading a beginning once and drawing so many tokens after it. */
    private static double flops(int beginning, int tokens) {
        return SHAPE.promptFlops(beginning)
                + SHAPE.forwardFlopsPerSequence(beginning + tokens - 1)
                - SHAPE.forwardFlopsPerSequence(beginning);
    }

    @Test
    void aThoughtIsEndedAtItsBudgetAndAnswersInOneGo() {
        ScriptedModel model = ScriptedModel.writing((before, number) -> on(before, GIVES_UP));
        Outcome cut = new BudgetForcing(led(model)).cut(List.of(PROBLEM), 3, 1).getFirst();
        assertThat(model.seen()).containsExactly("<|user|>9 4 8>44<|assistant|><|thought|>");
        assertThat(cut.answer()).isEqualTo("9+4+8");
        assertThat(cut.right()).isFalse();
        assertThat(cut.spending().tokens()).isEqualTo(3 + 1 + 6);
        assertThat(cut.spending().flops()).isCloseTo(flops(BEGUN, 10), within(1e-6));
    }

    @Test
    void aThoughtThatEndsInTimeIsLeftAsItIs() {
        ScriptedModel model = ScriptedModel.writing((before, number) -> on(before, REACHES));
        Outcome whole =
                new BudgetForcing(led(model)).cut(List.of(PROBLEM), 40, 1).getFirst();
        assertThat(whole.answer()).isEqualTo("9*4+8");
        assertThat(whole.right()).isTrue();
        assertThat(whole.spending().tokens()).isEqualTo(REACHES.length() + 1 + 6);
        Outcome none = new BudgetForcing(led(model)).cut(List.of(PROBLEM), 0, 1).getFirst();
        assertThat(none.spending().tokens()).isEqualTo(1 + 6);
    }

    /** The first thought costs 12 tokens and its end, the answer 6; then the next try 12 and the end, and the answer again. */
    @Test
    void aThoughtThatGaveUpGoesOnAndFindsIt() {
        ScriptedModel model = ScriptedModel.writing((before, number) ->
                before.endsWith(GIVES_UP) ? List.of("<|/thought|>", "9") : on(before, GIVES_UP + REACHES));
        List<List<Outcome>> outcomes = new BudgetForcing(led(model)).goOn(List.of(PROBLEM), 2, false, 30, 1);
        assertThat(outcomes).extracting(each -> each.getFirst().answer()).containsExactly("9+4+8", "9*4+8", "9*4+8");
        double first = flops(BEGUN, 13);
        double second = flops(BEGUN + 12, 13);
        assertThat(outcomes.get(0).getFirst().spending().flops()).isCloseTo(first + flops(BEGUN + 13, 6), within(1e-6));
        assertThat(outcomes.get(1).getFirst().spending().flops())
                .isCloseTo(first + second + flops(BEGUN + 25, 6), within(1e-6));
        assertThat(outcomes.get(1).getFirst().spending().tokens()).isEqualTo(13 + 13 + 6);
        // it claims to have reached the target, which is not doubted
        assertThat(outcomes.get(2).getFirst().spending().flops())
                .isEqualTo(outcomes.get(1).getFirst().spending().flops());
    }

    @Test
    void doubtTakesBackAClaim() {
        ScriptedModel model = ScriptedModel.writing((before, number) ->
                before.endsWith(REACHES) ? List.of("<|/thought|>", "9") : on(before, REACHES, "9*4=36+8=44?9-4=5?"));
        List<List<Outcome>> outcomes = new BudgetForcing(led(model)).goOn(List.of(PROBLEM), 1, true, 30, 1);
        assertThat(outcomes.get(0).getFirst().right()).isTrue();
        assertThat(outcomes.get(1).getFirst().right()).isFalse();
        assertThat(model.seen()).anyMatch(prompt -> prompt.endsWith("<|thought|>9*4=36+8=44?"));
    }

    /** The first attempt answers what it gave up with; the second sees that as a failed try, the third sees both. */
    @Test
    void anAttemptSeesWhatTheEarlierOnesAnswered() {
        List<String> seen = new ArrayList<>();
        ScriptedModel model = new ScriptedModel(
                (before, number) -> seen.size() == 1 ? on(before, GIVES_UP) : on(before, GIVES_UP + REACHES),
                text -> 0,
                seen);
        List<Pool> chains = new Revision(
                        led(model),
                        Optional.of(LearnedVerifier.of(
                                ScriptedModel.valuing(text -> text.contains("44!") ? 3 : -3), ScriptedModel.BYTES, 0)))
                .chains(List.of(PROBLEM), 3, 30, 1);
        assertThat(seen)
                .containsExactly(
                        "<|user|>9 4 8>44<|assistant|><|thought|>",
                        "<|user|>9 4 8>44<|assistant|><|thought|>" + GIVES_UP,
                        "<|user|>9 4 8>44<|assistant|><|thought|>" + GIVES_UP + "9*4=36+8=44?");
        Pool chain = chains.getFirst();
        assertThat(chain.attempts()).extracting(Attempt::answer).startsWith("9+4+8", "9*4+8");
        assertThat(Revision.outcome(chain, 1, new LearnedStrategy.BestOfN()).right())
                .isFalse();
        Outcome two = Revision.outcome(chain, 2, new LearnedStrategy.BestOfN());
        assertThat(two.right()).isTrue();
        double drawn = flops(BEGUN, 12 + 1 + 6) + flops(BEGUN + 12, 12 + 1 + 6);
        double valued = SHAPE.promptFlops(BEGUN + 19) + SHAPE.promptFlops(BEGUN + 31);
        assertThat(two.spending().flops()).isCloseTo(drawn + valued, within(1e-6));
        assertThat(two.spending().tokens()).isEqualTo(38);
    }

    /**
     * Two first steps of twelve tokens, both valued; the better one ends its thought twice alike, which is valued once; then the answer.
     */
    @Test
    void aBeamKeepsTheStepThatTheVerifierTrusts() {
        ScriptedModel model =
                ScriptedModel.writing((before, number) -> number % 2 == 0 ? on(before, GIVES_UP) : on(before, REACHES));
        LearnedVerifier verifier = LearnedVerifier.of(
                ScriptedModel.valuing(text -> text.contains("44!") ? 3 : -3), ScriptedModel.BYTES, 0);
        Outcome two = new Beam(led(model), verifier, 1, 2, 20, 60)
                .answer(List.of(PROBLEM), 1)
                .getFirst();
        assertThat(two.right()).isTrue();
        assertThat(two.spending().tokens()).isEqualTo(2 * 12 + 2 + 6);
        double steps = flops(BEGUN, 12) + flops(BEGUN, 12) - SHAPE.promptFlops(BEGUN) + SHAPE.promptFlops(BEGUN + 12);
        double valued = 2 * SHAPE.promptFlops(BEGUN + 12) + SHAPE.promptFlops(BEGUN + 13);
        assertThat(two.spending().flops()).isCloseTo(steps + valued + flops(BEGUN + 13, 6), within(1e-6));
        Outcome one = new Beam(led(model), verifier, 1, 1, 20, 60)
                .answer(List.of(PROBLEM), 1)
                .getFirst();
        assertThat(one.answer()).isEqualTo("9+4+8");
    }

    @Test
    void aBeamDropsStepsWithoutAnEndAndEndsThoughtsThatAreTooLong() {
        LearnedVerifier verifier = LearnedVerifier.of(ScriptedModel.valuing(text -> 0), ScriptedModel.BYTES, 0);
        ScriptedModel endless = ScriptedModel.writing((before, number) -> List.of("1"));
        Outcome none = new Beam(led(endless), verifier, 2, 2, 20, 60)
                .answer(List.of(PROBLEM), 1)
                .getFirst();
        assertThat(none.answer()).isEmpty();
        assertThat(none.score()).isZero();
        assertThat(none.spending().tokens()).isEqualTo(4 * 20);
        ScriptedModel rambling =
                ScriptedModel.writing((before, number) -> before.contains("<|/thought|>") ? on(before) : List.of("?"));
        Outcome cut = new Beam(led(rambling), verifier, 1, 1, 20, 5)
                .answer(List.of(PROBLEM), 1)
                .getFirst();
        assertThat(cut.answer()).isEqualTo("9+4+8");
        assertThat(cut.spending().tokens()).isEqualTo(5 + 6);
    }
}
