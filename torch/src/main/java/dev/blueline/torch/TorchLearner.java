package dev.blueline.torch;

import dev.blueline.engine.Answer;
import dev.blueline.engine.Answers;
import dev.blueline.engine.Batch;
import dev.blueline.engine.Checkpoint;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelInput;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NamedTensor;
import dev.blueline.engine.Optimizer;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.SequenceStep;
import dev.blueline.engine.Sequences;
import dev.blueline.engine.TokenChoice;
import dev.blueline.engine.TokenWeight;
import dev.blueline.engine.Update;
import dev.blueline.engine.Workers;
import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The learner on libtorch: the same models, initial weights, optimizer and files as {@code JavaLearner}. One thread at a
 * time may call it.
 *
 * <p>Its promises hold by construction. A step cuts the batch's rows into a fixed number of micro-batches; each runs whole
 * on one Java thread, with libtorch's own threads switched off, so the number of threads changes the time only. Reading
 * (score, next, sample) takes one sequence at a time, padded to the full context: the same kernels on the same shapes, so
 * every way to a token's probability gives the same bits. The price is paid in sampling, where each new token costs a pass
 * over the whole context; a model is decoded faster by loading its folder into the java learner.
 *
 * <p>Memory: seven times the weights (weights, two moments, the gradients of four micro-batches) and a micro-batch's
 * activations a thread.
 */
public final class TorchLearner implements Learner {
    /** Version of the arithmetic: raised whenever the same seed and batches would give other weights. */
    public static final int NUMERICS = 1;

    /** Gradient buffers of a step. Part of the arithmetic: another number gives other roundings. */
    private static final int MICRO_BATCHES = 4;

    /** at::Reduction::None: a loss for every target. */
    private static final long EACH = 0;

    private static final long IGNORE_NOTHING = -100;

    private final ModelShape shape;
    private final Workers workers;
    private final Kept kept = new Kept();
    private final Device device;
    private final FlatLayout layout;
    private final Parameters parameters;
    private final TorchTransformer transformer;
    private final TorchAdamW optimizer;

