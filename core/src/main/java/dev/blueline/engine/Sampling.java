package dev.blueline.engine;

/**
 * How tokens are drawn. Random numbers are keyed by (seed, prompt index, position), never by call order.
 *
 * @param tokens most tokens to add to a prompt
 * @param temperature 0 takes the likeliest token
 * @param topP smallest set of likeliest tokens with at least this probability is drawn from; 1 keeps all
 * @param seed key of the random numbers
 * @param stop token that ends a sequence, or -1 for none
 * @param steering what else decides about tokens
 */
public record Sampling(int tokens, double temperature, double topP, long seed, int stop, Steering steering) {

    /** Tokens come as the model draws them. */
    public Sampling(int tokens, double temperature, double topP, long seed, int stop) {
        this(tokens, temperature, topP, seed, stop, Steering.NONE);
    }

    /**
     * The next token of an answer.
     *
     * @param choice draws among the model's tokens
     * @param likely log probabilities of all tokens, of which one that may not be drawn is taken out
     * @param number of the answer, for the random draw
     * @param length tokens before it, the prompt included
     * @param place tokens of the answer before it
     * @param met whether {@link Steering#given} is among them
     */
    public int token(TokenChoice choice, float[] likely, int number, int length, int place, boolean met) {
        if (place == steering.place() && !met) {
            return steering.given();
        }
        if (place == 0 && steering.notFirst() >= 0) {
            likely[steering.notFirst()] = Float.NEGATIVE_INFINITY;
        }
        return choice.choose(likely, temperature, topP, KeyedRandom.uniform(seed, number, length));
    }

    /** Whether a token ends an answer. */
    public boolean ends(int token) {
        return token == stop || steering.ends(token);
    }

    /**
     * How many of a prompt's last tokens a model looks at: all that fit its context; of a longer prompt so many that the
     * answer still fits, but at least half the context.
     */
    public int kept(int prompt, int context) {
        return prompt <= context
                ? prompt
                : Math.min(context, Math.max((context + 1) / 2, (int) Math.max(0L, context + 1L - tokens)));
    }

    /** How many tokens an answer may have after a kept prompt: those asked for, or until the context is full. */
    public int room(int kept, int context) {
        return Math.clamp(tokens, 0, context + 1 - kept);
    }
}
