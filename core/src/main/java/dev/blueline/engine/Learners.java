package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The learners on the class path, by name. */
public final class Learners {
    /** The learner in plain Java, always there. */
    public static final String JAVA = "java";

    private Learners() {}

    /**
     * A learner with freshly drawn weights.
     *
     * @param name a learner's name, such as {@code java}
     * @throws BadInput if there is no such learner, or this machine cannot run it
     */
    public static Learner create(String name, ModelShape shape, long seed, int threads) {
        return provider(name).create(name, shape, seed, threads);
    }

    /** Numerics version of a learner, part of a run's identity. */
    public static int numerics(String name) {
        return provider(name).numerics();
    }

    /** Java heap that training takes on a learner, bytes; 0 if its memory lies elsewhere. */
    public static long heapBytes(String name, ModelShape shape, int threads) {
        return provider(name).heapBytes(shape, threads);
    }

    /**
     * Looks whether the named learner can be used, before anything else is done.
     *
     * @throws BadInput if there is no such learner, or this machine cannot run it
     */
    public static void require(String name) {
        provider(name).require(name);
    }

    private static LearnerProvider provider(String name) {
        TreeMap<String, LearnerProvider> all = new TreeMap<>();
        for (LearnerProvider provider : ServiceLoader.load(LearnerProvider.class)) {
            provider.names().forEach(known -> all.put(known, provider));
        }
        LearnerProvider provider = all.get(name);
        if (provider == null) {
            throw new BadInput("there is no learner \"" + name + "\"; choose one of " + all.keySet()
                    + ", or one that ./blueline adds when it is named: java-bf16, torch, torch-bf16, torch-cuda, torch-cuda-bf16"
                    + " (a program of yours needs blueline-accelerator or blueline-torch on its class path)");
        }
        return provider;
    }
}
