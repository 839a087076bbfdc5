package dev.blueline.engine;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The learner in plain Java. A step cuts the batch's rows into a fixed number of micro-batches, runs them one sequence at
 * a time on whichever thread is free, adds their gradients up in a fixed tree and moves the weights by AdamW or Muon; so the
 * number of threads changes the time only. One thread at a time may call it.
 *
 * <p>Memory: eight times the weights (weights, their transposes, two moments, the gradients of four micro-batches) and
 * one sequence's activations a thread.
 */
public final class JavaLearner implements Learner {
    /** Version of the arithmetic: raised whenever the same seed and batches would give other weights. */
    public static final int NUMERICS = 2;

    /** Gradient buffers of a step. Part of the arithmetic: another number gives other roundings. */
    private static final int MICRO_BATCHES = 4;

    /** Rows that there is always room for, if the context has as many. */
    private static final int LONG = 1024;

    private final ModelShape shape;
    private final Workers workers;
    private final Kernels[] kernels;
    private final Transformer[] transformers;
    private final Head[] heads;
    private final @Nullable Activations[] training;
    private final @Nullable Activations[] inference;
    private final Weights weights;
    private final ForwardWeights forward;
    /** What only training needs: made when it is first asked for, six times the memory of the weights. */
    private @Nullable Optimizers optimizers;

    private final int[] positions;
    private float[] losses = new float[0];

    /** A learner with freshly drawn weights on the fastest kernels of this machine. */
    public JavaLearner(ModelShape shape, long seed, int threads) {
        this(shape, seed, threads, () -> Kernels.fastest(shape));
    }

    /** A learner on given kernels; each thread gets its own instance, because they hold scratch memory. */
    public JavaLearner(ModelShape shape, long seed, int threads, Supplier<Kernels> supplier) {
        this.shape = shape;
        Layout layout = new Layout(shape);
        weights = new Weights(layout, layout.draw(seed));
        forward = new ForwardWeights(weights);
        workers = new Workers(threads);
        kernels = new Kernels[threads];
        transformers = new Transformer[threads];
        heads = new Head[threads];
        training = new @Nullable Activations[threads];
        inference = new @Nullable Activations[threads];
        Rotary rotary = Rotary.of(shape);
        for (int worker = 0; worker < threads; worker++) {
            kernels[worker] = supplier.get();
            if (!(kernels[worker].rows() instanceof ScalarRowKernels)) {
                multipleOf16("width", shape.width());
                multipleOf16("headWidth", shape.headWidth());
                multipleOf16("hidden", shape.hidden());
            }
            transformers[worker] = new Transformer(shape, weights, forward, kernels[worker], rotary);
            heads[worker] = new Head(shape, weights, forward, kernels[worker]);
        }
        positions = Decoder.ascending(shape.context());
        refresh();
    }

    private record Optimizers(AdamW adamW, Muon muon) {}

    private Optimizers optimizers() {
        Optimizers known = optimizers;
        if (known == null) {
            AdamW adamW = new AdamW(weights, MICRO_BATCHES);
            known = new Optimizers(adamW, new Muon(weights, adamW, workers.threads()));
            optimizers = known;
        }
        return known;
    }

