package dev.blueline.thought;

import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Run;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Style;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.reasoning.BranchedTraining;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Demonstrations;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Examination;
import dev.blueline.reasoning.Rollout;
import dev.blueline.reasoning.Sampler;
import dev.blueline.reasoning.SupervisedTraining;
import dev.blueline.reasoning.TaskTraining;
import dev.blueline.reasoning.TaskVocabulary;
import dev.blueline.reasoning.Teaching;
import dev.blueline.study.ThoughtStudy;
import dev.blueline.tasks.Split;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One task of a study: what is taught of it, in which words, and what is asked.
 *
 * @param given the task as the study names it
 * @param levels taught
 * @param problems held out, each once, the same for every model
 * @param tokenizer learned from all styles alike, so that none is spelled better
 * @param rows responses of a batch
 * @param rate factor on the learning rate that models of a width have
 */
record LessonPlan(
        Task task,
        String given,
        List<Integer> levels,
        List<Problem> problems,
        int rows,
        double rate,
        Tokenizer tokenizer) {

    /**
     * @param seed of the demonstrations that are looked at
     * @throws BadInput if there is no such task, level or style, or the responses do not fit a new model
     */
    static LessonPlan of(ThoughtStudy.Lessons lessons, ThoughtStudy.Thought thought, long seed) {
        Task task = Tasks.named(lessons.name());
        List<Problem> asked = new ArrayList<>();
        for (Curriculum.TaskLevel level : Curriculum.TaskLevel.of(task, lessons.examined())) {
            asked.addAll(Examination.of(List.of(task), List.of(level), Split.HELD_OUT, thought.problems(), 1)
                    .problems());
        }
        Tokenizer tokenizer = TaskVocabulary.of(
                Teaching.of(List.of(lessons.name()), lessons.levels(), thought.styles(), thought.rows(), seed));
        LessonPlan plan = new LessonPlan(
                task, lessons.name(), lessons.levels(), asked, thought.rows(), thought.rate(), tokenizer);
        int context = TaskTraining.shape(
                        thought.sizes().getFirst(), plan.tokenizer().vocabularySize())
                .context();
        thought.styles().forEach(style -> plan.demonstrations(style, seed).requireRoom(context));
        return plan;
    }

    private Demonstrations demonstrations(Style style, long seed) {
        return Teaching.of(List.of(given), levels, List.of(style), rows, seed).demonstrations(new Dialogue(tokenizer));
    }

    /** A model's whole training. */
    BranchedTraining training(Cell cell, ModelShape shape, List<Double> flops, Path trunks) {
        Demonstrations demonstrations = demonstrations(cell.style(), cell.seed());
        return new BranchedTraining(
                demonstrations,
                flops.stream().map(each -> demonstrations.steps(shape, each)).toList(),
                rate,
                trunks.resolve(cell.name()));
    }

    /** Speed of training, the best of a few short times, after the code was compiled. */
    double flopsPerSecond(Learner learner, Style style, double seconds) {
        return demonstrations(style, 0).flopsPerSecond(learner, seconds);
    }

    /** Asks a model all problems; it takes its likeliest token throughout. */
    Measured measured(Cell cell, int run, Learner learner, SupervisedTraining.State end) {
        Sampler sampler = new Sampler(
                Map.of(task.name(), task),
                new Dialogue(tokenizer),
                learner.shape().context());
        Map<Integer, List<Rollout>> byLevel = new LinkedHashMap<>();
        sampler.draw(learner, problems, 1, 0, 0)
                .rollouts()
                .forEach(rollout -> byLevel.computeIfAbsent(rollout.problem().level(), level -> new ArrayList<>())
                        .add(rollout));
        List<Measured.Level> levels = new ArrayList<>();
        byLevel.forEach((level, rollouts) -> levels.add(level(level, rollouts)));
        Run.Parameters parameters = learner.shape().parameters();
        return new Measured(
                cell.task(),
                cell.style(),
                cell.size(),
                cell.seed(),
                run,
                end.step(),
                new Measured.Parameters(parameters.total(), parameters.matmul()),
                end.flops(),
                end.tokens(),
                end.seconds(),
                end.loss(),
                levels);
    }

    private static Measured.Level level(int level, List<Rollout> rollouts) {
        StringBuilder right = new StringBuilder();
        List<Integer> tokens = new ArrayList<>();
        int cut = 0;
        for (Rollout rollout : rollouts) {
            right.append(rollout.passRate() == 1 ? '1' : '0');
            tokens.add(rollout.tokens());
            cut += rollout.answers().getFirst().stopped() ? 0 : 1;
        }
        return new Measured.Level(level, right.toString(), tokens, cut);
    }
}
