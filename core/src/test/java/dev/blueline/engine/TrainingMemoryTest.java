package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrainingMemoryTest {

    @Test
    void theFormulaIsWithinATenthOfTheArraysThatTrainingTakes() {
        for (int width : new int[] {32, 64, 128, 256, 512}) {
            for (int layers : new int[] {2, 8}) {
                ModelShape shape = new ModelShape(
                        2048, 256, layers, width, width / 32, width / 32, 32, 3 * width, true, false, 10_000, 1e-5);
                assertThat(shape.trainingBytes(1) / arrays(shape, 1)).isCloseTo(1, within(0.1));
                assertThat(shape.trainingBytes(2) / arrays(shape, 2)).isCloseTo(1, within(0.1));
            }
        }
    }

    /** Bytes of weights, moments, gradients of four micro-batches, transposed weights, and activations of each thread. */
    private static double arrays(ModelShape shape, int threads) {
        Weights weights = Weights.of(new Layout(shape));
        ForwardWeights forward = new ForwardWeights(weights);
        long transposed = forward.head.size();
        for (ForwardWeights.Block block : forward.blocks) {
            transposed += block.queryKeyValue().size();
            transposed += block.output().size();
            transposed += block.gateUp().size();
            transposed += block.down().size();
        }
        long activations = Activations.training(shape).data.length;
        return Float.BYTES * (7.0 * weights.data.length + transposed + (double) threads * activations);
    }

    @Test
    void theStateOfASequenceIsItsKeysAndValues() {
        ModelShape shape = new ModelShape(1024, 256, 4, 128, 4, 1, 32, 352, true, false, 10_000, 1e-5);
        Heads heads = new Heads(4, 1, 32);
        assertThat(shape.decodingStateBytes(256)).isEqualTo(4L * 4 * KeyValues.size(256, heads));
    }
}
