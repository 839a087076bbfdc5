package dev.blueline.reasoning;

import dev.blueline.engine.Answer;
import dev.blueline.engine.Answers;
import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Update;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A model that writes what a test wants.
 *
 * @param answer by its number
 */
record ScriptedAnswers(ModelShape shape, IntFunction<Answer> answer) implements Learner {

    @Override
    public Answers answers(List<int[]> prompts, int each, Sampling sampling) {
        List<List<Answer>> all = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            List<Answer> of = new ArrayList<>();
            for (int j = 0; j < each; j++) {
                of.add(answer.apply(i * each + j));
            }
            all.add(of);
        }
        return new Answers(all, 1);
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
