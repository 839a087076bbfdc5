package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.pretraining.TrainedModel;
import dev.blueline.testtime.LearnedVerifier;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ThinkVerifierCommandTest {
    @TempDir
    Path folder;

    private static String printed(Object command, String... arguments) {
        PrintStream out = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
            assertThat(new CommandLine(command).execute(arguments)).isZero();
        } finally {
            System.setOut(out);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    /** A model that can hardly do it: one digit in ten is right by chance, and that is enough to learn from. */
    @Test
    void aVerifierStandsBesideTheRunAndSaysHowGoodItIs() {
        Path run = folder.resolve("run");
        assertThat(CommandRun.of(
                                "train",
                                "--task",
                                "arithmetic",
                                "--levels",
                                "1",
                                "--style",
                                "summary",
                                "--size",
                                "32x1",
                                "--steps",
                                "80",
                                "--threads",
                                "1",
                                "--out",
                                run.toString())
                        .code())
                .isZero();
        String[] arguments = {
            "--run",
            run.toString(),
            "--task",
            "arithmetic",
            "--levels",
            "1",
            "--flops",
            "6e9",
            "--tokens",
            "16",
            "--threads",
            "1"
        };
        String text = printed(new ThinkVerifierCommand(), arguments);
        assertThat(text).contains("held-out answers", "of one problem", "Verifier: " + run.resolve("verifier"));
        String[] json = Arrays.copyOf(arguments, arguments.length + 1);
        json[arguments.length] = "--json";
        JsonNode told = JsonMapper.shared().readTree(printed(new ThinkVerifierCommand(), json));
        double spent = told.at("/training/rolloutFlops").asDouble()
                + told.at("/training/updateFlops").asDouble();
        assertThat(spent).isGreaterThanOrEqualTo(6e9);
        assertThat(told.at("/training/tasks/0").asString()).isEqualTo("arithmetic");
        assertThat(told.at("/quality/responses").asInt()).isPositive();
        assertThat(told.at("/quality/calibrationError").asDouble()).isLessThan(0.3);
        try (TrainedModel model = TrainedModel.open(run, 1);
                LearnedVerifier verifier = LearnedVerifier.open(run, model.tokenizer(), 1)) {
            assertThat(verifier.prior()).isEqualTo(told.at("/training/prior").asDouble());
        }
        // now that there is a verifier, and no monologue was taught, thoughts can be cut and searched
        String led = printed(
                new ThinkLeadCommand(),
                "--run",
                run.toString(),
                "--task",
                "arithmetic",
                "--levels",
                "1",
                "--problems",
                "8",
                "--each",
                "2",
                "--tokens",
                "16",
                "--threads",
                "1");
        assertThat(led).contains("On 8 held-out problems", " 0 tokens", "width 8");
        assertThat(led).doesNotContain("go-on", "revise");
        JsonNode points = JsonMapper.shared()
                .readTree(printed(
                        new ThinkLeadCommand(),
                        "--run",
                        run.toString(),
                        "--task",
                        "arithmetic",
                        "--levels",
                        "1",
                        "--problems",
                        "8",
                        "--tokens",
                        "16",
                        "--threads",
                        "1",
                        "--how",
                        "cut",
                        "--json"))
                .get("points");
        assertThat(points.valueStream().map(point -> point.get("size").asInt())).containsExactly(0, 4, 8, 12, 16);
        assertThat(points.get(4).get("flops").asDouble())
                .isGreaterThan(points.get(0).get("flops").asDouble());
    }
}
