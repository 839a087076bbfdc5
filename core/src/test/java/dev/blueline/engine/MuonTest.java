package dev.blueline.engine;

import static dev.blueline.engine.LearnerConformanceTest.CONTEXT;
import static dev.blueline.engine.LearnerConformanceTest.QWEN;
import static dev.blueline.engine.LearnerConformanceTest.UPDATE;
import static dev.blueline.engine.LearnerConformanceTest.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MuonTest {
    private static final Update MUON = UPDATE.withMuon(0.05);

    @TempDir
    Path folder;

    private static JavaLearner trained(int threads, Supplier<Kernels> kernels) {
        JavaLearner learner = new JavaLearner(QWEN, 7, threads, kernels);
        for (int step = 0; step < 5; step++) {
            assertThat(learner.step(batch(7, CONTEXT, step), MUON).finite()).isTrue();
        }
        return learner;
    }

    @Test
    void eachLogicalMatrixInsideTheBlocksIsOneOfItsOwn() {
        List<String> names = new Layout(QWEN)
                .blockMatrices().stream().map(Layout.Named::name).toList();
        assertThat(names).hasSize(7 * QWEN.layers());
        assertThat(names.subList(0, 7))
                .containsExactly(
                        "model.layers.0.self_attn.q_proj.weight",
                        "model.layers.0.self_attn.k_proj.weight",
                        "model.layers.0.self_attn.v_proj.weight",
                        "model.layers.0.self_attn.o_proj.weight",
                        "model.layers.0.mlp.gate_proj.weight",
                        "model.layers.0.mlp.up_proj.weight",
                        "model.layers.0.mlp.down_proj.weight");
    }

    @Test
    void muonMovesTheBlocksMatricesAndAdamWTheRestAsBefore() {
        try (JavaLearner adamW = trained(1, Kernels::fastest);
                JavaLearner muon = trained(1, Kernels::fastest)) {
            float[] before = muon.weights().data.clone();
            adamW.step(batch(4, CONTEXT, 9), UPDATE);
            muon.step(batch(4, CONTEXT, 9), MUON);
            List<Layout.Named> inside = muon.weights().layout.blockMatrices();
            for (Layout.Named tensor : muon.weights().layout.tensors()) {
                float[] moved = tensor.plain(muon.weights().data);
                assertThat(moved).as(tensor.name()).isNotEqualTo(tensor.plain(before));
                assertThat(Arrays.equals(moved, tensor.plain(adamW.weights().data)))
                        .as(tensor.name())
                        .isEqualTo(!inside.contains(tensor));
            }
        }
    }

    @Test
    void aWeightMovesByAFifthOfTheRateInAMatrixOfAnyShape() {
        try (JavaLearner learner = trained(1, Kernels::fastest)) {
            float[] before = learner.weights().data.clone();
            learner.step(batch(4, CONTEXT, 9), new Update(0, 0, 0, 0.9, 0.95, 1e-8, 0, 1).withMuon(0.01));
            for (Layout.Named tensor : learner.weights().layout.blockMatrices()) {
                float[] from = tensor.plain(before);
                float[] to = tensor.plain(learner.weights().data);
                double squares = 0;
                for (int i = 0; i < from.length; i++) {
                    squares += Math.pow(to[i] - from[i], 2);
                }
                assertThat(Math.sqrt(squares / from.length)).as(tensor.name()).isBetween(0.6 * 0.002, 1.2 * 0.002);
            }
        }
    }

    @Test
    void momentumIsTheRunningMeanOfTheClippedGradient() {
        try (JavaLearner learner = new JavaLearner(QWEN, 1, 1)) {
            learner.step(batch(4, CONTEXT, 1), MUON);
            float[] mean = tensor(learner, "model.layers.0.mlp.down_proj.weight", learner.momentum());
            float[] gradient = tensor(
                    learner, "model.layers.0.mlp.down_proj.weight", learner.gradientOf(batch(4, CONTEXT, 2)).data);
            double norm = learner.step(batch(4, CONTEXT, 2), MUON).gradientNorm();
            float[] after = tensor(learner, "model.layers.0.mlp.down_proj.weight", learner.momentum());
            for (int i = 0; i < mean.length; i++) {
                double expected = 0.95 * mean[i] + 0.05 * Math.min(1, 1 / norm) * gradient[i];
                assertThat((double) after[i]).isCloseTo(expected, within(1e-8));
            }
        }
    }

    private static float[] tensor(JavaLearner learner, String name, float[] data) {
        return learner.weights().layout.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow()
                .plain(data);
    }

    @Test
    void weightDecayShrinksTheMatrices() {
        Update still = new Update(0, 0, 0, 0.9, 0.95, 1e-8, 0, 1).withMuon(0.01);
        Update decayed = new Update(0, 0, 0, 0.9, 0.95, 1e-8, 0.5, 1).withMuon(0.01);
        try (JavaLearner one = trained(1, Kernels::fastest);
                JavaLearner other = trained(1, Kernels::fastest)) {
            Layout.Named q = one.weights().layout.blockMatrices().getFirst();
            float before = q.plain(one.weights().data)[5];
            one.step(batch(4, 20, 1), still);
            other.step(batch(4, 20, 1), decayed);
            float difference = q.plain(other.weights().data)[5] - q.plain(one.weights().data)[5];
            assertThat((double) difference).isCloseTo(-0.01 * 0.5 * before, within(1e-6));
        }
    }

    @Test
    void threadsAndKernelsChangeNoBit() {
        try (JavaLearner one = trained(1, Kernels::fastest);
                JavaLearner two = trained(2, Kernels::fastest);
                JavaLearner three = trained(3, Kernels::fastest);
                JavaLearner specification = trained(1, Kernels::scalar)) {
            assertThat(two.weights().data).containsExactly(one.weights().data);
            assertThat(three.weights().data).containsExactly(one.weights().data);
            assertThat(specification.weights().data).containsExactly(one.weights().data);
        }
    }

    @Test
    void loadingContinuesWithTheSavedMomentumBitForBit() {
        try (JavaLearner whole = trained(1, Kernels::fastest);
                JavaLearner resumed = new JavaLearner(QWEN, 99, 1)) {
            whole.save(folder);
            resumed.load(folder);
            for (int step = 10; step < 13; step++) {
                Learner.StepResult expected = whole.step(batch(4, CONTEXT, step), MUON);
                assertThat(resumed.step(batch(4, CONTEXT, step), MUON)).isEqualTo(expected);
            }
            assertThat(resumed.weights().data).containsExactly(whole.weights().data);
        }
    }

    @Test
    void theLossOfATinyPatternFallsToNearlyNothing() {
        try (Learner learner = new JavaLearner(QWEN, 1, 2)) {
            int[] tokens = new int[4 * (CONTEXT + 1)];
            Arrays.setAll(tokens, i -> i % (CONTEXT + 1) * 7 % 13);
            Batch pattern = new Batch(tokens, 4, CONTEXT);
            double loss = 0;
            for (int step = 0; step < 60; step++) {
                loss = learner.step(pattern, MUON).loss();
            }
            assertThat(loss).isLessThan(0.05);
        }
    }

    @Test
    void aBlockOfWidth64CostsWhatItsSevenMatricesCost() {
        ModelShape shape = new ModelShape(1024, 256, 2, 64, 2, 2, 32, 192, true, false, 10_000, 1e-5);
        double square = 30 * Math.pow(64, 3);
        double feedForward = 5 * (4.0 * 192 * 64 * 64 + 2 * Math.pow(64, 3));
        assertThat(Muon.flops(shape)).isEqualTo(2 * (4 * square + 3 * feedForward));
    }
}
