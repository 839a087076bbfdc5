package dev.blueline.testtime;

import dev.blueline.engine.ContinuationScores;
import dev.blueline.engine.Continuations;
import dev.blueline.engine.Learner;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.reasoning.Finite;
import dev.blueline.reasoning.Rollout;
import dev.blueline.tokenizer.SpecialTokens;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model that tells how likely a response, or the beginning of one, is to turn out right. It is a copy of the model that answers, trained
 * to go on after a prompt and any part of a response with one of two tokens (as the verifiers of Cobbe et al. 2021, arXiv 2110.14168, of
 * which the value at each token is learned too). It sees no answer key. Both tokens are such as every model has that can be asked; a
 * verifier writes nothing else.
 *
 * @param learner the model
 * @param right token that says right
 * @param wrong token that says wrong
 * @param prior logit of the rate of right responses that training weighed away: it is added again
 */
public record LearnedVerifier(Learner learner, int right, int wrong, double prior) implements AutoCloseable {
    /** Folder inside that of the model whose responses it was trained on. */
    public static final String FOLDER = "verifier";

    private static final String FILE = "verifier.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** A model with the two tokens of a vocabulary. */
    static LearnedVerifier of(Learner learner, Tokenizer tokenizer, double prior) {
        return new LearnedVerifier(
                learner, tokenizer.special(SpecialTokens.ASSISTANT), tokenizer.special(SpecialTokens.USER), prior);
    }

    /**
     * What stands beside the model's files.
     *
     * @param tasks whose responses it learned from
     * @param levels of them
     * @param tokens most tokens of a response
     * @param vocabulary hash of the tokenizer
     * @param prior logit of the rate of right responses
     * @param responses learned from
     * @param rolloutFlops of drawing them
     * @param updateFlops of learning
     */
    public record Training(
            List<String> tasks,
            List<Integer> levels,
            int tokens,
            String vocabulary,
            double prior,
            long seed,
            long responses,
            double rolloutFlops,
            double updateFlops) {}

    /** Whether a run has one. */
    public static boolean isIn(Path run) {
        return Files.isRegularFile(run.resolve(FOLDER).resolve(FILE));
    }

    /**
     * Opens the verifier of a run.
     *
     * @param run folder of the model that answers
     * @throws BadInput if it has none, or one of another vocabulary
     */
    public static LearnedVerifier open(Path run, Tokenizer tokenizer, int threads) {
        Path folder = run.resolve(FOLDER);
        if (!isIn(run)) {
            throw new BadInput(run + " has no learned verifier; train one with think verifier --run " + run
                    + ", or choose a strategy that needs none");
        }
        Training training = training(run);
        if (!training.vocabulary().equals(tokenizer.hash())) {
            throw new BadInput("the learned verifier in " + folder
                    + " reads another vocabulary than the model, as the model was trained anew since; train it anew with think verifier --run "
                    + run);
        }
        return of(TrainedModel.open(folder, threads).learner(), tokenizer, training.prior());
    }

    /** How the verifier of a run was trained. */
    public static Training training(Path run) {
        return JSON.readValue(SealedFiles.read(run.resolve(FOLDER).resolve(FILE)), Training.class);
    }

    /** Writes it beside the model that answers; {@code verifier.json} last, since it says that the folder is whole. */
    public void save(Path run, Tokenizer tokenizer, Training training) {
        Path folder = run.resolve(FOLDER);
        DurableFiles.createFolder(folder);
        delete(folder.resolve(FILE));
        learner.save(folder);
        delete(folder.resolve("optimizer.safetensors"));
        tokenizer.save(folder.resolve("tokenizer.json"));
        SealedFiles.write(folder.resolve(FILE), JSON.writeValueAsBytes(training));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw WriteFailure.of(file, failure);
        }
    }

    /**
     * Probabilities that sequences turn out right. One that fills the model's context and more is looked at without its last tokens.
     *
     * @param sequences each a prompt and what was written after it so far
     */
    public List<Value> values(List<int[]> sequences) {
        if (sequences.isEmpty()) {
            return List.of();
        }
        List<Continuations> questions = new ArrayList<>();
        for (int[] sequence : sequences) {
            questions.add(new Continuations(
                    seen(sequence), List.of(new int[] {neither()}, new int[] {right}, new int[] {wrong})));
        }
        List<ContinuationScores> scores = learner.score(questions);
        return IntStream.range(0, sequences.size())
                .mapToObj(i -> {
                    float[][] logs = scores.get(i).logProbabilities();
                    Finite.require(logs[1]);
                    Finite.require(logs[2]);
                    double logit = (double) logs[1][0] - logs[2][0] + prior;
                    int read = questions.get(i).context().length;
                    return new Value(1 / (1 + Math.exp(-logit)), learner.shape().promptFlops(read));
                })
                .toList();
    }

    /** The first continuation is what greedy decoding is compared with: a token that this model never writes, so that nothing further is read. */
    private int neither() {
        return IntStream.range(0, 3)
                .filter(token -> token != right && token != wrong)
                .findFirst()
                .orElseThrow();
    }

    /** The part of a sequence that the model reads. */
    private int[] seen(int[] sequence) {
        return sequence.length <= learner.shape().context()
                ? sequence
                : Arrays.copyOf(sequence, learner.shape().context());
    }

    /** Of a group of responses; those that were cut have no answer and are not looked at. */
    public List<Value> values(Rollout rollout) {
        List<Integer> whole = IntStream.range(0, rollout.answers().size())
                .filter(i -> rollout.answers().get(i).stopped())
                .boxed()
                .toList();
        List<Value> asked = values(whole.stream()
                .map(i -> joined(rollout.prompt(), rollout.answers().get(i).tokens()))
                .toList());
        List<Value> values =
                new ArrayList<>(Collections.nCopies(rollout.answers().size(), Value.NONE));
        for (int i = 0; i < asked.size(); i++) {
            values.set(whole.get(i), asked.get(i));
        }
        return values;
    }

    static int[] joined(int[] one, int... other) {
        return IntStream.concat(IntStream.of(one), IntStream.of(other)).toArray();
    }

    @Override
    public void close() {
        learner.close();
    }
}
