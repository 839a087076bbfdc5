package dev.blueline.evaluation;

import dev.blueline.engine.Continuations;
import dev.blueline.ledger.BadInput;
import dev.blueline.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;

/**
 * A prompt and its answers in tokens. An answer's tokens are those that encoding prompt and answer together gives after the prompt's.
 * Where an answer would change the prompt's own last tokens, the context ends before these, for every answer, so that all answers are
 * scored over text that begins at the same byte.
 */
public final class AnswerTokens {
    private AnswerTokens() {}

    /**
     * The context, after the token that a text begins with in training, and the answers.
     *
     * @param most tokens of the model's context; a longer prompt loses its beginning
     * @param of named in refusals: the task
     * @throws BadInput if an answer alone is longer than the context
     */
    public static Continuations of(Tokenizer tokenizer, int most, String prompt, List<String> answers, String of) {
        int[] encoded = tokenizer.encode(prompt);
        List<int[]> whole = answers.stream()
                .map(answer -> tokenizer.encode(prompt + answer))
                .toList();
        int shared = encoded.length;
        for (int[] tokens : whole) {
            int differs = Arrays.mismatch(encoded, tokens);
            shared = differs < 0 ? Math.min(shared, tokens.length - 1) : Math.min(shared, differs);
        }
        int longest = whole.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
        int dropped = Math.max(0, longest - most); // read are end-of-text and all but the last token
        if (dropped > shared) {
            throw new BadInput("an item of " + of + " has an answer longer than the model's context of " + most
                    + " tokens: \"" + answers.getFirst().strip() + "\"; leave it out");
        }
        int[] context = new int[1 + shared - dropped];
        context[0] = tokenizer.beginning();
        System.arraycopy(encoded, dropped, context, 1, shared - dropped);
        int from = shared;
        return new Continuations(
                context,
                whole.stream()
                        .map(tokens -> Arrays.copyOfRange(tokens, from, tokens.length))
                        .toList());
    }
}
