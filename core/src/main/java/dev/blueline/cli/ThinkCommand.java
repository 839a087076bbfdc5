package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.problems.Verifier;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Sampler;
import dev.blueline.testtime.Allowance;
import dev.blueline.testtime.AtBudget;
import dev.blueline.testtime.CoverageForecasts;
import dev.blueline.testtime.Pool;
import dev.blueline.testtime.PoolFolder;
import dev.blueline.testtime.Pools;
import dev.blueline.testtime.Strategy;
import dev.blueline.testtime.ThinkingReport;
import dev.blueline.testtime.WithoutThought;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code blueline think}: what more compute at the answer is worth. */
@Command(
        name = "think",
        subcommands = {ThinkVerifierCommand.class, ThinkLeadCommand.class},
        description = {
            "Spends compute at the answer: draws many responses to held-out problems once, and lets every strategy choose among them at every"
                    + " size. Shows accuracy against compute, all strategies at equal FLOPs by level, what a vote that stops early saves, forecasts of"
                    + " coverage with their scores, and for each curve whether it keeps improving.",
            "",
            "With a budget: what each strategy makes of so much for each problem. The same command goes on where it was stopped, and with"
                    + " more --samples adds to what is there.",
            "",
            "With --problem: thinks about one problem for as long as --for says, on all cores, and ends with the answer and its proof. With --for"
                    + " and --problems: the share of problems that is solved against time."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline think --run runs/start --task arithmetic --levels 4,5,6",
            "  blueline think --run runs/start --task arithmetic --strategy adaptive --budget-tokens 500 --json",
            "  blueline think --run runs/countdown-rl --problem \"10 8 9 7>18\" --for 10m",
            "  blueline think --run runs/countdown-rl --task countdown --levels 3 --problems 100 --for 30s"
        })
final class ThinkCommand implements Callable<Integer> {
    private static final String ALL = "all";
    private static final int PROBLEMS = 64;
    private static final int MOST_SAMPLES = 8192;
    private static final int MOST_RESPONSES = 2_000_000;

    /** How far curves are to reach, in FLOPs of a greedy answer. */
    private static final double WISHED = 1000;

