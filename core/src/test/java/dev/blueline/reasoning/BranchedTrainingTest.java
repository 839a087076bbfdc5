package dev.blueline.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.problems.Style;
import dev.blueline.study.Size;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchedTrainingTest {
    private static final Tokenizer TOKENIZER = Tokenizer.ofBytes();
    private static final Demonstrations DEMONSTRATIONS = Teaching.of(
                    List.of("arithmetic"), List.of(1), List.of(Style.SUMMARY), 8, 3)
            .demonstrations(new Dialogue(TOKENIZER));

    @TempDir
    private Path folder;

    private static Learner fresh() {
        return Learners.create("java", TaskTraining.shape(new Size(32, 1), TOKENIZER.vocabularySize()), 3, 1);
    }

    /** Keeps each run's model; stops after so many steps. */
    private class Keeping implements BranchedTraining.Listener {
        private final Map<Integer, byte[]> models;
        private final int most;
        private int steps;
        private double flops;

        Keeping(Map<Integer, byte[]> models, int most) {
            this.models = models;
            this.most = most;
        }

        @Override
        public void says(String line) {}

        @Override
        public boolean isMeasured(int run) {
            return models.containsKey(run);
        }

        @Override
        public void advanced(double made) {
            flops += made;
            if (++steps == most) {
                throw new IllegalStateException("stopped");
            }
        }

        @Override
        public void ended(int run, Learner learner, SupervisedTraining.State end) {
            models.put(run, weights(learner, "run" + run + "-" + models.hashCode()));
        }
    }

    private byte[] weights(Learner learner, String name) {
        try {
            Path place = Files.createDirectories(folder.resolve(name));
            learner.save(place);
            return Files.readAllBytes(place.resolve("model.safetensors"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Map<Integer, byte[]> trained(List<Long> lengths, String states) {
        Map<Integer, byte[]> models = new TreeMap<>();
        try (Learner learner = fresh()) {
            new BranchedTraining(DEMONSTRATIONS, lengths, 1, folder.resolve(states))
                    .run(learner, new Keeping(models, -1));
        }
        return models;
    }

    /** The shortest run decides the rise of the rate, so it is a training of its length to the bit. */
    @Test
    void theFirstRunIsATrainingOfItsLength() {
        byte[] branched = trained(List.of(20L, 40L), "trunk").get(0);
        byte[] alone;
        try (Learner learner = fresh()) {
            new SupervisedTraining(DEMONSTRATIONS, Supervision.RECIPE, 20, 1, 1e9)
                    .run(
                            learner,
                            new LearnerStates<>(folder.resolve("alone"), SupervisedTraining.State.class, line -> {}),
                            (step, loss, tokens) -> {});
            alone = weights(learner, "single");
        }
        assertThat(branched).isEqualTo(alone);
    }

    @Test
    void whatWasStoppedGoesOnFromTheLastBranchAndEndsWithTheSameBits() {
        List<Long> lengths = List.of(10L, 20L, 40L);
        Map<Integer, byte[]> whole = trained(lengths, "whole");
        for (int stop : new int[] {5, 9, 14, 22, 30, 45}) {
            Map<Integer, byte[]> models = new TreeMap<>();
            BranchedTraining training =
                    new BranchedTraining(DEMONSTRATIONS, lengths, 1, folder.resolve("stopped" + stop));
            try (Learner learner = fresh()) {
                assertThatThrownBy(() -> training.run(learner, new Keeping(models, stop)))
                        .hasMessage("stopped");
            }
            try (Learner learner = fresh()) {
                training.run(learner, new Keeping(models, -1));
            }
            assertThat(models).hasSize(3);
            models.forEach((run, model) ->
                    assertThat(model).as("stopped after %d, run %d", stop, run).isEqualTo(whole.get(run)));
        }
    }

    /** The state saved before the second cooldown is damaged during it, so steps from the first branch on are made again. */
    @Test
    void aStateThatIsDamagedDuringACooldownIsGoneRound() throws IOException {
        List<Long> lengths = List.of(10L, 20L, 40L);
        Map<Integer, byte[]> whole = trained(lengths, "sound");
        Map<Integer, byte[]> models = new TreeMap<>();
        Path newest = folder.resolve("damaged/step-16/model.safetensors");
        List<String> said = new ArrayList<>();
        Keeping damaging = new Keeping(models, -1) {
            @Override
            public void says(String line) {
                said.add(line);
            }

            @Override
            public void ended(int run, Learner learner, SupervisedTraining.State end) {
                super.ended(run, learner, end);
                if (run == 1) {
                    damage(newest);
                }
            }
        };
        try (Learner learner = fresh()) {
            new BranchedTraining(DEMONSTRATIONS, lengths, 1, folder.resolve("damaged")).run(learner, damaging);
        }
        assertThat(said).singleElement().asString().endsWith("going on from the state saved before it");
        assertThat(damaging.steps).isEqualTo(46 + 8); // 8 to 16 twice
        assertThat(models.get(2)).isEqualTo(whole.get(2));
    }

    private static void damage(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** 10, 20 and 40 steps with a fifth of each in cooldown: 32 on the trunk, and 2, 4 and 8 aside. */
    @Test
    void theTrunkIsPaidForOnce() {
        Keeping listener = new Keeping(new TreeMap<>(), -1);
        try (Learner learner = fresh()) {
            new BranchedTraining(DEMONSTRATIONS, List.of(10L, 20L, 40L), 1, folder.resolve("counted"))
                    .run(learner, listener);
        }
        assertThat(listener.steps).isEqualTo(46);
        assertThat(BranchedTraining.work(List.of(10.0, 20.0, 40.0))).isEqualTo(46);
        assertThat(listener.flops).isPositive();
    }

    @Test
    void stepsAreThoseThatSoManyFlopsTake() {
        double each = Supervision.flops(
                TaskTraining.shape(new Size(32, 1), TOKENIZER.vocabularySize()), DEMONSTRATIONS.at(0));
        long steps = DEMONSTRATIONS.steps(TaskTraining.shape(new Size(32, 1), TOKENIZER.vocabularySize()), 100 * each);
        assertThat(steps).isBetween(90L, 110L);
    }
}
