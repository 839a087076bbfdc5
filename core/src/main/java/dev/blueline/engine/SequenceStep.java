package dev.blueline.engine;

/**
 * What one step on {@link Sequences} did.
 *
 * @param result mean loss over all targets before the update, in nats, and norm of the gradient before clipping
 * @param logProbabilities of every sequence's targets before the update, natural logarithm
 * @param entropy mean entropy of the model's choice at the targets before the update, in nats
 */
public record SequenceStep(Learner.StepResult result, float[][] logProbabilities, double entropy) {}
