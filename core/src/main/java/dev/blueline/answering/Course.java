package dev.blueline.answering;

import dev.blueline.engine.ModelShape;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Demonstrations;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Examination;
import dev.blueline.reasoning.TaskTraining;
import dev.blueline.reasoning.TaskVocabulary;
import dev.blueline.reasoning.Teaching;
import dev.blueline.study.AnsweringStudy;
import dev.blueline.study.Size;
import dev.blueline.tasks.Split;
import dev.blueline.tokenizer.Tokenizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One task of a study: what is taught of it, in which words, and what is asked.
 *
 * @param asked held-out problems by level, each once, the same for every model
 */
record Course(
        Task task,
        AnsweringStudy.Lessons lessons,
        Teaching teaching,
        Tokenizer tokenizer,
        Map<Integer, List<Problem>> asked) {

    /** @throws dev.blueline.ledger.BadInput if there is no such task, level or style, or the responses do not fit a new model */
    static Course of(AnsweringStudy.Lessons lessons, AnsweringStudy.Answering answering, long seed) {
        Task task = Tasks.named(lessons.name());
        Curriculum.TaskLevel.of(task, lessons.improved());
        Map<Integer, List<Problem>> asked = new LinkedHashMap<>();
        for (Curriculum.TaskLevel level : Curriculum.TaskLevel.of(task, lessons.examined())) {
            asked.put(
                    level.level(),
                    Examination.of(List.of(task), List.of(level), Split.HELD_OUT, answering.problems(), 1)
                            .problems());
        }
        Teaching teaching =
                Teaching.of(List.of(lessons.name()), lessons.levels(), lessons.styles(), answering.rows(), seed);
        Course course = new Course(task, lessons, teaching, TaskVocabulary.of(teaching), asked);
        course.demonstrations()
                .requireRoom(course.shape(answering.sizes().getFirst()).context());
        return course;
    }

    Demonstrations demonstrations() {
        return teaching.demonstrations(new Dialogue(tokenizer));
    }

    ModelShape shape(Size size) {
        return TaskTraining.shape(size, tokenizer.vocabularySize());
    }

    String name() {
        return task.name();
    }
}
