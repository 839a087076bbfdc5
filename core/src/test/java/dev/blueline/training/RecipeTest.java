package dev.blueline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Optimizer;
import org.junit.jupiter.api.Test;

class RecipeTest {
    private static final ModelShape SHAPE = new ModelShape(1024, 256, 2, 64, 2, 2, 32, 192, true, false, 10_000, 1e-5);

    private static Recipe recipe(Optimizer optimizer) {
        return new Recipe(2048, optimizer, 0.2, 0.5, 0.1, 0.01, 0.9, 0.95, 1e-8, 0, 1, 0.05, 0.2, 2, 0.5);
    }

    @Test
    void ratesFollowTheWidthByTheirRules() {
        assertThat(recipe(Optimizer.MUON).update(64, 0.5).muonRate()).isEqualTo(0.5 * 0.2 / 8);
        assertThat(recipe(Optimizer.MUON).update(64, 0.5).matrixRate()).isEqualTo(0.5 * 0.5 / 64);
        assertThat(recipe(Optimizer.ADAMW).update(64, 1).optimizer()).isEqualTo(Optimizer.ADAMW);
    }

    @Test
    void muonsProductsCountAsComputeOncePerStep() {
        double block = 4 * 30 * Math.pow(64, 3) + 3 * 5 * (4.0 * 192 * 64 * 64 + 2 * Math.pow(64, 3));
        double plain = SHAPE.trainingFlops(204_800);
        assertThat(recipe(Optimizer.ADAMW).flops(SHAPE, 204_800)).isEqualTo(plain);
        assertThat(recipe(Optimizer.MUON).flops(SHAPE, 204_800))
                .isCloseTo(plain + 100 * 2 * block, within(1e-9 * plain));
    }
}
