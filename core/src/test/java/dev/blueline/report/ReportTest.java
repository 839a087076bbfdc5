package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static List<ReportData> everyKind() {
        return List.of(
                SampleReports.full(), SampleReports.notScored(), SampleReports.twoSizes(), SampleReports.empty());
    }

    @Test
    void theFileIsThePage(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("deeper/report.html");
        Report.write(SampleReports.full(), file);
        assertThat(Files.readString(file)).isEqualTo(Report.html(SampleReports.full()));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void nothingIsLoadedFromOutsideTheFile(ReportData data) {
        Document page = Jsoup.parse(Report.html(data));
        assertThat(page.select("link, img, iframe, object, embed, script[src], use, base, meta[http-equiv=refresh]"))
                .isEmpty();
        assertThat(page.select("[href]").eachAttr("href")).allMatch(target -> target.startsWith("#"));
        assertThat(page.select("[src], [srcset], [data], [action], [formaction]"))
                .isEmpty();
        assertThat(page.expectFirst("style").data()).doesNotContain("url(").doesNotContain("@import");
        assertThat(page.expectFirst("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'");
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyChartHasItsSpecificationItsPlaceAndItsWords(ReportData data) {
        Document page = Jsoup.parse(Report.html(data));
        JsonNode specs = JSON.readTree(page.expectFirst("#chart-specs").data());
        Set<String> places = new TreeSet<>(page.select(".chart").eachAttr("id"));
        assertThat(new TreeSet<>(specs.propertyNames())).isEqualTo(places);
        for (Element figure : page.select("figure:has(.chart)")) {
            Element place = figure.expectFirst(".chart");
            assertThat(place.attr("role")).isEqualTo("img");
            assertThat(place.attr("aria-label")).isNotBlank();
            assertThat(figure.select("figcaption").text()).isNotBlank();
            JsonNode spec = specs.get(place.id());
            Set<String> names = new TreeSet<>();
            spec.get("series").forEach(series -> names.add(series.get("name").asString()));
            assertThat(names).containsAll(figure.select("button").eachAttr("data-series"));
            assertOnlyFigures(spec);
            assertLabelled(spec);
        }
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    /** Jackson writes what is not a number as a string; a chart could not place it. */
    private static void assertOnlyFigures(JsonNode spec) {
        for (JsonNode series : spec.get("series")) {
            for (JsonNode point : series.get("data")) {
                JsonNode place = point.isArray() ? point : point.get("value");
                assertThat(place.get(0).isNumber() && place.get(1).isNumber()).isTrue();
                assertThat(place.get(1).asDouble()).isPositive();
            }
        }
        assertThat(spec.toString()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    private static void assertLabelled(JsonNode spec) {
        int across = 0;
        int up = 0;
        for (JsonNode mark : spec.get("series").get(0).get("markLine").get("data")) {
            across += mark.has("xAxis") ? 1 : 0;
            up += mark.has("yAxis") ? 1 : 0;
        }
        assertThat(across).isBetween(2, 9);
        assertThat(up).isBetween(4, 13);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyColourOfAChartIsInTheStyleSheet(ReportData data) {
        Document page = Jsoup.parse(Report.html(data));
        String style = page.expectFirst("style").data();
        java.util.regex.Matcher colors = java.util.regex.Pattern.compile("\"@([a-z-]+)\"")
                .matcher(page.expectFirst("#chart-specs").data());
        while (colors.find()) {
            if (!colors.group(1).equals("band")) {
                assertThat(style).contains("--" + colors.group(1) + ":");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyRunIsInTheTable(ReportData data) {
        Document page = Jsoup.parse(Report.html(data));
        assertThat(page.select("#runs tbody tr")).hasSize(data.runs().size());
        assertThat(page.select("#runs tbody tr td:last-child").eachText())
                .containsExactlyInAnyOrderElementsOf(
                        data.runs().stream().map(run -> run.run().id()).toList());
    }

    @Test
    void whatAModelWroteStaysText() {
        Document page = Jsoup.parse(Report.html(SampleReports.full()));
        assertThat(page.select("script")).hasSize(3);
        assertThat(page.select("blockquote > :not(b)")).isEmpty();
        assertThat(page.select("blockquote").text())
                .contains("</script><script>alert(1)</script><b>bold</b> & \"quotes\" 😀 нет 漢字 ␇␀ <!-- x");
        assertThat(page.expectFirst("#chart-specs").data()).doesNotContain("<");
    }

    @Test
    void theAnswerComesFirst() {
        assertThat(answer(SampleReports.full()))
                .matches(
                        "Forecast \\d\\.\\d{3} bits per byte \\[\\d\\.\\d{3}, \\d\\.\\d{3}] for 192x4/24M before the run;"
                                + " measured \\d\\.\\d{3}: 0\\.7% off, inside the 90% interval\\. The line is blue: Ten times .*");
        assertThat(answer(SampleReports.notScored())).contains("before the run; not measured yet.");
        assertThat(answer(SampleReports.twoSizes())).contains("6.8% off, outside the 90% interval");
        assertThat(answer(SampleReports.empty())).isEqualTo("No run has finished yet.");
    }

    private static String answer(ReportData data) {
        return Jsoup.parse(Report.html(data)).expectFirst(".answer").text();
    }

    @Test
    void aDivergedRunIsNamedBesideThePlotItIsMissingFrom() {
        Document page = Jsoup.parse(Report.html(SampleReports.full()));
        assertThat(page.expectFirst("#scaling-chart-figure figcaption").text())
                .contains("Without a loss and therefore not drawn: 160x3/1.5M (seed 2, diverged).");
    }

    @Test
    void aVerdictIsSaidInAWordNotByColourAlone() {
        Document page = Jsoup.parse(Report.html(SampleReports.full()));
        assertThat(page.select(".badge strong").eachText()).containsExactly("blue", "red", "undetermined");
    }
}
