package dev.blueline.training;

/**
 * Mean training loss over a stretch of steps.
 *
 * @param tokens tokens seen at the stretch's end
 * @param nats mean loss, nats a token
 */
public record LossPoint(long tokens, double nats) {}
