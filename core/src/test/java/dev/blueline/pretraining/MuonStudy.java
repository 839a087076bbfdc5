package dev.blueline.pretraining;

import dev.blueline.corpus.Corpus;
import dev.blueline.engine.Learners;
import dev.blueline.engine.Optimizer;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.study.Machine;
import dev.blueline.study.Rung;
import dev.blueline.study.Size;
import dev.blueline.study.Study;
import dev.blueline.study.StudyFile;
import dev.blueline.study.Trunk;
import dev.blueline.training.Recipe;
import dev.blueline.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Muon against AdamW on the built-in text, size by size: the runs behind docs/muon.md. The recipe is that of the study file
 * given, the optimizer aside. Runs already in the folder are not repeated; every run goes into the CSV.
 */
final class MuonStudy {
    /** Rates at which the rule is looked for, at the narrowest and at a wide size. */
    private static final List<Plan> SWEEP = List.of(
            new Plan(Optimizer.MUON, List.of(0.05, 0.1, 0.2, 0.4, 0.8), "32x2", List.of(0, 1), tokens(1)),
            new Plan(Optimizer.MUON, List.of(0.05, 0.1, 0.2, 0.4), "96x2", List.of(0), tokens(1)));

    /** The rule that the sweep gave. */
    private static final List<Double> RULE = List.of(0.15);

    private static final List<Double> NONE = List.of(0.0);

    /** AdamW's first seed goes one doubling further, but at the largest size, so that Muon's losses lie within its own. */
    private static final List<Plan> LADDER = List.of(
            new Plan(Optimizer.ADAMW, NONE, "32x2", List.of(0), tokens(1, 2, 4, 8)),
            new Plan(Optimizer.MUON, RULE, "32x2", List.of(0), tokens(1, 2, 4)),
            new Plan(Optimizer.ADAMW, NONE, "64x2", List.of(0), tokens(1, 2, 4)),
            new Plan(Optimizer.MUON, RULE, "64x2", List.of(0), tokens(1, 2)),
            new Plan(Optimizer.ADAMW, NONE, "96x2", List.of(0), tokens(1, 2, 4)),
            new Plan(Optimizer.MUON, RULE, "96x2", List.of(0), tokens(1, 2)),
            new Plan(Optimizer.ADAMW, NONE, "128x3", List.of(0), tokens(1, 2)),
            new Plan(Optimizer.MUON, RULE, "128x3", List.of(0), tokens(1, 2)),
            new Plan(Optimizer.ADAMW, NONE, "32x2", List.of(1, 2), tokens(1, 2)),
            new Plan(Optimizer.MUON, RULE, "32x2", List.of(1, 2), tokens(1, 2)),
            new Plan(Optimizer.ADAMW, NONE, "64x2", List.of(1), tokens(1, 2)),
            new Plan(Optimizer.MUON, RULE, "64x2", List.of(1), tokens(1, 2)),
            new Plan(Optimizer.ADAMW, NONE, "96x2", List.of(1), tokens(1)),
            new Plan(Optimizer.MUON, RULE, "96x2", List.of(1), tokens(1)));

    private MuonStudy() {}

    private static List<Long> tokens(long... millions) {
        return Arrays.stream(millions).map(count -> count * 1_000_000).boxed().toList();
    }

    /** Runs of one optimizer and size: each rate with each seed, each with all token counts. */
    private record Plan(Optimizer optimizer, List<Double> rates, String size, List<Integer> seeds, List<Long> tokens) {}

    /**
     * @param arguments study file, output folder, CSV to write, and {@code sweep} or {@code ladder}
     */
    public static void main(String[] arguments) throws IOException {
        Study study = StudyFile.read(Path.of(arguments[0]));
        Path folder = Path.of(arguments[1]);
        TextData text = TextData.of(study, Corpus.read(List.of()), folder, System.out::println);
        Files.createDirectories(folder);
        text.save(folder);
        List<Plan> plans = switch (arguments[3]) {
            case "sweep" -> SWEEP;
            case "ladder" -> LADDER;
            default -> throw new BadInput("sweep or ladder, not " + arguments[3]);
        };
        List<String> lines = new ArrayList<>();
        lines.add("optimizer,muon_rate,size,parameters,tokens,seed,flops,seconds,status,bits_per_byte");
        for (Plan plan : plans) {
            for (double rate : plan.rates) {
                for (int seed : plan.seeds) {
                    lines.addAll(carryOut(study, text, folder, plan, rate, seed));
                    Files.write(Path.of(arguments[2]), lines);
                }
            }
        }
    }

    private static List<String> carryOut(Study study, TextData text, Path folder, Plan plan, double rate, int seed) {
        Ledger ledger = new Ledger(folder);
        Pretraining procedure = new Pretraining(
                with(study, plan.optimizer, rate),
                text,
                Learners.JAVA,
                folder,
                ledger,
                Machine.name(),
                Machine.version(),
                Trainer.CHECKPOINT_SECONDS);
        Trunk trunk = new Trunk(Size.of(plan.size), seed, Run.Role.LADDER, 1, 0, plan.tokens);
        List<Long> open = plan.tokens.stream()
                .filter(tokens ->
                        ledger.find(procedure.identity(trunk.rung(tokens))).isEmpty())
                .toList();
        if (!open.isEmpty()) {
            Trunk rest = new Trunk(trunk.size(), seed, trunk.role(), 1, 0, open);
            procedure.carryOut(rest, 1, advance -> {}, run -> {});
        }
        List<String> lines = new ArrayList<>();
        for (Rung rung : trunk.rungs()) {
            Ledger.Entry entry = ledger.find(procedure.identity(rung)).orElseThrow();
            double flops = procedure.trainingFlops(rung.size(), entry.run().tokens());
            String line = line(plan.optimizer, rate, rung, entry, flops);
            System.out.println(line);
            lines.add(line);
        }
        return lines;
    }

    private static String line(Optimizer optimizer, double rate, Rung rung, Ledger.Entry entry, double flops) {
        Run run = entry.run();
        double loss = entry.measurement(Pretraining.BITS_PER_BYTE, Pretraining.ALL)
                .map(Measurement::value)
                .orElse(Double.NaN);
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%d,%d,%d,%.5g,%.1f,%s,%.5f",
                optimizer.name().toLowerCase(Locale.ROOT),
                rate,
                rung.size(),
                run.parameters().matmul(),
                run.tokens(),
                run.seed(),
                flops,
                run.seconds(),
                run.status().name().toLowerCase(Locale.ROOT),
                loss);
    }

    private static Study with(Study study, Optimizer optimizer, double rate) {
        Recipe r = study.training();
        Recipe recipe = new Recipe(
                r.batchTokens(),
                optimizer,
                rate,
                r.matrixRate(),
                r.embeddingRate(),
                r.gainRate(),
                r.beta1(),
                r.beta2(),
                r.epsilon(),
                r.weightDecay(),
                r.clip(),
                r.warmup(),
                r.cooldown(),
                r.retries(),
                r.retryFactor());
        return new Study(
                study.name(),
                study.question(),
                study.corpus(),
                study.tokenizer(),
                study.model(),
                recipe,
                study.ladder(),
                study.rateCheck(),
                study.contrast(),
                study.prompts(),
                study.skills());
    }
}
