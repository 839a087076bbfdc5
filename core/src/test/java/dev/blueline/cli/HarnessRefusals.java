package dev.blueline.cli;

import com.sun.net.httpserver.HttpServer;
import dev.blueline.harness.Endpoint;
import dev.blueline.harness.Evaluation;
import dev.blueline.harness.EvaluationRequest;
import dev.blueline.harness.TaskLibrary;
import dev.blueline.scaling.Benchmark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Task files that cannot be asked, servers that do not answer, results and scores that cannot be compared. */
final class HarnessRefusals {
    private static final String SCORES = "benchmark,date,model,score,chance\n";

    private HarnessRefusals() {}

    static void add(Refusals refusals) {
        tasks(refusals);
        endpoints(refusals);
        comparisons(refusals);
        benchmarks(refusals);
    }

    private static String task(String name, String lines) {
        return "task: " + name + "\ndataset_path: json\ndataset_kwargs: {data_files: {test: items.jsonl}}\n"
                + "test_split: test\ndoc_to_text: '{{q}}'\ndoc_to_target: '{{a}}'\n" + lines;
    }

    private static void tasks(Refusals refusals) {
        refusals.file("h/items.jsonl", "{\"q\": \"two\", \"a\": \"4\"}\n")
                .file("h/empty.jsonl", "[]")
                .file("h/broken.jsonl", "{\"q\": ")
                .file("h/good.yaml", task("good", ""))
                .file("h/scored.yaml", task("scored", "output_type: loglikelihood\n"))
                .file("h/key.yaml", task("key", "process_docs: !function utils.f\n"))
                .file("h/torn.yaml", "task: [a\n b: {")
                .file("h/keyless.yaml", "- a\n")
                .file(
                        "h/none.yaml",
                        "include: good.yaml\ntask: none\ndataset_kwargs: {data_files: {test: empty.jsonl}}\n")
                .file(
                        "h/half.yaml",
                        "include: good.yaml\ntask: half\ndataset_kwargs: {data_files: {test: broken.jsonl}}\n")
                .file("h/template.yaml", "include: good.yaml\ntask: template\ndoc_to_text: '{{question}}'\n");
        refusals.commands("""
                evaluate --run IN/taught --tasks IN/h/gone.yaml | there is no task file
                evaluate --run IN/taught --tasks IN/h/torn.yaml | is not a task file in YAML
                evaluate --run IN/taught --tasks IN/h/keyless.yaml | holds no keys
                evaluate --run IN/taught --tasks IN/h/key.yaml | key "process_docs": !function utils.f is code, which is never run
                evaluate --run IN/taught --include-path IN/h --tasks gsm8k | --tasks names gsm8k, which no task file in
                evaluate --run IN/taught --include-path IN/nowhere --tasks gsm8k | there is no folder of task files
                evaluate --run IN/taught --tasks IN/h/good.yaml --data IN/nowhere | there is no folder of data sets
                evaluate --run IN/taught --tasks IN/h/none.yaml | split test holds no documents
                evaluate --run IN/taught --tasks IN/h/half.yaml | cannot be read as documents
                evaluate --run IN/taught --tasks IN/h/template.yaml | the template cannot be filled
                evaluate --run IN/taught --tasks grammar --limit 3 | --limit does nothing without task files
                evaluate --run IN/taught --tasks grammar --seeds 1,2 | --seeds does nothing without task files
                evaluate --run IN/taught --tasks grammar --tries 2 | --tries does nothing without task files
                evaluate --run IN/taught --tasks IN/h/good.yaml --behaviour | --behaviour does nothing with task files
                evaluate --run IN/taught --tasks IN/h/good.yaml --items 5 | --items does nothing with task files
                evaluate --run IN/taught --tasks IN/h/good.yaml --list | --list does nothing with task files
                evaluate --run IN/taught --tasks IN/h/good.yaml --threads 0 | --threads 0 cannot be used
                evaluate --run IN/taught --tasks IN/h/good.yaml --timeout 5 | --timeout does nothing without --endpoint
                evaluate --endpoint http://localhost:1 --model m --tasks IN/h/good.yaml --threads 2 | --threads does nothing with
                evaluate --tasks IN/h/good.yaml | task files are put to one model
                evaluate --run IN/taught --tasks IN/h/good.yaml --chat | --chat does nothing without --endpoint
                evaluate --run IN/taught --tasks IN/h/good.yaml --limit 0 | must be 1 or more
                evaluate --run IN/taught --tasks IN/h/good.yaml --seeds 1,1 | --seeds must be different
                evaluate --endpoint localhost:8000 --model m --tasks IN/h/good.yaml --out IN/h/out | is no address
                """);
    }

    private static void endpoints(Refusals refusals) {
        refusals.call("gives no log-probabilities of a prompt (status 400: no echo)", () -> asked(refusals, "scored"))
                .call("refuses what it is asked: status 400: no echo", () -> asked(refusals, "good"));
    }

