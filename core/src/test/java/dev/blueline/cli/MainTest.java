package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run no-such-study | no study",
                "run --budget -5m | budget",
                "run --budget 5parsecs | not a time",
                "run --budget 1s | 20s to 30d",
                "run --budget 900d | 20s to 30d",
                "run --seed x | --seed",
                "run --seed -3 | seed",
                "run --threads 0 | threads",
                "run --learner abacus | choose one of [java]",
                "run --learner torch | blueline-torch",
                "run --log-format xml | --log-format",
                "status OUT | status.json",
                "run --budgett 10m | --budget",
                "run --corpus OUT/missing.txt | missing.txt",
                "run --corpus OUT/empty.txt | empty.txt",
                "run --corpus OUT/binary.txt | binary.txt",
                "run --corpus OUT/small.txt | --corpus",
                "run first-look first-look | two studies",
                "compare OUT/runs.csv --n n --d d --y loss | --by",
                "compare OUT/runs.csv --by recipe --n n --d d --y loss --baseline x | no recipe is called x",
                "compare OUT/runs.csv --by recipes --n n --d d --y loss | did you mean recipe",
                "compare OUT/runs.csv --by 'a' --n n --d d --y loss | the same recipe",
                "generate --run OUT/none --prompt x | there is no folder",
                "generate --run OUT --prompt x | no trained model",
                "generate --run OUT --prompt x --temperature -1 | --temperature",
                "generate --prompt x | --run",
                "frobnicate | frobnicate"
            })
    void badInputIsOneLineAndExitCodeTwo(String line, String says) throws IOException {
        Files.writeString(folder.resolve("empty.txt"), "");
        Files.write(folder.resolve("binary.txt"), new byte[] {0, 1, 2, 0, (byte) 200, 0, 0, 7, 0, 0});
        Files.writeString(folder.resolve("small.txt"), "A little text, far too little for any model.\n".repeat(40));
        Files.writeString(folder.resolve("runs.csv"), "recipe,n,d,loss\na,1e6,2e7,3.1\nb,1e6,2e7,3.0\n");
        Path out = folder.resolve("out");
        CommandRun result = CommandRun.of(Stream.concat(
                        Stream.of(line.replace("OUT", folder.toString()).split(" ", -1)),
                        line.startsWith("run") ? Stream.of("--out", out.toString()) : Stream.of())
                .toArray(String[]::new));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error().lines().filter(text -> text.startsWith("blueline:")))
                .singleElement()
                .asString()
                .contains(says);
        assertThat(result.error()).doesNotContain("\tat ");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--help",
        "run --help",
        "status --help",
        "generate --help",
        "bench --help",
        "fit --help",
        "compare --help",
        "verdict --help",
        "ledger import --help",
        "ledger show --help"
    })
    void everyCommandHelpsWithAnExample(String line) {
        CommandRun result = CommandRun.of(line.split(" ", -1));
        assertThat(result.code()).isZero();
        assertThat(result.output()).contains("Example").contains("blueline ");
    }

    @Test
    void budgetsReadAsPeopleWriteThem() {
        assertThat(Budget.seconds("90s")).isEqualTo(90);
        assertThat(Budget.seconds("10m")).isEqualTo(600);
        assertThat(Budget.seconds("1h30m")).isEqualTo(5400);
        assertThat(Budget.seconds("2.5h")).isEqualTo(9000);
        assertThat(Budget.seconds("1d")).isEqualTo(86_400);
        assertThat(Budget.seconds("45")).isEqualTo(45);
    }
}
