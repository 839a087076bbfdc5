package dev.blueline.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.engine.Learner;
import dev.blueline.engine.LearnerConformanceTest;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import java.nio.file.Files;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class TorchLearnerTest extends LearnerConformanceTest {

    @Override
    protected Learner create(ModelShape shape, long seed, int threads) {
        return Learners.create("torch", shape, seed, threads);
    }

    @Test
    void initialWeightsAreThoseOfTheJavaLearnerBitForBit() throws Exception {
        for (ModelShape shape : new ModelShape[] {LLAMA, QWEN, shape(true, true)}) {
            try (Learner libtorch = create(shape, 5, 1);
                    Learner java = Learners.create("java", shape, 5, 1)) {
                libtorch.save(folder.resolve("torch"));
                java.save(folder.resolve("java"));
                for (String file : new String[] {"model.safetensors", "optimizer.safetensors", "config.json"}) {
                    assertThat(Files.readAllBytes(folder.resolve("torch").resolve(file)))
                            .as(file)
                            .isEqualTo(Files.readAllBytes(folder.resolve("java").resolve(file)));
                }
            }
        }
    }

    @Test
    void neitherLibtorchNorItsBlasHasThreadsOfItsOwn() {
        try (Learner learner = create(LLAMA, 1, 1)) {
            assertThat(learner.step(batch(4, CONTEXT, 1), UPDATE).finite()).isTrue();
            assertThat(torch.get_num_threads()).isEqualTo(1);
            assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
        }
    }

    @Test
    void aShapeWithoutRoundSizesRunsToo() {
        ModelShape odd = new ModelShape(VOCABULARY, CONTEXT, 1, 30, 3, 1, 10, 50, true, false, 10_000, 1e-5);
        try (Learner learner = create(odd, 1, 1)) {
            assertThat(learner.step(batch(3, 11, 1), UPDATE).finite()).isTrue();
        }
    }

    @Test
    void attentionIsFused() {
        try (Learner learner = create(QWEN, 1, 1)) {
            // With the plain way shut, libtorch refuses what its fused kernel cannot take.
            torch.globalContext().setSDPUseMath(false);
            assertThat(learner.step(batch(4, CONTEXT, 1), UPDATE).finite()).isTrue();
            assertThat(learner.score(batch(1, 9, 1))).hasSize(9);
        } finally {
            torch.globalContext().setSDPUseMath(true);
        }
    }

    @Test
    void anotherOptimizerIsRefusedInOneLine() {
        try (Learner learner = create(LLAMA, 1, 1)) {
            assertThatThrownBy(() -> learner.step(batch(3, 11, 1), UPDATE.withMuon(0.01)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("AdamW only");
        }
    }

    @Test
    void aDeviceThatIsNotThereIsOneClearLine() {
        assertThatThrownBy(() -> Learners.require("torch-cuda"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("torch-cuda")
                .hasMessageContaining("no CUDA device")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anUnknownNameListsThoseThereAre() {
        assertThatThrownBy(() -> Learners.require("torch-tpu"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("[java, torch, torch-bf16, torch-cuda, torch-cuda-bf16]");
    }
}
