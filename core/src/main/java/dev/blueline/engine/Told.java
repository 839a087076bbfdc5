package dev.blueline.engine;

/** What a model tells of the targets of {@link Sequences} before it learns from them, in the order of the targets. */
final class Told {
    final float[][] logProbabilities;
    private final float[][] entropies;
    private final int targets;

    Told(Sequences batch) {
        int[] given = batch.given();
        targets = batch.targets();
        logProbabilities = new float[given.length][];
        entropies = new float[given.length][];
        for (int i = 0; i < given.length; i++) {
            int answer = batch.tokens().get(i).length - given[i];
            logProbabilities[i] = new float[answer];
            entropies[i] = new float[answer];
        }
    }

    /** Each sequence is packed once, so threads write to places of their own. */
    void take(Packed packed) {
        for (int i = 0; i < packed.count; i++) {
            logProbabilities[packed.sequences[i]][packed.places[i]] = logProbability(packed.losses[i]);
            entropies[packed.sequences[i]][packed.places[i]] = packed.entropies[i];
        }
    }

    /** Of a loss: as an answer has it, where a certain token's is 0 and not minus 0. */
    static float logProbability(float loss) {
        return 0 - loss;
    }

    /** Mean loss, in nats. */
    double loss() {
        return -sum(logProbabilities) / targets;
    }

    /** Mean entropy, in nats. */
    double entropy() {
        return sum(entropies) / targets;
    }

    private static double sum(float[][] numbers) {
        double sum = 0;
        for (float[] some : numbers) {
            for (float number : some) {
                sum += number;
            }
        }
        return sum;
    }
}
