package dev.blueline.engine;

/**
 * How tokens are drawn. Random numbers are keyed by (seed, prompt index, position), never by call order.
 *
 * @param tokens most tokens to add to a prompt
 * @param temperature 0 takes the likeliest token
 * @param topP smallest set of likeliest tokens with at least this probability is drawn from; 1 keeps all
 * @param seed key of the random numbers
 * @param stop token that ends a sequence, or -1 for none
 */
public record Sampling(int tokens, double temperature, double topP, long seed, int stop) {}
