package dev.blueline.testtime;

import dev.blueline.cli.Refusals;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Sampler;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Digits;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Thoughts that cannot be led, and verifiers that cannot be learned or are not there. */
public final class TestTimeRefusals {
    private TestTimeRefusals() {}

    public static void add(Refusals refusals) {
        Tokenizer bytes = ScriptedModel.BYTES;
        ScriptedModel model = ScriptedModel.writing((before, number) -> List.of("<|endofturn|>"));
        LedModel led = new LedModel(model, bytes, Map.of(), 1, 12);
        refusals.call(
                        "thoughts on sudoku-4 have no sign for another try",
                        () -> new BudgetForcing(led).goOn(List.of(problem("sudoku-4")), 1, false, 8, 1))
                .call(
                        "a thought on arithmetic is one chain",
                        () -> new Revision(led, Optional.empty()).chains(List.of(problem("arithmetic")), 2, 8, 1))
                .call(
                        "nothing is known of the steps of thoughts on poem",
                        () -> new Beam(led, LearnedVerifier.of(model, bytes, 0), 1, 1, 8, 8)
                                .answer(List.of(problem("poem")), 1))
                .call(
                        "for a thought, fewer than 120",
                        () -> new BudgetForcing(led).cut(List.of(problem("countdown")), 120, 1))
                .call(
                        "has no learned verifier; train one with think verifier",
                        () -> LearnedVerifier.open(refusals.folder(), bytes, 1))
                .call("responses to problems of arithmetic are wrong", () -> train(model))
                .prepare(() -> save(refusals.folder().resolve("verified")))
                .call("reads another vocabulary than the model", () -> {
                    Tokenizer other = BytePairTrainer.upTo(List.of("12 12 12 13 13"), 300, Digits.PAIRS);
                    return LearnedVerifier.open(refusals.folder().resolve("verified"), other, 1);
                });
    }

    private static void save(Path run) {
        try (Learner learner = Learners.create(Learners.JAVA, ScriptedModel.SHAPE, 1, 1)) {
            DurableFiles.createFolder(run);
            LearnedVerifier.of(learner, ScriptedModel.BYTES, 0)
                    .save(
                            run,
                            ScriptedModel.BYTES,
                            new LearnedVerifier.Training(
                                    List.of(), List.of(), 12, ScriptedModel.BYTES.hash(), 0, 1, 0, 0, 0));
        }
    }

    private static Problem problem(String task) {
        return new Problem(task, 1, "7", "7", "7", 1);
    }

    private static Object train(ScriptedModel model) {
        Task task = Tasks.named("arithmetic");
        Map<String, Task> tasks = Map.of(task.name(), task);
        Sampler sampler = new Sampler(tasks, new Dialogue(ScriptedModel.BYTES), 12);
        try (Learner copy = Learners.create(Learners.JAVA, ScriptedModel.SHAPE, 1, 1)) {
            return new VerifierTraining(
                            tasks, Curriculum.TaskLevel.of(task, List.of(1)), sampler, ScriptedModel.BYTES, 1e9, 1, 1)
                    .run(model, copy, (share, loss) -> {});
        }
    }
}
