package dev.blueline.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores the continuations of several contexts in two passes. The first reads the contexts, one after another as rows of
 * one batch: their keys and values stay, and only the last row of each goes through the last block to the head. The second reads
 * the continuations as further rows, each attending to its context and to itself; what greedy decoding would write is
 * seen on the way. Every row is computed as if alone, so the figures are those of {@link WholeRows}, to the bit.
 */
final class ContinuationScorer {
    /** Rows of contexts read together: enough that a product visits the weights for many rows at once. */
    private static final int TOGETHER = 256;

    private final ModelShape shape;
    private final Transformer transformer;
    private final Head head;
    private final AttentionKernels attention;
    private final Activations activations;
    private final Heads heads;

    /** @param activations room for {@code context} rows at least */
    ContinuationScorer(
            ModelShape shape, Transformer transformer, Head head, AttentionKernels attention, Activations activations) {
        this.shape = shape;
        this.transformer = transformer;
        this.head = head;
        this.attention = attention;
        this.activations = activations;
        heads = new Heads(shape.heads(), shape.keyValueHeads(), shape.headWidth());
    }

    /**
     * Cuts questions into groups to be scored together: fewer rows of context than {@link #TOGETHER}, and than the context
     * of a model, but for a question that has more alone.
     *
     * @return first question of each group, and the number of questions at the end
     */
    static int[] groups(ModelShape shape, int threads, List<Continuations> questions) {
        long all = questions.stream()
                .mapToLong(question -> question.context().length)
                .sum();
        long most = Math.min(Math.ceilDiv(all, threads), Math.min(TOGETHER, shape.context()));
        int[] starts = new int[questions.size() + 1];
        int groups = 0;
        long rows = 0;
        for (int i = 0; i < questions.size(); i++) {
            int more = questions.get(i).context().length;
            if (i == 0 || rows + more > most) {
                starts[groups++] = i;
                rows = 0;
            }
            rows += more;
        }
        starts[groups] = questions.size();
        return Arrays.copyOf(starts, groups + 1);
    }

    /** A question on its way: keys and values of every layer so far, and what is known of its scores. */
    private final class Asked {
        final Continuations question;
        final KeyValues[] past = new KeyValues[shape.layers()];
        final float[][] logProbabilities;
        final int[] greedy;
        int written;

        Asked(Continuations question) {
            this.question = question;
            int context = question.context().length;
            int[] first = first();
            boolean furtherFits = context + first.length <= shape.context();
            greedy = new int[first.length + (furtherFits ? 1 : 0)];
            int positions = Math.max(question.longest(), context + greedy.length - 1);
            Arrays.setAll(past, layer -> KeyValues.of(positions, heads));
            logProbabilities = new float[question.continuations().size()][];
            Arrays.setAll(
                    logProbabilities, i -> new float[question.continuations().get(i).length]);
        }

        int[] first() {
            return question.continuations().getFirst();
        }

        /** Whether greedy decoding has written the first continuation so far and has a token more to say. */
        boolean writesOn() {
            return written < greedy.length && (written == 0 || greedy[written - 1] == first()[written - 1]);
        }

        ContinuationScores scores() {
            return new ContinuationScores(logProbabilities, Arrays.copyOf(greedy, written));
        }
    }

    /**
     * Tokens of a sequence that are rows of a pass, one after another.
     *
     * @param continuation which of the question's, or -1 for its context
     * @param count how many of its first tokens
     * @param position of the first
     */
    private record Run(Asked asked, int continuation, int count, int position) {
        int[] tokens() {
            return continuation < 0
                    ? asked.question.context()
                    : asked.question.continuations().get(continuation);
        }
    }

    /** Scores the questions from {@code from} to {@code to}: one of the {@link #groups}. */
    void score(List<Continuations> questions, int from, int to, ContinuationScores[] scores) {
        List<Asked> group = questions.subList(from, to).stream().map(Asked::new).toList();
        readContexts(group);
        List<Run> pass = new ArrayList<>();
        int rows = 0;
        for (Asked asked : group) {
            for (Run run : continuations(asked)) {
                if (rows + run.count() > activations.rows) {
                    readContinuations(pass, rows);
                    pass.clear();
                    rows = 0;
                }
                pass.add(run);
                rows += run.count();
            }
        }
        readContinuations(pass, rows);
        for (int i = 0; i < group.size(); i++) {
            scores[from + i] = group.get(i).scores();
        }
    }

