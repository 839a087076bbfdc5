package dev.blueline.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores continuations by {@link Learner#score}: every one with its context as a row, rows of one length together. What greedy
 * decoding writes is told by {@link Learner#sample}.
 */
final class WholeRows {
    private static final int ROWS = 64;

    private record Row(int[] tokens, int context, float[] to) {}

    private WholeRows() {}

    static List<ContinuationScores> score(Learner learner, List<Continuations> questions) {
        int[][] greedy = greedy(learner, questions);
        List<ContinuationScores> scores = new ArrayList<>();
        Map<Integer, List<Row>> byLength = new TreeMap<>();
        for (Continuations question : questions) {
            float[][] all = new float[question.continuations().size()][];
            for (int i = 0; i < all.length; i++) {
                int[] continuation = question.continuations().get(i);
                all[i] = new float[continuation.length];
                int[] tokens = new int[question.context().length + continuation.length];
                System.arraycopy(question.context(), 0, tokens, 0, question.context().length);
                System.arraycopy(continuation, 0, tokens, question.context().length, continuation.length);
                byLength.computeIfAbsent(tokens.length, length -> new ArrayList<>())
                        .add(new Row(tokens, question.context().length, all[i]));
            }
            scores.add(new ContinuationScores(all, greedy[scores.size()]));
        }
        byLength.forEach((length, rows) -> {
            for (int from = 0; from < rows.size(); from += ROWS) {
                score(learner, rows.subList(from, Math.min(from + ROWS, rows.size())), length - 1);
            }
        });
        return scores;
    }

    private static int[][] greedy(Learner learner, List<Continuations> questions) {
        int[][] greedy = new int[questions.size()][];
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int i = 0; i < greedy.length; i++) {
            byLength.computeIfAbsent(questions.get(i).continuations().getFirst().length, length -> new ArrayList<>())
                    .add(i);
        }
        byLength.forEach((length, indices) -> {
            List<int[]> contexts =
                    indices.stream().map(i -> questions.get(i).context()).toList();
            List<int[]> written = learner.sample(contexts, new Sampling(length + 1, 0, 1, 0, -1));
            for (int i = 0; i < written.size(); i++) {
                int question = indices.get(i);
                greedy[question] = ContinuationScores.kept(
                        written.get(i), questions.get(question).continuations().getFirst());
            }
        });
        return greedy;
    }

    private static void score(Learner learner, List<Row> rows, int length) {
        int[] tokens = new int[rows.size() * (length + 1)];
        for (int r = 0; r < rows.size(); r++) {
            System.arraycopy(rows.get(r).tokens(), 0, tokens, r * (length + 1), length + 1);
        }
        float[] losses = learner.score(new Batch(tokens, rows.size(), length));
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            for (int i = 0; i < row.to().length; i++) {
                row.to()[i] = -losses[r * length + row.context() - 1 + i];
            }
        }
    }
}
