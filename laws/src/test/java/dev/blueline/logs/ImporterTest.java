package dev.blueline.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.ImportedRun;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.LedgerTable;
import dev.blueline.ledger.RateSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).resolveSibling("."));
        return Files.writeString(folder.resolve(name), text);
    }

    private Importer.Result load(Mapping mapping, boolean acceptMidrun, boolean everyPoint, Path... paths) {
        Reading reading = Reading.standard().withMapping(mapping);
        return new Importer(
                        new Ledger(folder.resolve("ledger")),
                        new Importer.Rules(reading, acceptMidrun, everyPoint, Optional.empty()))
                .run(List.of(paths));
    }

    private Importer.Result load(Mapping mapping, Path... paths) {
        return load(mapping, false, false, paths);
    }

    private static Mapping facts(double n, double tokensPerStep) {
        return new Mapping(
                Mapping.NONE.columns(),
                Map.of(),
                Mapping.NONE.units(),
                new Mapping.Facts(
                        Optional.empty(),
                        OptionalDouble.of(n),
                        OptionalDouble.empty(),
                        OptionalDouble.of(tokensPerStep),
                        OptionalDouble.empty()),
                RateSchedule.UNKNOWN,
                Map.of());
    }

    private static Mapping schedule(RateSchedule.Kind kind, long total) {
        return new Mapping(
                Mapping.NONE.columns(),
                Map.of(),
                Mapping.NONE.units(),
                Mapping.NONE.run(),
                new RateSchedule(kind, OptionalLong.of(total), OptionalLong.empty()),
                Map.of());
    }

    private static String trainerState(int reached, int planned) {
        return """
                {"global_step": %1$d, "max_steps": %2$d, "log_history": [
                  {"loss": 5.5, "learning_rate": 0.001, "step": 100},
                  {"loss": 4.5, "learning_rate": 0.0001, "step": %1$d},
                  {"eval_loss": 4.6, "eval_runtime": 2.0, "step": %1$d}
                ]}""".formatted(reached, planned);
    }

    @Test
    void aFinishedLogBecomesARunWithSizesWorkedOutAndSaid() throws IOException {
        Path file = write("a/trainer_state.json", trainerState(200, 200));
        Importer.Result result = load(facts(1e6, 512), file);
        assertThat(result.refused()).isEmpty();
        ImportedRun run = result.taken().getFirst().run();
        assertThat(run.name()).isEqualTo("a");
        assertThat(run.stage()).isEqualTo(ImportedRun.Stage.FINISHED);
        assertThat(run.quantities())
                .containsEntry("parameters", 1e6)
                .containsEntry("tokens", 200 * 512.0)
                .containsEntry("flops", 6 * 1e6 * 200 * 512)
                .containsEntry("steps", 200.0);
        assertThat(run.measurements()).hasSize(2);
        assertThat(run.measurements().getFirst().metric()).isEqualTo("eval_loss");
        assertThat(run.measurements().getFirst().value()).isEqualTo(4.6);
        assertThat(run.origin().note()).contains("C is 6ND");
        assertThat(run.origin().sha256()).hasSize(64);
    }

    @Test
    void theSameFileTwiceAddsNothingWhereverItLies() throws IOException {
        Path file = write("a/trainer_state.json", trainerState(200, 200));
        load(facts(1e6, 512), file);
        Path ledger = folder.resolve("ledger/ledger.jsonl");
        byte[] before = Files.readAllBytes(ledger);
        assertThat(load(facts(1e6, 512), file).taken().getFirst().added()).isFalse();
        assertThat(Files.readAllBytes(ledger)).isEqualTo(before);
        // with another count of parameters it is the same run, corrected
        assertThat(load(facts(2e6, 512), file).taken().getFirst().added()).isTrue();
        assertThat(new Ledger(folder.resolve("ledger")).imported())
                .singleElement()
                .extracting(run -> run.quantity("parameters").orElse(0))
                .isEqualTo(2e6);
    }

    @Test
    void theMiddleOfADecayingScheduleIsRefusedWithTheReasonUnlessAccepted() throws IOException {
        Path file = write("a/trainer_state.json", trainerState(200, 1000));
        Importer.Result refused = load(facts(1e6, 512), file);
        assertThat(refused.taken()).isEmpty();
        assertThat(refused.refused().getFirst().reason())
                .contains("step 200 of 1000 planned")
                .contains("lies above what a run of that length reaches")
                .contains("--accept-midrun")
                .doesNotContain("\n");
        Importer.Result accepted = load(facts(1e6, 512), true, false, file);
        assertThat(accepted.taken().getFirst().run().stage()).isEqualTo(ImportedRun.Stage.MIDRUN);
    }

    @Test
    void withoutAPlanTheLearningRateTellsWhetherTheScheduleEnded() throws IOException {
        Path ended = write("ended.csv", "step,loss,lr\n10,5,1e-3\n20,4,5e-4\n30,3,1e-4\n");
        Path cut = write("cut.csv", "step,loss,lr\n10,5,1e-3\n20,4,8e-4\n30,3,6e-4\n");
        Path blind = write("blind.csv", "step,loss\n10,5\n20,4\n");
        Path constant = write("constant.csv", "step,loss,lr\n10,6,5e-4\n20,5,1e-3\n30,4,1e-3\n40,3,1e-3\n50,2,1e-3\n");
        Importer.Result result = load(Mapping.NONE, ended, cut, blind, constant);
        assertThat(result.taken()).extracting(taken -> taken.run().name()).containsExactly("ended", "constant");
        assertThat(result.taken().get(0).run().origin().note()).contains("fallen to 10% of its peak");
        assertThat(result.taken().get(1).run().origin().note()).contains("rate is constant");
        assertThat(result.refused().get(0).reason()).contains("60% of its peak");
        assertThat(result.refused().get(1).reason()).contains("nothing says").contains("--total-steps 20");
    }

    @Test
    void theUsersScheduleDecidesAndALogMayEndWithinOneInterval() throws IOException {
        Path file = write("x.csv", "step,loss\n100,5\n200,4\n");
        assertThat(load(schedule(RateSchedule.Kind.COSINE, 250), file).taken()).hasSize(1);
        assertThat(load(schedule(RateSchedule.Kind.COSINE, 300), file).taken()).isEmpty();
        assertThat(load(schedule(RateSchedule.Kind.CONSTANT, 300), file).taken())
                .hasSize(1);
    }

    @Test
    void everyPointOfAConstantScheduleIsARunOfOneGroup() throws IOException {
        Path file = write("x.csv", "step,loss\n100,5\n200,4\n300,3.5\n");
        List<Importer.Taken> taken = load(schedule(RateSchedule.Kind.CONSTANT, 300), false, true, file)
                .taken();
        assertThat(taken).extracting(t -> t.run().name()).containsExactly("x@100", "x@200", "x@300");
        assertThat(taken).extracting(t -> t.run().group()).containsOnly("x");
    }

    @Test
    void aRunThatDivergedIsRefused() throws IOException {
        Path file = write("x.jsonl", "{\"step\": 1, \"loss\": 5.0}\n{\"step\": 2, \"loss\": NaN}\n");
        assertThat(load(schedule(RateSchedule.Kind.CONSTANT, 2), file)
                        .refused()
                        .getFirst()
                        .reason())
                .contains("NaN: it diverged");
    }

    @Test
    void aTableWithAMappingBecomesRunsInPlainUnits() throws IOException {
        Path table = write("runs.csv", """
                who,Params (M),T (B),Test bits,se,recipe,State
                a,124,2.5,4.0,0.02,adam,finished
                b,355,7.1,3.5,0.01,muon,finished
                c,355,7.1,3.6,0.01,muon,crashed
                """);
        Path mapping = write("mapping.toml", """
                [columns]
                name = "who"
                parameters = "Params (M)"
                tokens = "T (B)"
                [metrics]
                eval_loss = "Test bits"
                eval_loss_stderr = "se"
                [units]
                parameters = "millions"
                tokens = 1e9
                loss = "bits/token"
                [settings]
                corpus = "web"
                """);
        Importer.Result result = load(MappingFile.read(mapping), table);
        assertThat(result.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.name()).isEqualTo("c");
            assertThat(refused.reason()).contains("state is crashed");
        });
        List<Map<String, Object>> rows = LedgerTable.rows(folder.resolve("ledger"));
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst())
                .containsEntry("name", "a")
                .containsEntry("n", 124e6)
                .containsEntry("d", 2.5e9)
                .containsEntry("c", 6 * 124e6 * 2.5e9)
                .containsEntry("group", "a")
                .containsEntry("recipe", "adam")
                .containsEntry("corpus", "web")
                .containsEntry("loss_unit", "nats/token");
        // 4 bits are 4 ln 2 nats
        assertThat((Double) rows.getFirst().get("eval_loss")).isCloseTo(2.772588722, within(1e-9));
        assertThat((Double) rows.getFirst().get("eval_loss_stderr")).isCloseTo(0.02 * Math.log(2), within(1e-12));
    }

    @Test
    void aUnitOfLossesHoldsForBitsButNotForScores() throws IOException {
        Path table = write("u.csv", "n,d,nll_bytes,arc_acc\n1e6,1e9,0.7,0.5\n");
        Path mapping = write(
                "u.toml",
                "[metrics]\nbits_per_byte = \"nll_bytes\"\narc_acc = \"arc_acc\"\n[units]\nloss = \"nats/byte\"\n");
        load(MappingFile.read(mapping), table);
        Map<String, Object> row = LedgerTable.rows(folder.resolve("ledger")).getFirst();
        assertThat((Double) row.get("bits_per_byte")).isCloseTo(0.7 / Math.log(2), within(1e-12));
        assertThat(row).containsEntry("arc_acc", 0.5).containsEntry("loss_unit", "bits/byte");
    }

    @Test
    void twoOfTheSizesGiveTheThird() throws IOException {
        Path table = write("nc.csv", "N,C,loss\n1e6,6e15,3.5\n");
        assertThat(load(Mapping.NONE, table).taken().getFirst().run().quantity("tokens"))
                .isEqualTo(OptionalDouble.of(1e9));
    }

    @Test
    void badCellsAreNamedByRowAndNothingIsWritten() throws IOException {
        assertThatThrownBy(() -> load(Mapping.NONE, write("t.csv", "n,d,loss\n1e6,1e9,3\n1e6,many,3\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("d is 'many' in row 2 of ");
        assertThatThrownBy(() -> load(Mapping.NONE, write("z.csv", "n,d,loss\n1e6,0,3\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("d is 0.0 in row 1 of ");
        assertThatThrownBy(() -> load(Mapping.NONE, write("l.csv", "n,d,loss\n1e6,1e9,-3\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("loss is -3.0 in row 1 of ");
        assertThatThrownBy(() -> load(Mapping.NONE, write("m.csv", "n,d,speed\n1e6,1e9,3\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no column that is known as a loss")
                .hasMessageContaining("n, d, speed");
        Path mapping = write("mapping.toml", "[columns]\nloss = \"los\"\n");
        assertThatThrownBy(() -> load(MappingFile.read(mapping), write("o.csv", "n,d,loss\n1e6,1e9,3\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no column los")
                .hasMessageContaining("did you mean loss?");
        assertThat(folder.resolve("ledger")).doesNotExist();
    }

    @Test
    void aMappingFileWithAnUnknownKeyOrUnitIsOneLine() throws IOException {
        assertThatThrownBy(() -> MappingFile.read(write("a.toml", "[columns]\nparameter = \"N\"\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("unknown key \"columns.parameter\" (did you mean parameters?)");
        assertThatThrownBy(() -> MappingFile.read(write("b.toml", "[units]\nloss = \"bits\"\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nats/token, bits/byte");
        assertThatThrownBy(() -> MappingFile.read(write("c.toml", "[schedule]\nkind = \"cosin\"\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("constant, cosine, linear or wsd");
        assertThatThrownBy(() -> MappingFile.read(write("d.toml", "[run]\nparameters = -1\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("must be a positive number");
        assertThatThrownBy(() -> MappingFile.read(write("e.toml", "[run\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is not TOML");
    }

    private static final String HARNESS = """
            {"results": {
              "arc_easy": {"alias": "arc_easy", "acc,none": 0.435, "acc_stderr,none": 0.0102, "acc_norm,none": 0.39, "acc_norm_stderr,none": "N/A"},
              "gsm8k": {"exact_match,strict-match": 0.02, "exact_match_stderr,strict-match": 0.004}},
             "versions": {"arc_easy": 1}, "config": {"model": "hf", "model_args": "pretrained=me/ended", "model_num_parameters": 162322944},
             "model_name": "me/ended"}
            """;

    @Test
    void harnessScoresJoinTheRunOfTheirName() throws IOException {
        Path log = write("ended.csv", "step,loss,lr\n10,5,1e-3\n20,4,5e-4\n30,3,1e-4\n");
        Path results = write("results_1.json", HARNESS);
        Importer.Result result = load(facts(1e6, 512), log, results);
        assertThat(result.attached()).singleElement().satisfies(attached -> {
            assertThat(attached.run()).isEqualTo("ended");
            assertThat(attached.count()).isEqualTo(3);
        });
        assertThat(load(facts(1e6, 512), results).attached().getFirst().added()).isFalse();
        Map<String, Object> row = LedgerTable.rows(folder.resolve("ledger")).getFirst();
        assertThat(row)
                .containsEntry("loss", 3.0)
                .containsEntry("arc_easy_acc", 0.435)
                .containsEntry("arc_easy_acc_stderr", 0.0102)
                .containsEntry("arc_easy_acc_norm", 0.39)
                .containsEntry("gsm8k_exact_match_strict_match", 0.02)
                .doesNotContainKey("arc_easy_acc_norm_stderr");
        // importing the log again does not lose the scores
        load(facts(1e6, 1024), log);
        assertThat(LedgerTable.rows(folder.resolve("ledger")).getFirst()).containsEntry("arc_easy_acc", 0.435);
    }

    @Test
    void harnessScoresOfNobodyAreRefusedOrMakeARunOfKnownSize() throws IOException {
        Path results = write("results_1.json", HARNESS);
        assertThat(load(Mapping.NONE, results).refused().getFirst().reason()).contains("no run of this name");
        Mapping tokens = new Mapping(
                Mapping.NONE.columns(),
                Map.of(),
                Mapping.NONE.units(),
                new Mapping.Facts(
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.of(3e11),
                        OptionalDouble.empty(),
                        OptionalDouble.empty()),
                RateSchedule.UNKNOWN,
                Map.of());
        ImportedRun run = load(tokens, results).taken().getFirst().run();
        assertThat(run.quantity("parameters")).isEqualTo(OptionalDouble.of(162322944));
        assertThat(run.quantity("flops")).isEqualTo(OptionalDouble.of(6 * 162322944.0 * 3e11));
    }

    @Test
    void anUnusableRunDoesNotKeepTheOthersOfAFolderOut() throws IOException {
        write("runs/good/trainer_state.json", trainerState(200, 200));
        write("runs/bad/trainer_state.json", "{\"log_history\": [{\"speed\": 5.5, \"step\": 100}]}");
        Importer.Result result = load(facts(1e6, 512), folder.resolve("runs"));
        assertThat(result.taken()).hasSize(1);
        assertThat(result.refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).contains("no series that is known as a loss"));
    }
}
