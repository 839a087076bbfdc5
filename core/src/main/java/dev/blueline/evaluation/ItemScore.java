package dev.blueline.evaluation;

import dev.blueline.tasks.Item;

/**
 * What a model made of an item.
 *
 * @param nats natural-log probability of each answer, the right one first
 * @param bytes length of each answer in UTF-8
 * @param exact whether the model, always taking its likeliest token, writes the right answer and ends the word there
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
public record ItemScore(Item item, double[] nats, int[] bytes, boolean exact) {

    /** Natural-log probability of the right answer. */
    public double logProbability() {
        return nats[0];
    }

    /** Probability of the right answer among the answers: 0 to 1. */
    public double choice() {
        return shares(nats)[0];
    }

    /** 1 if the right answer is the likeliest, its share if several are. */
    public double accuracy() {
        return likeliest(nats);
    }

    /** As {@link #accuracy}, by log-probability a byte. */
    public double accuracyPerByte() {
        double[] perByte = new double[nats.length];
        for (int i = 0; i < nats.length; i++) {
            perByte[i] = nats[i] / bytes[i];
        }
        return likeliest(perByte);
    }

    /** Brier score (1950): sum over the answers of (share - truth)^2; 0 is perfect, 1 - chance is a guess, 2 the worst. */
    public double brier() {
        double[] shares = shares(nats);
        double sum = (1 - shares[0]) * (1 - shares[0]);
        for (int i = 1; i < shares.length; i++) {
            sum += shares[i] * shares[i];
        }
        return sum;
    }

    private static double likeliest(double[] values) {
        int above = 0;
        int equal = 0;
        for (double value : values) {
            above += value > values[0] ? 1 : 0;
            equal += value == values[0] ? 1 : 0;
        }
        return above > 0 ? 0 : 1.0 / equal;
    }

    private static double[] shares(double[] nats) {
        double most = Double.NEGATIVE_INFINITY;
        for (double each : nats) {
            most = Math.max(most, each);
        }
        double[] shares = new double[nats.length];
        double sum = 0;
        for (int i = 0; i < nats.length; i++) {
            shares[i] = Math.exp(nats[i] - most);
            sum += shares[i];
        }
        for (int i = 0; i < nats.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }
}
