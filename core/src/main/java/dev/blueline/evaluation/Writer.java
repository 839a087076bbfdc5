package dev.blueline.evaluation;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Sampling;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** Lets a model write on from prompts, each after an end of text, as documents stand in training. */
final class Writer {
    private static final int NEVER = -1;

    private final Learner learner;
    private final Tokenizer tokenizer;

    Writer(Learner learner, Tokenizer tokenizer) {
        this.learner = learner;
        this.tokenizer = tokenizer;
    }

    /** Always the likeliest token, until the model ends the text or has written so many. */
    List<Written> greedy(List<String> prompts, int tokens) {
        Sampling sampling = new Sampling(tokens, 0, 1, 0, tokenizer.endOfText());
        List<int[]> contexts = contexts(prompts);
        List<int[]> answers = learner.sample(contexts, sampling);
        int most = learner.shape().context();
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            int room = sampling.room(sampling.kept(contexts.get(i).length, most), most);
            written.add(new Written(tokenizer.decode(answers.get(i)), answers.get(i).length < room));
        }
        return written;
    }

    /** So many tokens after each prompt, past an end of text if the model writes one; fewer only if the context is full. */
    List<int[]> tokens(List<String> prompts, int tokens, double temperature, long seed) {
        return learner.sample(contexts(prompts), new Sampling(tokens, temperature, 1, seed, NEVER));
    }

    /** The text of tokens. */
    String text(int[] tokens) {
        return tokenizer.decode(tokens);
    }

    private List<int[]> contexts(List<String> prompts) {
        return prompts.stream().map(this::context).toList();
    }

    private int[] context(String prompt) {
        int[] ids = tokenizer.encode(prompt);
        int[] context = new int[ids.length + 1];
        context[0] = tokenizer.beginning();
        System.arraycopy(ids, 0, context, 1, ids.length);
        return context;
    }
}
