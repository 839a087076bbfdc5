package dev.blueline.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The tokens of a prompt that a server gave back, with their log-probabilities. Places are counted in characters of Unicode, as Python
 * counts them.
 */
final class EchoedTokens {
    private static final double SAME = 1e-6;

    private record Token(int from, int to, double nats, boolean scored, boolean likeliest) {}

    private final List<Token> tokens;
    private final boolean likeliestKnown;

    /** A context and what follows it. */
    record Span(String context, String continuation) {
        String whole() {
            return context + continuation;
        }
    }

    /**
     * @param nats summed over the continuation
     * @param greedy whether each token was the likeliest
     */
    record Scored(double nats, boolean greedy) {}

    private EchoedTokens(List<Token> tokens, boolean likeliestKnown) {
        this.tokens = tokens;
        this.likeliestKnown = likeliestKnown;
    }

    /** Reads {@code choices[0].logprobs}; no tokens if it is not there. */
    static EchoedTokens of(JsonNode answer) {
        JsonNode all = answer.path("choices").path(0).path("logprobs");
        JsonNode texts = all.path("tokens");
        JsonNode nats = all.path("token_logprobs");
        JsonNode offsets = all.path("text_offset");
        JsonNode tops = all.path("top_logprobs");
        int count = Math.min(texts.size(), nats.size());
        boolean placed = offsets.size() >= count;
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        boolean known = count > 0 && tops.size() >= count;
        for (int i = 0; i < count; i++) {
            String text = texts.path(i).asString("");
            int from = placed ? offsets.path(i).asInt(at) : at;
            int to = placed && i + 1 < count
                    ? offsets.path(i + 1).asInt(at)
                    : from + text.codePointCount(0, text.length());
            at = to;
            boolean scored = nats.path(i).isNumber();
            double value = nats.path(i).asDouble(0);
            tokens.add(new Token(from, to, value, scored, known && !isBelow(value, tops.path(i))));
        }
        return new EchoedTokens(tokens, known);
    }

    private static boolean isBelow(double value, JsonNode top) {
        for (Map.Entry<String, JsonNode> other : top.properties()) {
            if (other.getValue().asDouble() > value + SAME) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return (int) tokens.stream().filter(Token::scored).count();
    }

    boolean hasLikeliest() {
        return likeliestKnown;
    }

    /** The continuation's part: every token that ends inside it, wherever it begins. */
    Scored scored(Span span) {
        int from = span.context().codePointCount(0, span.context().length());
        int to =
                from + span.continuation().codePointCount(0, span.continuation().length());
        double sum = 0;
        boolean greedy = true;
        int count = 0;
        for (Token token : tokens) {
            if (token.to() > from && token.from() < to && token.scored()) {
                sum += token.nats();
                greedy &= token.likeliest();
                count++;
            }
        }
        if (count == 0 && to - from > 0 && from > 0) {
            throw new EndpointCalls.Refused("its answer has no log-probabilities of the prompt's end");
        }
        return new Scored(sum, greedy && count > 0);
    }
}
