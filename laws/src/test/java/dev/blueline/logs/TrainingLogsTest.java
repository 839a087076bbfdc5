package dev.blueline.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLogsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(folder.resolve(name).resolveSibling("."));
        return Files.writeString(file, text);
    }

    private TrainingLog read(Path file) {
        return TrainingLogs.read(file, Reading.standard());
    }

    @Test
    void aTrainerStateHoldsLossRateAndTokensButItsClosingMeanIsNoLoss() throws IOException {
        Path file = write("my-run/trainer_state.json", """
                {"global_step": 200, "max_steps": 200, "num_input_tokens_seen": 102400, "total_flos": 1.5e15,
                 "log_history": [
                  {"loss": 5.5, "learning_rate": 0.001, "epoch": 0.5, "step": 100},
                  {"loss": 4.5, "learning_rate": 0.0, "epoch": 1.0, "step": 200},
                  {"eval_loss": 4.6, "eval_runtime": 2.0, "epoch": 1.0, "step": 200},
                  {"train_runtime": 60.0, "train_loss": 5.0, "total_flos": 1.5e15, "step": 200}
                ]}""");
        TrainingLog log = read(file);
        assertThat(log.name()).isEqualTo("my-run");
        assertThat(log.plannedSteps()).isEqualTo(OptionalLong.of(200));
        assertThat(log.points())
                .extracting(LogPoint::step, LogPoint::loss, LogPoint::tokens)
                .containsExactly(tuple(100L, 5.5, OptionalDouble.empty()), tuple(200L, 4.5, OptionalDouble.of(102400)));
        assertThat(log.points().getFirst().learningRate()).isEqualTo(OptionalDouble.of(0.001));
        assertThat(TrainingLogs.read(file, Reading.standard().withMetric("eval_loss"))
                        .points())
                .extracting(LogPoint::loss)
                .containsExactly(4.6);
        assertThatThrownBy(() -> TrainingLogs.read(file, Reading.standard().withMetric("eval_los")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no series eval_los")
                .hasMessageContaining("did you mean eval_loss?");
    }

    @Test
    void theLastCheckpointOfAnOutputFolderIsRead() throws IOException {
        String state = "{\"global_step\": %d, \"log_history\": [{\"loss\": %s, \"step\": %d}]}";
        write("out/checkpoint-900/trainer_state.json", state.formatted(900, "3.0", 900));
        write("out/checkpoint-1000/trainer_state.json", state.formatted(1000, "2.5", 1000));
        TrainingLog log = read(folder.resolve("out"));
        assertThat(log.name()).isEqualTo("out");
        assertThat(log.points()).extracting(LogPoint::loss).containsExactly(2.5);
    }

    @Test
    void cutOffJsonIsOneLine() throws IOException {
        Path file = write("trainer_state.json", "{\"log_history\": [\n {\"loss\": 5.5, \"st");
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is not whole JSON")
                .hasMessageContaining("line 2");
    }

    @Test
    void anMlflowRunHoldsMetricsParametersAndItsEnd() throws IOException {
        write("mlruns/0/abc/meta.yaml", "run_id: abc\nrun_name: quick-fox\nstatus: 3\n");
        write("mlruns/0/abc/params/lr", "0.001");
        write("mlruns/0/abc/metrics/train/loss", "1700000000000 5.5 10\n1700000001000 4.5 20\n");
        TrainingLog log = read(folder.resolve("mlruns"));
        assertThat(log.name()).isEqualTo("quick-fox");
        assertThat(log.metric()).isEqualTo("train/loss");
        assertThat(log.config()).containsEntry("lr", "0.001");
        assertThat(log.points())
                .extracting(LogPoint::step, LogPoint::loss)
                .containsExactly(tuple(10L, 5.5), tuple(20L, 4.5));
        assertThat(log.points().getFirst().time()).contains(Instant.ofEpochMilli(1_700_000_000_000L));
    }

    @Test
    void anMlflowLineInTheMakingIsRefusedUnlessLive() throws IOException {
        write("run/meta.yaml", "status: 1\n");
        write("run/metrics/loss", "1700000000000 5.5 10\n1700000001000 4.");
        assertThatThrownBy(() -> read(folder.resolve("run")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("byte offset 21");
        assertThat(TrainingLogs.read(folder.resolve("run"), Reading.standard().whileWritten())
                        .points())
                .hasSize(1);
    }

    @Test
    void megatronLinesAreReadWithTokensRateAndValidation() throws IOException {
        Path file = write("train.log", """
                setting number of micro-batches to constant 8
                 [2026-01-01 08:00:00] iteration      100/   20000 | consumed samples:        51200 | consumed tokens:    104857600 | elapsed time per iteration (ms): 520.0 | learning rate: 1.000E-04 | global batch size:   512 | lm loss: 6.681113E+00 | loss scale: 1.0 | grad norm: 1.335 |
                [default7]: iteration      200/   20000 | consumed samples:       102400 | consumed tokens:    209715200 | learning rate: 2.000E-04 | lm loss: 5.5E+00 | grad norm: nan |
                -----------------------------------
                 validation loss at iteration 200 | lm loss value: 5.600000E+00 | lm loss PPL: 2.704264E+02 |
                """);
        TrainingLog log = read(file);
        assertThat(log.metric()).isEqualTo("lm loss");
        assertThat(log.plannedSteps()).isEqualTo(OptionalLong.of(20000));
        assertThat(log.points())
                .extracting(LogPoint::step, LogPoint::loss, LogPoint::tokens, LogPoint::learningRate)
                .containsExactly(
                        tuple(100L, 6.681113, OptionalDouble.of(104857600), OptionalDouble.of(1e-4)),
                        tuple(200L, 5.5, OptionalDouble.of(209715200), OptionalDouble.of(2e-4)));
        assertThat(TrainingLogs.read(file, Reading.standard().withMetric("lm loss value"))
                        .points())
                .extracting(LogPoint::step, LogPoint::loss)
                .containsExactly(tuple(200L, 5.6));
    }

    @Test
    void olmoCoreBlocksAreReadWithLargeNumbersInLetters() throws IOException {
        Path file = write("olmo.log", """
                2026-01-01 08:00:00 host:0 olmo_core.train.callbacks.console_logger:80\tINFO\t[step=100/2,000,epoch=1,eta=2h]
                    train/CE loss=6.234
                    train/PPL=511.9
                    optim/LR (group 0)=0.0004
                    throughput/total tokens=2.097B
                2026-01-01 08:00:10 host:0 olmo_core.train.callbacks.evaluator_callback:215 INFO [eval=lm,step=5/10]
                2026-01-01 08:00:20 host:0 olmo_core.train.callbacks.console_logger:80 INFO [step=200/2,000,epoch=1]
                    train/CE loss=5.5
                """);
        TrainingLog log = read(file);
        assertThat(log.plannedSteps()).isEqualTo(OptionalLong.of(2000));
        assertThat(log.points())
                .extracting(LogPoint::step, LogPoint::loss, LogPoint::tokens, LogPoint::learningRate)
                .containsExactly(
                        tuple(100L, 6.234, OptionalDouble.of(2.097e9), OptionalDouble.of(4e-4)),
                        tuple(200L, 5.5, OptionalDouble.empty(), OptionalDouble.empty()));
    }

    @Test
    void nanoGptAndItsKinAreRead() throws IOException {
        TrainingLog nano = read(write("nano.log", """
                step 0: train loss 10.9000, val loss 10.9100
                iter 0: loss 10.8950, time 3000.00ms, mfu -100.00%
                iter 10: loss 9.5000, time 250.00ms, mfu 30.00%
                """));
        assertThat(nano.points()).extracting(LogPoint::loss).containsExactly(10.895, 9.5);
        TrainingLog c = read(write("llmc.log", """
                step    1/19560 | loss 10.955029 (+nanz)| norm 15.3406 (+nanz)| lr 2.00e-06 | 3000.00 ms | 17.4% bf16 MFU
                step    2/19560 | loss 10.900000 (+nanz)| norm 15.0 (+nanz)| lr 4.00e-06 | 3000.00 ms | 17.4% bf16 MFU
                """));
        assertThat(c.plannedSteps()).isEqualTo(OptionalLong.of(19560));
        assertThat(c.points().getLast().learningRate()).isEqualTo(OptionalDouble.of(4e-6));
        TrainingLog modded = read(write("modded.log", """
                step:0/1750 val_loss:10.8258 train_time:0ms step_avg:nanms
                step:125/1750 val_loss:4.6000 train_time:20000ms step_avg:160.00ms
                """));
        assertThat(modded.metric()).isEqualTo("val_loss");
        assertThat(modded.points()).extracting(LogPoint::step).containsExactly(0L, 125L);
    }

    @Test
    void jsonOnLinesIsReadAloneOrAfterAPrefix() throws IOException {
        TrainingLog lines = read(write("metrics.jsonl", """
                {"step": 1, "train": {"loss": 5.5}, "lr": 0.001}
                {"step": 2, "train": {"loss": NaN}, "lr": 0.001}
                """));
        assertThat(lines.points()).hasSize(2);
        assertThat(lines.points().getLast().loss()).isNaN();
        TrainingLog prefixed = read(write("run.log", """
                INFO 08:00 {"iter": 10, "loss": 3.5}
                INFO 08:01 {"iter": 20, "loss": 3.25}
                """));
        assertThat(prefixed.points()).extracting(LogPoint::step).containsExactly(10L, 20L);
    }

    @Test
    void aProfileOfOnesOwnReadsAnyLine() throws IOException {
        Path profile = write("mine.toml", """
                [[pattern]]
                regex = 'upd=(?<step>\\d+) .*nll=(?<loss>[0-9.]+) toks=(?<tokens>[0-9.]+[KMB]?)'
                """);
        Path log = write("mine.log", "begin\nupd=7 x nll=2.5 toks=1.5M\nupd=8 x nll=2.4");
        Reading reading = Reading.standard().withProfile(profile.toString());
        assertThat(TrainingLogs.read(log, reading).points())
                .extracting(LogPoint::step, LogPoint::loss, LogPoint::tokens)
                .containsExactly(tuple(7L, 2.5, OptionalDouble.of(1.5e6)));
    }

    @Test
    void aProfileThatCannotBeUsedIsOneLine() throws IOException {
        Path log = write("mine.log", "x\n");
        assertThatThrownBy(() -> TrainingLogs.read(log, Reading.standard().withProfile("megatro")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("megatron, olmo-core, nanogpt, json-lines");
        Path broken = write("broken.toml", "[[pattern]]\nregex = '(?<step>'\n");
        assertThatThrownBy(() -> TrainingLogs.read(log, Reading.standard().withProfile(broken.toString())))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("in the expression (?<step>");
        assertThatThrownBy(() -> read(log)).isInstanceOf(BadInput.class).hasMessageContaining("no log that is known");
    }

    @Test
    void tablesOfStepsWithGapsAndChartsOfWandbAreRead() throws IOException {
        TrainingLog lightning = read(write("metrics.csv", """
                epoch,step,train_loss,val_loss
                0,50,3.5,
                0,99,,3.6
                1,100,3.25,
                """));
        assertThat(lightning.points()).extracting(LogPoint::step).containsExactly(50L, 100L);
        Path chart = write("chart.csv", """
                "Step","a-1 - train/loss","a-1 - train/loss__MIN","a-1 - train/loss__MAX","b - train/loss","b - train/loss__MIN","b - train/loss__MAX"
                "10","3.5","3.5","3.5","3.0","3.0","3.0"
                "20","3.25","3.25","3.25","","",""
                """);
        assertThat(TrainingLogs.find(chart, Reading.standard()))
                .extracting(LoggedRun::name, run -> run.steps().size())
                .containsExactly(tuple("a-1", 2), tuple("b", 1));
        assertThatThrownBy(() -> read(chart))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("holds 2 runs (a-1, b)");
    }

    @Test
    void aTableThatGrowsIsReadUpToItsLastWholeLine() throws IOException {
        Path file = write("metrics.csv", "step,loss\n1,3.5\n2,3.25\n3,3.");
        assertThat(TrainingLogs.read(file, Reading.standard().whileWritten()).points())
                .hasSize(2);
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> read(folder.resolve("nothing.log")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there is no file or folder");
        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("holds no log that is known");
    }
}
