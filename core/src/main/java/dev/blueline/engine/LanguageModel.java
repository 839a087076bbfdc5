package dev.blueline.engine;

import java.util.List;

/** A model that writes: it knows what may come after a text, and draws from it. */
public interface LanguageModel extends AutoCloseable {

    ModelShape shape();

    /** Natural-log probabilities of the token after the context (at most the model's context long): {@code [vocabulary]}. */
    float[] next(int[] context);

    /** Continues every prompt; each answer holds the new tokens only, without the stop token. */
    List<int[]> sample(List<int[]> prompts, Sampling sampling);

    @Override
    void close();
}
