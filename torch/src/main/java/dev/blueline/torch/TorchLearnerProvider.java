package dev.blueline.torch;

import dev.blueline.engine.Learner;
import dev.blueline.engine.LearnerProvider;
import dev.blueline.engine.ModelShape;
import java.util.Arrays;
import java.util.List;

/** The learner on libtorch, under a name for every device and precision. */
public final class TorchLearnerProvider implements LearnerProvider {

    @Override
    public List<String> names() {
        return Arrays.stream(Setting.values()).map(setting -> setting.learner).toList();
    }

    @Override
    public int numerics() {
        return TorchLearner.NUMERICS;
    }

    @Override
    public void require(String name) {
        Setting.of(name).require();
    }

    @Override
    public Learner create(String name, ModelShape shape, long seed, int threads) {
        return new TorchLearner(shape, seed, threads, Setting.of(name));
    }
}
