package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import java.util.List;

/** Refuses tokens that a model of a shape cannot read: every learner's first look at what it is given. */
public final class ModelInput {
    private ModelInput() {}

    /** A batch needs at least one row, rows no longer than the context, and tokens of the vocabulary. */
    public static void check(ModelShape shape, Batch batch) {
        if (batch.rows() < 1 || batch.length() < 1 || batch.length() > shape.context()) {
            throw new BadInput("a batch of " + batch.rows() + " rows of " + batch.length()
                    + " inputs; give at least one row of 1 to " + shape.context());
        }
        checkTokens(shape, batch.tokens());
    }

    /** A batch of sequences needs at least one, each at most one token longer than the context, of the vocabulary. */
    public static void check(ModelShape shape, Sequences batch) {
        if (batch.tokens().isEmpty()) {
            throw new BadInput("a step on no sequences; give at least one");
        }
        for (int[] tokens : batch.tokens()) {
            if (tokens.length > shape.context() + 1) {
                throw new BadInput("a sequence of " + tokens.length + " tokens; a model with a context of "
                        + shape.context() + " learns from at most " + (shape.context() + 1));
            }
            checkTokens(shape, tokens);
        }
    }

    /** A context and its longest continuation, but for the last token, fit the model's context. */
    static void check(ModelShape shape, Continuations question) {
        if (question.longest() > shape.context()) {
            throw new BadInput("a context with a continuation of " + question.longest() + " inputs; give at most "
                    + shape.context());
        }
        checkTokens(shape, question.context());
        question.continuations().forEach(tokens -> checkTokens(shape, tokens));
    }

    /** A context holds 1 token to as many as the model looks back. */
    public static void checkContext(ModelShape shape, int[] context) {
        if (context.length == 0 || context.length > shape.context()) {
            throw new BadInput("a context of " + context.length + " tokens; give 1 to " + shape.context());
        }
        checkTokens(shape, context);
    }

    /** A prompt holds at least one token; longer ones than the context are cut, see {@link Sampling#kept}. */
    public static void checkPrompts(ModelShape shape, List<int[]> prompts) {
        for (int[] prompt : prompts) {
            if (prompt.length == 0) {
                throw new BadInput("a prompt is empty; begin it with at least one token, such as the end of text");
            }
            checkTokens(shape, prompt);
        }
    }

    private static void checkTokens(ModelShape shape, int[] tokens) {
        for (int token : tokens) {
            if (token < 0 || token >= shape.vocabulary()) {
                throw new BadInput("token " + token + " is not in the vocabulary of " + shape.vocabulary());
            }
        }
    }
}
