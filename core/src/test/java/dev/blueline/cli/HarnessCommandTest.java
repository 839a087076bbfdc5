package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.Batch;
import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HarnessCommandTest {
    private static final ModelShape SHAPE = new ModelShape(300, 32, 1, 32, 1, 1, 32, 64, true, false, 10_000, 1e-5);

    @TempDir
    Path folder;

    private final Tokenizer tokenizer =
            BytePairTrainer.train(List.of("a small text about the kitchen ".repeat(30)), 300);

    private String model(String name, long seed) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        try (Learner learner = learner(seed)) {
            learner.save(run);
        }
        tokenizer.save(run.resolve("tokenizer.json"));
        return run.toString();
    }

    private Learner learner(long seed) {
        return new JavaLearner(
                new ModelShape(
                        tokenizer.vocabularySize(), SHAPE.context(), 1, 32, 1, 1, 32, 64, true, false, 10_000, 1e-5),
                seed,
                1);
    }

    @BeforeEach
    void tasks() throws IOException {
        Files.writeString(folder.resolve("last.yaml"), """
                task: last_word
                dataset_path: json
                dataset_kwargs: {data_files: {test: last.jsonl}}
                output_type: loglikelihood
                test_split: test
                doc_to_text: "{{text.split(' ')[:-1]|join(' ')}}"
                doc_to_target: "{{' ' + text.split(' ')[-1]}}"
                """);
        StringBuilder lines = new StringBuilder();
        for (String text : texts()) {
            lines.append("{\"text\": \"").append(text).append("\"}\n");
        }
        Files.writeString(folder.resolve("last.jsonl"), lines);
        Files.writeString(folder.resolve("pages.yaml"), """
                task: pages
                include: last.yaml
                output_type: loglikelihood_rolling
                doc_to_text: ""
                doc_to_target: "{{text}} {{text}} {{text}} {{text}} {{text}} {{text}} {{text}} {{text}}"
                """);
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (String noun : List.of("kitchen", "text", "small", "about", "cat", "dog", "rain", "bee")) {
            texts.add("a small text about the " + noun);
        }
        return texts;
    }

    /** Against the learner's plain scoring of whole rows. */
    @Test
    void perplexityIsThatOfThePlainScore() throws IOException {
        String run = model("a", 1);
        Path out = folder.resolve("out");
        CommandRun result = CommandRun.of(
                "evaluate",
                "--run",
                run,
                "--tasks",
                folder.resolve("last.yaml") + "," + folder.resolve("pages.yaml"),
                "--out",
                out.toString(),
                "--json");
        assertThat(result.code()).as(result.error()).isZero();
        double sum = 0;
        double pages = 0;
        int bytes = 0;
        try (Learner learner = learner(1)) {
            for (String text : texts()) {
                int[] context = tokenizer.encode(text.substring(0, text.lastIndexOf(' ')));
                int[] whole = tokenizer.encode(text);
                float[] losses = learner.score(batch(whole, 0, whole.length));
                for (int i = context.length; i < whole.length; i++) {
                    sum -= losses[i];
                }
                String page = String.join(" ", java.util.Collections.nCopies(8, text));
                bytes += page.length();
                int[] tokens = tokenizer.encode(page);
                for (int from = 0; from < tokens.length; from += SHAPE.context()) {
                    for (float loss :
                            learner.score(batch(tokens, from, Math.min(tokens.length, from + SHAPE.context())))) {
                        pages -= loss;
                    }
                }
            }
        }
        JsonNode root = result.json();
        assertThat(root.at("/results/last_word/perplexity,none").asDouble())
                .isCloseTo(Math.exp(-sum / texts().size()), within(1e-2));
        assertThat(root.at("/results/pages/bits_per_byte,none").asDouble())
                .isCloseTo(-pages / bytes / Math.log(2), within(1e-4));
        assertThat(JsonMapper.shared().readTree(out.resolve("results.json"))).isEqualTo(root);
        assertThat(root.at("/config/model_num_parameters").asInt()).isPositive();
        assertThat(Files.readAllLines(out.resolve("samples_last_word.jsonl"))).hasSize(8);
    }

    /** Tokens from a place on, after the token before it, or end-of-text. */
    private Batch batch(int[] tokens, int from, int to) {
        int[] row = new int[to - from + 1];
        row[0] = from == 0 ? tokenizer.endOfText() : tokens[from - 1];
        System.arraycopy(tokens, from, row, 1, to - from);
        return new Batch(row, 1, to - from);
    }

    @Test
    void resultsAreATableForPeople() throws IOException {
        CommandRun result = CommandRun.of(
                "evaluate",
                "--run",
                model("a", 1),
                "--tasks",
                folder.resolve("last.yaml").toString(),
                "--limit",
                "4",
                "--out",
                folder.resolve("out").toString());
        assertThat(result.code()).as(result.error()).isZero();
        assertThat(result.output())
                .containsPattern("last_word +4 +0 +none +perplexity")
                .contains("--training-text names it")
                .contains("results.json");
    }

    @Test
    void modelsAreComparedItemByItemAndByTheirCost() throws IOException {
        String tasks = folder.resolve("last.yaml").toString();
        for (int seed = 1; seed <= 2; seed++) {
            CommandRun asked = CommandRun.of(
                    "evaluate",
                    "--run",
                    model("m" + seed, seed),
                    "--tasks",
                    tasks,
                    "--out",
                    folder.resolve("out" + seed).toString());
            assertThat(asked.code()).as(asked.error()).isZero();
        }
        CommandRun result = CommandRun.of(
                "compare",
                folder.resolve("out1").toString(),
                folder.resolve("out2").toString(),
                "--json");
        assertThat(result.code()).as(result.error()).isZero();
        JsonNode difference = result.json().at("/differences/0");
        assertThat(difference.path("items").asInt()).isEqualTo(8);
        // a perplexity's difference is told in nats an item
        double first = Math.log(
                result.json().at("/models/0/results/last_word/perplexity,none").asDouble());
        double second = Math.log(
                result.json().at("/models/1/results/last_word/perplexity,none").asDouble());
        assertThat(difference.at("/difference/value").asDouble()).isCloseTo(first - second, within(1e-9));
        assertThat(difference.path("p").asDouble()).isBetween(0.0, 1.0);
        assertThat(result.json().at("/front/unit").asString()).isEqualTo("parameters");
        CommandRun text = CommandRun.of(
                "compare",
                folder.resolve("out1").toString(),
                folder.resolve("out2").toString());
        assertThat(text.output()).contains("Item by item").contains("on the front");
    }

    /** A model that is right on eleven of twelve items the other is wrong on: a sign-flip test gives 2 (1 + 12) / 4096. */
    @Test
    void theFrontAndTheTestAreThoseWorkedOutByHand() throws IOException {
        results("small", 1e6, 12, i -> i == 0 ? 1 : 0);
        results("large", 1e7, 12, i -> i == 0 ? 0 : 1);
        results("wasteful", 1e8, 12, i -> i < 6 ? 1 : 0);
        CommandRun run = CommandRun.of(
                "compare",
                folder.resolve("small").toString(),
                folder.resolve("large").toString(),
                folder.resolve("wasteful").toString(),
                "--json");
        assertThat(run.code()).as(run.error()).isZero();
        JsonNode first = run.json().at("/differences/0");
        assertThat(first.at("/difference/value").asDouble()).isCloseTo(10 / 12.0, within(1e-12));
        assertThat(first.path("p").asDouble()).isCloseTo(26 / 4096.0, within(1e-12));
        assertThat(first.path("corrected").asDouble()).isCloseTo(78 / 4096.0, within(1e-12));
        JsonNode points = run.json().at("/front/points");
        assertThat(points.get(0).path("dominatedBy").asInt()).isEqualTo(-1);
        assertThat(points.get(1).path("dominatedBy").asInt()).isEqualTo(-1);
        assertThat(points.get(2).path("dominatedBy").asInt()).isEqualTo(1);
    }

    /** Two filters and two replicates of two items: by "strict" the second model gains 0.5 an item, by "loose" it loses 0.25. */
    @Test
    void everyFigureIsComparedByItsOwnFilterOverAllReplicates() throws IOException {
        filtered("one", new double[] {0, 0, 0, 0}, new double[] {1, 1, 1, 0});
        filtered("two", new double[] {1, 0, 0, 1}, new double[] {1, 0, 1, 0});
        CommandRun run = CommandRun.of(
                "compare",
                folder.resolve("one").toString(),
                folder.resolve("two").toString(),
                "--json");
        assertThat(run.code()).as(run.error()).isZero();
        JsonNode differences = run.json().path("differences");
        assertThat(differences).hasSize(2);
        assertThat(differences.get(0).at("/difference/value").asDouble()).isCloseTo(0.5, within(1e-12));
        assertThat(differences.get(1).at("/difference/value").asDouble()).isCloseTo(-0.25, within(1e-12));
        assertThat(differences.get(0).path("items").asInt()).isEqualTo(2);
    }

    /** Values are those of item 0, item 1, and both again. */
    private void filtered(String name, double[] strict, double[] loose) throws IOException {
        Path out = Files.createDirectories(folder.resolve(name));
        StringBuilder samples = new StringBuilder();
        for (int i = 0; i < strict.length; i++) {
            String start = "{\"doc_id\": " + i % 2 + ", \"doc\": {\"q\": " + i % 2 + "}, \"filter\": ";
            samples.append(start)
                    .append("\"strict\", \"exact_match\": ")
                    .append(strict[i])
                    .append("}\n")
                    .append(start)
                    .append("\"loose\", \"exact_match\": ")
                    .append(loose[i])
                    .append("}\n");
        }
        Files.writeString(out.resolve("samples_t.jsonl"), samples);
        Files.writeString(
                out.resolve("results.json"),
                "{\"results\": {\"t\": {\"exact_match,strict\": 0.5, \"exact_match,loose\": 0.5}}}");
    }

    private void results(String name, double parameters, int items, IntUnaryOperator right) throws IOException {
        Path out = Files.createDirectories(folder.resolve(name));
        StringBuilder samples = new StringBuilder();
        double sum = 0;
        for (int i = 0; i < items; i++) {
            sum += right.applyAsInt(i);
            samples.append(String.format(
                    Locale.ROOT,
                    "{\"doc_id\": %d, \"doc\": {\"q\": %d}, \"filter\": \"none\", \"acc\": %d.0}%n",
                    i,
                    i,
                    right.applyAsInt(i)));
        }
        // as the harness names its files
        Files.writeString(out.resolve("samples_t_2026-01-01T00-00-00.000.jsonl"), samples);
        Files.writeString(
                out.resolve("results_2026-01-01T00-00-00.000.json"),
                String.format(
                        Locale.ROOT,
                        "{\"results\": {\"t\": {\"alias\": \"t\", \"acc,none\": %f, \"acc_stderr,none\": 0.1}}, \"versions\": {\"t\": 1},"
                                + " \"config\": {\"model_num_parameters\": %.0f}, \"model_name\": \"%s\"}",
                        sum / items,
                        parameters,
                        name));
    }

    /** Four benchmarks whose rises take 4, 2, 1 and a half years, two years apart: half the time every two years. */
    @Test
    void benchmarksThatSaturateEverFasterAreSeenToDoSo() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder csv = new StringBuilder("benchmark,date,model,score,chance,human,items\n");
        for (int b = 0; b < 4; b++) {
            double years = 4 / Math.pow(2, b);
            double rate = 2 * Math.log(9) / years;
            double middle = 2014 + 2 * b;
            for (int i = 0; i < 24; i++) {
                double at = middle - years + 2.5 * years * i / 23;
                double score = 0.25 + 0.7 / (1 + Math.exp(-rate * (at - middle)));
                csv.append(String.format(
                        Locale.ROOT,
                        "bench%d,%.4f,m%d,%.4f,0.25,0.9,2000%n",
                        b,
                        at,
                        i,
                        Math.clamp(score + 0.005 * random.nextGaussian(), 0, 1)));
            }
        }
        Path file = folder.resolve("scores.csv");
        Files.writeString(file, csv);
        Path page = folder.resolve("page.html");
        CommandRun run = CommandRun.of(
                "saturation", file.toString(), "--bootstrap", "60", "--json", "--report", page.toString());
        assertThat(run.code()).as(run.error()).isZero();
        JsonNode first = run.json().at("/benchmarks/0");
        assertThat(first.at("/ten_to_ninety/value").asDouble()).isCloseTo(4, within(0.4));
        assertThat(first.at("/middle/value").asDouble()).isCloseTo(2014, within(0.15));
        assertThat(first.at("/ceiling/value").asDouble()).isCloseTo(0.95, within(0.02));
        assertThat(run.json().at("/trend/factor_a_year").asDouble()).isCloseTo(Math.sqrt(0.5), within(0.05));
        assertThat(run.json().at("/trend/interval/1").asDouble()).isLessThan(1);
        assertThat(Files.readString(page)).contains("saturation-chart").contains("bench3");
        CommandRun text = CommandRun.of("saturation", file.toString(), "--bootstrap", "60");
        assertThat(text.output()).contains("Benchmarks saturate ever faster").contains("bench0");
        CommandRun fit = CommandRun.of(
                "fit",
                file.toString(),
                "--law",
                "saturation",
                "--x",
                "date",
                "--y",
                "score",
                "--where",
                "benchmark = 'bench1'",
                "--bootstrap",
                "60",
                "--json");
        assertThat(fit.code()).as(fit.error()).isZero();
        assertThat(fit.json().at("/parameters/middle/value").asDouble()).isCloseTo(2016, within(0.1));
    }
}
