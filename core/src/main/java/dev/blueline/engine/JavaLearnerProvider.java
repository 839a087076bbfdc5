package dev.blueline.engine;

/** The learner in plain Java, under the name {@code java}. */
public final class JavaLearnerProvider implements LearnerProvider {

    @Override
    public String name() {
        return "java";
    }

    @Override
    public int numerics() {
        return JavaLearner.NUMERICS;
    }

    @Override
    public Learner create(ModelShape shape, long seed, int threads) {
        return new JavaLearner(shape, seed, threads);
    }
}