    /** A server that takes nothing. */
    private static Evaluation asked(Refusals refusals, String task) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] error = "{\"error\": {\"message\": \"no echo\"}}".getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(400, error.length);
                exchange.getResponseBody().write(error);
            }
        });
        server.start();
        try (Endpoint endpoint = new Endpoint(new Endpoint.Settings(
                "http://localhost:" + server.getAddress().getPort(),
                "m",
                false,
                Optional.empty(),
                Duration.ofSeconds(20),
                1,
                Duration.ZERO,
                1,
                refusals.folder().resolve("h/answers-" + task + ".jsonl")))) {
            return Evaluation.of(
                    TaskLibrary.find(
                            List.of(refusals.folder()
                                    .resolve("h/" + task + ".yaml")
                                    .toString()),
                            List.of()),
                    endpoint,
                    new EvaluationRequest(OptionalInt.empty(), OptionalInt.empty(), List.of(1L)),
                    Optional.empty(),
                    share -> {});
        } finally {
            server.stop(0);
        }
    }

    private static String results(String task) {
        return "{\"results\": {\"" + task + "\": {\"acc,none\": 0.5}}, \"model_name\": \"" + task + "\"}";
    }

    private static String sample(int id, String question) {
        return "{\"doc_id\": " + id + ", \"doc\": {\"q\": \"" + question + "\"}, \"filter\": \"none\", \"acc\": 1}\n";
    }

    private static void comparisons(Refusals refusals) {
        refusals.file("h/a/results.json", results("t"))
                .file("h/a/samples_t.jsonl", sample(0, "one"))
                .file("h/b/results.json", results("t"))
                .file("h/b/samples_t.jsonl", sample(0, "two"))
                .file("h/c/results.json", results("t"))
                .file("h/c/samples_t.jsonl", sample(1, "one"))
                .file("h/d/results.json", results("u"))
                .file("h/bare/results.json", "{\"results\": {}}")
                .file("h/torn/results.json", "{\"results\": ");
        refusals.commands("""
                compare IN/h/a IN/h/b --n parameters | --n does nothing without --by COLUMN
                compare IN/h/a IN/h/b --same-size | --same-size does nothing without --by COLUMN
                compare IN/h/a/samples_t.jsonl --by doc_id --tasks IN/h/good.yaml | --tasks does nothing with --by
                compare IN/h/a | compare takes two models or more
                compare IN/h/a IN/h/b | were asked different items of t (item 0)
                compare IN/h/a IN/h/c | share no item of t
                compare IN/h/a IN/h/d | the models share no task
                compare IN/h/a IN/h/bare | holds no results of tasks
                compare IN/h/a IN/h/torn | cannot be read as results
                compare IN/h/a IN/taught | holds no results of task files
                """);
    }

    private static void benchmarks(Refusals refusals) {
        StringBuilder few = new StringBuilder(SCORES);
        StringBuilder percent = new StringBuilder(SCORES);
        for (int i = 0; i < 4; i++) {
            few.append("x,201").append(i).append(",m,0.").append(i).append(",\n");
        }
        for (int i = 0; i < 6; i++) {
            percent.append("x,201").append(i).append(",m,").append(30 + i).append(",\n");
        }
        refusals.file("h/few.csv", few.toString())
                .file("h/percent.csv", percent.toString())
                .file("h/unnamed.csv", "task,date,model,score\nx,2020,m,0.5\n")
                .file("h/undated.csv", "benchmark,model,score\nx,m,0.5\n")
                .file("h/day.csv", "benchmark,date,model,score\nx,2020-13-01,m,0.5\n")
                .file("h/compute.csv", "benchmark,compute,model,score\nx,-1,m,0.5\n")
                .file("h/zero.csv", "flops,score\n1e9,0.1\n1e10,0.2\n0,0.3\n1e12,0.4\n1e13,0.5\n1e14,0.6\n")
                .file("h/chances.csv", SCORES + "x,2020,m,0.5,0.25\nx,2021,m,0.5,0.2\n");
        refusals.commands("""
                saturation IN/h/unnamed.csv | has no column benchmark
                saturation IN/h/undated.csv | has neither a column date nor compute
                saturation IN/h/day.csv | where a date is needed
                saturation IN/h/compute.csv | where FLOPs above 0 are needed
                saturation IN/h/chances.csv | has the chance 0.25 and 0.2
                saturation IN/h/percent.csv | has the score 30.0 of m
                saturation IN/h/few.csv --level 2 | --level must be between 0.5 and 1
                fit IN/h/few.csv --law saturation --x date | points at 4 different places
                fit IN/h/percent.csv --law saturation --x date | has the score 30.0 at 2010.0
                fit IN/h/few.csv --law saturation | takes one axis
                fit IN/h/few.csv --law saturation --x date --y nowhere | no column nowhere
                fit IN/h/day.csv --law saturation --x date | where a date is needed
                fit IN/h/zero.csv --law saturation --c flops | flops is 0.0 in
                """);
        refusals.file("h/scoreless.csv", "date,value\n2020,0.5\n");
        refusals.commands("fit IN/h/scoreless.csv --law saturation --x date | is the score? Say --y COLUMN");
        refusals.call("cannot be told: give one above 0", () -> Benchmark.itemsNeeded(0.5, 0));
    }
}
