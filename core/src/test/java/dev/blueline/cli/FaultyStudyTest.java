package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.logs.LogPoint;
import dev.blueline.logs.Reading;
import dev.blueline.logs.TrainingLog;
import dev.blueline.logs.TrainingLogs;
import dev.blueline.pretraining.Pretraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole studies in which runs break, as their user sees them. */
class FaultyStudyTest {
    private static final String FAULTS = "blueline.test.faults";
    private static final Path TINY = Path.of("src", "test", "resources", "tiny.toml");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @AfterEach
    void noMoreFaults() {
        System.clearProperty(FAULTS);
    }

    private static String[] run(Path out, String... more) {
        return Stream.concat(
                        Stream.of(
                                "run",
                                TINY.toString(),
                                "--learner",
                                "faulty",
                                "--seed",
                                "3",
                                "--threads",
                                "2",
                                "--budget",
                                "10m",
                                "--corpus",
                                Path.of("src", "main", "java").toString(),
                                "--out",
                                out.toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void aStudyGoesOnWithoutARunThatBreaksAndSaysSoEverywhere() throws IOException {
        System.setProperty(FAULTS, "exception@16/3001,nan@32/3000");
        Path out = folder.resolve("out");
        CommandRun done = CommandRun.of(run(out, "--json", "--log-format", "json"));
        assertThat(done.code()).as(done.error()).isZero();

        List<Run> runs =
                new Ledger(out).entries().stream().map(Ledger.Entry::run).toList();
        List<Run> failed =
                runs.stream().filter(run -> run.status() == Run.Status.FAILED).toList();
        assertThat(failed).isNotEmpty().allSatisfy(run -> {
            assertThat(run.rung()).startsWith("16x1/");
            assertThat(run.seed()).isEqualTo(3001);
            assertThat(run.note()).startsWith("IllegalStateException: a kernel broke at ");
        });
        assertThat(runs).anySatisfy(run -> {
            assertThat(run.status()).isEqualTo(Run.Status.FINISHED);
            assertThat(run.note()).isEqualTo("step 21 left out: its loss is not a number");
        });

        // the result as JSON, the report, the log, the status file
        assertThat(done.json().path("left_out")).hasSize(failed.size()).allSatisfy(run -> {
            assertThat(run.path("status").asString("")).isEqualTo("failed");
            assertThat(run.path("note").asString("")).contains("a kernel broke");
        });
        String report =
                Jsoup.parse(Files.readString(out.resolve("report.html"))).body().text();
        assertThat(report.contains(
                        "seed 3001 failed and is left out of every law (IllegalStateException: a kernel broke"))
                .isTrue();
        assertThat(report.contains("none diverged, " + failed.size() + " failed"))
                .isTrue();
        assertThat(report.contains("Without a loss and therefore not drawn: 16x1/8k (seed 3001, failed)"))
                .isTrue();
        assertThat(report.contains(" NaN ") || report.contains("Infinity")).isFalse();
        List<JsonNode> events =
                done.error().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(events.stream()
                        .map(event -> event.path("event").asString(""))
                        .collect(Collectors.toSet()))
                .contains("stage", "planned", "finished", "warning", "registered", "scored")
                .doesNotContain("failed");
        assertThat(events)
                .allSatisfy(event ->
                        assertThat(event.path("elapsed_seconds").asDouble(-1)).isPositive());
        assertThat(events.stream()
                        .filter(event -> event.path("event").asString("").equals("finished")))
                .hasSize(runs.size());
        JsonNode status =
                JsonMapper.shared().readTree(out.resolve("status.json").toFile());
        assertThat(status.path("state").asString("")).isEqualTo("done");
        assertThat(status.path("failed")).hasSize(failed.size());
        assertThat(status.path("finished")).hasSize(runs.size() - failed.size());

        everyRunHasItsTensorBoardFile(out, runs);
        assertThat(CommandRun.of("status", out.toString()).output())
                .startsWith(out + ": done")
                .contains("seed 3001 failed: IllegalStateException: a kernel broke")
                .contains("report: ");

        // the same command again: the forecast stands, so nothing is tried again; the terminal names what is left out
        CommandRun again = CommandRun.of(run(out));
        assertThat(again.code()).isZero();
        assertThat(again.output()).contains("Left out of the laws: 16x1/").contains("seed 3001 failed: Illegal");
        assertThat(new Ledger(out).entries()).hasSameSizeAs(runs);
    }

    private static void everyRunHasItsTensorBoardFile(Path out, List<Run> runs) {
        int read = 0;
        for (Run run : runs.stream().filter(Run::succeeded).toList()) {
            Path of = Pretraining.folderOf(out, run);
            JsonNode curve =
                    JsonMapper.shared().readTree(of.resolve("curve.json").toFile());
            List<Double> nats = new ArrayList<>();
            curve.forEach(point -> nats.add((double) (float) point.path("nats").asDouble(Double.NaN)));
            if (nats.isEmpty()) {
                continue; // a run of eight steps has no point of its curve
            }
            read++;
            TrainingLog log =
                    TrainingLogs.read(of.resolve("events.out.tfevents.0000000000.blueline"), Reading.standard());
            assertThat(log.metric()).isEqualTo("train/loss");
            assertThat(log.points()).extracting(LogPoint::loss).isEqualTo(nats);
            assertThat(log.points()).extracting(LogPoint::step).isSorted().doesNotHaveDuplicates();
            assertThat(log.points().getLast().step()).isLessThanOrEqualTo(run.tokens() / 256);
        }
        assertThat(read).isPositive();
    }

    @Test
    void aLearnerThatBreaksEveryRunStopsTheStudyInOneLine() throws IOException {
        System.setProperty(FAULTS, "exception@16/3000,exception@16/3001,exception@32/3000,exception@48/3000");
        Path out = folder.resolve("out");
        CommandRun done = CommandRun.of(run(out));
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.error().lines().filter(line -> line.startsWith("blueline:")))
                .singleElement()
                .asString()
                .contains("a kernel broke")
                .contains("the study stops, and the same command tries them again");
        assertThat(done.error()).doesNotContain("\tat ");
        JsonNode status =
                JsonMapper.shared().readTree(out.resolve("status.json").toFile());
        assertThat(status.path("state").asString("")).isEqualTo("failed");
        assertThat(status.path("cause").asString("")).contains("a kernel broke");
        assertThat(CommandRun.of("status", out.toString()).output()).contains("go on with: ./blueline run " + TINY);

        // the fault is gone: the same command ends well
        System.setProperty(FAULTS, "");
        assertThat(CommandRun.of(run(out)).code()).isZero();
        assertThat(new Ledger(out).entries())
                .allSatisfy(entry -> assertThat(entry.run().succeeded()).isTrue());
    }

    /** A process of its own, whose heap a run really uses up. */
    @Test
    void outOfMemoryInOneRunLeavesTheOthersWhole() throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + FAULTS + "=memory@48/3000",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.blueline.cli.Main"));
        command.addAll(List.of(run(out, "--json")));
        Process process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("result").toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        List<Run> runs =
                new Ledger(out).entries().stream().map(Ledger.Entry::run).toList();
        assertThat(runs).filteredOn(run -> !run.succeeded()).isNotEmpty().allSatisfy(run -> {
            assertThat(run.status()).isEqualTo(Run.Status.FAILED);
            assertThat(run.note())
                    .startsWith("out of memory: 48x1 needs about ")
                    .contains("419 MB were there", "BLUELINE_JAVA_OPTS=-Xmx");
        });
        assertThat(runs).filteredOn(run -> run.width() < 48).isNotEmpty().allMatch(Run::succeeded);
        assertThat(Files.readString(folder.resolve("result"))).contains("\"left_out\" : [ {");
    }
}
