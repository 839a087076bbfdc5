package dev.blueline.cli;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.Journal;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Questions to a model: {@code generate --explain} and {@code evaluate}. */
final class ModelRefusals {
    private static final int CONTEXT = 16;

    private ModelRefusals() {}

    static void add(Refusals refusals) {
        refusals.file("questions/binary.jsonl", new byte[] {(byte) 0xC3, 0x28, '\n'})
                .file("questions/empty.jsonl", "\n")
                .file("questions/prose.jsonl", "What is two and two?\n")
                .file("questions/half.jsonl", "{\"prompt\": \"2 + 2 =\", \"right\": \" 4\"}\n")
                .file("questions/twice.jsonl", "{\"prompt\": \"2 + 2 =\", \"right\": \" 4\", \"wrong\": [\" 4\"]}\n")
                .file(
                        "questions/level.jsonl",
                        "{\"prompt\": \"a\", \"right\": \" b\", \"wrong\": [\" c\"], \"level\": \"hard\"}\n")
                .file(
                        "questions/long.jsonl",
                        "{\"prompt\": \"Count:\", \"right\": \" " + "1 2 3 4 ".repeat(9) + "\", \"wrong\": [\" 5\"]}\n")
                .file("questions/large.txt", "word ".repeat(250_000))
                .file("listed/words.json", "{")
                .prepare(() -> model(refusals))
                .prepare(() -> strangers(refusals))
                .commands("""
                        generate --run IN/study/runs/64x2-4M-b --prompt x | folders were swapped or renamed
                        generate --run IN/foreign/runs/a --prompt x | is not what was written there, by
                        generate --run IN/model | give either --prompt
                        generate --run IN/model --explain IN/questions/large.txt | larger than a megabyte
                        generate --run IN/model --explain IN/questions/binary.jsonl | is not UTF-8
                        generate --run IN/model --explain '' | 0 tokens of text
                        generate --run IN/listed --explain word | is not a word list
                        evaluate --tasks all | evaluate needs one --run
                        evaluate --run IN/model --tasks all --items 0 | --items 0
                        evaluate --show -1 --tasks all | --show -1
                        evaluate --run IN/model --tasks all --threads 0 | --threads 0
                        evaluate --run IN/model --tasks juggling | there is no skill "juggling"
                        evaluate --run IN/model --tasks IN/questions/none.jsonl | cannot be read
                        evaluate --run IN/model --tasks IN/questions/binary.jsonl | is not UTF-8
                        evaluate --run IN/model --tasks IN/questions/empty.jsonl | holds no items
                        evaluate --run IN/model --tasks IN/questions/prose.jsonl | is not JSON
                        evaluate --run IN/model --tasks IN/questions/half.jsonl | lacks prompt
                        evaluate --run IN/model --tasks IN/questions/twice.jsonl | two equal answers
                        evaluate --run IN/model --tasks IN/questions/level.jsonl | has "level": "hard"; give a whole number
                        evaluate --run IN/model --tasks IN/questions/long.jsonl | longer than the model's context
                        """);
    }

    /** A study with two runs whose folders were swapped, and a run's folder with the model of another. */
    private static void strangers(Refusals refusals) throws java.io.IOException {
        Path model = refusals.folder().resolve("model");
        Path study = refusals.folder().resolve("study");
        Run run = SampleRun.of("another-run");
        new Ledger(study).append(run, List.of());
        Path swapped = Files.createDirectories(study.resolve("runs/64x2-4M-b"));
        Path foreign = Files.createDirectories(refusals.folder().resolve("foreign/runs/a"));
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
            Files.copy(model.resolve(file), swapped.resolve(file));
            Files.copy(model.resolve(file), foreign.resolve(file));
        }
        Files.writeString(
                swapped.resolve("run.json"), JsonMapper.shared().writeValueAsString(new Ledger.Entry(run, List.of())));
        new Journal(foreign.resolveSibling("checksums.jsonl"))
                .append("{\"file\":\"a/model.safetensors\",\"bytes\":1,\"sum\":\"00000000\"}");
    }

    private static void model(Refusals refusals) throws java.io.IOException {
        Tokenizer tokenizer = BytePairTrainer.train(List.of("the house the house"), 290);
        ModelShape shape = new ModelShape(290, CONTEXT, 1, 32, 1, 1, 32, 64, false, false, 10_000, 1e-5);
        for (String name : List.of("model", "listed")) {
            var folder = Files.createDirectories(refusals.folder().resolve(name));
            try (Learner learner = Learners.create(Learners.JAVA, shape, 3, 1)) {
                learner.save(folder);
            }
            tokenizer.save(folder.resolve("tokenizer.json"));
        }
    }
}