    /** A learner with freshly drawn weights. */
    TorchLearner(ModelShape shape, long seed, int threads, Setting setting) {
        setting.require();
        this.shape = shape;
        workers = new Workers(threads);
        List<NamedTensor> drawn = NamedTensor.drawn(shape, seed);
        layout = new FlatLayout(drawn);
        float[] values = layout.flat(drawn.stream().map(NamedTensor::values).toList());
        try (PointerScope scope = new PointerScope()) {
            device = kept.keep(new Device(setting.device));
            parameters = new Parameters(shape, layout, values, device, setting.precision, kept);
            transformer = new TorchTransformer(shape, parameters, device, setting.precision, kept);
            optimizer = new TorchAdamW(parameters, MICRO_BATCHES, kept);
        }
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    @Override
    public StepResult step(Batch batch, Update update) {
        ModelInput.check(shape, batch);
        check(update);
        return move(gradient(batch), microBatches(batch.rows()), update);
    }

    @Override
    public SequenceStep step(Sequences batch, TokenWeight weight, Update update) {
        ModelInput.check(shape, batch);
        check(update);
        int count = batch.given().length;
        float[][] logProbabilities = new float[count][];
        double[] entropies = new double[count];
        int parts = microBatches(count);
        workers.run(parts, (worker, part) -> {
            int from = (int) ((long) part * count / parts);
            int to = (int) ((part + 1L) * count / parts);
            try (PointerScope scope = new PointerScope()) {
                learn(batch, weight, from, to, optimizer.gradient(part), logProbabilities, entropies);
            }
        });
        double loss = 0;
        for (float[] told : logProbabilities) {
            for (float logProbability : told) {
                loss -= logProbability;
            }
        }
        StepResult result = move(loss / batch.targets(), parts, update);
        return new SequenceStep(
                result, logProbabilities, Arrays.stream(entropies).sum() / batch.targets());
    }

    private static void check(Update update) {
        if (update.optimizer() != Optimizer.ADAMW) {
            throw new BadInput(
                    "learners on libtorch move weights by AdamW only; give optimizer = \"adamw\" in the study, or take"
                            + " the learner java");
        }
    }

    /** Moves the weights by the gradient that the first micro-batches have left in their buffers. */
    private StepResult move(double loss, int parts, Update update) {
        double norm = optimizer.reduce(parts, workers);
        StepResult result = new StepResult(loss, norm);
        if (update.applies(result)) {
            optimizer.apply(update, norm, workers);
            refresh();
        }
        return result;
    }

    private static int microBatches(int rows) {
        return Math.min(MICRO_BATCHES, rows);
    }

    /** Fills the micro-batches' gradient buffers and returns the mean loss. */
    private double gradient(Batch batch) {
        int parts = microBatches(batch.rows());
        double[] sums = new double[parts];
        workers.run(parts, (worker, part) -> {
            int from = (int) ((long) part * batch.rows() / parts);
            int to = (int) ((part + 1L) * batch.rows() / parts);
            try (PointerScope scope = new PointerScope()) {
                sums[part] = learn(batch, from, to, optimizer.gradient(part));
            }
        });
        return Arrays.stream(sums).sum() / batch.targets();
    }

    /** Leaves the rows' share of the gradient in {@code gradient} and returns the sum of their losses. */
    private double learn(Batch batch, int from, int to, Tensor gradient) {
        int length = batch.length();
        long[] tokens = new long[(to - from) * (length + 1)];
        Arrays.setAll(tokens, i -> batch.tokens()[from * (length + 1) + i]);
        Tensor rows = HostArrays.upload(tokens, device, to - from, length + 1);
        Tensor logits = transformer.logits(rows.narrow(1, 0, length));
        Tensor targets = rows.narrow(1, 1, length).reshape(-1);
        Tensor losses = torch.cross_entropy_loss(logits, targets, new TensorOptional(), EACH, IGNORE_NOTHING, 0);
        Tensor share = losses.sum().mul(new Scalar(1f / batch.targets()));
        TensorVector gradients = torch.grad(new TensorVector(share), parameters.leaves());
        parameters.gather(gradients, gradient);
        return losses.detach().sum(new ScalarTypeOptional(ScalarType.Double)).item_double();
    }

    /**
     * Leaves the sequences' share of the gradient in {@code gradient}, and tells of every target its log probability and of
     * every sequence the sum of its targets' entropies. Each sequence runs padded to the context, as in {@link #score}: what
     * the weights are told is what scoring tells.
     */
    private void learn(
            Sequences batch,
            TokenWeight weight,
            int from,
            int to,
            Tensor gradient,
            float[][] logProbabilities,
            double[] entropies) {
        Tensor objective = HostArrays.upload(new float[1], device, 1).sum();
        for (int sequence = from; sequence < to; sequence++) {
            int[] tokens = batch.tokens().get(sequence);
            int given = batch.given()[sequence];
            int count = tokens.length - given;
            long[] answer = new long[count];
            Arrays.setAll(answer, i -> tokens[given + i]);
            Tensor all = logProbabilities(tokens, 0, tokens.length - 1).narrow(0, given - 1L, count); // [count, V]
            Tensor likely = all.gather(1, HostArrays.upload(answer, device, count, 1));
            float[] told = HostArrays.download(likely.detach());
            float[] weights = new float[count];
            for (int i = 0; i < count; i++) {
                weights[i] = weight.of(sequence, i, told[i]);
            }
            logProbabilities[sequence] = told;
            Tensor known = all.detach();
            entropies[sequence] = -known.exp()
                    .mul(known)
                    .sum(new ScalarTypeOptional(ScalarType.Double))
                    .item_double();
            objective = objective.sub(
                    likely.mul(HostArrays.upload(weights, device, count, 1)).sum());
        }
        TensorVector gradients = torch.grad(new TensorVector(objective), parameters.leaves());
        parameters.gather(gradients, gradient);
    }

    /** The whole gradient of the mean loss over a batch, tensor by tensor in a checkpoint's order: for tests. */
    List<float[]> gradientOf(Batch batch) {
        ModelInput.check(shape, batch);
        gradient(batch);
        optimizer.reduce(microBatches(batch.rows()), workers);
        return parts(optimizer.gradient(0));
    }

    @Override
    public float[] score(Batch batch) {
        ModelInput.check(shape, batch);
        int length = batch.length();
        float[] scores = new float[batch.targets()];
        workers.run(batch.rows(), (worker, row) -> {
            int at = row * (length + 1);
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard()) {
                Tensor logProbabilities = logProbabilities(batch.tokens(), at, length);
                Tensor targets = HostArrays.upload(padded(batch.tokens(), at + 1, length), device, shape.context(), 1);
                float[] losses =
                        HostArrays.download(logProbabilities.gather(1, targets).neg());
                System.arraycopy(losses, 0, scores, row * length, length);
            }
        });
        return scores;
    }

