package dev.blueline.pretraining;

import dev.blueline.corpus.Document;
import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learner.StepResult;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Optimizer;
import dev.blueline.engine.Update;
import dev.blueline.evaluation.ReferencePerplexity;
import dev.blueline.ledger.BadInput;
import dev.blueline.study.Size;
import dev.blueline.study.Study;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.TokenStream;
import dev.blueline.tokenizer.Tokenizer;
import dev.blueline.training.Recipe;
import dev.blueline.training.Schedule;
import dev.blueline.training.WindowOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * A small model of a reference, trained in seconds to score other text by: {@link ReferencePerplexity}. One document of the reference
 * in ten, by its number, is held out, to say where scores of good text lie.
 *
 * @param learner the trained model
 * @param tokenizer its tokenizer
 * @param heldOut documents that it has not seen
 */
public record ReferenceModel(Learner learner, Tokenizer tokenizer, List<Document> heldOut) implements AutoCloseable {
    private static final int HELD_OUT = 10;
    private static final int MOST_HELD_OUT = 500;
    /** Times that a short reference is read; beyond four a token read again is worth ever less (Muennighoff et al. 2023). */
    private static final int MOST_EPOCHS = 4;

    private static final int VOCABULARY = 1024;
    private static final int LEARNED_FROM = 2_000_000;
    private static final Size SIZE = Size.of("64x2");
    private static final Study.Model MODEL = new Study.Model(256, 32, 2.667, true, false);
    private static final long TOKENS = 1_500_000;
    private static final Recipe RECIPE =
            new Recipe(2048, Optimizer.ADAMW, 0, 0.5, 0.12, 0.01, 0.9, 0.95, 1e-8, 0, 1, 0.05, 0.2, 0, 0.5);

    /**
     * Learns a tokenizer of 1,024 tokens, and trains a model of width 64 and two layers on up to 1.5 million tokens: about half a minute.
     *
     * @param reference documents in an order that mixes them
     * @param seed of the model and of the order of reading
     * @param progress hears the share of the training that is done
     * @throws BadInput if the reference is too short to train on
     */
    public static ReferenceModel train(Iterable<Document> reference, int seed, int threads, DoubleConsumer progress) {
        List<String> sample = new ArrayList<>();
        long characters = 0;
        for (Document document : reference) {
            if (characters >= LEARNED_FROM) {
                break;
            }
            sample.add(document.text());
            characters += document.text().length();
        }
        Tokenizer tokenizer = BytePairTrainer.train(sample, VOCABULARY);
        ModelShape shape = MODEL.shape(SIZE, tokenizer.vocabularySize());
        return train(reference, tokenizer, shape, RECIPE, TOKENS, Learners.JAVA, seed, threads, progress);
    }

    /**
     * As the other, with a tokenizer that is there, and a recipe.
     *
     * @param most tokens of training; a short reference is read four times at the most
     * @param learner name of the learner
     */
    public static ReferenceModel train(
            Iterable<Document> reference,
            Tokenizer tokenizer,
            ModelShape shape,
            Recipe recipe,
            long most,
            String learner,
            int seed,
            int threads,
            DoubleConsumer progress) {
        List<Document> heldOut = new ArrayList<>();
        IntStream.Builder ids = IntStream.builder();
        ids.add(tokenizer.endOfText());
        long read = 0;
        int number = 0;
        for (Document document : reference) {
            if (number++ % HELD_OUT == HELD_OUT - 1) {
                if (heldOut.size() < MOST_HELD_OUT) {
                    heldOut.add(document);
                }
            } else if (read <= most) {
                int[] tokens = tokenizer.encode(document.text());
                for (int id : tokens) {
                    ids.add(id);
                }
                ids.add(tokenizer.endOfText());
                read += tokens.length + 1;
            }
            if (read > most && heldOut.size() == MOST_HELD_OUT) {
                break;
            }
        }
        TokenStream stream = TokenStream.of(ids.build().toArray());
        long windows = WindowOrder.windowsIn(stream.length(), shape.context());
        int rows = recipe.batchTokens() / shape.context();
        if (windows < rows) {
            throw new BadInput("the reference holds too little to train a model on, " + stream.length()
                    + " tokens; give " + recipe.batchTokens() + " or more");
        }
        long steps = recipe.steps(Math.min(most, MOST_EPOCHS * windows * shape.context()));
        Learner model = Learners.create(learner, shape, seed, threads);
        train(model, new WindowOrder(stream, windows, shape.context(), rows, seed), recipe, steps, progress);
        return new ReferenceModel(model, tokenizer, heldOut);
    }

    private static void train(Learner model, WindowOrder batches, Recipe recipe, long steps, DoubleConsumer progress) {
        Schedule schedule = new Schedule(Math.max(1, Math.round(recipe.warmup() * steps)));
        long branch = recipe.branchPoint(steps);
        for (long step = 0; step < steps; step++) {
            double factor = step < branch ? schedule.trunk(step) : schedule.cooldown(step, branch, steps);
            Batch batch = batches.at(step);
            Update update = recipe.update(model.shape().width(), factor);
            StepResult result = model.step(batch, update);
            if (!result.finite()) {
                model.close();
                throw new ArithmeticException("the model of the reference diverged at step " + step);
            }
            progress.accept((step + 1.0) / steps);
        }
    }

    /** The filter; good until this is closed. */
    public ReferencePerplexity filter() {
        return new ReferencePerplexity(learner, tokenizer, heldOut);
    }

    @Override
    public void close() {
        learner.close();
    }
}