    private static void multipleOf16(String name, int value) {
        if (value % 16 != 0) {
            throw new BadInput("model shape: " + name + " is " + value
                    + "; vector kernels need a multiple of 16, such as " + (value + 15) / 16 * 16);
        }
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    @Override
    public StepResult step(Batch batch, Update update) {
        ModelInput.check(shape, batch);
        return move(gradient(batch), microBatches(batch.rows()), update);
    }

    @Override
    public SequenceStep step(Sequences batch, TokenWeight weight, Update update) {
        ModelInput.check(shape, batch);
        Told told = new Told(batch);
        gradient(batch, weight, told);
        StepResult result = move(told.loss(), microBatches(batch.given().length), update);
        return new SequenceStep(result, told.logProbabilities, told.entropy());
    }

    /** Moves the weights by the gradient that the first micro-batches have left in their buffers. */
    private StepResult move(double loss, int parts, Update update) {
        double norm = optimizers().adamW.reduce(parts, workers, kernels);
        StepResult result = new StepResult(loss, norm);
        if (update.applies(result)) {
            optimizers().adamW.apply(update, norm, workers, kernels);
            if (update.optimizer() == Optimizer.MUON) {
                optimizers().muon.apply(update, norm, workers, kernels);
            }
            refresh();
        }
        return result;
    }

    /** Fills the micro-batches' gradient buffers and returns the mean loss. */
    private double gradient(Batch batch) {
        reserveLosses(batch.targets());
        int parts = microBatches(batch.rows());
        AdamW optimizer = optimizers().adamW;
        float share = 1f / batch.targets();
        LossKernels.Scale scale = (place, loss) -> share;
        Runs runs = Runs.of(batch.length());
        workers.run(parts, (worker, part) -> {
            Weights gradient = optimizer.gradient(part);
            Arrays.fill(gradient.data, 0);
            Activations a = training(worker);
            int end = (int) ((part + 1L) * batch.rows() / parts);
            for (int row = (int) ((long) part * batch.rows() / parts); row < end; row++) {
                learn(worker, a, batch, row, runs, scale, gradient);
            }
        });
        double sum = 0;
        for (int i = 0; i < batch.targets(); i++) {
            sum += losses[i];
        }
        return sum / batch.targets();
    }

    private void learn(
            int worker, Activations a, Batch batch, int row, Runs runs, LossKernels.Scale scale, Weights gradient) {
        int length = batch.length();
        int at = row * (length + 1);
        int[] tokens = batch.tokens();
        Transformer transformer = transformers[worker];
        LossKernels loss = kernels[worker].loss();
        transformer.forward(a, tokens, at, positions, 0, length, transformer.causal(a, runs));
        heads[worker].learn(
                a,
                length,
                (logits, first, count) -> loss.learn(
                        logits, count, shape.vocabulary(), tokens, at + 1 + first, scale, losses, row * length + first),
                gradient);
        transformer.backward(a, tokens, at, positions, runs, gradient);
    }

    /** Fills the micro-batches' gradient buffers. */
    private void gradient(Sequences batch, TokenWeight weight, Told told) {
        int[] starts = starts(batch, microBatches(batch.given().length));
        AdamW optimizer = optimizers().adamW;
        workers.run(starts.length - 1, (worker, part) -> {
            Weights gradient = optimizer.gradient(part);
            Arrays.fill(gradient.data, 0);
            Activations a = training(worker);
            Packed packed = new Packed(a.rows);
            int sequence = starts[part];
            while (sequence < starts[part + 1]) {
                sequence = packed.fill(batch, sequence, starts[part + 1]);
                learn(worker, a, packed, weight, told, gradient);
            }
        });
    }

    /**
     * First sequence of each micro-batch, and the number of sequences: a sequence belongs to the part of all tokens in which
     * it ends. Of sequences of one length every part gets what a step on a {@link Batch} gives it.
     */
    private static int[] starts(Sequences batch, int parts) {
        long all = 0;
        for (int[] tokens : batch.tokens()) {
            all += tokens.length - 1;
        }
        int[] starts = new int[parts + 1];
        int sequence = 0;
        long rows = 0;
        for (int part = 1; part < parts; part++) {
            while ((rows + batch.tokens().get(sequence).length - 1) * parts <= part * all) {
                rows += batch.tokens().get(sequence).length - 1;
                sequence++;
            }
            starts[part] = sequence;
        }
        starts[parts] = batch.given().length;
        return starts;
    }

    /** Rows without a target leave the pass before the head and come back with a gradient of zero. */
    private void learn(int worker, Activations a, Packed packed, TokenWeight weight, Told told, Weights gradient) {
        Transformer transformer = transformers[worker];
        LossKernels loss = kernels[worker].loss();
        Runs runs = packed.runs;
        LossKernels.Scale scale =
                (target, nats) -> weight.of(packed.sequences[target], packed.places[target], Told.logProbability(nats));
        transformer.forward(a, packed.tokens, 0, packed.positions, 0, runs.rows(), transformer.causal(a, runs));
        packed.gather(a.output, shape.width());
        heads[worker].learn(
                a,
                packed.count,
                (logits, first, count) -> {
                    loss.entropies(logits, count, shape.vocabulary(), packed.entropies, first);
                    loss.learn(logits, count, shape.vocabulary(), packed.targets, first, scale, packed.losses, first);
                },
                gradient);
        told.take(packed);
        packed.scatter(a.output, shape.width());
        transformer.backward(a, packed.tokens, 0, packed.positions, runs, gradient);
    }

    private static int microBatches(int rows) {
        return Math.min(MICRO_BATCHES, rows);
    }

    /** The whole gradient of the mean loss over a batch, in the weights' layout: for tests. */
    Weights gradientOf(Batch batch) {
        ModelInput.check(shape, batch);
        gradient(batch);
        optimizers().adamW.reduce(microBatches(batch.rows()), workers, kernels);
        return optimizers().adamW.gradient(0);
    }

    /** The whole gradient of what a step on sequences descends, in the weights' layout: for tests. */
    Weights gradientOf(Sequences batch, TokenWeight weight) {
        ModelInput.check(shape, batch);
        gradient(batch, weight, new Told(batch));
        optimizers().adamW.reduce(microBatches(batch.given().length), workers, kernels);
        return optimizers().adamW.gradient(0);
    }

    @Override
    public float[] score(Batch batch) {
        ModelInput.check(shape, batch);
        float[] scores = new float[batch.targets()];
        int length = batch.length();
        Runs runs = Runs.of(length);
        workers.run(batch.rows(), (worker, row) -> {
            Activations a = inference(worker, length);
            int at = row * (length + 1);
            Transformer transformer = transformers[worker];
            transformer.forward(a, batch.tokens(), at, positions, 0, length, transformer.causal(a, runs));
            heads[worker].score(a, length, batch.tokens(), at + 1, scores, row * length);
        });
        return scores;
    }

    @Override
    public List<ContinuationScores> score(List<Continuations> questions) {
        questions.forEach(question -> ModelInput.check(shape, question));
        ContinuationScores[] scores = new ContinuationScores[questions.size()];
        int[] groups = ContinuationScorer.groups(shape, workers.threads(), questions);
        int longest = questions.stream()
                .mapToInt(question -> question.context().length + question.longest())
                .max()
                .orElse(1);
        workers.run(groups.length - 1, (worker, group) -> {
            AttentionKernels attention = kernels[worker].attention();
            new ContinuationScorer(shape, transformers[worker], heads[worker], attention, inference(worker, longest))
                    .score(questions, groups[group], groups[group + 1], scores);
        });
        return List.of(scores);
    }

    @Override
    public float[] next(int[] context) {
        ModelInput.checkContext(shape, context);
        Activations a = inference(0, context.length);
        Transformer transformer = transformers[0];
        transformer.forward(
                a, context, 0, positions, 0, context.length, transformer.causal(a, Runs.of(context.length)));
        float[][] logProbabilities = new float[1][shape.vocabulary()];
        heads[0].logProbabilities(a, context.length - 1, 1, logProbabilities);
        return logProbabilities[0];
    }

    @Override
    public List<int[]> sample(List<int[]> prompts, Sampling sampling) {
        return answers(prompts, 1, sampling).each().stream()
                .map(answers -> answers.getFirst().withoutStop())
                .toList();
    }

    @Override
    public Answers answers(List<int[]> prompts, int each, Sampling sampling) {
        ModelInput.checkPrompts(shape, prompts);
        Decoding decoding = new Decoding(shape, workers.threads(), prompts, each, sampling);
        workers.run(workers.threads(), (worker, decoder) -> {
            Kernels own = kernels[worker];
            new Decoder(
                            shape,
                            transformers[worker],
                            heads[worker],
                            own,
                            inference(worker, Math.max(decoding.longestPrompt, decoding.places)),
                            decoding)
                    .decode();
        });
        return decoding.answers();
    }

    @Override
    public void save(Path folder) {
        Checkpoint.save(folder, shape, weights, optimizers().adamW);
    }

    @Override
    public void load(Path folder) {
        if (optimizers == null && !Checkpoint.holdsOptimizer(folder)) {
            Checkpoint.loadModel(folder, shape, weights);
        } else {
            Checkpoint.load(folder, shape, weights, optimizers().adamW);
        }
        refresh();
    }

    @Override
    public void close() {
        workers.close();
    }

    /** The optimizer's running means, in the weights' layout: for tests. */
    float[] momentum() {
        return optimizers().adamW.mean;
    }

    /** The weights themselves: for tests. */
    Weights weights() {
        return weights;
    }

    /** Makes what is derived from the weights anew, after they changed. */
    void refresh() {
        workers.run(forward.matrices(), (worker, matrix) -> forward.pack(kernels[worker].matrix(), matrix));
    }

    private Activations training(int worker) {
        Activations known = training[worker];
        if (known == null) {
            known = Activations.training(shape);
            training[worker] = known;
        }
        return known;
    }

    /** Room for so many rows at least: a whole context, unless that is long and not asked for. */
    private Activations inference(int worker, int rows) {
        Activations known = inference[worker];
        int least = Math.clamp(Math.max(rows, LONG), 1, Math.max(shape.context(), Decoding.TOGETHER));
        if (known == null || known.rows < least) {
            known = Activations.inference(shape, least);
            inference[worker] = known;
        }
        return known;
    }

    private void reserveLosses(int targets) {
        if (losses.length < targets) {
            losses = new float[targets];
        }
    }
}