    @Override
    public float[] next(int[] context) {
        ModelInput.checkContext(shape, context);
        return next(context, context.length);
    }

    private float[] next(int[] tokens, int length) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return HostArrays.download(logProbabilities(tokens, 0, length).select(0, length - 1L));
        }
    }

    /** After every position of one sequence, padded to the context: {@code [context, vocabulary]}. */
    private Tensor logProbabilities(int[] tokens, int at, int length) {
        Tensor row = HostArrays.upload(padded(tokens, at, length), device, 1, shape.context());
        return torch.log_softmax(transformer.logits(row), -1);
    }

    private long[] padded(int[] tokens, int at, int length) {
        long[] padded = new long[shape.context()];
        for (int i = 0; i < length; i++) {
            padded[i] = tokens[at + i];
        }
        return padded;
    }

    @Override
    public List<int[]> sample(List<int[]> prompts, Sampling sampling) {
        return answers(prompts, 1, sampling).each().stream()
                .map(answers -> answers.getFirst().withoutStop())
                .toList();
    }

    /** One sequence after another on each thread: no place is ever empty. */
    @Override
    public Answers answers(List<int[]> prompts, int each, Sampling sampling) {
        ModelInput.checkPrompts(shape, prompts);
        Answer[] answers = new Answer[Math.multiplyExact(prompts.size(), each)];
        workers.run(
                answers.length,
                (worker, number) -> answers[number] = answer(number, prompts.get(number / each), sampling));
        List<List<Answer>> grouped = new ArrayList<>();
        for (int from = 0; from < answers.length; from += each) {
            grouped.add(List.of(Arrays.copyOfRange(answers, from, from + each)));
        }
        return new Answers(grouped, 1);
    }

    private Answer answer(int number, int[] whole, Sampling sampling) {
        int kept = sampling.kept(whole.length, shape.context());
        int room = sampling.room(kept, shape.context());
        int[] tokens = Arrays.copyOfRange(whole, whole.length - kept, whole.length + room);
        float[] logProbabilities = new float[tokens.length];
        TokenChoice choice = new TokenChoice(shape.vocabulary());
        int length = kept;
        boolean stopped = false;
        boolean met = false;
        while (length < tokens.length && !stopped) {
            float[] next = next(tokens, length);
            int token = sampling.token(choice, next, number, length, length - kept, met);
            logProbabilities[length] = next[token];
            tokens[length++] = token;
            met |= token == sampling.steering().given();
            stopped = sampling.ends(token);
        }
        return new Answer(
                Arrays.copyOfRange(tokens, kept, length), Arrays.copyOfRange(logProbabilities, kept, length), stopped);
    }

    @Override
    public void save(Path folder) {
        Checkpoint.State state = new Checkpoint.State(
                optimizer.step, parts(parameters.flat), parts(optimizer.mean), parts(optimizer.square));
        Checkpoint.save(folder, shape, state);
    }

    @Override
    public void load(Path folder) {
        Checkpoint.State state = Checkpoint.load(folder, shape);
        fill(parameters.flat, state.weights());
        fill(optimizer.mean, state.means());
        fill(optimizer.square, state.squares());
        optimizer.step = state.step();
        refresh();
    }

    private List<float[]> parts(Tensor flat) {
        try (PointerScope scope = new PointerScope()) {
            return layout.parts(HostArrays.download(flat));
        }
    }

    private void fill(Tensor flat, List<float[]> values) {
        try (PointerScope scope = new PointerScope()) {
            flat.copy_(HostArrays.upload(layout.flat(values), device, layout.size()));
        }
    }

    private void refresh() {
        try (PointerScope scope = new PointerScope()) {
            parameters.refresh();
        }
    }

    @Override
    public void close() {
        workers.close();
        kept.close();
    }
}
