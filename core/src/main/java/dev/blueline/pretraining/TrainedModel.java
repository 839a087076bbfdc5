package dev.blueline.pretraining;

import dev.blueline.engine.LanguageModel;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelConfig;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.StoredModel;
import dev.blueline.evaluation.TokenClass;
import dev.blueline.evaluation.TokenTagger;
import dev.blueline.evaluation.WordRanks;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.FolderSeals;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/** A finished run's model with its tokenizer, ready to write. */
public final class TrainedModel implements AutoCloseable {
    private static final int NONE = -1;

    private final LanguageModel model;
    private final Tokenizer tokenizer;

    private final WordRanks words;

    private TrainedModel(LanguageModel model, Tokenizer tokenizer, WordRanks words) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.words = words;
    }

    /**
     * A likely next token.
     *
     * @param text what it stands for; a replacement character for a piece of one
     * @param probability 0 to 1
     */
    public record Next(String text, double probability) {}

    /**
     * Opens the model in a folder with {@code config.json}, {@code model.safetensors} and {@code tokenizer.json}.
     *
     * @throws BadInput if one of them is missing, damaged, or of another run than the study wrote there
     */
    public static TrainedModel open(Path folder, int threads) {
        requireSound(folder);
        Learner learner = Learners.create(Learners.JAVA, ModelConfig.read(folder), 0, threads);
        learner.load(folder);
        return of(folder, learner);
    }

    /**
     * Opens the model as {@link #open} does, only to write: one that is large, or stored in BF16 or Q8_0, stays in its file as it is, and
     * has no {@link #learner}.
     *
     * @throws BadInput as {@link #open}
     */
    public static TrainedModel openToWrite(Path folder, int threads) {
        requireSound(folder);
        return StoredModel.suits(folder) ? of(folder, StoredModel.open(folder, threads)) : open(folder, threads);
    }

    private static TrainedModel of(Path folder, LanguageModel model) {
        WordRanks words =
                Files.isRegularFile(folder.resolve(WordRanks.FILE)) ? WordRanks.load(folder) : WordRanks.none();
        return new TrainedModel(model, Tokenizer.load(folder.resolve("tokenizer.json")), words);
    }

    private static void requireSound(Path folder) {
        for (String file : List.of(ModelConfig.FILE, Pretraining.MODEL, Pretraining.TOKENIZER)) {
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw new BadInput(folder + " holds no trained model: " + file
                        + " is missing; give a run's folder, such as one in runs/first-look/runs");
            }
        }
        RunFolders.requireInPlace(folder);
        FolderSeals known = FolderSeals.around(folder);
        for (String file : RunFolders.KNOWN_AROUND) {
            known.verify(folder.resolve(file));
        }
    }

    /** The model as one that learns and scores; not there if it was opened only to write. */
    public Learner learner() {
        if (model instanceof Learner learner) {
            return learner;
        }
        throw new IllegalStateException("the model was opened only to write");
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Continues each prompt; the prompt's own text is not part of the answer. */
    public List<String> write(List<String> prompts, int tokens, double temperature, double topP, long seed) {
        List<int[]> answers = answers(prompts, tokens, temperature, topP, seed);
        return IntStream.range(0, answers.size())
                .mapToObj(i -> tokenizer.decodeAfter(prompts.get(i), answers.get(i)))
                .toList();
    }

    /** The tokens of {@link #write}. */
    private List<int[]> answers(List<String> prompts, int tokens, double temperature, double topP, long seed) {
        Sampling sampling = new Sampling(tokens, temperature, topP, seed, tokenizer.endOfText());
        return model.sample(prompts.stream().map(this::context).toList(), sampling);
    }

    /**
     * A text and what it took.
     *
     * @param text what was added to the prompt
     * @param tokens of it, the prompt's not counted
     * @param seconds from the prompt to the end
     */
    public record Written(String text, int tokens, double seconds) {}

    /** Continues one prompt, and takes the time. */
    public Written writeTimed(String prompt, int tokens, double temperature, double topP, long seed) {
        long start = System.nanoTime();
        int[] answer = answers(List.of(prompt), tokens, temperature, topP, seed).getFirst();
        double seconds = (System.nanoTime() - start) * 1e-9;
        return new Written(tokenizer.decodeAfter(prompt, answer), answer.length, seconds);
    }

    /** The likeliest next tokens, likeliest first. */
    public List<Next> next(String prompt, int count) {
        int[] context = context(prompt);
        int most = model.shape().context();
        int[] seen =
                context.length <= most ? context : Arrays.copyOfRange(context, context.length - most, context.length);
        float[] logProbabilities = model.next(seen);
        return likeliest(logProbabilities, count, NONE);
    }

    /**
     * A token of a text with what the model thought of it.
     *
     * @param text what it stands for; a replacement character for a piece of one
     * @param bits its loss
     * @param probability 0 to 1
     * @param tokenClass what it takes to predict it
     * @param others the likeliest other tokens, likeliest first
     */
    public record Explained(String text, double bits, double probability, TokenClass tokenClass, List<Next> others) {}

    /**
     * Every token of a text, predicted from all before it that the model can see.
     *
     * @param others how many other tokens to name
     * @param progress hears the share that is done
     */
    public List<Explained> explain(String text, int others, DoubleConsumer progress) {
        int[] ids = tokenizer.encode(text);
        int[] context = context(text);
        int most = model.shape().context();
        TokenClass[] classes = new TokenTagger(tokenizer, words).tag(ids, token -> Math.max(0, token - most));
        List<Explained> explained = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            float[] logs = model.next(Arrays.copyOfRange(context, Math.max(0, i + 1 - most), i + 1));
            int token = ids[i];
            explained.add(new Explained(
                    tokenizer.decode(new int[] {token}),
                    -logs[token] / Math.log(2),
                    Math.exp(logs[token]),
                    classes[i],
                    likeliest(logs, others, token)));
            progress.accept((i + 1.0) / ids.length);
        }
        return explained;
    }

    /** Tokens of a text. */
    public int tokens(String text) {
        return tokenizer.encode(text).length;
    }

    /** Whether the words of training text are known; without them every content word counts as rare. */
    public boolean knowsWords() {
        return words.size() > 0;
    }

    private List<Next> likeliest(float[] logProbabilities, int count, int without) {
        return IntStream.range(0, logProbabilities.length)
                .filter(id -> id != without)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -logProbabilities[id]))
                .limit(count)
                .map(id -> new Next(tokenizer.decode(new int[] {id}), Math.exp(logProbabilities[id])))
                .toList();
    }

    /** A prompt as the model meets text in training: after an end-of-text, or what else its texts begin with. */
    private int[] context(String prompt) {
        int[] ids = tokenizer.encode(prompt);
        int[] context = new int[ids.length + 1];
        context[0] = tokenizer.beginning();
        System.arraycopy(ids, 0, context, 1, ids.length);
        return context;
    }

    @Override
    public void close() {
        model.close();
    }
}
