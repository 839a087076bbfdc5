package dev.blueline.reasoning;

/**
 * Figures of one step; NaN where a method has none.
 *
 * @param reward mean reward of the responses that have one
 * @param passRate share of these that are right altogether
 * @param passAny share of the problems of which at least one response is right
 * @param length mean tokens of a response
 * @param cut share of the responses that were cut
 * @param broken verifications that broke, whose responses have no reward
 * @param entropy mean entropy of the choice of a token before the update, nats
 * @param signal share of the groups with unequal rewards
 * @param clipShare share of tokens left out by the clip, on the average over the updates of the step
 * @param divergence of the policy from the one that drew, before each update and averaged over them, nats a token
 * @param gradientNorm before clipping, of the first update
 * @param tokens drawn
 * @param drawingSeconds time of drawing and verifying
 * @param updatingSeconds time of updating
 * @param busy share of the decoder's places that held a response
 */
public record StepFigures(
        double reward,
        double passRate,
        double passAny,
        double length,
        double cut,
        int broken,
        double entropy,
        double signal,
        double clipShare,
        double divergence,
        double gradientNorm,
        long tokens,
        double drawingSeconds,
        double updatingSeconds,
        double busy) {}
