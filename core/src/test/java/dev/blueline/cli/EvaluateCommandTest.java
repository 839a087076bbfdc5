package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EvaluateCommandTest {
    @TempDir
    Path folder;

    private String model(String name, long seed) throws IOException {
        Path run = folder.resolve(name);
        Files.createDirectories(run);
        Tokenizer tokenizer = BytePairTrainer.train(List.of("a small text about the kitchen ".repeat(30)), 300);
        ModelShape shape =
                new ModelShape(tokenizer.vocabularySize(), 256, 1, 32, 1, 1, 32, 64, true, false, 10_000, 1e-5);
        try (Learner learner = new JavaLearner(shape, seed, 1)) {
            learner.save(run);
        }
        tokenizer.save(run.resolve("tokenizer.json"));
        return run.toString();
    }

    @Test
    void itemsOfOneFrameHaveNoErrorAndNoneIsPrinted() throws IOException {
        Path own = folder.resolve("own.jsonl");
        Files.writeString(own, """
                {"prompt": "a small", "right": " text", "wrong": [" kitchen"]}
                {"prompt": "about the", "right": " kitchen", "wrong": [" text"]}
                """);
        String a = model("a", 1);
        CommandRun one = CommandRun.of("evaluate", "--run", a, "--tasks", own.toString());
        CommandRun two = CommandRun.of("evaluate", "--run", a, "--run", model("b", 2), "--tasks", own.toString());
        assertThat(one.code()).as(one.error()).isZero();
        assertThat(one.output()).containsPattern("own +2 +[0-9.]+% +- ").doesNotContain("NaN");
        assertThat(two.code()).as(two.error()).isZero();
        assertThat(two.output()).doesNotContain("NaN");
    }

    @Test
    void anUntrainedModelIsNearChance() throws IOException {
        CommandRun result = CommandRun.of(
                "evaluate",
                "--run",
                model("a", 1),
                "--tasks",
                "spatial,arithmetic,lecture",
                "--items",
                "200",
                "--json");
        assertThat(result.code()).as(result.error()).isZero();
        JsonNode figures = result.json().path("models").get(0).path("figures");
        assertThat(figures).hasSize(2 + 5 + 16);
        for (JsonNode each : figures) {
            assertThat(each.path("choice").asDouble()).isBetween(0.0, 1.0);
            if (!each.path("slice").stringValue().contains("/")) {
                assertThat(Math.abs(each.path("accuracy").asDouble()
                                - each.path("chance").asDouble()))
                        .isLessThan(0.15);
            }
        }
        assertThat(result.json().path("models").get(0).path("lecture")).hasSize(6);
    }

    @Test
    void twoModelsAreComparedSkillBySkill() throws IOException {
        CommandRun result = CommandRun.of(
                "evaluate",
                "--run",
                model("a", 1),
                "--run",
                model("b", 2),
                "--tasks",
                "grammar,sentiment",
                "--items",
                "60");
        assertThat(result.code()).as(result.error()).isZero();
        assertThat(result.output()).contains("Second model against the first").contains("corrected");
    }

    @Test
    void behaviourIsMeasuredWhereItIsAskedFor() throws IOException {
        String run = model("a", 1);
        CommandRun text = CommandRun.of("evaluate", "--run", run, "--tasks", "lecture", "--behaviour");
        assertThat(text.code()).as(text.error()).isZero();
        assertThat(text.output())
                .contains("keeps the format asked for")
                .contains("tokens per second")
                .contains("numbered list");
        CommandRun json = CommandRun.of("evaluate", "--run", run, "--tasks", "lecture", "--behaviour", "--json");
        JsonNode behaviour = json.json().path("models").get(0).path("behaviour");
        double mean = (behaviour.path("format").asDouble()
                        + behaviour.path("length").asDouble()
                        + behaviour.path("language").asDouble()
                        + 1
                        - (behaviour.path("repetition_greedy").asDouble()
                                        + behaviour.path("repetition_drawn").asDouble())
                                / 2)
                / 4;
        assertThat(behaviour.path("score").asDouble()).isCloseTo(mean, within(1e-9));
        assertThat(behaviour.path("formats")).hasSize(9);
        assertThat(behaviour.path("languages")).hasSize(10);
        assertThat(behaviour.path("tokens_per_second").asDouble()).isPositive();
        assertThat(CommandRun.of("evaluate", "--run", run, "--tasks", "lecture").output())
                .doesNotContain("keeps the format");
    }

    @Test
    void itemsOfAFileAreAsked() throws IOException {
        Path file = folder.resolve("mine.jsonl");
        Files.writeString(file, "{\"prompt\":\"Two and two is\",\"right\":\" four\",\"wrong\":\" five\"}\n");
        CommandRun result = CommandRun.of("evaluate", "--run", model("a", 1), "--tasks", file.toString());
        assertThat(result.code()).as(result.error()).isZero();
        assertThat(result.output()).contains("mine").contains("1 items");
    }

    @Test
    void skillsAndItemsAreListedWithoutAModel() {
        CommandRun list = CommandRun.of("evaluate", "--list");
        assertThat(list.code()).isZero();
        assertThat(list.output())
                .contains("arithmetic: ")
                .contains("chance 25%")
                .contains("lecture: ");
        CommandRun items = CommandRun.of("evaluate", "--tasks", "lecture", "--show", "6");
        assertThat(items.output()).contains("In my free time, I like to {code, banana}");
        assertThat(CommandRun.of("evaluate", "--list", "--json").json()).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evaluate | needs one --run",
                "evaluate --run a --run b --run c | needs one --run",
                "evaluate --run OUT/none --tasks grammar | there is no folder",
                "evaluate --run OUT --tasks grammar | no trained model",
                "evaluate --run OUT --tasks telepathy | there is no skill",
                "evaluate --run OUT --tasks OUT/none.jsonl | cannot be read",
                "evaluate --run OUT --items 0 | --items",
                "evaluate --run OUT --threads 0 | --threads"
            })
    void badInputIsOneLine(String line, String says) {
        CommandRun result = CommandRun.of(Stream.of(line.split(" ", -1))
                .map(word -> word.replace("OUT", folder.toString()))
                .toArray(String[]::new));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error().lines().filter(text -> text.startsWith("blueline:")))
                .singleElement()
                .asString()
                .contains(says);
    }
}
