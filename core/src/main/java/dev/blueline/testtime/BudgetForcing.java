package dev.blueline.testtime;

import dev.blueline.engine.Answer;
import dev.blueline.engine.Steering;
import dev.blueline.problems.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides how long a model thinks (budget forcing, Muennighoff et al. 2025, "s1", arXiv 2501.19393): a thought is ended at so many tokens and
 * the answer drawn, or one that ends is made to go on by the sign for another try that the task's monologues have. Every response is
 * made to begin with a thought. No answer key is looked at.
 */
public record BudgetForcing(LedModel model) {

    /**
     * Thoughts of at most so many tokens: where one has not ended by then, its end is put there and the answer follows, all in one go.
     *
     * @param most tokens of a thought, its beginning and end apart; 0 for none
     * @throws dev.blueline.ledger.BadInput if such a thought does not fit the model's context
     */
    public List<Outcome> cut(List<Problem> problems, int most, long seed) {
        model.requireRoom(problems, most);
        List<LedModel.Drawn> drawn = model.draw(
                problems.stream().map(problem -> model.begun(problem, "")).toList(),
                1,
                most + 1 + model.answerTokens(),
                Steering.giving(model.thoughtEnd(), most),
                "cut thought",
                seed,
                0);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            outcomes.add(model.outcome(
                    problems.get(i),
                    model.answerAfterThought(drawn.get(i).answers().getFirst()),
                    drawn.get(i).tokens(),
                    drawn.get(i).flops()));
        }
        return outcomes;
    }

    /** A thought on its way. */
    private final class Going {
        final Problem problem;
        int[] sequence;
        long tokens;
        double flops;
        boolean ended;
        boolean answerless;

        Going(Problem problem) {
            this.problem = problem;
            sequence = model.begun(problem, "");
        }

        void take(LedModel.Drawn drawn) {
            Answer answer = drawn.answers().getFirst();
            sequence = LearnedVerifier.joined(sequence, answer.tokens());
            tokens += drawn.tokens();
            flops += drawn.flops();
            int last = sequence[sequence.length - 1];
            ended = answer.stopped() && last == model.thoughtEnd();
            answerless = answer.stopped() && !ended;
        }

        /** Whether it has ended and there is room to think of one thing more and to answer. */
        boolean mayGoOn(RetrySign sign, boolean doubting, int most) {
            return ended
                    && sequence.length + most + 1 + model.answerTokens() <= model.context()
                    && (doubting || !sign.claims(model.thought(problem, sequence)));
        }
    }

    /**
     * Thoughts whose end is taken back so many times.
     *
     * @param again how many times
     * @param doubting whether also ends that claim to have reached what is asked are taken back; else those only that give up
     * @param most tokens between two ends; a thought that has more is cut there and answers
     * @return for 0 to {@code again} times the outcome of each problem
     * @throws dev.blueline.ledger.BadInput if thoughts on a problem's task have no sign for another try, or do not fit the model's context
     */
    public List<List<Outcome>> goOn(List<Problem> problems, int again, boolean doubting, int most, long seed) {
        List<RetrySign> signs =
                problems.stream().map(problem -> RetrySign.of(problem.task())).toList();
        model.requireRoom(problems, most);
        List<Going> all = problems.stream().map(problem -> new Going(problem)).toList();
        think(all, most, Steering.until(model.thoughtEnd()), seed, 0);
        List<List<Outcome>> outcomes = new ArrayList<>();
        outcomes.add(answers(all, seed, 0));
        for (int times = 1; times <= again; times++) {
            List<Going> further = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).mayGoOn(signs.get(i), doubting, most)) {
                    Going going = all.get(i);
                    String thought = model.thought(going.problem, going.sequence);
                    going.sequence = model.begun(going.problem, signs.get(i).rejected(thought));
                    further.add(going);
                }
            }
            Steering steering = Steering.until(model.thoughtEnd()).notFirst(model.thoughtEnd());
            think(further, most, steering, seed, times);
            outcomes.add(answers(all, seed, times));
        }
        return outcomes;
    }

    private void think(List<Going> thoughts, int most, Steering steering, long seed, int piece) {
        List<LedModel.Drawn> drawn = model.draw(
                thoughts.stream().map(going -> going.sequence).toList(), 1, most, steering, "thought", seed, piece);
        for (int i = 0; i < drawn.size(); i++) {
            thoughts.get(i).take(drawn.get(i));
        }
    }

    /** What thoughts come to as they stand; they may go on all the same. */
    private List<Outcome> answers(List<Going> thoughts, long seed, int piece) {
        List<Going> asked = thoughts.stream().filter(going -> !going.answerless).toList();
        List<LedModel.Drawn> drawn = model.draw(
                asked.stream().map(this::closed).toList(),
                1,
                model.answerTokens(),
                Steering.NONE,
                "answer",
                seed,
                piece);
        List<Outcome> outcomes = new ArrayList<>();
        int next = 0;
        for (Going going : thoughts) {
            if (going.answerless) {
                outcomes.add(model.outcome(going.problem, "", going.tokens, going.flops));
            } else {
                LedModel.Drawn answer = drawn.get(next++);
                outcomes.add(model.outcome(
                        going.problem,
                        model.answer(answer.answers().getFirst()),
                        going.tokens + answer.tokens(),
                        going.flops + answer.flops()));
            }
        }
        return outcomes;
    }

    private int[] closed(Going going) {
        return going.ended ? going.sequence : LearnedVerifier.joined(going.sequence, model.thoughtEnd());
    }
}
