package dev.blueline.engine;

import java.util.List;

/** The learner in plain Java, under the name {@code java}. */
public final class JavaLearnerProvider implements LearnerProvider {

    @Override
    public List<String> names() {
        return List.of(Learners.JAVA);
    }

    @Override
    public long heapBytes(ModelShape shape, int threads) {
        return shape.trainingBytes(threads);
    }

    @Override
    public int numerics() {
        return JavaLearner.NUMERICS;
    }

    @Override
    public Learner create(String name, ModelShape shape, long seed, int threads) {
        return new JavaLearner(shape, seed, threads);
    }
}
