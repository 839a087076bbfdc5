package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** The FLOPs that a shape tells are those that the learner in Java computes: its kernels are counted. */
class CountedFlopsTest {
    private static final ModelShape SHAPE = new ModelShape(50, 200, 3, 48, 4, 2, 16, 80, true, true, 10_000, 1e-5);

    private final LongAdder products = new LongAdder();
    private final LongAdder attention = new LongAdder();

    /** Kernels that count what they are asked for. */
    private Kernels counting() {
        Kernels kernels = Kernels.fastest();
        MatrixKernels matrix = kernels.matrix();
        AttentionKernels attend = kernels.attention();
        return new Kernels(
                new MatrixKernels() {
                    @Override
                    public void multiply(Rows x, Panels b, Rows y, int rows) {
                        products.add(2L * rows * b.rows() * b.columns());
                        matrix.multiply(x, b, y, rows);
                    }

                    @Override
                    public void multiplyAdd(Rows x, Panels b, Rows c, Rows y, int rows) {
                        products.add(2L * rows * b.rows() * b.columns());
                        matrix.multiplyAdd(x, b, c, y, rows);
                    }

                    @Override
                    public void addOuter(Rows a, Rows b, int rows, Panels g) {
                        products.add(2L * rows * g.rows() * g.columns());
                        matrix.addOuter(a, b, rows, g);
                    }

                    @Override
                    public void transpose(Panels from, Panels to) {
                        matrix.transpose(from, to);
                    }
                },
                kernels.rows(),
                new AttentionKernels() {
                    @Override
                    public void attend(
                            Rows queries, int first, int count, KeyValues past, Rows output, Rows statistics) {
                        for (int position = first; position < first + count; position++) {
                            attention.add(4L * SHAPE.queryWidth() * (position + 1));
                        }
                        attend.attend(queries, first, count, past, output, statistics);
                    }

                    @Override
                    public void attendBackward(
                            Rows queries,
                            Rows keys,
                            Rows values,
                            int count,
                            Heads heads,
                            Rows output,
                            Rows statistics,
                            Rows dOutput,
                            Rows dQueries,
                            Rows dKeys,
                            Rows dValues) {
                        attend.attendBackward(
                                queries,
                                keys,
                                values,
                                count,
                                heads,
                                output,
                                statistics,
                                dOutput,
                                dQueries,
                                dKeys,
                                dValues);
                    }
                },
                kernels.loss(),
                kernels.update());
    }

    private static int[] tokens(int count) {
        int[] tokens = new int[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = (7 * i + 3) % 50;
        }
        return tokens;
    }

    /** Prompts of one token, of less than a tile and of more. */
    @Test
    void readingAPromptAndDrawingAnswersCostWhatTheShapeTells() {
        try (JavaLearner learner = new JavaLearner(SHAPE, 1, 1, this::counting)) {
            for (int prompt : new int[] {1, 2, 17, 150}) {
                for (int answer : new int[] {1, 5}) {
                    products.reset();
                    attention.reset();
                    learner.answers(List.of(tokens(prompt)), 3, new Sampling(answer, 1, 1, 1, -1));
                    double further =
                            SHAPE.forwardFlopsPerSequence(prompt + answer - 1) - SHAPE.forwardFlopsPerSequence(prompt);
                    assertThat(products.doubleValue() + attention.doubleValue())
                            .as("prompt of %d, answers of %d", prompt, answer)
                            .isEqualTo(SHAPE.promptFlops(prompt) + 3 * further);
                }
            }
        }
    }

    /** Backward through attention counts twice its forward pass, as is usual; the products are those that are computed. */
    @Test
    void aStepOnSequencesHasTheHeadOnlyWhereATokenIsLearnt() {
        try (JavaLearner learner = new JavaLearner(SHAPE, 1, 1, this::counting)) {
            int[] lengths = {9, 40, 160};
            int[] given = {8, 12, 100};
            products.reset();
            attention.reset();
            learner.step(
                    new Sequences(List.of(tokens(9), tokens(40), tokens(160)), given),
                    (sequence, target, logProbability) -> 0.01f,
                    new Update(0.01, 0.1, 0.01, 0.9, 0.95, 1e-8, 0.1, 1));
            double expected = 0;
            for (int i = 0; i < lengths.length; i++) {
                expected += 3 * SHAPE.forwardFlopsPerSequence(lengths[i] - 1, lengths[i] - given[i]);
            }
            assertThat(products.doubleValue() + 3 * attention.doubleValue()).isEqualTo(expected);
        }
    }
}
