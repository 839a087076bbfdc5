package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.evaluation.AskedRuns;
import dev.blueline.evaluation.Memory;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SkillSectionsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Document LARGE = page(SkillSamples.large());

    static List<Document> everyKind() {
        return List.of(LARGE, page(SkillSamples.small()), page(List.of()), page(bare()));
    }

    /** One run, one skill that no class knows, no chance of a comparison. */
    private static List<Ledger.Entry> bare() {
        return List.of(
                AskedRuns.run(32, 1, 1).asked("own/1", 0.5, Double.NaN, 0.5).entry());
    }

    private static Document page(List<Ledger.Entry> entries) {
        return Jsoup.parse(Report.page("skills", SkillSamples.sections(entries)));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyChartHasItsPlaceItsWordsAndOnlyFigures(Document page) {
        JsonNode specs = JSON.readTree(page.expectFirst("#chart-specs").data());
        assertThat(new TreeSet<>(specs.propertyNames()))
                .isEqualTo(new TreeSet<>(page.select(".chart").eachAttr("id")));
        for (Element figure : page.select("figure:has(.chart)")) {
            Element place = figure.expectFirst(".chart");
            assertThat(place.attr("aria-label")).isNotBlank();
            assertThat(figure.select("figcaption").text()).isNotBlank();
            JsonNode spec = specs.get(place.id());
            Set<String> names = new TreeSet<>();
            spec.get("series").forEach(series -> names.add(series.get("name").asString()));
            assertThat(names).containsAll(figure.select("button").eachAttr("data-series"));
            assertThat(spec.toString()).doesNotContain("NaN").doesNotContain("Infinity");
        }
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        assertThat(page.text()).doesNotContain("NaN").doesNotContain("Optional");
        assertThat(page.select("section").eachAttr("id")).containsExactly("task-map", "memory", "steps", "winners");
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyColourOfAChartIsInTheStyleSheet(Document page) {
        String style = page.expectFirst("style").data();
        Matcher colors = Pattern.compile("\"@([a-z-]+)\"")
                .matcher(page.expectFirst("#chart-specs").data());
        while (colors.find()) {
            assertThat(style).contains("--" + colors.group(1) + ":");
        }
    }

    @Test
    void withoutSkillsTheSectionsSayWhatTheyNeed() {
        assertThat(page(List.of()).select("main .missing").eachText())
                .hasSize(4)
                .allMatch(text -> text.contains("a study with"));
    }

    @Test
    void theMapShowsEveryLevelOnceAndSaysWhatTheLargestDoes() {
        assertThat(LARGE.select("#task-map details tbody tr")).hasSize(46);
        assertThat(LARGE.expectFirst("#task-map p").text())
                .matches(
                        "Of 46 levels the largest model by training compute, 256x2/32\\.0M, does \\d+\\. The easiest is grammar: a or an, done from .*"
                                + "Levels that no model does: .*arithmetic.*");
        JsonNode spec = JSON.readTree(LARGE.expectFirst("#chart-specs").data()).get("task-map-chart");
        assertThat(spec.get("series").get(0).get("data")).hasSize(46 * 9);
        assertThat(LARGE.select("#task-map-chart").attr("style")).isEqualTo("height: 64.0rem");
    }

    @Test
    void memorySaysHalfWayOrNotReached() {
        assertThat(LARGE.expectFirst("#memory p").text()).contains("256x2 is half-way to knowing a fact after ");
        assertThat(LARGE.expectFirst("#memory tbody tr").text()).contains("not reached up to 256");
        assertThat(LARGE.select("#memory").text())
                .contains(
                        "Check: facts that the skills' text never states get 0.04 [0.00, 0.08] above chance over all runs, as chance.");
    }

    @Test
    void stepsSayWhatAFurtherOneCosts() {
        assertThat(LARGE.expectFirst("#steps p").text())
                .containsPattern(
                        "At 256x2/32\\.0M, the largest model by training compute, a further step costs .*0\\.\\d\\d \\[0\\.\\d\\d, 0\\.\\d\\d] of spatial");
        assertThat(LARGE.select("#steps figure")).hasSize(2);
    }

    @Test
    void winnersSayWhetherThereIsOne() {
        assertThat(LARGE.expectFirst("#winners p").text()).startsWith("There is no single winner among 9 sizes");
        assertThat(LARGE.expectFirst("#winners table").select("tbody tr")).hasSize(9);
    }

    @Test
    void aWinnerByLossAloneIsSaidToBeThat() {
        List<Ledger.Entry> entries = List.of(skilled(32, 2), skilled(64, 1.8), skilled(96, 1.6));
        assertThat(page(entries).expectFirst("#winners p").text())
                .startsWith("By loss only there is a single winner among 3 sizes")
                .contains("beside every other it is shown to be better on no skill");
        assertThat(page(entries).select("#winners").text())
                .contains("does not hold what tells how far tau depends on the items");
    }

    private static Ledger.Entry skilled(int width, double loss) {
        return AskedRuns.run(width, 4, 1)
                .asked("grammar", 0.7, 0.02, 0.5)
                .with("bits_per_byte", "all", loss, 0.01)
                .entry();
    }

    @Test
    void theTableHoldsEveryFigureOnTasksAndNoOther() {
        List<Ledger.Entry> entries = List.of(
                AskedRuns.run(32, 1, 2)
                        .with("bits_per_byte", "all", 1.5, 0.1)
                        .asked("arithmetic/2", 0.5, Double.NaN, 0.25)
                        .with(Memory.STATEMENTS, "knowledge/stated:4", 12.5, 0)
                        .entry(),
                AskedRuns.run(Run.Role.LADDER, Run.Status.DIVERGED, 64, 1, 1)
                        .asked("grammar", 0.5, 0.1, 0.5)
                        .entry());
        assertThat(SkillTable.csv(entries).lines())
                .containsExactly(
                        "run,size,tokens,flops,seed,role,skill,slice,metric,value,stderr",
                        "32x2/1.0M/seed-2,32x2,1000000,1.47456e+11,2,ladder,arithmetic,arithmetic/2,task_accuracy,0.500000,",
                        "32x2/1.0M/seed-2,32x2,1000000,1.47456e+11,2,ladder,arithmetic,arithmetic/2,task_chance,0.250000,0.00000",
                        "32x2/1.0M/seed-2,32x2,1000000,1.47456e+11,2,ladder,arithmetic,arithmetic/2,task_items,1000.00,0.00000",
                        "32x2/1.0M/seed-2,32x2,1000000,1.47456e+11,2,ladder,knowledge,knowledge/stated:4,fact_statements,12.5000,0.00000");
        List<String> twins = SkillTable.csv(List.of(
                        AskedRuns.run(Run.Role.LADDER, Run.Status.FINISHED, 64, 1, 1)
                                .asked("grammar", 0.5, 0.1, 0.5)
                                .entry(),
                        AskedRuns.run(Run.Role.CONTROL, Run.Status.FINISHED, 64, 1, 1)
                                .asked("grammar", 0.5, 0.1, 0.5)
                                .entry()))
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .distinct()
                .toList();
        assertThat(twins).as("a run and its control").hasSize(2);
        assertThat(SkillTable.csv(List.of())).startsWith("run,size,").hasLineCount(1);
    }
}
