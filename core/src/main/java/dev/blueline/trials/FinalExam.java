package dev.blueline.trials;

import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.problems.Verification;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Examination;
import dev.blueline.reasoning.PassRates;
import dev.blueline.reasoning.ReinforcementLearning;
import dev.blueline.reasoning.Sampler;
import dev.blueline.study.ReasoningStudy;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same held-out problems for the start and the end of every run of every seed, so that they can be compared problem by problem. No two
 * of a level are alike, and they are others than those of the curves, where it has so many.
 *
 * @param seed of problems and responses
 * @param folder of the results, a file each, which are kept
 */
record FinalExam(List<Problem> problems, Map<String, Task> tasks, int tokens, long seed, Path folder) {
    /** Problems of a level. */
    static final int PROBLEMS = 128;

    /** Responses to each. */
    static final int EACH = 16;

    /** Of the problems of runs, so that these are others. */
    private static final long APART = 7_777_777;

    private static final int MOST_TRIES = 40 * PROBLEMS;
    /** Raised when what is counted of a problem changes. */
    private static final String FORM = "2\n";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static FinalExam of(ReasoningStudy study, long seed, Path folder) {
        Map<String, Task> tasks = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (String name : study.improvement().tasks()) {
            Task task = Tasks.named(name);
            tasks.put(task.name(), task);
            for (Curriculum.TaskLevel level :
                    Curriculum.TaskLevel.of(task, study.improvement().examine())) {
                problems.addAll(others(task, level, seed));
            }
        }
        return new FinalExam(problems, tasks, study.policy().tokens(), seed, folder);
    }

    /** Problems that no curve asks; where too few are left, those of the curves again. */
    private static List<Problem> others(Task task, Curriculum.TaskLevel level, long seed) {
        List<Problem> ofTheCurves = Examination.of(
                        List.of(task), List.of(level), Split.HELD_OUT, ReinforcementLearning.PROBLEMS, EACH)
                .problems();
        Set<String> asked = new LinkedHashSet<>();
        ofTheCurves.forEach(problem -> asked.add(problem.key()));
        List<Problem> others = new ArrayList<>();
        for (int i = 0; i < MOST_TRIES && others.size() < PROBLEMS; i++) {
            Problem problem = task.problem(Split.HELD_OUT, seed + APART, level.level(), i);
            if (asked.add(problem.key())) {
                others.add(problem);
            }
        }
        ofTheCurves.stream().limit(PROBLEMS - others.size()).forEach(others::add);
        return others;
    }

    /** What a model makes of it; asked once, then read from its file. */
    PassRates ask(String name, Path model, int threads) {
        return kept(name, () -> {
            try (TrainedModel opened = TrainedModel.open(model, threads)) {
                Sampler sampler = new Sampler(
                        tasks,
                        new Dialogue(opened.tokenizer()),
                        Math.min(tokens, opened.learner().shape().context()));
                return new Examination(problems, EACH)
                        .ask(opened.learner(), sampler)
                        .rates();
            }
        });
    }

    /** What answers in the right form are worth that no thought went into. */
    PassRates guesses() {
        return kept("guess", () -> {
            List<PassRates.Counted> counted = new ArrayList<>();
            for (int i = 0; i < problems.size(); i++) {
                Problem problem = problems.get(i);
                Task task = tasks.get(problem.task());
                if (task == null) {
                    throw new IllegalStateException("no task " + problem.task());
                }
                int right = 0;
                for (int j = 0; j < EACH; j++) {
                    String answer = task.guess(problem, new Draw("guess", seed, i, j));
                    Verification outcome = Verification.of(
                            task.verifier(), problem, answer, Verification.MOST_STEPS, Verification.LONGEST);
                    right += outcome.right() ? 1 : 0;
                }
                counted.add(new PassRates.Counted(problem.task(), problem.level(), right, EACH, 0, 0, 0));
            }
            return new PassRates(counted);
        });
    }

    boolean asked(String name) {
        Path file = file(name);
        return Files.exists(file) && SealedFiles.isSound(file);
    }

    /** Answers to other problems are never taken for answers to these, with which they would be paired. */
    private Path file(String name) {
        String keys = problems.stream()
                .map(problem -> problem.task() + "/" + problem.level() + "/" + problem.key())
                .collect(Collectors.joining("\n", FORM, ""));
        return folder.resolve(name + "-" + Fingerprint.of(keys).substring(0, 8) + ".json");
    }

    private PassRates kept(String name, Supplier<PassRates> ask) {
        Path file = file(name);
        if (asked(name)) {
            return JSON.readValue(SealedFiles.read(file), PassRates.class);
        }
        PassRates rates = ask.get();
        SealedFiles.write(file, JSON.writeValueAsBytes(rates));
        return rates;
    }
}
