package dev.blueline.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Scores continuations by {@link Learner#score}: every one with its context as a row, rows of one length together. */
final class WholeRows {
    private static final int ROWS = 64;

    private record Row(int[] tokens, int context, float[] to) {}

    private WholeRows() {}

    static List<float[][]> score(Learner learner, List<Continuations> questions) {
        List<float[][]> scores = new ArrayList<>();
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
            scores.add(all);
        }
        byLength.forEach((length, rows) -> {
            for (int from = 0; from < rows.size(); from += ROWS) {
                score(learner, rows.subList(from, Math.min(from + ROWS, rows.size())), length - 1);
            }
        });
        return scores;
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
