package dev.blueline.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.pretraining.TrainedModel;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Examination;
import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.reasoning.ReinforcementLearning;
import dev.blueline.study.OutputFolder;
import dev.blueline.study.ReasoningStudy;
import dev.blueline.tasks.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A small study of reasoning, carried out at once and in pieces. */
class TrialsTest {
    @TempDir
    private static Path folder;

    private static Path whole;
    private static TrialOutcome outcome;
    private static final List<Double> FLOPS_AT_FORECAST = new ArrayList<>();

    /** Looks, when the forecast is registered, how far the runs are. */
    private static final TrialListener LOOKING = new TrialListener() {
        @Override
        public void says(String line) {
            if (line.startsWith("Forecast at half")) {
                for (int seed = 1; seed <= 2; seed++) {
                    FLOPS_AT_FORECAST.add(ReinforcementLearning.finished(whole.resolve("runs/seed-" + seed + "-rl"))
                            .orElseThrow()
                            .run()
                            .flops());
                }
            }
        }

        @Override
        public void advanced(double share, String detail) {
            assertThat(share).isBetween(0.0, 1.0);
        }
    };

    @BeforeAll
    static void carryOut() {
        whole = folder.resolve("whole");
        outcome = SmallTrials.in(whole, LOOKING).carryOut();
    }

    @Test
    void everySeedHasAStartOfItsOwnAndARunByEveryMethod() throws IOException {
        assertThat(outcome.seeds()).containsExactly(1L, 2L);
        assertThat(outcome.tracks())
                .extracting(track -> track.method() + " " + track.seed())
                .containsExactly("RL 1", "RL 2", "SUPERVISED 1", "SUPERVISED 2");
        assertThat(outcome.tracks())
                .allMatch(track ->
                        track.end().run().flops() >= 4e9 && track.end().run().flops() < 5e9);
        assertThat(Files.readAllBytes(whole.resolve("starts/seed-1/model.safetensors")))
                .isNotEqualTo(Files.readAllBytes(whole.resolve("starts/seed-2/model.safetensors")));
    }

    @Test
    void theForecastIsRegisteredAfterTheFirstHalvesAndBeforeAnySecondHalf() throws IOException {
        assertThat(FLOPS_AT_FORECAST).hasSize(2).allMatch(flops -> flops >= 2e9 && flops < 3e9);
        JsonMapper json = JsonMapper.builder().build();
        assertThat(Files.readAllLines(whole.resolve("forecasts.jsonl")).stream()
                        .map(line -> json.readTree(line).path("type").asString()))
                .containsExactly("forecast", "start", "score");
        assertThat(outcome.score().orElseThrow().measured())
                .isEqualTo(outcome.of(Method.RL).stream()
                        .mapToDouble(track -> track.last().all().pass1())
                        .average()
                        .orElseThrow());
    }

    @Test
    void everythingIsInTheLedger() {
        List<Ledger.Entry> entries = new Ledger(whole).entries();
        long measured = outcome.tracks().stream()
                .mapToLong(track -> track.examined().size())
                .sum();
        assertThat(entries).hasSize((int) measured + 2);
        assertThat(entries.stream().map(Ledger.Entry::run).filter(run -> run.role() == Run.Role.HELD_OUT))
                .isNotEmpty()
                .allMatch(run -> run.flops() > 2.4e9 && run.arm().equals("rl"));
        Track rl = outcome.of(Method.RL).getFirst();
        assertThat(entries.stream()
                        .filter(entry -> entry.run().seed() == 1
                                && entry.run().arm().equals("rl")
                                && entry.run().flops() == rl.last().spent().flops())
                        .map(entry -> entry.measurement("pass_at_1", "all")
                                .orElseThrow()
                                .value()))
                .containsExactly(rl.last().all().pass1());
        assertThat(entries.stream()
                        .filter(entry -> entry.measurement("exam_pass_at_1", "arithmetic/1")
                                .isPresent()))
                .hasSize(6); // two starts, and the ends of four runs
    }