    /** Attempts that coverage is forecast from, and that are drawn before the forecast. */
    private static final int FEW = 50;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "Folder of a run that was taught the task, as train --task and reason write it. Needed.")
    private Optional<Path> run = Optional.empty();

    @Option(
            names = "--task",
            paramLabel = "NAME",
            description =
                    "A task, or a file of questions (.jsonl). Needed but with --problem, whose task can be told by its form.")
    private Optional<String> task = Optional.empty();

    @Option(names = "--levels", split = ",", paramLabel = "N", description = "Levels to ask (default: all).")
    private List<Integer> levels = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "all, or one of greedy, majority, weighted, best-of-n, adaptive (default: ${DEFAULT-VALUE}).")
    private String strategy = ALL;

    @Option(names = "--budget-tokens", paramLabel = "N", description = "Tokens that each problem may spend.")
    private Optional<Double> budgetTokens = Optional.empty();

    @Option(names = "--budget-flops", paramLabel = "N", description = "FLOPs of the model that each problem may spend.")
    private Optional<Double> budgetFlops = Optional.empty();

    @Option(
            names = "--budget-seconds",
            paramLabel = "N",
            description = "Seconds that each problem may spend, at the speed at which the responses were drawn.")
    private Optional<Double> budgetSeconds = Optional.empty();

    @Option(
            names = "--problems",
            paramLabel = "N",
            description = "Held-out problems of each level (default: " + PROBLEMS + ").")
    private Optional<Integer> problems = Optional.empty();

    @Mixin
    private LongThinkingOptions longThinking = new LongThinkingOptions();

    @Option(
            names = "--samples",
            paramLabel = "N",
            description =
                    "Responses to each problem, a multiple of 32 (default: enough for 1,000 times the FLOPs of a greedy answer, at most 8192).")
    private Optional<Integer> samples = Optional.empty();

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Most tokens of a response (default: ${DEFAULT-VALUE}).")
    private int tokens = 64;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the responses (default: runs/think- and the task).")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the responses (default: ${DEFAULT-VALUE}).")
    private int seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Cores to use (default: all).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path from = run.orElseThrow(() -> new BadInput("think needs a model; give --run DIR"));
        if (longThinking.given()) {
            UnusedOption.refuse(
                    spec,
                    "with --problem or --for",
                    List.of(
                            "--strategy",
                            "--budget-tokens",
                            "--budget-flops",
                            "--budget-seconds",
                            "--samples",
                            "--tokens"));
            return longThinking.think(spec, from, task, levels, problems, out, seed, threads, json);
        }
        return pools(
                from, task.orElseThrow(() -> new BadInput("think needs problems; give --task NAME, or --problem")));
    }

    private int pools(Path run, String task) {
        Task asked = Tasks.named(task);
        int problems = this.problems.orElse(PROBLEMS);
        List<Integer> chosen = Curriculum.TaskLevel.of(asked, levels).stream()
                .map(Curriculum.TaskLevel::level)
                .distinct()
                .toList();
        List<Strategy> strategies = strategies(asked);
        Optional<Allowance.Unit> unit = unit();
        check(chosen.size(), problems);
        Path model = ModelFolder.find(run);
        Path folder = out.orElseGet(() -> Path.of("runs", "think-" + asked.name()));
        try (TrainedModel opened = TrainedModel.open(model, threads)) {
            Sampler sampler = new Sampler(Map.of(asked.name(), asked), new Dialogue(opened.tokenizer()), tokens);
            PoolFolder kept = new PoolFolder(folder);
            kept.claim(settings(model, task, problems));
            Pools pools = new Pools(opened.learner(), sampler, asked, chosen, problems, kept, seed);
            ThinkOutput found;
            try (WorkDisplay display =
                    new WorkDisplay(System.err, "Thinking", "What was drawn", folder, TypedCommand.of(spec))) {
                found = think(run, asked, strategies, unit, pools, problems, folder, display);
            }
            System.out.print(json ? found.json() + "\n" : found.text());
        }
        return CommandLine.ExitCode.OK;
    }

    private ThinkOutput think(
            Path run,
            Task asked,
            List<Strategy> strategies,
            Optional<Allowance.Unit> unit,
            Pools pools,
            int problems,
            Path folder,
            WorkDisplay display) {
        int few = Math.min(samples.orElse(MOST_SAMPLES), Pools.PART * Math.ceilDiv(FEW, Pools.PART));
        pools.draw(few, share -> {});
        int each = samples.orElseGet(() -> Math.min(
                pools.enoughFor(WISHED, few, MOST_SAMPLES),
                MOST_RESPONSES / (problems * pools.levels().size()) / Pools.PART * Pools.PART));
        Optional<Allowance> allowance = unit.map(of -> new Allowance(of, amount(), pools.flopsPerSecond()));
        allowance.ifPresent(given -> given.requireOneAnswer(all(pools, few)));
        boolean forecasts = each >= 4 * few;
        CoverageForecasts coverage = new CoverageForecasts(folder, asked.name(), FEW, each >= 1000 ? 1000 : each, seed);
        List<CoverageForecasts.Scored> scored = new ArrayList<>();
        if (forecasts && pools.drawn() < Math.min(each, 1000)) {
            display.says("Registering forecasts of coverage from " + FEW + " responses to each problem");
            pools.levels().forEach(level -> coverage.register(level, pools.of(level, few)));
        }
        double responses = (double) pools.levels().size() * problems * each;
        pools.draw(
                each,
                share -> display.advanced(
                        share,
                        perSecond ->
                                String.format(Locale.ROOT, "%.0f responses/s", Math.max(0, perSecond) * responses)));
        display.says("Choosing among " + each + " responses to each problem");
        Map<Integer, List<Pool>> byLevel = new LinkedHashMap<>();
        pools.levels().forEach(level -> byLevel.put(level, pools.of(level, each)));
        if (forecasts) {
            byLevel.forEach((level, of) -> scored.addAll(coverage.score(level, of)));
        }
        try (Heartbeat heartbeat = new Heartbeat(System.err)) {
            heartbeat.begin();
            Map<Integer, WithoutThought> without = new LinkedHashMap<>();
            pools.levels()
                    .forEach(level -> without.put(level, WithoutThought.of(asked, pools.problems(level), each, seed)));
            if (allowance.isPresent()) {
                List<Pool> mixed = all(pools, each);
                Map<Integer, List<AtBudget>> atBudget = new LinkedHashMap<>();
                byLevel.forEach((level, of) -> atBudget.put(level, bought(strategies, allowance.get(), of)));
                return new ThinkBudget(
                        run.toString(),
                        asked,
                        each,
                        allowance.get(),
                        allowance.get().oneAnswer(mixed),
                        bought(strategies, allowance.get(), mixed),
                        atBudget,
                        without);
            }
            ThinkingReport report = ThinkingReport.of(strategies, byLevel, seed, share -> {});
            return new ThinkCurves(run.toString(), asked, each, FEW, report, without, scored);
        }
    }

    private List<AtBudget> bought(List<Strategy> strategies, Allowance allowance, List<Pool> pools) {
        return strategies.stream()
                .map(strategy -> AtBudget.of(strategy, allowance, pools, seed))
                .toList();
    }

    private static List<Pool> all(Pools pools, int attempts) {
        return pools.levels().stream()
                .flatMap(level -> pools.of(level, attempts).stream())
                .toList();
    }

    /** Those asked for, and greedy answers, to which all is compared. */
    private List<Strategy> strategies(Task asked) {
        boolean key = asked.verifier().kind() == Verifier.Kind.ANSWER_KEY;
        if (strategy.equals(ALL)) {
            return Strategy.all().stream()
                    .filter(each -> !(key && each instanceof Strategy.BestOfN))
                    .toList();
        }
        Strategy one = Strategy.of(strategy);
        if (key && one instanceof Strategy.BestOfN) {
            throw new BadInput("best-of-n needs a verifier that goes by rules, and that of " + asked.name()
                    + " is an answer key, which nobody has when an answer is needed; choose another --strategy");
        }
        return one instanceof Strategy.Greedy ? List.of(one) : List.of(new Strategy.Greedy(), one);
    }

    private Optional<Allowance.Unit> unit() {
        List<Allowance.Unit> given = new ArrayList<>();
        budgetTokens.ifPresent(amount -> given.add(Allowance.Unit.TOKENS));
        budgetFlops.ifPresent(amount -> given.add(Allowance.Unit.FLOPS));
        budgetSeconds.ifPresent(amount -> given.add(Allowance.Unit.SECONDS));
        if (given.size() > 1) {
            throw new BadInput("give one budget: --budget-tokens, --budget-flops or --budget-seconds");
        }
        return given.stream().findFirst();
    }

    private double amount() {
        return budgetTokens.or(() -> budgetFlops).or(() -> budgetSeconds).orElseThrow();
    }

    private void check(int chosen, int problems) {
        int each = samples.orElse(Pools.PART);
        if (each < Pools.PART || each > MOST_SAMPLES || each % Pools.PART != 0) {
            throw new BadInput("--samples " + each + " cannot be used; give a multiple of " + Pools.PART + " up to "
                    + MOST_SAMPLES);
        }
        if (problems < 2
                || tokens < 1
                || (long) problems * (samples.isPresent() ? each : 2L * Pools.PART) * chosen > MOST_RESPONSES) {
            throw new BadInput("--problems " + problems + " and --samples " + each + " at " + chosen
                    + " levels with --tokens " + tokens
                    + " cannot be used; give 2 problems, 1 token or more, and at most " + MOST_RESPONSES
                    + " responses in all");
        }
    }

    private Map<String, String> settings(Path model, String task, int problems) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("pools of", "think");
        settings.put("--run", Fingerprint.of(model.resolve("model.safetensors")).substring(0, 16));
        settings.put(
                "--task", Tasks.isFile(task) ? Fingerprint.of(Path.of(task)).substring(0, 16) : task);
        settings.put("--problems", Integer.toString(problems));
        settings.put("--tokens", Integer.toString(tokens));
        settings.put("--seed", Integer.toString(seed));
        return settings;
    }
}
