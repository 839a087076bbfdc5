package dev.blueline.testtime;

import dev.blueline.engine.Answer;
import dev.blueline.engine.Answers;
import dev.blueline.engine.Batch;
import dev.blueline.engine.ContinuationScores;
import dev.blueline.engine.Continuations;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.TokenChoice;
import dev.blueline.engine.Update;
import dev.blueline.tokenizer.SpecialTokens;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A model over bytes that writes and values what a test wants, steered as a real one is.
 *
 * @param script what it would write
 * @param logit what it thinks of a sequence's text, as a verifier
 * @param seen texts of the prompts it was given
 */
record ScriptedModel(Script script, ToDoubleFunction<String> logit, List<String> seen) implements Learner {
    static final Tokenizer BYTES = Tokenizer.ofBytes();
    static final ModelShape SHAPE = new ModelShape(288, 128, 2, 32, 2, 1, 16, 64, false, true, 10_000, 1e-5);

    /** What is written next. */
    @FunctionalInterface
    interface Script {
        /**
         * Texts, of which the first token of the first is likeliest, that of the next the next likely one.
         *
         * @param before text so far, with the names of special tokens
         * @param number of the answer among all
         */
        List<String> next(String before, int number);
    }

    static ScriptedModel writing(Script script) {
        return new ScriptedModel(script, text -> 0, new ArrayList<>());
    }

    static ScriptedModel valuing(ToDoubleFunction<String> logit) {
        return new ScriptedModel((before, number) -> List.of(), logit, new ArrayList<>());
    }

    /** As text with the names of special tokens. */
    static String text(int... tokens) {
        return Arrays.stream(tokens)
                .mapToObj(token ->
                        token < SpecialTokens.COUNT ? SpecialTokens.NAMES.get(token) : BYTES.decode(new int[] {token}))
                .collect(Collectors.joining());
    }

    @Override
    public ModelShape shape() {
        return SHAPE;
    }

    @Override
    public Answers answers(List<int[]> prompts, int each, Sampling sampling) {
        List<List<Answer>> all = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            seen.add(text(prompts.get(i)));
            List<Answer> of = new ArrayList<>();
            for (int j = 0; j < each; j++) {
                of.add(answer(prompts.get(i), i * each + j, sampling));
            }
            all.add(of);
        }
        return new Answers(all, 1);
    }

    private Answer answer(int[] prompt, int number, Sampling sampling) {
        TokenChoice choice = new TokenChoice(SHAPE.vocabulary());
        int[] whole = prompt;
        boolean met = false;
        boolean stopped = false;
        int room = sampling.room(prompt.length, SHAPE.context());
        while (!stopped && whole.length < prompt.length + room) {
            float[] likely = new float[SHAPE.vocabulary()];
            Arrays.fill(likely, -100);
            List<String> ranked = script.next(text(whole), number);
            for (int rank = 0; rank < ranked.size(); rank++) {
                likely[first(ranked.get(rank))] = -rank;
            }
            int token = sampling.token(choice, likely, number, whole.length, whole.length - prompt.length, met);
            met |= token == sampling.steering().given();
            stopped = sampling.ends(token);
            whole = LearnedVerifier.joined(whole, token);
        }
        int[] tokens = Arrays.copyOfRange(whole, prompt.length, whole.length);
        return new Answer(tokens, new float[tokens.length], stopped);
    }

    /** Special tokens are not read from text, so their names are looked up. */
    private static int first(String text) {
        return SpecialTokens.NAMES.stream()
                .filter(text::startsWith)
                .findFirst()
                .map(BYTES::special)
                .orElseGet(() -> BYTES.encode(text)[0]);
    }

    @Override
    public List<ContinuationScores> score(List<Continuations> questions) {
        return questions.stream()
                .map(question -> {
                    float value = (float) logit.applyAsDouble(text(question.context()));
                    return new ContinuationScores(new float[][] {{-9}, {value}, {0}}, new int[0]);
                })
                .toList();
    }

    @Override
    public StepResult step(Batch batch, Update update) {
        throw new UnsupportedOperationException();
    }

    @Override
    public float[] score(Batch batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public float[] next(int[] context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<int[]> sample(List<int[]> prompts, Sampling sampling) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void save(Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void load(Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
