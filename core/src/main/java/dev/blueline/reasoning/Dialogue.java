package dev.blueline.reasoning;

import dev.blueline.engine.Sequences;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Trace;
import dev.blueline.tokenizer.SpecialTokens;
import dev.blueline.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Problems and responses as tokens: {@code <|user|>} problem {@code <|assistant|>}, then the response: {@code <|thought|>} thought
 * {@code <|/thought|>} if there is one, the answer, {@code <|endofturn|>}. The verifier sees the answer, nobody the thought.
 */
public final class Dialogue {
    private final Tokenizer tokenizer;
    private final int user;
    private final int assistant;
    private final int thoughtBegin;
    private final int thoughtEnd;
    private final int endOfTurn;

    /** @throws BadInput if the tokenizer lacks tokens for the roles, as one of another program may */
    public Dialogue(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        user = tokenizer.special(SpecialTokens.USER);
        assistant = tokenizer.special(SpecialTokens.ASSISTANT);
        thoughtBegin = tokenizer.special(SpecialTokens.THOUGHT_BEGIN);
        thoughtEnd = tokenizer.special(SpecialTokens.THOUGHT_END);
        endOfTurn = tokenizer.special(SpecialTokens.END_OF_TURN);
    }

    /** The token that ends a response. */
    public int endOfTurn() {
        return endOfTurn;
    }

    /** What the model is given. */
    public int[] prompt(String problem) {
        return join(new int[] {user}, tokenizer.encode(problem), new int[] {assistant});
    }

    /** What it is to write, the end of the turn included. */
    public int[] response(Trace trace) {
        int[] answer = join(tokenizer.encode(trace.answer()), new int[] {endOfTurn});
        return trace.thought().isEmpty()
                ? answer
                : join(new int[] {thoughtBegin}, tokenizer.encode(trace.thought()), new int[] {thoughtEnd}, answer);
    }

    /** A response taken apart: what stands after the thought is the answer; where a thought never ends, there is none. */
    public Trace read(int[] response) {
        int end = indexOf(response, endOfTurn, 0, response.length);
        boolean thinks = end > 0 && response[0] == thoughtBegin;
        if (!thinks) {
            return new Trace("", text(response, 0, end));
        }
        int closed = indexOf(response, thoughtEnd, 1, end);
        return new Trace(text(response, 1, closed), closed == end ? "" : text(response, closed + 1, end));
    }

    /** Whole sequences of which the responses are learnt. */
    public static Sequences sequences(List<int[]> prompts, List<int[]> responses) {
        return new Sequences(
                IntStream.range(0, prompts.size())
                        .mapToObj(i -> join(prompts.get(i), responses.get(i)))
                        .toList(),
                prompts.stream().mapToInt(prompt -> prompt.length).toArray());
    }

    private String text(int[] tokens, int from, int to) {
        return tokenizer.decode(Arrays.copyOfRange(tokens, from, to));
    }

    private static int indexOf(int[] tokens, int token, int from, int to) {
        for (int i = from; i < to; i++) {
            if (tokens[i] == token) {
                return i;
            }
        }
        return to;
    }

    private static int[] join(int[]... parts) {
        int[] whole = new int[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
