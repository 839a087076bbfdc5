package dev.blueline.pretraining;

import dev.blueline.Faults;
import dev.blueline.Outcomes;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.evaluation.WordRanks;
import dev.blueline.ledger.DamagedFile;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.scaling.Target;
import dev.blueline.study.OutputFolder;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A study's folder as a finished study leaves it, written by the program's own means but without training, so that a case
 * takes milliseconds: one file is damaged, then the folder is opened and mended as by {@code run}, and its models as by
 * {@code generate}. Afterwards each file must be, byte for byte, what it was, or be refused by name.
 */
public final class DamagedFolders {
    /** Files of a study's folder, by what becomes of them. */
    public static final List<String> KINDS = List.of(
            "study\\.json",
            "plan\\.json",
            "ledger\\.jsonl",
            "forecasts\\.jsonl",
            "tokenizer\\.json",
            "checksums\\.jsonl",
            "\\.copies/.*",
            "(forecast|law)\\.json|results\\.csv|report\\.html",
            "runs/.*/model\\.safetensors",
            "runs/.*/config\\.json",
            "runs/.*/tokenizer\\.json",
            "runs/.*/words\\.json",
            "runs/.*/curve\\.json",
            "runs/.*/run\\.json",
            "runs/.*/checksums\\.jsonl");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final OutputFolder.Owner OWNER = new OutputFolder.Owner("tiny", "abc", "text", 1, "java");
    private static final List<String> RESULTS = List.of("forecast.json", "law.json", "results.csv", "report.html");

    private static final WordRanks WORDS = WordRanks.of(List.of("The quick brown fox jumps over the lazy dog of Anna"));

    private final Path whole;
    private final Path damaged;
    private final Map<String, byte[]> expected;
    private final Tokenizer tokenizer;
    private final Faults faults;

    public DamagedFolders(Path work, long seed) throws IOException {
        this.whole = work.resolve("whole");
        this.damaged = work.resolve("damaged");
        this.faults = new Faults(seed);
        this.tokenizer = BytePairTrainer.train(List.of("the quick brown fox jumps over the lazy dog ".repeat(50)), 300);
        write();
        this.expected = bytes(whole);
    }

    private void write() throws IOException {
        try (OutputFolder output = OutputFolder.of(whole)) {
            output.claim(OWNER);
        }
        tokenizer.save(whole.resolve("tokenizer.json"));
        SealedFiles.writeTwice(
                whole.resolve("plan.json"),
                "{\"budgetSeconds\" : 60.0, \"trunks\" : [ ]}".repeat(40).getBytes(StandardCharsets.UTF_8));
        for (String file : RESULTS) {
            SealedFiles.write(whole.resolve(file), "run,loss\n16x1,2.5\n".repeat(60));
        }
        ModelShape shape = new ModelShape(300, 8, 1, 16, 1, 1, 16, 32, true, false, 10_000, 1e-5);
        Ledger ledger = new Ledger(whole);
        for (int i = 1; i <= 4; i++) {
            Run run = run("run" + i + "-of-this-study", i);
            List<Measurement> measured =
                    List.of(new Measurement(run.id(), Pretraining.BITS_PER_BYTE, Pretraining.ALL, 2.5 / i, 0.01));
            Path folder = Files.createDirectories(Pretraining.folderOf(whole, run));
            try (Learner learner = Learners.create("java", shape, i, 1)) {
                learner.save(folder);
            }
            Files.delete(folder.resolve("optimizer.safetensors"));
            tokenizer.save(folder.resolve(Pretraining.TOKENIZER));
            WORDS.save(folder);
            SealedFiles.write(folder.resolve(Pretraining.CURVE), "[{\"tokens\":4096,\"nats\":3.25}]");
            SealedFiles.write(folder.resolve(Pretraining.RUN), JSON.writeValueAsBytes(new Ledger.Entry(run, measured)));
            RunFolders.note(folder);
            ledger.append(run, measured);
        }
        ForecastRegistry registry = new ForecastRegistry(whole);
        for (String id : List.of("a", "b", "c")) {
            registry.register(new Forecast(
                    id,
                    "16x1 at 32k tokens",
                    new Target(655e3, 9.8e6, 4.43e13),
                    1.8,
                    1.75,
                    1.85,
                    List.of(1.75, 1.76, 1.78, 1.8, 1.82, 1.84, 1.85),
                    Map.of("KAPLAN", 1.0),
                    Map.of("KAPLAN", 1.79),
                    new Forecast.NaiveForecasts(2.2, 1.7),
                    "data",
                    "law",
                    Instant.EPOCH));
        }
    }

