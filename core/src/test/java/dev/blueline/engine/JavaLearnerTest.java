package dev.blueline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JavaLearnerTest extends LearnerConformanceTest {

    @Override
    protected Learner create(ModelShape shape, long seed, int threads) {
        return new JavaLearner(shape, seed, threads);
    }

    @Test
    void lossesOfTheWholeModelEqualThoseOfTheEquationsInDoublePrecision() {
        for (ModelShape shape : shapes()) {
            try (JavaLearner learner = new JavaLearner(shape, 1, 1, Kernels::scalar)) {
                unsettle(learner);
                Batch batch = batch(5, 21, 1);
                double expected = new ReferenceModel(shape, named(learner)).loss(batch);
                double sum = 0;
                for (float loss : learner.score(batch)) {
                    sum += loss;
                }
                assertThat(sum / batch.targets()).isCloseTo(expected, within(1e-6 * expected));
                assertThat(learner.step(batch, UPDATE).loss()).isCloseTo(expected, within(1e-6 * expected));
            }
        }
    }

    @Test
    void gradientsOfTheWholeModelEqualFiniteDifferencesOfTheEquations() {
        for (ModelShape shape : shapes()) {
            try (JavaLearner learner = new JavaLearner(shape, 1, 1)) {
                unsettle(learner);
                Batch batch = batch(5, 21, 1);
                Map<String, double[]> named = named(learner);
                ReferenceModel reference = new ReferenceModel(shape, named);
                float[] gradient = learner.gradientOf(batch).data;
                for (Layout.Named tensor : learner.weights().layout.tensors()) {
                    compare(tensor, tensor.plain(gradient), named, () -> reference.loss(batch));
                }
            }
        }
    }

    /** Compares a few elements of a tensor; the error is measured against the tensor's typical gradient. */
    private static void compare(
            Layout.Named tensor, float[] gradient, Map<String, double[]> named, DoubleSupplier objective) {
        double squares = 0;
        for (float value : gradient) {
            squares += (double) value * value;
        }
        double typical = Math.sqrt(squares / gradient.length);
        assertThat(typical).as(tensor.name()).isPositive();
        double[] weights = named.getOrDefault(tensor.name(), new double[0]);
        double epsilon = 1e-4;
        for (int sample = 0; sample < 3; sample++) {
            int i = (int) (weights.length * KeyedRandom.uniform(1, KeyedRandom.purpose(tensor.name()), sample));
            double weight = weights[i];
            weights[i] = weight + epsilon;
            double above = objective.getAsDouble();
            weights[i] = weight - epsilon;
            double below = objective.getAsDouble();
            weights[i] = weight;
            double expected = (above - below) / (2 * epsilon);
            assertThat((double) gradient[i])
                    .as(tensor.name() + "[" + i + "]")
                    .isCloseTo(expected, within(1e-3 * (typical + Math.abs(expected))));
        }
    }

    private static ModelShape[] shapes() {
        return new ModelShape[] {
            shape(false, false), shape(true, false), shape(false, true), shape(true, true), BIASED, SCALED, SMALL
        };
    }

    /** Gives every weight, gains and zero matrices included, something of its own. */
    private static void unsettle(JavaLearner learner) {
        float[] data = learner.weights().data;
        for (Layout.Named tensor : learner.weights().layout.tensors()) {
            float[] plain = tensor.plain(data);
            for (int i = 0; i < plain.length; i++) {
                plain[i] += (float) (0.2 * KeyedRandom.normal(3, KeyedRandom.purpose(tensor.name()), i));
            }
            tensor.fill(data, plain);
        }
        learner.refresh();
    }

    private static Map<String, double[]> named(JavaLearner learner) {
        Map<String, double[]> named = new HashMap<>();
        for (Layout.Named tensor : learner.weights().layout.tensors()) {
            float[] plain = tensor.plain(learner.weights().data);
            double[] values = new double[plain.length];
            for (int i = 0; i < plain.length; i++) {
                values[i] = plain[i];
            }
            named.put(tensor.name(), values);
        }
        return named;
    }

    @Test
    void answersHaveExactlyTheLogProbabilitiesThatScoringGivesThem() {
        for (ModelShape shape : shapes()) {
            try (JavaLearner learner = new JavaLearner(shape, 1, 2)) {
                unsettle(learner);
                List<int[]> prompts = prompts();
                List<List<Answer>> answers = learner.answers(prompts, 2, new Sampling(CONTEXT, 1.2, 0.95, 4, -1))
                        .each();
                for (int i = 0; i < prompts.size(); i++) {
                    for (Answer answer : answers.get(i)) {
                        int[] whole = joined(prompts.get(i), answer.tokens());
                        assertThat(whole).hasSize(CONTEXT + 1);
                        float[] scores = learner.score(new Batch(whole, 1, CONTEXT));
                        for (int k = 0; k < answer.tokens().length; k++) {
                            assertThat(answer.logProbabilities()[k]).isEqualTo(-scores[prompts.get(i).length + k - 1]);
                        }
                    }
                }
            }
        }
    }

    @Test
    void gradientsOfAWeightedObjectiveEqualFiniteDifferencesOfTheEquations() {
        Sequences batch = new Sequences(
                List.of(tokens(12, 1), tokens(4, 2), tokens(CONTEXT + 1, 3), tokens(7, 4), tokens(9, 5), tokens(2, 6)),
                new int[] {5, 3, CONTEXT - 9, 1, 2, 1});
        for (ModelShape shape : new ModelShape[] {QWEN, shape(false, true)}) {
            try (JavaLearner learner = new JavaLearner(shape, 1, 2)) {
                unsettle(learner);
                Map<String, double[]> named = named(learner);
                ReferenceModel reference = new ReferenceModel(shape, named);
                float[] gradient =
                        learner.gradientOf(batch, (sequence, target, told) -> (float) weightOf(sequence, target)).data;
                for (Layout.Named tensor : learner.weights().layout.tensors()) {
                    compare(tensor, tensor.plain(gradient), named, () -> objective(reference, batch));
                }
            }
        }
    }

    private static double weightOf(int sequence, int target) {
        return (sequence % 2 == 0 ? 0.03 : -0.02) * (1 + target % 3);
    }

    private static double objective(ReferenceModel reference, Sequences batch) {
        double sum = 0;
        for (int i = 0; i < batch.given().length; i++) {
            double[] losses = reference.losses(batch.tokens().get(i));
            for (int at = batch.given()[i]; at <= losses.length; at++) {
                sum += weightOf(i, at - batch.given()[i]) * losses[at - 1];
            }
        }
        return sum;
    }

    @Test
    void aStepOnWholeSequencesOfTheContextsLengthIsTheOrdinaryStepToTheBit() {
        try (JavaLearner ordinary = new JavaLearner(QWEN, 1, 2);
                JavaLearner packed = new JavaLearner(QWEN, 1, 3)) {
            unsettle(ordinary);
            unsettle(packed);
            for (int rows : new int[] {1, 3, 7, 8}) {
                Batch batch = batch(rows, CONTEXT, rows);
                List<int[]> sequences = IntStream.range(0, rows)
                        .mapToObj(row ->
                                Arrays.copyOfRange(batch.tokens(), row * (CONTEXT + 1), (row + 1) * (CONTEXT + 1)))
                        .toList();
                int[] given = new int[rows];
                Arrays.fill(given, 1);
                float share = 1f / batch.targets();
                Learner.StepResult expected = ordinary.step(batch, UPDATE);
                SequenceStep step =
                        packed.step(new Sequences(sequences, given), (sequence, target, told) -> share, UPDATE);
                assertThat(step.result().gradientNorm()).isEqualTo(expected.gradientNorm());
                assertThat(step.result().loss()).isEqualTo(expected.loss());
                assertThat(packed.weights().data).containsExactly(ordinary.weights().data);
            }
        }
    }

    @Test
    void placesAreRefilledWhileThereAreAnswersToBegin() {
        try (JavaLearner learner = new JavaLearner(QWEN, 1, 1)) {
            unsettle(learner);
            List<int[]> prompts = Collections.nCopies(64, new int[] {1, 2});
            // Answers of one length end together, so no place is ever empty.
            assertThat(learner.answers(prompts, 4, new Sampling(5, 1, 1, 4, -1)).busy())
                    .isEqualTo(1);
            // A stop token that comes with one draw in fifty: group by group, most places would wait for the longest.
            assertThat(learner.answers(prompts, 4, new Sampling(CONTEXT, 1, 1, 4, 7))
                            .busy())
                    .isGreaterThan(0.85);
        }
    }

    @Test
    void clippingScalesTheWholeGradientDownToTheGivenNorm() {
        // With beta1 = beta2 = 0 and a large epsilon a step is proportional to the clipped gradient.
        Update small = new Update(1e6, 1e6, 1e6, 0, 0, 1e6, 0, 1e-3);
        try (JavaLearner learner = new JavaLearner(QWEN, 1, 1)) {
            unsettle(learner);
            float[] before = learner.weights().data.clone();
            double norm = learner.step(batch(4, 20, 1), small).gradientNorm();
            assertThat(norm).isGreaterThan(1e-3);
            double squares = 0;
            for (int i = 0; i < before.length; i++) {
                squares += Math.pow(learner.weights().data[i] - before[i], 2);
            }
            assertThat(Math.sqrt(squares)).isCloseTo(1e-3, within(1e-5));
        }
    }

    @Test
    void eachGroupOfWeightsMovesAtItsOwnRate() {
        Batch batch = batch(4, 20, 1);
        for (int group = 0; group < 3; group++) {
            Update update = new Update(
                    group == 0 ? 0.01 : 0, group == 1 ? 0.01 : 0, group == 2 ? 0.01 : 0, 0.9, 0.95, 1e-8, 0.1, 1);
            try (JavaLearner learner = new JavaLearner(QWEN, 1, 1)) {
                unsettle(learner);
                float[] before = learner.weights().data.clone();
                learner.step(batch, update);
                for (Layout.Named tensor : learner.weights().layout.tensors()) {
                    int expected = tensor.rows() == 0 ? 2 : tensor.name().contains("embed_tokens") ? 1 : 0;
                    boolean moved = !Arrays.equals(tensor.plain(before), tensor.plain(learner.weights().data));
                    assertThat(moved).as(tensor.name()).isEqualTo(expected == group);
                }
            }
        }
    }

    @Test
    void weightDecayShrinksMatricesAndNothingElse() {
        Batch batch = batch(4, 20, 1);
        Update plain = new Update(0.01, 0.01, 0.01, 0.9, 0.95, 1e-8, 0, 1);
        Update decayed = new Update(0.01, 0.01, 0.01, 0.9, 0.95, 1e-8, 0.5, 1);
        try (JavaLearner one = new JavaLearner(LLAMA, 1, 1);
                JavaLearner other = new JavaLearner(LLAMA, 1, 1)) {
            Layout.Named q = tensor(one, "model.layers.0.self_attn.q_proj.weight");
            float before = q.plain(one.weights().data)[5];
            one.step(batch, plain);
            other.step(batch, decayed);
            float difference = q.plain(other.weights().data)[5] - q.plain(one.weights().data)[5];
            assertThat((double) difference).isCloseTo(-0.01 * 0.5 * before, within(1e-6));
            for (String name : new String[] {"model.embed_tokens.weight", "model.norm.weight"}) {
                Layout.Named tensor = tensor(one, name);
                assertThat(tensor.plain(other.weights().data)).isEqualTo(tensor.plain(one.weights().data));
            }
        }
    }

    private static Layout.Named tensor(JavaLearner learner, String name) {
        return learner.weights().layout.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void initialWeightsHaveTheStatedSpread() {
        ModelShape shape = new ModelShape(512, 64, 2, 64, 2, 1, 32, 192, true, false, 10_000, 1e-5);
        try (JavaLearner learner = new JavaLearner(shape, 1, 1)) {
            assertThat(deviation(learner, "model.embed_tokens.weight")).isCloseTo(1, within(0.02));
            for (String name : new String[] {"self_attn.q_proj", "self_attn.v_proj", "mlp.gate_proj", "mlp.up_proj"}) {
                assertThat(deviation(learner, "model.layers.1." + name + ".weight"))
                        .isCloseTo(1 / 8.0, within(0.008));
            }
            for (String name : new String[] {"self_attn.o_proj", "mlp.down_proj"}) {
                assertThat(deviation(learner, "model.layers.1." + name + ".weight"))
                        .isZero();
            }
            assertThat(deviation(learner, "lm_head.weight")).isZero();
            assertThat(tensor(learner, "model.layers.0.self_attn.k_norm.weight").plain(learner.weights().data))
                    .containsOnly(1f)
                    .hasSize(32);
        }
    }

    private static double deviation(JavaLearner learner, String name) {
        double squares = 0;
        float[] plain = tensor(learner, name).plain(learner.weights().data);
        for (float value : plain) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / plain.length);
    }

    @Test
    void aCheckpointHasTheNamesAndShapesOfHuggingFace() throws Exception {
        try (JavaLearner learner = new JavaLearner(QWEN, 1, 1)) {
            learner.save(folder);
        }
        Safetensors.Content model = Safetensors.read(folder.resolve("model.safetensors"));
        assertThat(model.tensors()).hasSize(2 * 11 + 3);
        // Each of these refuses any other shape.
        assertThat(model.values("model.layers.1.self_attn.k_proj.weight", 32, 48))
                .isNotEmpty();
        assertThat(model.values("model.layers.1.self_attn.o_proj.weight", 48, 64))
                .isNotEmpty();
        assertThat(model.values("model.layers.0.self_attn.q_norm.weight", 16)).isNotEmpty();
        assertThat(model.values("model.layers.0.mlp.down_proj.weight", 48, 80)).isNotEmpty();
        assertThat(model.values("lm_head.weight", 50, 48)).isNotEmpty();
        JsonNode config = new JsonMapper().readTree(Files.readString(folder.resolve("config.json")));
        assertThat(config.path("architectures").path(0).asString()).isEqualTo("Qwen3ForCausalLM");
        assertThat(config.path("num_key_value_heads").asInt()).isEqualTo(2);
        assertThat(ModelConfig.read(folder)).isEqualTo(QWEN);
    }

    @Test
    void halvesOfTwoCheckpointsAreNotMixed() throws Exception {
        try (JavaLearner learner = new JavaLearner(LLAMA, 1, 1)) {
            learner.save(folder.resolve("old"));
            learner.step(batch(2, 9, 1), UPDATE);
            learner.save(folder.resolve("new"));
            Files.delete(folder.resolve("new/model.safetensors"));
            Files.copy(folder.resolve("old/model.safetensors"), folder.resolve("new/model.safetensors"));
            Files.delete(folder.resolve("new/checksums.jsonl"));
            assertThatThrownBy(() -> learner.load(folder.resolve("new")))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("step 0")
                    .hasMessageContaining("step 1");
        }
    }

    @Test
    void learnersAreFoundByName() {
        try (Learner learner = Learners.create("java", LLAMA, 1, 1)) {
            assertThat(learner).isInstanceOf(JavaLearner.class);
        }
        assertThatThrownBy(() -> Learners.create("abacus", LLAMA, 1, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("abacus")
                .hasMessageContaining("[java]");
    }

    @Test
    void aWidthThatVectorKernelsCannotTakeIsNamed() {
        ModelShape odd = new ModelShape(50, 40, 1, 48, 6, 6, 8, 80, false, false, 10_000, 1e-5);
        assertThatThrownBy(() -> new JavaLearner(odd, 1, 1, Kernels::fastest))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("headWidth is 8")
                .hasMessageContaining("16");
    }
}
