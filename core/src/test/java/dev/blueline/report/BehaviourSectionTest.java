package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.evaluation.Behaviour;
import dev.blueline.evaluation.DecodingSpeed;
import dev.blueline.evaluation.Estimate;
import dev.blueline.evaluation.ItemScore;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.tasks.Lecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BehaviourSectionTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Estimate share(double value) {
        return new Estimate(value, 0.02, 9);
    }

    private static MeasuredModel model(int width, double accuracy, double score, boolean skills) {
        Behaviour behaviour = new Behaviour(
                share(0.31),
                Map.of("quotation", share(0.42)),
                share(0.2),
                share(3.4),
                share(0.6),
                share(0.1),
                share(0.8),
                Map.of("en", share(1)),
                share(score),
                new DecodingSpeed(0.0012, 5432));
        List<ItemScore> lecture = Lecture.suite().items().stream()
                .map(item -> new ItemScore(
                        item, new double[] {Math.log(accuracy), Math.log(1 - accuracy)}, new int[] {1, 1}, false))
                .toList();
        RunResult result = SampleReports.run(Run.Role.LADDER, width, 2, 4, 1, 1, "");
        return new MeasuredModel(
                result.run(),
                result.overall(),
                skills ? Optional.of(new Estimate(accuracy - 0.5, 0.01, 8)) : Optional.empty(),
                behaviour,
                lecture);
    }

    private static List<MeasuredModel> models(int count, boolean skills) {
        List<MeasuredModel> models = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            models.add(model(32 * (i + 1), 0.42 + 0.05 * i, 0.3 + 0.04 * i, skills));
        }
        return models;
    }

    private static Document page(List<MeasuredModel> models) {
        return Jsoup.parse(
                Report.page("test", List.of(BehaviourSection.section(models), LectureSection.section(models))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6})
    void everyModelHasARowAMarkAndItsFigures(int count) {
        Document page = page(models(count, true));
        assertThat(page.select("#experience > .scroll tbody tr")).hasSize(2 * count);
        assertThat(page.expectFirst("#experience > .scroll tbody tr").text())
                .contains("-8.0% ± 2.0", "31% ± 4", "3.4 ± 0.0", "0.30 ± 0.04");
        assertThat(page.select("#experience > .scroll tbody tr").getLast().text())
                .endsWith("1.2 ms 5\u202f432");
        JsonNode spec = JSON.readTree(page.expectFirst("#chart-specs").data()).get("behaviour-chart");
        assertThat(spec.get("series")).hasSize(count);
        assertThat(spec.get("xAxis").get("name").stringValue()).contains("accuracy above chance");
        for (JsonNode series : spec.get("series")) {
            JsonNode value = series.get("data").get(0).get("value");
            assertThat(value.get(0).asDouble())
                    .isBetween(
                            spec.get("xAxis").get("min").asDouble(),
                            spec.get("xAxis").get("max").asDouble());
            assertThat(value.get(1).asDouble())
                    .isBetween(
                            spec.get("yAxis").get("min").asDouble(),
                            spec.get("yAxis").get("max").asDouble());
            assertThat(series.get("markLine").get("data")).hasSize(2);
        }
        assertThat(spec.toString()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void withoutSkillsBehaviourStandsAgainstTheLoss() {
        Document page = page(models(3, false));
        JsonNode spec = JSON.readTree(page.expectFirst("#chart-specs").data()).get("behaviour-chart");
        assertThat(spec.get("xAxis").get("name").stringValue()).contains("bits per byte");
        assertThat(spec.get("xAxis").get("inverse").asBoolean()).isTrue();
        assertThat(page.expectFirst("#experience").text()).contains("this study measured no skills");
    }

    @Test
    void fewModelsAreSaidToBeTooFew() {
        assertThat(BehaviourSection.order(models(1, true), BehaviourChart.Across.ACCURACY))
                .isEqualTo("There is one model; an order needs two.");
        assertThat(BehaviourSection.order(models(4, true), BehaviourChart.Across.ACCURACY))
                .contains("is the order by behaviour (Kendall's tau 1.00, 4 models). But 4 models are too few to tell")
                .contains("8.3% of cases");
        assertThat(BehaviourSection.order(models(6, true), BehaviourChart.Across.ACCURACY))
                .contains("0.3% of cases: the two go together here.");
    }

    @Test
    void anotherOrderIsSaidToBeAnother() {
        List<MeasuredModel> models = new ArrayList<>(models(4, true));
        models.add(model(192, 0.7, 0.1, true));
        assertThat(BehaviourSection.order(models, BehaviourChart.Across.ACCURACY))
                .contains("is not the order by behaviour: 6 of 10 pairs of models stand the same way round")
                .contains("tau 0.20")
                .contains("no evidence");
    }

    @Test
    void theLectureIsShownAndNotCounted() {
        Document page = page(models(3, true));
        assertThat(page.expectFirst("#lecture").text()).contains("never counted as evidence");
        assertThat(page.select("#lecture tbody tr")).hasSize(6);
        assertThat(page.select("#lecture tbody tr").get(1).text())
                .startsWith("The capital of Azerbaijan is … Baku London London 58% × London 53% × Baku 52%");
    }

    @Test
    void withoutModelsTheSectionsSayWhatIsMissing() {
        Document page = page(List.of());
        assertThat(page.select("#experience .missing, #lecture .missing")).hasSize(2);
    }

    /** Skills .6 and .3 above .5 and .25: mean of .1 and .05; levels and skills without chance are left out. */
    @Test
    void accuracyAboveChanceIsTheMeanOverSkills() {
        Run run = SampleReports.run(Run.Role.LADDER, 32, 2, 1, 1, 1, "").run();
        Ledger.Entry entry = new Ledger.Entry(
                run,
                List.of(
                        new Measurement(run.id(), "task_accuracy", "a", 0.6, 0.03),
                        new Measurement(run.id(), "task_chance", "a", 0.5, 0),
                        new Measurement(run.id(), "task_accuracy", "b", 0.3, 0.04),
                        new Measurement(run.id(), "task_chance", "b", 0.25, 0),
                        new Measurement(run.id(), "task_accuracy", "b/1", 0.9, 0.04),
                        new Measurement(run.id(), "task_chance", "b/1", 0.25, 0),
                        new Measurement(run.id(), "task_accuracy", "c", 0.9, 0.04)));
        Estimate mean = StudyBehaviour.aboveChance(entry).orElseThrow();
        assertThat(mean.value()).isCloseTo(0.075, within(1e-12));
        assertThat(mean.standardError()).isCloseTo(0.025, within(1e-12));
        assertThat(StudyBehaviour.aboveChance(new Ledger.Entry(run, List.of()))).isEmpty();
    }
}
