package dev.blueline.reasoning;

import dev.blueline.problems.Problem;
import dev.blueline.problems.Spelling;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.problems.Trace;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Digits;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The vocabulary of a new model for tasks, learned from solved problems of the training side: numbers below a hundred and the words of the
 * solutions are one token each, which makes thoughts about half as long as in bytes; bytes alone where a task is read character by character. The same for every
 * seed.
 */
public final class TaskVocabulary {
    /** Most tokens: more would cost the head of a small model more than shorter responses save. */
    static final int MOST = 512;

    private static final int PROBLEMS_OF_A_LESSON = 1_000;

    private TaskVocabulary() {}

    /** Learned from the lessons of a teaching, all weighing alike. */
    public static Tokenizer of(Teaching teaching) {
        boolean characters = teaching.lessons().stream()
                .anyMatch(lesson -> Tasks.named(lesson.task()).spelling() == Spelling.CHARACTERS);
        if (characters) {
            return Tokenizer.ofBytes();
        }
        List<String> texts = new ArrayList<>();
        for (Teaching.Lesson lesson : teaching.lessons()) {
            Task task = Tasks.named(lesson.task());
            for (int i = 0; i < PROBLEMS_OF_A_LESSON; i++) {
                Draw draw = new Draw("vocabulary", 0, lesson.level(), i);
                Problem problem = task.problem(Split.TRAINING, 0, lesson.level(), draw.bits() >>> 1);
                Trace trace = task.trace(problem, lesson.style(), draw);
                texts.add(problem.prompt());
                texts.add(trace.thought());
                texts.add(trace.answer());
            }
        }
        return BytePairTrainer.upTo(texts, MOST, Digits.PAIRS);
    }
}
