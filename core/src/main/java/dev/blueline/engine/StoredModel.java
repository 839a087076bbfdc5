package dev.blueline.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model that writes from its weights as they lie in the file: mapped into memory, in F32, BF16 or Q8_0, none of them copied. Of a large
 * model one sequence is so written as fast as memory gives its weights. It cannot learn; a {@link Learner} can.
 *
 * <p>Numbers are widened to float32 without rounding and summed in float32, so the same numbers give the same text in whatever format;
 * sums are taken in another order than a learner's, so log probabilities differ from its in the last digits.
 */
public final class StoredModel implements LanguageModel {
    /** Weights from which on it pays to leave them where they are, though they are float32: more than caches hold. */
    private static final long LARGE = 1L << 25;

    private final ModelShape shape;
    private final Safetensors file;
    private final StoredWeights weights;
    private final Workers workers;
    private final StoredForward forward;

    private StoredModel(ModelShape shape, Safetensors file, StoredWeights weights, int threads) {
        this.shape = shape;
        this.file = file;
        this.weights = weights;
        workers = new Workers(threads);
        forward = new StoredForward(shape, weights, workers);
    }

    /**
     * Opens the model in a folder.
     *
     * @throws dev.blueline.ledger.BadInput if the folder holds no model, or a damaged one
     */
    @SuppressWarnings("MustBeClosedChecker") // closed with what is opened
    public static StoredModel open(Path folder, int threads) {
        ModelShape shape = ModelConfig.read(folder);
        Safetensors file = Safetensors.open(folder.resolve(Checkpoint.MODEL));
        try {
            return new StoredModel(shape, file, StoredWeights.of(shape, file), threads);
        } catch (RuntimeException bad) {
            file.close();
            throw bad;
        }
    }

    /** Whether a folder's model is better left in its file: not all of it is float32, or it is large. */
    public static boolean suits(Path folder) {
        if (ModelConfig.read(folder).parameters().total() >= LARGE) {
            return true;
        }
        try (Safetensors file = Safetensors.open(folder.resolve(Checkpoint.MODEL))) {
            return file.tensors().values().stream().anyMatch(tensor -> tensor.format() != NumberFormat.F32);
        }
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    /** Bytes of weights that are read for every token: of the matrices in the blocks, and of the head. */
    public long bytesOfAToken() {
        return weights.bytesOfAToken();
    }

    @Override
    public float[] next(int[] context) {
        ModelInput.checkContext(shape, context);
        float[][] logProbabilities = new float[1][shape.vocabulary()];
        read(context, forward.past(context.length));
        forward.logProbabilities((context.length - 1) % StoredForward.ROWS, 1, logProbabilities);
        return logProbabilities[0];
    }

    /** Reads a prompt from its beginning. */
    private void read(int[] prompt, StoredForward.Past past) {
        StoredForward.Past[] pasts = new StoredForward.Past[StoredForward.ROWS];
        Arrays.fill(pasts, past);
        for (int at = 0; at < prompt.length; at += StoredForward.ROWS) {
            int rows = Math.min(StoredForward.ROWS, prompt.length - at);
            int first = at;
            int[] positions = new int[rows];
            Arrays.setAll(positions, row -> first + row);
            forward.read(Arrays.copyOfRange(prompt, at, at + rows), positions, pasts, rows);
        }
    }

    @Override
    public List<int[]> sample(List<int[]> prompts, Sampling sampling) {
        ModelInput.checkPrompts(shape, prompts);
        List<int[]> answers = new ArrayList<>();
        for (int from = 0; from < prompts.size(); from += StoredForward.ROWS) {
            answers.addAll(together(prompts, from, Math.min(prompts.size(), from + StoredForward.ROWS), sampling));
        }
        return answers;
    }

    /** A sequence on its way. */
    private final class Sequence {
        final int number;
        final int[] tokens;
        final int prompt;
        final StoredForward.Past past;
        int length;
        boolean stopped;

        Sequence(int number, int[] whole, Sampling sampling) {
            this.number = number;
            prompt = sampling.kept(whole.length, shape.context());
            int[] kept = Arrays.copyOfRange(whole, whole.length - prompt, whole.length);
            tokens = Arrays.copyOf(kept, prompt + sampling.room(prompt, shape.context()));
            length = prompt;
            past = forward.past(tokens.length);
        }

        boolean going() {
            return !stopped && length < tokens.length;
        }

        /** Draws the next token, keyed by the seed, the prompt's number and the place, as a learner does. */
        void extend(float[] likely, TokenChoice choice, Sampling sampling) {
            double uniform = KeyedRandom.uniform(sampling.seed(), number, length);
            int token = choice.choose(likely, sampling.temperature(), sampling.topP(), uniform);
            stopped = token == sampling.stop();
            tokens[length++] = token;
        }

        int[] answer() {
            return Arrays.copyOfRange(tokens, prompt, stopped ? length - 1 : length);
        }
    }

    private List<int[]> together(List<int[]> prompts, int from, int to, Sampling sampling) {
        TokenChoice choice =
                new TokenChoice(shape.vocabulary(), forward.kernels().loss());
        float[][] likely = new float[StoredForward.ROWS][shape.vocabulary()];
        List<Sequence> all = new ArrayList<>();
        for (int number = from; number < to; number++) {
            Sequence sequence = new Sequence(number, prompts.get(number), sampling);
            all.add(sequence);
            if (sequence.going()) {
                read(Arrays.copyOf(sequence.tokens, sequence.prompt), sequence.past);
                forward.logProbabilities((sequence.prompt - 1) % StoredForward.ROWS, 1, likely);
                sequence.extend(likely[0], choice, sampling);
            }
        }
        List<Sequence> going = all.stream().filter(Sequence::going).toList();
        while (!going.isEmpty()) {
            int rows = going.size();
            int[] tokens = going.stream()
                    .mapToInt(sequence -> sequence.tokens[sequence.length - 1])
                    .toArray();
            int[] positions =
                    going.stream().mapToInt(sequence -> sequence.length - 1).toArray();
            StoredForward.Past[] pasts =
                    going.stream().map(sequence -> sequence.past).toArray(StoredForward.Past[]::new);
            forward.read(tokens, positions, pasts, rows);
            forward.logProbabilities(0, rows, likely);
            for (int row = 0; row < rows; row++) {
                going.get(row).extend(likely[row], choice, sampling);
            }
            going = going.stream().filter(Sequence::going).toList();
        }
        return all.stream().map(Sequence::answer).toList();
    }

    @Override
    public void close() {
        workers.close();
        file.close();
    }
}