    private void readContexts(List<Asked> group) {
        List<Run> runs = new ArrayList<>();
        int[] last = new int[group.size()];
        int rows = 0;
        for (int i = 0; i < last.length; i++) {
            int[] context = group.get(i).question.context();
            runs.add(new Run(group.get(i), -1, context.length, 0));
            rows += context.length;
            last[i] = rows - 1;
        }
        forward(runs, rows, last);
        int together = Math.min(last.length, activations.headTile);
        float[][] next = new float[together][shape.vocabulary()];
        for (int from = 0; from < last.length; from += together) {
            int count = Math.min(together, last.length - from);
            head.logProbabilities(activations, from, count, next);
            for (int row = 0; row < count; row++) {
                Asked asked = group.get(from + row);
                for (int i = 0; i < asked.logProbabilities.length; i++) {
                    asked.logProbabilities[i][0] =
                            next[row][asked.question.continuations().get(i)[0]];
                }
                asked.greedy[asked.written++] = TokenChoice.likeliest(next[row]);
            }
        }
    }

    /** All but the last token of each continuation; of the first also the last, if greedy decoding may come so far. */
    private static List<Run> continuations(Asked asked) {
        int position = asked.question.context().length;
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < asked.logProbabilities.length; i++) {
            int count = asked.logProbabilities[i].length - 1;
            if (i == 0 && asked.writesOn()) {
                count = asked.greedy.length - 1;
            }
            if (count > 0) {
                runs.add(new Run(asked, i, count, position));
            }
        }
        return runs;
    }

    private void readContinuations(List<Run> runs, int rows) {
        if (rows == 0) {
            return;
        }
        forward(runs, rows, Decoder.ascending(rows));
        int[] targets = new int[rows];
        boolean[] wanted = new boolean[rows];
        int row = 0;
        for (Run run : runs) {
            int[] tokens = run.tokens();
            for (int i = 1; i <= run.count(); i++) {
                wanted[row] = run.continuation() == 0 && run.asked().writesOn();
                targets[row++] = i < tokens.length ? tokens[i] : -1;
            }
        }
        float[] logProbabilities = new float[rows];
        int[] likeliest = new int[rows];
        head.score(activations, rows, targets, logProbabilities, wanted, likeliest);
        row = 0;
        for (Run run : runs) {
            Asked asked = run.asked();
            float[] to = asked.logProbabilities[run.continuation()];
            for (int i = 1; i <= run.count(); i++) {
                if (i < to.length) {
                    to[i] = logProbabilities[row];
                }
                if (wanted[row] && asked.writesOn()) {
                    asked.greedy[asked.written++] = likeliest[row];
                }
                row++;
            }
        }
    }

    /** @param last rows whose output is wanted, ascending; a pass that wants all of a run has it attend in one go */
    private void forward(List<Run> runs, int rows, int[] last) {
        int[] tokens = new int[rows];
        int[] positions = new int[rows];
        int[] starts = new int[runs.size() + 1];
        for (int r = 0; r < runs.size(); r++) {
            Run run = runs.get(r);
            System.arraycopy(run.tokens(), 0, tokens, starts[r], run.count());
            for (int i = 0; i < run.count(); i++) {
                positions[starts[r] + i] = run.position() + i;
            }
            starts[r + 1] = starts[r] + run.count();
        }
        boolean endsOnly = last.length < rows;
        transformer.forward(activations, tokens, positions, rows, last, (layer, tile, count) -> {
            int end = tile.first() + count;
            for (int r = 0; r < runs.size(); r++) {
                int from = Math.max(starts[r], tile.first());
                int to = Math.min(starts[r + 1], end);
                if (from < to) {
                    KeyValues past = runs.get(r).asked().past[layer];
                    int row = from - tile.first();
                    past.put(tile.keys().from(row), tile.values().from(row), positions[from], to - from);
                    if (!endsOnly || layer + 1 < shape.layers()) {
                        attend(tile, row, positions[from], to - from, past);
                    } else if (to == starts[r + 1]) {
                        attend(tile, to - 1 - tile.first(), positions[to - 1], 1, past);
                    }
                }
            }
        });
    }

    private void attend(Activations.Tile tile, int row, int position, int count, KeyValues past) {
        attention.attend(
                tile.queries().from(row),
                position,
                count,
                past,
                tile.attended().from(row),
                tile.statistics().from(row));
    }
}
