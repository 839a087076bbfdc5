package dev.blueline.engine;

/**
 * What a step on {@link Sequences} climbs: the sum over all targets of {@code weight * log p(target)}, each weight a constant
 * once the model has told the target's probability. Every objective that looks at tokens one by one has this gradient: of
 * likelihood the weight is {@code 1 / targets}, of a clipped policy gradient {@code ratio * advantage / targets} or 0.
 */
@FunctionalInterface
public interface TokenWeight {

    /**
     * Weight of one target; may be called from several threads, so it is a function of its arguments alone.
     *
     * @param sequence index of the sequence
     * @param target index of the target within its answer, from 0
     * @param logProbability natural-log probability before the step
     */
    float of(int sequence, int target, float logProbability);
}
