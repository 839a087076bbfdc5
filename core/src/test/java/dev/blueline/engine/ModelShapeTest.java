package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import org.junit.jupiter.api.Test;

class ModelShapeTest {

    private static ModelShape shape(int layers, int hidden, int keyValueHeads, boolean queryKeyNorm, boolean tied) {
        return new ModelShape(512, 512, layers, 64, 8, keyValueHeads, 8, hidden, queryKeyNorm, tied, 10_000, 1e-5);
    }

    @Test
    void countsOfThePublishedStories260kModelComeOut() {
        // karpathy/llama2.c, stories260K: dim 64, 5 layers, 8 heads, 4 key-value heads, vocabulary 512, hidden 172.
        var counts = shape(5, 172, 4, false, true).parameters();
        assertThat(counts.total()).isEqualTo(260_032);
        assertThat(counts.nonEmbedding()).isEqualTo(260_032 - 512 * 64);
        assertThat(counts.matmul()).isEqualTo(260_032 - 11 * 64);
    }

    @Test
    void anUntiedHeadCountsTwiceInTheTotalAndOnceInMatrixProducts() {
        var tied = shape(5, 172, 4, false, true).parameters();
        var untied = shape(5, 172, 4, false, false).parameters();
        assertThat(untied.total() - tied.total()).isEqualTo(512 * 64);
        assertThat(untied.matmul()).isEqualTo(tied.matmul());
    }

    @Test
    void queryKeyNormAddsTwoGainsOfAHeadPerLayer() {
        long with = shape(5, 172, 4, true, true).parameters().total();
        assertThat(with - shape(5, 172, 4, false, true).parameters().total()).isEqualTo(5 * 2 * 8);
    }

    @Test
    void flopsEqualACountOperationByOperation() {
        ModelShape shape = shape(3, 100, 2, true, false);
        long multiplyAdds = 0;
        int length = 17;
        for (int position = 0; position < length; position++) {
            for (int layer = 0; layer < 3; layer++) {
                multiplyAdds += 64 * 64 + 2 * 64 * 16 + 64 * 64 + 3 * 64 * 100;
                for (int key = 0; key <= position; key++) {
                    multiplyAdds += 8 * (8 + 8);
                }
            }
            multiplyAdds += 64 * 512;
        }
        assertThat(shape.forwardFlopsPerSequence(length)).isEqualTo(2.0 * multiplyAdds);
    }

    /** By hand: width 64, 8 heads and 2 of keys of width 8, hidden 100, vocabulary 512, 3 layers, a prompt of 4 tokens. */
    @Test
    void readingAPromptSparesTheHeadAndTheEndOfTheLastBlockBeforeItsLastToken() {
        ModelShape shape = shape(3, 100, 2, true, false);
        double projections = 64 * 64 + 2 * 64 * 16; // 6,144 of queries, keys and values
        double rest = 64 * 64 + 3 * 64 * 100; // 23,296 of output and feed-forward
        double keys = 8 * (8 + 8); // 128 a key
        double whole = 2 * (4 * (projections + rest) + (1 + 2 + 3 + 4) * keys); // two blocks
        double last = 4 * projections + rest + 4 * keys + 64 * 512;
        assertThat(shape.promptFlops(4)).isEqualTo(2 * (whole + last)).isEqualTo(638_464);
        assertThat(shape.promptFlops(1)).isEqualTo(shape.forwardFlopsPerSequence(1));
    }

    @Test
    void theHeadCountsWhereATokenIsPredicted() {
        ModelShape shape = shape(3, 100, 2, true, false);
        assertThat(shape.forwardFlopsPerSequence(10, 10)).isEqualTo(shape.forwardFlopsPerSequence(10));
        assertThat(shape.forwardFlopsPerSequence(10) - shape.forwardFlopsPerSequence(10, 4))
                .isEqualTo(6 * 2.0 * 64 * 512);
    }

    @Test
    void trainingCostsThreeForwardPassesOverSequencesOfTheFullContext() {
        ModelShape shape = shape(2, 100, 8, false, false);
        assertThat(shape.trainingFlops(512 * 10)).isCloseTo(30 * shape.forwardFlopsPerSequence(512), within(1.0));
        assertThat(shape.trainingFlops(256)).isCloseTo(1.5 * shape.forwardFlopsPerSequence(512), within(1.0));
    }

    @Test
    void aShapeThatCannotBeBuiltSaysWhatToChange() {
        assertThatThrownBy(() -> shape(0, 100, 8, false, false))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("layers is 0");
        assertThatThrownBy(() -> shape(1, 100, 3, false, false))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("keyValueHeads is 3");
        assertThatThrownBy(() -> new ModelShape(512, 64, 1, 64, 4, 4, 15, 64, false, false, 1e4, 1e-5))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("headWidth is 15");
        assertThatThrownBy(() -> new ModelShape(512, 64, 1, 64, 4, 4, 16, 64, false, false, Double.NaN, 1e-5))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("ropeBase");
        assertThatThrownBy(() -> new ModelShape(512, 64, 1, 64, 4, 4, 16, 64, false, false, 1e4, -1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("normEpsilon");
        assertThatThrownBy(() -> new ModelShape(1, 64, 1, 64, 4, 4, 16, 64, false, false, 1e4, 1e-5))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("vocabulary is 1");
    }
}
