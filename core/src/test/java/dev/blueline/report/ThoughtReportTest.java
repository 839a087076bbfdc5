package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.thought.ThoughtResults;
import dev.blueline.thought.ThoughtResultsTest;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ThoughtReportTest {
    private static final ThoughtResults RESULTS = ThoughtResultsTest.made();

    @Test
    void theAnswerComesFirstAndEveryFigureHasItsSection() {
        Document page = Jsoup.parse(ThoughtReport.html(RESULTS, "blueline reason --study made-up", "java", 65));
        assertThat(page.selectXpath("//p[@class='answer']").text()).contains("summary 0.88 (ahead, +0.75");
        assertThat(page.select("section > h2").eachText())
                .containsExactly(
                        "arithmetic: accuracy by number of steps",
                        "arithmetic: accuracy at equal training compute",
                        "arithmetic: accuracy at equal parameters",
                        "arithmetic: tokens spent against difficulty",
                        "arithmetic: difference that a thought makes",
                        "What was measured, and how");
        assertThat(page.select(".panels .chart"))
                .as("a small chart for each size")
                .hasSize(2);
        JsonNode charts =
                JsonMapper.shared().readTree(page.expectFirst("#chart-specs").data());
        assertThat(charts.size()).isEqualTo(5);
        charts.properties()
                .forEach(
                        chart -> assertThat(page.getElementById(chart.getKey())).isNotNull());
    }

    /** The chart by level has the grid and, for each of three styles, means and seeds; direct is right in one of eight at level 2. */
    @Test
    void chartsShowWhatWasMeasured() {
        ThoughtResults.Asked asked = RESULTS.asked().getFirst();
        Chart chart = new ThoughtCharts(RESULTS, asked)
                .byLevel(RESULTS.sizes("arithmetic").getFirst());
        assertThat(chart.legend()).extracting(Chart.Key::name).containsExactly("direct", "summary", "monologue");
        JsonNode series = JsonMapper.shared().valueToTree(chart.spec().get("series"));
        assertThat(series.size()).isEqualTo(7);
        assertThat(series.get(1).at("/data/1/value/1").asDouble()).isEqualTo(0.125);
        double ofSeeds = (series.get(2).at("/data/2/value/1").asDouble()
                        + series.get(2).at("/data/3/value/1").asDouble())
                / 2;
        assertThat(ofSeeds).isEqualTo(0.125);
        assertThat(String.valueOf(chart.spec().get("xAxis"))).contains("[1, 2, 3*]");
    }

    @Test
    void theTablesHaveARowForEverySizeAndCompute() {
        Document page = Jsoup.parse(ThoughtReport.html(RESULTS, "blueline reason", "java", 65));
        assertThat(page.select("#differences-arithmetic > .scroll")).hasSize(2);
        assertThat(page.select("#differences-arithmetic > .scroll").eq(0).select("tbody tr"))
                .hasSize(4);
        assertThat(page.select("#differences-arithmetic details tbody tr")).hasSize(12);
        assertThat(page.select("#differences-arithmetic").text()).contains("+0.75 [+0.44, +1.00]");
    }

    @Test
    void programsReadTheSameFigures() {
        JsonNode root = JsonMapper.shared().readTree(ThoughtReport.json(RESULTS));
        assertThat(root.path("accuracies").size()).isEqualTo(2 * 2 * 3 * 3);
        assertThat(root.path("differences").size()).isEqualTo(2 * 2 * 3 * 2);
        List<JsonNode> found = root.path("differences")
                .valueStream()
                .filter(node -> node.path("size").asString().equals("64x2")
                        && node.path("flops").asDouble() == 2e11
                        && node.path("level").asInt() == 2
                        && node.path("style").asString().equals("summary"))
                .toList();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().path("value").asDouble()).isEqualTo(0.75);
        assertThat(found.getFirst().path("less").asString()).isEqualTo("direct");
    }
}
