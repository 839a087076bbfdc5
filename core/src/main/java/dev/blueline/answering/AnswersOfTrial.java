package dev.blueline.answering;

import dev.blueline.ledger.DurableFiles;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Examination;
import dev.blueline.study.Size;
import dev.blueline.tasks.Split;
import dev.blueline.testtime.Pool;
import dev.blueline.trials.Track;
import dev.blueline.trials.TrialListener;
import dev.blueline.trials.TrialOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What more compute at the answer makes of a study of reasoning: the start and the end of its best run of reinforcement learning answer the same held-out
 * problems of all levels examined many times, once the runs have ended.
 *
 * @param start what was taught, before reinforcement learning
 * @param end after it
 * @param improvedFlops of reinforcement learning in between
 */
public record AnswersOfTrial(Answered start, Answered end, double improvedFlops) {
    /** Problems of a level. */
    private static final int PROBLEMS = 32;

    /** Ends of the parts of a pool: the second is drawn where there is time. */
    private static final List<Integer> PARTS = List.of(16, 64);

    /**
     * Draws what was not drawn before.
     *
     * @param seconds there are; what a first part of 16 responses takes is drawn in any case
     */
    public static AnswersOfTrial of(
            TrialOutcome outcome, double seconds, long seed, int threads, TrialListener listener) {
        long began = System.nanoTime();
        Track track = outcome.best();
        Path pools = outcome.folder().resolve("pools");
        DurableFiles.createFolder(pools);
        Drawing start = new Drawing(
                outcome,
                outcome.folder().resolve("starts").resolve("seed-" + track.seed()),
                pools.resolve("seed-" + track.seed() + "-start"),
                threads);
        Drawing end = new Drawing(
                outcome,
                outcome.folder(track),
                pools.resolve(String.format(
                        Locale.ROOT,
                        "seed-%d-rl-%.3g",
                        track.seed(),
                        track.end().run().flops())),
                threads);
        listener.says("Drawing many answers to each problem, before and after reinforcement learning");
        start.draw(PARTS.getFirst());
        end.draw(PARTS.getFirst());
        double spent = (System.nanoTime() - began) * 1e-9; // with cold code, so the rest takes less
        double rest = spent * (PARTS.getLast() - PARTS.getFirst()) / PARTS.getFirst();
        boolean more = start.has(PARTS.getLast()) && end.has(PARTS.getLast()) || spent + rest <= seconds;
        List<Integer> parts = more ? PARTS : PARTS.subList(0, 1);
        if (more) {
            start.draw(PARTS.getLast());
            end.draw(PARTS.getLast());
        }
        double improved = track.end().run().flops();
        Trained before = start.trained(outcome, 0);
        return new AnswersOfTrial(
                Answered.of(before, AnsweringResults.ALL, start.read(parts), seed),
                Answered.of(end.trained(outcome, improved), AnsweringResults.ALL, end.read(parts), seed),
                improved);
    }

    /** The pools of one model. */
    private record Drawing(TrialOutcome outcome, Path model, Path folder, int threads) {

        private List<Task> tasks() {
            return outcome.study().improvement().tasks().stream()
                    .map(Tasks::named)
                    .distinct()
                    .toList();
        }

        private List<Problem> problems(Task task, int level) {
            return Examination.of(
                            List.of(task),
                            List.of(new Curriculum.TaskLevel(task.name(), level)),
                            Split.HELD_OUT,
                            PROBLEMS,
                            1)
                    .problems();
        }

        private List<Integer> levels() {
            return outcome.study().improvement().examine();
        }

        private Pools pools(Task task, Dialogue dialogue) {
            return new Pools(
                    folder.resolve(task.name().replaceAll("[^A-Za-z0-9._-]", "-")),
                    task,
                    dialogue,
                    outcome.study().policy().tokens());
        }

        boolean has(int part) {
            try (TrainedModel opened = TrainedModel.open(model, threads)) {
                Dialogue dialogue = new Dialogue(opened.tokenizer());
                return tasks().stream()
                        .allMatch(task -> levels().stream()
                                .allMatch(level -> pools(task, dialogue).has(level, before(part), part)));
            }
        }

        private static int before(int part) {
            return part == PARTS.getFirst() ? 0 : PARTS.getFirst();
        }

        void draw(int part) {
            DurableFiles.createFolder(folder);
            try (TrainedModel opened = TrainedModel.open(model, threads)) {
                for (Task task : tasks()) {
                    Pools pools = pools(task, new Dialogue(opened.tokenizer()));
                    for (int level : levels()) {
                        List<Problem> problems = problems(task, level);
                        if (!pools.hasGreedy(level)) {
                            pools.drawGreedy(opened.learner(), level, problems);
                        }
                        if (!pools.has(level, before(part), part)) {
                            pools.draw(opened.learner(), level, problems, before(part), part);
                        }
                    }
                }
            }
        }

        List<Pool> read(List<Integer> parts) {
            try (TrainedModel opened = TrainedModel.open(model, threads)) {
                List<Pool> all = new ArrayList<>();
                for (Task task : tasks()) {
                    for (int level : levels()) {
                        all.addAll(pools(task, new Dialogue(opened.tokenizer())).read(level, parts));
                    }
                }
                return all;
            }
        }

        Trained trained(TrialOutcome of, double improved) {
            var run = of.starts().stream()
                    .map(start -> start.run())
                    .filter(start -> start.seed() == of.best().seed())
                    .findFirst()
                    .orElseThrow();
            return new Trained(
                    new Candidate(of.study().name(), new Size(run.width(), run.layers()), 0, improved > 0 ? 1 : 0),
                    run.parameters().total(),
                    run.parameters().matmul(),
                    run.flops(),
                    improved,
                    run.tokens(),
                    run.seconds());
        }
    }

    /** What it shows, in words. */
    public String finding() {
        ShareCurve vote = end.curve(AnsweringResults.VOTE);
        ShareCurve before = start.curve(AnsweringResults.VOTE);
        int last = vote.points() - 1;
        double greedy = end.curve("greedy").share(0).value();
        double crossing = Exchange.crossing(before, greedy);
        return String.format(
                Locale.ROOT,
                "Compute at the answer: after reinforcement learning one greedy answer is %.2f right, a vote of %d %.2f, one of %d %.2f; before it %.2f, %.2f"
                        + " and %.2f. %s",
                greedy,
                vote.samples().get(last),
                vote.share(last).value(),
                end.coverage().drawn(),
                end.coverage().pass(end.coverage().drawn()).value(),
                start.curve("greedy").share(0).value(),
                before.share(last).value(),
                start.coverage().pass(start.coverage().drawn()).value(),
                Double.isNaN(crossing)
                        ? before.share(0).value() >= greedy
                                ? "Without reinforcement learning one answer is as good."
                                : "Without reinforcement learning no vote of so many comes up to that greedy answer."
                        : String.format(
                                Locale.ROOT,
                                "Without reinforcement learning a vote comes up to that greedy answer at %.0f times its FLOPs.",
                                crossing / end.curve("greedy").meanFlops(0)));
    }
}
