package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ThinkCommandTest {
    @TempDir
    static Path folder;

    private static CommandRun execute(String line) {
        return CommandRun.of(Stream.of(line.split(" ", -1))
                .map(word -> word.replace("IN", folder.toString()))
                .toArray(String[]::new));
    }

    private static final String THINK =
            "think --run IN/taught --task arithmetic --levels 1,2 --problems 6 --tokens 8 --threads 2 --out IN/thinking ";

    @BeforeAll
    static void aModelThatKnowsLittle() {
        CommandRun run = execute(
                "train --task arithmetic --levels 1 --style direct --size 32x1 --steps 150 --threads 2 --out IN/taught");
        assertThat(run.code()).as(run.error()).isZero();
    }

    private static JsonNode strategy(JsonNode part, String word) {
        for (JsonNode one : part.get("strategies")) {
            if (one.get("strategy").asString().equals(word)) {
                return one;
            }
        }
        throw new AssertionError("no " + word);
    }

    @Test
    void everyStrategyHasACurveAndMoreSamplesAddToWhatIsThere() throws IOException {
        CommandRun run = execute(THINK + "--samples 64 --json");
        assertThat(run.code()).as(run.error()).isZero();
        JsonNode all = run.json().get("all");
        assertThat(all.get("problems").asInt()).isEqualTo(12);
        JsonNode best = strategy(all, "best-of-n").get("points");
        assertThat(best).hasSize(7); // 1 to 64
        assertThat(best.get(6).get("right").asDouble())
                .isGreaterThanOrEqualTo(best.get(0).get("right").asDouble())
                .isCloseTo(all.get("ever_right").asDouble(), within(1e-9));
        assertThat(strategy(all, "majority").get("points").get(6).get("right").asDouble())
                .isCloseTo(all.get("mode_right").asDouble(), within(1e-9));
        assertThat(strategy(all, "greedy").get("points")).hasSize(1);
        assertThat(run.json().get("levels").get(0).get("solver_milliseconds").asDouble())
                .isPositive();

        byte[] before = Files.readAllBytes(folder.resolve("thinking/pools.jsonl"));
        CommandRun again = execute(THINK + "--samples 64 --json");
        assertThat(again.output()).isEqualTo(withoutTimes(run, again));
        assertThat(Files.readAllBytes(folder.resolve("thinking/pools.jsonl"))).isEqualTo(before);

        CommandRun more = execute(THINK + "--samples 256");
        assertThat(more.code()).as(more.error()).isZero();
        assertThat(more.output())
                .contains("At equal FLOPs", "Stopping early", "Coverage forecast from 50", "Which line");
        byte[] after = Files.readAllBytes(folder.resolve("thinking/pools.jsonl"));
        assertThat(Arrays.copyOf(after, before.length)).isEqualTo(before);
        assertThat(Files.readString(folder.resolve("thinking/forecasts.jsonl")))
                .contains("arithmetic-1-pass@256-beta-binomial")
                .contains("\"type\":\"score\"");
    }

    /** All but what the clock says. */
    private static String withoutTimes(CommandRun first, CommandRun second) {
        String[] lines = first.output().split("\n", -1);
        String[] others = second.output().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].contains("solver_milliseconds")) {
                lines[i] = others[i];
            }
        }
        return String.join("\n", lines);
    }

    @Test
    void aBudgetSaysWhatItBoughtAndIsNotOverspent() {
        CommandRun run = execute(THINK.replace("thinking", "bought") + "--samples 64 --budget-tokens 30 --json");
        assertThat(run.code()).as(run.error()).isZero();
        for (JsonNode one : run.json().get("all")) {
            assertThat(one.get("spent").asDouble()).isBetween(1.0, 30.0);
            assertThat(one.get("right").asDouble())
                    .isBetween(one.get("low").asDouble(), one.get("high").asDouble());
        }
        assertThat(run.json().get("one_answer").asDouble()).isLessThan(9);
        CommandRun text = execute(THINK.replace("thinking", "bought") + "--samples 64 --budget-seconds 3600");
        assertThat(text.output()).contains("give more --samples");
    }
}
