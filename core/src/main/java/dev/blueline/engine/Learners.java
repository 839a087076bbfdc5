package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds of learner on the class path, by name. */
public final class Learners {
    private Learners() {}

    /**
     * A learner with freshly drawn weights.
     *
     * @param name kind of learner, such as {@code java}
     * @throws BadInput if no such kind is on the class path
     */
    public static Learner create(String name, ModelShape shape, long seed, int threads) {
        return provider(name).create(shape, seed, threads);
    }

    /** Numerics version of a kind of learner, part of a run's identity. */
    public static int numerics(String name) {
        return provider(name).numerics();
    }

    private static LearnerProvider provider(String name) {
        TreeMap<String, LearnerProvider> known = new TreeMap<>();
        for (LearnerProvider provider : ServiceLoader.load(LearnerProvider.class)) {
            known.put(provider.name(), provider);
        }
        LearnerProvider provider = known.get(name);
        if (provider == null) {
            throw new BadInput("there is no learner \"" + name + "\"; choose one of " + known.keySet());
        }
        return provider;
    }
}
