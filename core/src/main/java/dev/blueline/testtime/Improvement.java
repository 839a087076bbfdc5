package dev.blueline.testtime;

/**
 * An answer better than all before it: a step of the trail.
 *
 * @param seconds of thinking until it was verified
 * @param attempts until the end of its round
 * @param tokens drawn until then
 * @param begun tokens of the beginning that it went on from; 0 for an attempt from the start
 * @param temperature at which it was drawn
 * @param score the verifier's
 */
public record Improvement(
        double seconds,
        long attempts,
        long tokens,
        int begun,
        double temperature,
        double score,
        String thought,
        String answer) {}