    @Test
    void whatDoesNotExistIsRefusedBeforeAnythingIsTaught() {
        ReasoningStudy study = SmallTrials.STUDY;
        for (ReasoningStudy.Improvement wrong : List.of(
                new ReasoningStudy.Improvement(List.of("arithmetic"), List.of(9), List.of(1), List.of("rl"), 1e9),
                new ReasoningStudy.Improvement(List.of("arithmetic"), List.of(1), List.of(9), List.of("rl"), 1e9),
                new ReasoningStudy.Improvement(List.of("arithmetics"), List.of(1), List.of(1), List.of("rl"), 1e9),
                new ReasoningStudy.Improvement(
                        List.of("arithmetic"), List.of(1), List.of(1), List.of("rl", "luck"), 1e9))) {
            assertThatThrownBy(() -> new Trials(
                            new ReasoningStudy("wrong", "", 1, study.model(), study.teaching(), wrong, study.policy()),
                            new Trials.Setting(folder.resolve("none"), 1, 60, "java", 2),
                            LOOKING))
                    .isInstanceOf(BadInput.class);
        }
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void aStudyThatWasStoppedAtAnyStageGoesOnAndEndsWithTheSameBits() throws IOException {
        Path pieces = folder.resolve("pieces");
        for (String at : List.of(
                "start 1: Measuring on held-out",
                "start 2: Measuring on held-out",
                "rl 1: after 1",
                "rl 2: after 2",
                "Forecast at half",
                "rl 1: after 4",
                "supervised 2: after 4")) {
            SmallTrials.Stopping stopping = new SmallTrials.Stopping(at);
            assertThatThrownBy(() -> SmallTrials.in(pieces, stopping).carryOut())
                    .as(at)
                    .hasMessage("stopped");
        }
        TrialOutcome ended =
                SmallTrials.in(pieces, new SmallTrials.Stopping("")).carryOut();
        for (Track track : outcome.tracks()) {
            String model = "runs/seed-" + track.seed() + "-" + track.method().word() + "/model.safetensors";
            assertThat(Files.readAllBytes(pieces.resolve(model)))
                    .as(model)
                    .isEqualTo(Files.readAllBytes(whole.resolve(model)));
        }
        assertThat(ended.exams()).isEqualTo(outcome.exams());
        assertThat(ended.ends()).isEqualTo(outcome.ends());
        assertThat(ended.forecast().orElseThrow().quantiles())
                .isEqualTo(outcome.forecast().orElseThrow().quantiles());
        assertThat(new Ledger(pieces).entries()).hasSameSizeAs(new Ledger(whole).entries());
    }

    @Test
    void aFinishedStudyIsReadAgainAndNothingIsRun() {
        SmallTrials.Stopping again = new SmallTrials.Stopping("");
        TrialOutcome read = SmallTrials.in(whole, again).carryOut();
        assertThat(again.lines).hasSize(1).first().asString().startsWith("Plan: 2 starts");
        assertThat(read.findings()).isEqualTo(outcome.findings());
    }

    @Test
    void everyModelOfAFinishedStudyCanBeOpened() {
        for (String model : List.of("starts/seed-1", "starts/seed-2", "runs/seed-1-rl", "runs/seed-2-supervised")) {
            try (TrainedModel opened = TrainedModel.open(whole.resolve(model), 1)) {
                assertThat(opened.learner().shape().width()).as(model).isEqualTo(32);
            }
        }
    }

    @Test
    void startsAndEndsAreAskedTheSameProblemsNoTwoOfThemAlike() {
        assertThat(outcome.ends(Method.RL).getFirst().problems())
                .extracting(problem -> problem.task() + problem.level())
                .isEqualTo(outcome.exams().getLast().problems().stream()
                        .map(problem -> problem.task() + problem.level())
                        .toList());
        FinalExam exam = FinalExam.of(SmallTrials.STUDY, 1, whole.resolve("exams"));
        assertThat(exam.problems())
                .extracting(problem -> problem.task() + problem.level())
                .isEqualTo(outcome.exams().getLast().problems().stream()
                        .map(problem -> problem.task() + problem.level())
                        .toList());
        assertThat(exam.problems()).extracting(Problem::key).doesNotHaveDuplicates();
        assertThat(outcome.levels()).hasToString("[arithmetic/1, arithmetic/2]");
    }

    private static List<String> keysOfTheCurves(int level) {
        Task task = Tasks.named("arithmetic");
        return Examination.of(
                        List.of(task),
                        List.of(new Curriculum.TaskLevel(task.name(), level)),
                        Split.HELD_OUT,
                        ReinforcementLearning.PROBLEMS,
                        FinalExam.EACH)
                .problems()
                .stream()
                .map(Problem::key)
                .toList();
    }

    /** Level 1 has fewer than 64 held-out problems, which the curves ask already; level 2 has many. */
    @Test
    void theLastExaminationAsksOtherProblemsThanTheCurvesWhereThereAreEnough() {
        List<Problem> asked =
                FinalExam.of(SmallTrials.STUDY, 1, whole.resolve("exams")).problems();
        List<String> many = asked.stream()
                .filter(problem -> problem.level() == 2)
                .map(Problem::key)
                .toList();
        assertThat(many).hasSize(FinalExam.PROBLEMS).doesNotContainAnyElementsOf(keysOfTheCurves(2));
        assertThat(asked.stream().filter(problem -> problem.level() == 1).map(Problem::key))
                .hasSizeLessThan(FinalExam.PROBLEMS)
                .containsAll(keysOfTheCurves(1));
    }

    /** One seed to half, to the end, and then with a second seed, whose first half ends when the first seed's whole run is known. */
    @Test
    void aLargerBudgetRenewsRolesAndForecastsOnlyWhatHasNotBeenRun() {
        Path grown = folder.resolve("grown");
        TrialOutcome half = planned(grown, 1, 0.5);
        assertThat(half.forecast()).isPresent();
        List<Ledger.Entry> before = new Ledger(grown).entries();
        TrialOutcome full = planned(grown, 1, 1);
        Ledger after = new Ledger(grown);
        assertThat(before.stream().filter(entry -> entry.run().role() == Run.Role.HELD_OUT))
                .isNotEmpty()
                .allSatisfy(entry -> {
                    Ledger.Entry renewed = after.find(entry.run().id()).orElseThrow();
                    assertThat(renewed.run().role()).isEqualTo(Run.Role.LADDER);
                    assertThat(renewed.measurements()).isEqualTo(entry.measurements());
                });
        assertThat(after.entries().stream().filter(entry -> entry.run().role() == Run.Role.HELD_OUT))
                .isNotEmpty()
                .allMatch(entry -> entry.run().flops() > 2.4e9);
        assertThat(full.forecast().orElseThrow().id()).isEqualTo("small/rl/4.00000e+09/1");
        TrialOutcome two = planned(grown, 2, 1);
        assertThat(two.seeds()).containsExactly(1L, 2L);
        assertThat(two.forecast()).isEmpty();
        assertThat(two.score()).isEmpty();
        assertThat(two.findings())
                .contains("No forecast was made: a run was past half of its length before all had reached it.");
        assertThat(planned(grown, 2, 1).findings()).isEqualTo(two.findings());
    }

    private static TrialOutcome planned(Path place, int seeds, double fraction) {
        DurableFiles.createFolder(place);
        SealedFiles.writeTwice(
                place.resolve(OutputFolder.PLAN),
                JsonMapper.builder()
                        .build()
                        .writeValueAsBytes(new TrialPlan(
                                seeds,
                                fraction,
                                fraction * 4e9,
                                3600,
                                60,
                                5,
                                new ReinforcementLearning.Pace(1e8, 0.1, 0.1))));
        return SmallTrials.in(place, new SmallTrials.Stopping("")).carryOut();
    }

    @Test
    void measurementsStandAtTheMarks() {
        List<Double> marks = Marks.of(4e9, Method.RL);
        Track track = outcome.of(Method.RL).getFirst();
        for (ReasoningRecord.Examined examined :
                track.examined().subList(1, track.examined().size())) {
            double flops = examined.spent().flops();
            double before = track.steps().stream()
                    .filter(step -> step.step() == examined.step() - 2)
                    .mapToDouble(step -> step.spent().flops())
                    .findFirst()
                    .orElse(0);
            double mark = Marks.at(marks, flops);
            assertThat(mark).isPositive().isLessThanOrEqualTo(flops);
            assertThat(flops - mark).as("FLOPs beyond the mark").isLessThan(flops - before);
        }
        assertThat(RlCurves.points(outcome.of(Method.RL), marks, 2e9))
                .hasSizeGreaterThanOrEqualTo(10)
                .allMatch(point -> point.compute() < 2.9e9);
    }
}
