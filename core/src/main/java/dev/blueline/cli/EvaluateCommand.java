package dev.blueline.cli;

import dev.blueline.corpus.Corpus;
import dev.blueline.evaluation.Behaviour;
import dev.blueline.evaluation.ItemScore;
import dev.blueline.evaluation.SkillDifference;
import dev.blueline.evaluation.TaskFigures;
import dev.blueline.evaluation.TaskScorer;
import dev.blueline.harness.Evaluation;
import dev.blueline.harness.EvaluationFiles;
import dev.blueline.harness.LanguageModel;
import dev.blueline.harness.TaskLibrary;
import dev.blueline.ledger.BadInput;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.tasks.FactCounter;
import dev.blueline.tasks.Item;
import dev.blueline.tasks.ItemFile;
import dev.blueline.tasks.Lecture;
import dev.blueline.tasks.Skill;
import dev.blueline.tasks.Skills;
import dev.blueline.tasks.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code blueline evaluate}: what a trained model can do, skill by skill, and how two models differ. */
@Command(
        name = "evaluate",
        description =
                "Asks a trained model thousands of questions, skill by skill; or compares two models. With --behaviour"
                        + " also measures how it writes.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline evaluate --list",
            "  blueline evaluate --run runs/first-look --tasks grammar,arithmetic",
            "  blueline evaluate --run runs/a --run runs/b --tasks all --items 2000",
            "  blueline evaluate --run runs/first-look --tasks my-items.jsonl --json",
            "  blueline evaluate --run runs/first-look --tasks knowledge --count built-in",
            "  blueline evaluate --run runs/first-look --tasks lecture --behaviour",
            "  blueline evaluate --run runs/first-look --tasks lambada.yaml --limit 500",
            "  blueline evaluate --endpoint http://localhost:8000/v1 --model NAME --tasks gsm8k.yaml"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final String ALL = "all";
    private static final String BUILT_IN = "built-in";
    private static final int MOST_ITEMS = 1_000_000;

    /** Those that do nothing with task files, whose items are their own. */
    private static final List<String> OF_SKILLS =
            List.of("--items", "--seed", "--count", "--behaviour", "--list", "--show");

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "Folder of a run, or of a study: then its largest model. Twice: compares the two.")
    private List<Path> runs = new ArrayList<>();

    @Option(
            names = "--tasks",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Skills, lecture, all, files of items (.jsonl), or task files of lm-evaluation-harness (.yaml), with commas between (default: all).")
    private List<String> tasks = List.of(ALL);

    @Option(
            names = "--items",
            paramLabel = "N",
            description = "Items a skill, spread over its levels (default: ${DEFAULT-VALUE}).")
    private int items = 1_000;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the items (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--count",
            split = ",",
            paramLabel = "PATH",
            description = "Training text in which to count facts: files, folders, or the word built-in.")
    private List<String> counted = List.of();

    @Option(
            names = "--behaviour",
            description = "Also measure what it writes: format, length, repetition, language, speed.")
    private boolean behaviour;

    @Option(names = "--list", description = "Print the skills, their levels and chance levels.")
    private boolean list;

    @Option(
            names = "--show",
            paramLabel = "N",
            description = "Print the first N items of every level, asking no model.")
    private int show;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private HarnessOptions harness = new HarnessOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new BadInput("--threads " + threads + " cannot be used; give 1 or more");
        }
        if (harness.apply(tasks)) {
            UnusedOption.refuse(spec, "with task files", OF_SKILLS);
            harness.check(spec, runs.size());
            askHarness();
            return CommandLine.ExitCode.OK;
        }
        UnusedOption.refuse(spec, "without task files, such as --tasks FILE.yaml", HarnessOptions.OWN);
        check();
        if (list) {
            System.out.print(json ? SkillList.json(seed) : SkillList.text(seed));
            return CommandLine.ExitCode.OK;
        }
        List<Suite> suites = suites();
        if (show > 0) {
            System.out.print(SkillList.items(suites, show, json));
            return CommandLine.ExitCode.OK;
        }
        List<Item> asked = withFrequencies(distinct(suites));
        List<Path> folders = runs.stream().map(ModelFolder::find).toList();
        EvaluateOutput output =
                output(folders.stream().map(folder -> ask(folder, asked)).toList());
        System.out.print(json ? output.json() : output.text());
        return CommandLine.ExitCode.OK;
    }

    private void check() {
        if (!list && show == 0 && (runs.isEmpty() || runs.size() > 2)) {
            throw new BadInput(
                    "evaluate needs one --run, or two to compare; give a run's folder, or --list to see the skills");
        }
        if (items < 1 || items > MOST_ITEMS) {
            throw new BadInput("--items " + items + " cannot be used; give 1 to " + MOST_ITEMS);
        }
        if (show < 0) {
            throw new BadInput("--show " + show + " cannot be used; give 1 or more");
        }
    }

    /** Task files of lm-evaluation-harness: found before a model is opened. */
    private void askHarness() {
        TaskLibrary.Selection selection = TaskLibrary.find(tasks, harness.includePaths(), harness.data());
        Path folder = harness.folder(runs);
        Evaluation evaluation;
        try (LanguageModel model = harness.open(runs, threads);
                Progress progress = new Progress("asking " + model.name())) {
            evaluation = Evaluation.of(selection, model, harness.request(), harness.trainingText(runs), progress);
        }
        EvaluationFiles.write(evaluation, folder);
        System.out.print(
                json ? EvaluationFiles.json(evaluation).toPrettyString() + "\n" : HarnessText.of(evaluation, folder));
    }

    private List<Suite> suites() {
        List<Suite> suites = new ArrayList<>();
        for (String name : new LinkedHashSet<>(tasks)) {
            if (name.equals(ALL)) {
                Skills.all().forEach(skill -> suites.add(suite(skill)));
                suites.add(Lecture.suite());
            } else if (name.equals(Lecture.NAME)) {
                suites.add(Lecture.suite());
            } else if (name.endsWith(ItemFile.ENDING)) {
                suites.add(ItemFile.read(Path.of(name)));
            } else {
                suites.add(suite(Skills.named(name)));
            }
        }
        return suites;
    }

    private Suite suite(Skill skill) {
        return Suite.of(skill, seed, Math.ceilDiv(items, skill.levels().size()));
    }

    /** Items of all suites, each once. */
    private static List<Item> distinct(List<Suite> suites) {
        Set<String> seen = new HashSet<>();
        return suites.stream()
                .flatMap(suite -> suite.items().stream())
                .filter(item -> seen.add(item.skill() + " " + item.text()))
                .toList();
    }

    private List<Item> withFrequencies(List<Item> asked) {
        if (counted.isEmpty()) {
            return asked;
        }
        FactCounter counter = new FactCounter(
                asked.stream().flatMap(item -> item.fact().stream()).toList());
        Corpus corpus = Corpus.read(counted.equals(List.of(BUILT_IN)) ? List.of() : counted);
        counter.count(corpus.training().stream().parallel());
        return counter.counted(asked);
    }

    private EvaluateOutput.Model ask(Path folder, List<Item> asked) {
        try (TrainedModel model = TrainedModel.open(folder, threads)) {
            List<ItemScore> scores;
            try (Progress progress = new Progress("asking " + folder.getFileName())) {
                scores = new TaskScorer(model.learner(), model.tokenizer()).score(asked, progress);
            }
            List<ItemScore> evidence = scores.stream()
                    .filter(score -> !score.item().skill().equals(Lecture.NAME))
                    .toList();
            return new EvaluateOutput.Model(
                    folder.toString(),
                    TaskFigures.of(evidence),
                    evidence,
                    scores.stream()
                            .filter(score -> score.item().skill().equals(Lecture.NAME))
                            .toList(),
                    behaviour ? Optional.of(Behaviour.of(model.learner(), model.tokenizer(), seed)) : Optional.empty());
        }
    }

    private EvaluateOutput output(List<EvaluateOutput.Model> models) {
        List<SkillDifference> differences = models.size() < 2
                ? List.of()
                : SkillDifference.between(
                        models.get(0).evidence(), models.get(1).evidence(), ItemScore::choice);
        return new EvaluateOutput(seed, models, differences);
    }
}
