package dev.blueline.evaluation;

import dev.blueline.engine.ContinuationScores;
import dev.blueline.engine.Continuations;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Sampling;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Measurement;
import dev.blueline.tasks.Item;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;

/**
 * Asks a model the items of a task. Each prompt stands after an end-of-text, as a document does in training.
 *
 * <p>Tokens at the boundary: an answer's tokens are those that encoding prompt and answer together gives after the prompt's.
 * Where an answer would change the prompt's own last tokens, the context ends before these, for every answer of the item, so
 * that all answers are scored over text that begins at the same byte.
 *
 * <p>Whether the model would write the right answer itself ({@link ItemScore#exact}) is told by the same pass. It is judged by the text:
 * where the model's likeliest tokens leave the answer's own and may still spell it, it is let write one token more than the
 * answer has.
 */
public final class TaskScorer {
    /** Items scored in one call: enough for all threads, few enough to tell progress. */
    private static final int TOGETHER = 512;

    private final Learner learner;
    private final Tokenizer tokenizer;

    public TaskScorer(Learner learner, Tokenizer tokenizer) {
        this.learner = learner;
        this.tokenizer = tokenizer;
    }

    /**
     * Scores in the order of the items.
     *
     * @param told hears the share that is done
     * @throws BadInput if an item is longer than the model's context
     */
    public List<ItemScore> score(List<Item> items, DoubleConsumer told) {
        List<ItemScore> scores = new ArrayList<>(items.size());
        for (int from = 0; from < items.size(); from += TOGETHER) {
            scores.addAll(scoreTogether(items.subList(from, Math.min(from + TOGETHER, items.size()))));
            told.accept((double) scores.size() / items.size());
        }
        return scores;
    }

    /** Asks the items and gives the figures as measurements of a run: what a study's procedure adds to the run's own. */
    public List<Measurement> measurements(String run, List<Item> items) {
        return TaskFigures.measurements(run, TaskFigures.of(score(items, share -> {})));
    }

    private List<ItemScore> scoreTogether(List<Item> items) {
        List<Continuations> questions = items.stream().map(this::question).toList();
        List<ContinuationScores> answered = learner.score(questions);
        boolean[] exact = exact(questions, answered);
        List<ItemScore> scores = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            double[] nats = Arrays.stream(answered.get(i).logProbabilities())
                    .mapToDouble(TaskScorer::sum)
                    .toArray();
            int[] bytes = item.choices().stream()
                    .mapToInt(answer -> Math.max(1, answer.getBytes(StandardCharsets.UTF_8).length))
                    .toArray();
            scores.add(new ItemScore(item, nats, bytes, exact[i]));
        }
        return scores;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    /** The item in tokens: context with its end-of-text, and the answers, the right one first. */
    Continuations question(Item item) {
        int[] prompt = tokenizer.encode(item.prompt());
        List<int[]> whole = item.choices().stream()
                .map(answer -> tokenizer.encode(item.prompt() + answer))
                .toList();
        int shared = prompt.length;
        for (int[] tokens : whole) {
            int differs = Arrays.mismatch(prompt, tokens);
            shared = differs < 0 ? Math.min(shared, tokens.length - 1) : Math.min(shared, differs);
        }
        int most = learner.shape().context();
        int longest = whole.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
        int dropped = Math.max(0, longest - most); // read are end-of-text and all but the last token
        if (dropped > shared) {
            throw new BadInput("an item of " + item.skill() + " has an answer longer than the model's context of "
                    + most + " tokens: \"" + item.right().strip() + "\"; leave it out");
        }
        int[] context = new int[1 + shared - dropped];
        context[0] = tokenizer.beginning();
        System.arraycopy(prompt, dropped, context, 1, shared - dropped);
        int from = shared;
        return new Continuations(
                context,
                whole.stream()
                        .map(tokens -> Arrays.copyOfRange(tokens, from, tokens.length))
                        .toList());
    }

    /** What the pass that scored the answers tells of the model's own; of those it leaves open, what sampling writes. */
    private boolean[] exact(List<Continuations> questions, List<ContinuationScores> scores) {
        boolean[] exact = new boolean[questions.size()];
        Map<Integer, List<Integer>> open = new TreeMap<>();
        for (int i = 0; i < exact.length; i++) {
            int[] right = questions.get(i).continuations().getFirst();
            switch (GreedyAnswer.of(scores.get(i).greedy(), right, tokenizer)) {
                case RIGHT -> exact[i] = true;
                case WRONG -> exact[i] = false;
                case OPEN ->
                    open.computeIfAbsent(right.length, length -> new ArrayList<>())
                            .add(i);
            }
        }
        open.forEach((length, indices) -> {
            Sampling greedy = new Sampling(length + 1, 0, 1, 0, tokenizer.endOfText());
            List<int[]> written = learner.sample(
                    indices.stream().map(i -> questions.get(i).context()).toList(), greedy);
            for (int i = 0; i < indices.size(); i++) {
                int question = indices.get(i);
                String right =
                        tokenizer.decode(questions.get(question).continuations().getFirst());
                exact[question] = GreedyAnswer.isAnswer(tokenizer.decode(written.get(i)), right);
            }
        });
        return exact;
    }
}
