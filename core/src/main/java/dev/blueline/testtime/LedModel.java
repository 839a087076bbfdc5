package dev.blueline.testtime;

import dev.blueline.engine.Answer;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Steering;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Verification;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Finite;
import dev.blueline.reasoning.Sampler;
import dev.blueline.tasks.Draw;
import dev.blueline.tokenizer.SpecialTokens;
import dev.blueline.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A model that is led through a thought piece by piece. Each piece is drawn after all that stands before it, which the model reads anew, once
 * for all pieces that follow it; the FLOPs say so.
 *
 * @param tasks by name
 * @param temperature 0 takes the likeliest token
 * @param answerTokens most tokens of what stands after a thought, the end of the turn included
 */
public record LedModel(
        Learner learner, Tokenizer tokenizer, Map<String, Task> tasks, double temperature, int answerTokens) {

    /**
     * What was drawn after one beginning.
     *
     * @param flops of reading the beginning and drawing
     */
    record Drawn(List<Answer> answers, double flops) {
        int tokens() {
            return answers.stream().mapToInt(answer -> answer.tokens().length).sum();
        }
    }

    Dialogue dialogue() {
        return new Dialogue(tokenizer);
    }

    int thoughtBegin() {
        return tokenizer.special(SpecialTokens.THOUGHT_BEGIN);
    }

    int thoughtEnd() {
        return tokenizer.special(SpecialTokens.THOUGHT_END);
    }

    int context() {
        return learner.shape().context();
    }

    /** A problem's prompt and the beginning of a thought. */
    int[] begun(Problem problem, String thought) {
        return LearnedVerifier.joined(
                LearnedVerifier.joined(dialogue().prompt(problem.prompt()), thoughtBegin()), tokenizer.encode(thought));
    }

    /** The thought in a sequence that begins as {@link #begun} does, without the token that ends it. */
    String thought(Problem problem, int[] sequence) {
        int from = begun(problem, "").length;
        int to = sequence[sequence.length - 1] == thoughtEnd() ? sequence.length - 1 : sequence.length;
        return tokenizer.decode(Arrays.copyOfRange(sequence, from, Math.max(from, to)));
    }

    /** The thought in a sequence that holds an answer too. */
    String wholeThought(Problem problem, int[] sequence) {
        int from = begun(problem, "").length - 1;
        return dialogue()
                .read(Arrays.copyOfRange(sequence, from, sequence.length))
                .thought();
    }

    /**
     * Goes on from beginnings, of which there may be none.
     *
     * @param purpose key of the random draws beside the seed and the number of the piece
     */
    List<Drawn> draw(
            List<int[]> beginnings, int each, int tokens, Steering steering, String purpose, long seed, int piece) {
        if (beginnings.isEmpty()) {
            return List.of();
        }
        long key = new Draw(purpose, seed, piece, 0).bits();
        Sampling sampling = new Sampling(tokens, temperature, 1, key, dialogue().endOfTurn(), steering);
        List<List<Answer>> answers = learner.answers(beginnings, each, sampling).each();
        for (List<Answer> of : answers) {
            of.forEach(answer -> Finite.require(answer.logProbabilities()));
        }
        return IntStream.range(0, beginnings.size())
                .mapToObj(i -> new Drawn(
                        answers.get(i),
                        Sampler.flops(
                                learner.shape(), sampling.kept(beginnings.get(i).length, context()), answers.get(i))))
                .toList();
    }

    /**
     * Every problem must leave room for a thought and an answer.
     *
     * @param most tokens of the thought
     * @throws BadInput if one does not
     */
    void requireRoom(List<Problem> problems, int most) {
        for (Problem problem : problems) {
            int begun = begun(problem, "").length;
            if (begun + most + 1 + answerTokens > context() + 1) {
                throw new BadInput("a problem of " + problem.task() + ", level " + problem.level() + ", leaves "
                        + Math.max(0, context() - begun - answerTokens) + " of the model's context of " + context()
                        + " for a thought, fewer than " + most
                        + "; let it think for fewer tokens, or choose easier levels");
            }
        }
    }

    /** The text that stands after the thought in what was drawn after its beginning; empty where it was cut. */
    String answerAfterThought(Answer drawn) {
        int[] response = LearnedVerifier.joined(new int[] {thoughtBegin()}, drawn.tokens());
        return drawn.stopped() ? dialogue().read(response).answer().strip() : "";
    }

    /** The text of an answer that was drawn after a thought; empty where it was cut. */
    String answer(Answer drawn) {
        return drawn.stopped() ? tokenizer.decode(drawn.withoutStop()).strip() : "";
    }

    /** What the task's verifier says: 0 where there is no answer, NaN where it broke. Not part of what is spent. */
    double score(Problem problem, String answer) {
        Task task = tasks.get(problem.task());
        if (task == null) {
            throw new IllegalArgumentException("no task " + problem.task());
        }
        if (answer.isEmpty()) {
            return 0;
        }
        return switch (Verification.of(
                task.verifier(), problem, answer, Verification.MOST_STEPS, Verification.LONGEST)) {
            case Verification.Scored scored -> scored.score();
            case Verification.Broken none -> Double.NaN;
        };
    }

    Outcome outcome(Problem problem, String answer, long tokens, double flops) {
        return new Outcome(answer, score(problem, answer), new Spending(tokens, flops, 0, 0, Double.NaN));
    }
}
