package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LedgerCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void logs() throws IOException {
        Files.writeString(folder.resolve("log.csv"), "step,loss,lr\n100,5,1e-3\n200,4,5e-4\n300,3.5,1e-4\n");
        Files.writeString(folder.resolve("runs.csv"), "N,D,loss\n1e6,1e9,3.5\n2e6,1e9,3.25\n");
        Files.writeString(folder.resolve("text.csv"), "N,D,loss\n1e6,many,3.5\n");
        Files.writeString(folder.resolve("broken.toml"), "[colums]\n");
        Files.write(
                folder.resolve("events.out.tfevents.1"),
                new byte[] {0x18, 0, 0, 0, 0, 0, 0, 0, (byte) 0xa3, 0x7f, 0x4b, 0x22, 9});
    }

    private CommandRun execute(String line) {
        return CommandRun.of(Stream.of(line.split(" ", -1))
                .map(word -> word.replace("OUT", folder.toString()))
                .toArray(String[]::new));
    }

    @Test
    void anImportIsSaidAndShown() {
        CommandRun first =
                execute("ledger import OUT/log.csv OUT/runs.csv --n 124e6 --tokens-per-step 1024 --out OUT/ledger");
        assertThat(first.error()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.output())
                .contains("added     log: N 1.240e+08, D 3.072e+05, C 2.286e+14; loss 3.5")
                .contains("C is 6ND")
                .contains("3 runs added to ");
        assertThat(execute("ledger import OUT/runs.csv --out OUT/ledger").output())
                .contains("0 runs added")
                .contains("2 already there");
        CommandRun shown = execute("ledger show OUT/ledger");
        assertThat(shown.output().lines().findFirst().orElse("")).matches("name +n +d +c +loss +stage +source");
        assertThat(shown.output())
                .contains("runs.csv row 2  2.000e+06  1.000e+09  1.200e+16  3.25")
                .contains("3 runs");
    }

    @Test
    void jsonIsOneObject() {
        execute("ledger import OUT/runs.csv --out OUT/ledger");
        JsonNode shown = JsonMapper.shared()
                .readTree(execute("ledger show OUT/ledger/ledger.jsonl --json").output());
        assertThat(shown.path("rows").size()).isEqualTo(2);
        assertThat(shown.path("rows").path(0).path("n").asDouble()).isEqualTo(1e6);
        JsonNode done = JsonMapper.shared()
                .readTree(execute("ledger import OUT/log.csv --out OUT/other --json")
                        .output());
        assertThat(done.path("runs").path(0).path("added").asBoolean()).isTrue();
        assertThat(done.path("runs").path(0).path("stage").asString("")).isEqualTo("taken_as_finished");
    }

    @Test
    void whatIsRefusedIsSaidWithTheReason() {
        CommandRun refused = execute("ledger import OUT/log.csv --schedule cosine --total-steps 1000 --out OUT/ledger");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.output())
                .contains("refused   log")
                .contains("step 300 of 1000 planned")
                .contains("--accept-midrun");
        assertThat(folder.resolve("ledger")).doesNotExist();
        assertThat(execute(
                                "ledger import OUT/log.csv --schedule cosine --total-steps 1000 --accept-midrun --out OUT/ledger")
                        .output())
                .contains("(before the end of its schedule)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ledger import OUT/none.csv | none.csv",
                "ledger import OUT/text.csv | D is 'many' in row 1 of",
                "ledger import OUT/runs.csv --metric los | did you mean loss?",
                "ledger import OUT/runs.csv --n -1 | --n is -1.0",
                "ledger import OUT/log.csv --schedule cosin | constant, cosine, linear or wsd",
                "ledger import OUT/log.csv --schedule cosine --decay-start 5 | say wsd",
                "ledger import OUT/log.csv --mapping OUT/broken.toml | no section [colums]",
                "ledger import OUT/log.csv --profile none | no profile none",
                "ledger import OUT/events.out.tfevents.1 | byte offset 0",
                "ledger import | PATH",
                "ledger show OUT | there is no ledger",
                "ledger frob | frob"
            })
    void badInputIsOneLineAndExitCodeTwo(String line, String says) {
        CommandRun result = execute(line.contains("import ") ? line + " --out OUT/ledger" : line);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error().lines()).singleElement().asString().contains(says);
        assertThat(folder.resolve("ledger")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"ledger --help", "ledger import --help", "ledger show --help"})
    void everyCommandHelpsWithAnExample(String line) {
        CommandRun result = execute(line);
        assertThat(result.code()).isZero();
        assertThat(result.output()).contains("Example").contains("blueline ledger ");
    }
}