    private static Run run(String id, int i) {
        Instant now = Instant.EPOCH.plusSeconds(i);
        return new Run(
                id,
                "16x1/" + i + "M",
                "16x1/1",
                Run.Role.LADDER,
                1,
                16,
                new Run.Parameters(1000, 800, 900),
                i * 1_000_000L,
                1e9 * i,
                1,
                1,
                3,
                Run.Status.FINISHED,
                "",
                new Provenance("s", "c", "t", "java", 1, "v", "j", "m", 1, now, now));
    }

    /** Damages files of a kind. */
    public void run(String kind, int cases, Outcomes outcomes) throws IOException {
        for (int i = 0; i < cases; i++) {
            copy();
            Path file = faults.choose(damaged, kind);
            String name = damaged.relativize(file).toString();
            String how = faults.damage(file);
            outcomes.count(name.replaceFirst("runs/[^/]*/", "runs/ "), outcome(name), name + ", " + how);
        }
    }

    private Outcomes.Kind outcome(String name) throws IOException {
        List<String> said = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        try (OutputFolder output = OutputFolder.of(damaged)) {
            output.check(OWNER);
            output.mend(said::add);
        }
        Ledger ledger = new Ledger(damaged);
        new RunFolders(damaged, ledger, tokenizer, WORDS, Remaking.NONE).mend(said::add);
        refused(refused, () -> Tokenizer.load(damaged.resolve("tokenizer.json")));
        for (String file : RESULTS) {
            refused(refused, () -> SealedFiles.verifyIfSealed(damaged.resolve(file)));
        }
        for (Ledger.Entry entry : ledger.entries()) {
            Path folder = Pretraining.folderOf(damaged, entry.run());
            refused(refused, () -> TrainedModel.open(folder, 1).close());
            refused(refused, () -> SealedFiles.verify(folder.resolve(Pretraining.CURVE)));
        }
        Map<String, byte[]> now = bytes(damaged);
        List<String> differ = expected.keySet().stream()
                .filter(file -> !Arrays.equals(expected.get(file), now.get(file)))
                .toList();
        boolean named = Stream.concat(said.stream(), refused.stream()).anyMatch(line -> line.contains(name));
        if (differ.isEmpty()) {
            return named ? Outcomes.Kind.REPAIRED : Outcomes.Kind.NOT_READ;
        }
        boolean namesIt = refused.stream().anyMatch(line -> line.contains(name) && !line.contains("\n"));
        return differ.equals(List.of(name)) && namesIt ? Outcomes.Kind.REFUSED : Outcomes.Kind.WRONG;
    }

    private static void refused(List<String> refused, Runnable use) {
        try {
            use.run();
        } catch (DamagedFile damage) {
            refused.add(String.valueOf(damage.getMessage()));
        }
    }

    /** What users and the program read: all but lists of checksums, of which lines may go without harm. */
    private static Map<String, byte[]> bytes(Path folder) throws IOException {
        Map<String, byte[]> bytes = new TreeMap<>();
        for (Path file : Faults.matching(folder, "(?!.*(checksums\\.jsonl|lock$)).*")) {
            bytes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
        }
        return bytes;
    }

    private void copy() throws IOException {
        Faults.delete(damaged);
        try (Stream<Path> all = Files.walk(whole)) {
            for (Path path : all.toList()) {
                Files.copy(path, damaged.resolve(whole.relativize(path).toString()));
            }
        }
    }
}
