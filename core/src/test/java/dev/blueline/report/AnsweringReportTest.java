package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.answering.AnsweringFindings;
import dev.blueline.answering.AnsweringResults;
import dev.blueline.answering.MadeUpAnswers;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnsweringReportTest {
    private static final AnsweringResults RESULTS = MadeUpAnswers.results();
    private static final Document PAGE =
            Jsoup.parse(AnsweringReport.html(RESULTS, "blueline reason --study made-up", "java", 65));

    @Test
    void theAnswerComesFirstAndEveryFigureHasItsSection() {
        assertThat(PAGE.expectFirst("header .answer").text())
                .isEqualTo(new AnsweringFindings(RESULTS).sentences().getFirst())
                .contains("with best-of-n (64x2, taught)");
        assertThat(PAGE.select("section > h2").eachText())
                .containsExactly(
                        "arithmetic: accuracy against compute at the answer",
                        "arithmetic: which line",
                        "arithmetic: by level",
                        "arithmetic: strategies at equal FLOPs",
                        "arithmetic: what a FLOP at the answer replaces in training",
                        "arithmetic: training and answers together",
                        "arithmetic: coverage, its forecast, and guessing",
                        "arithmetic: models",
                        "What was measured, and how");
        assertThat(PAGE.select("aside.warnings").text()).contains("64 of 128 responses");
        JsonNode charts =
                JsonMapper.shared().readTree(PAGE.expectFirst("#chart-specs").data());
        charts.properties()
                .forEach(
                        chart -> assertThat(PAGE.getElementById(chart.getKey())).isNotNull());
    }

    /** Chances of .33 and .45 at level 1 of a size: each doubling of training is worth some of the 64 times at the answer. */
    @Test
    void theExchangeRateIsPositiveWhereTrainingAndAnswersBothHelp() {
        AnsweringResults.Traded traded = RESULTS.exchanges().stream()
                .filter(each -> each.level() == AnsweringResults.ALL
                        && each.strategy().equals(AnsweringResults.VERIFIED)
                        && each.descent().name().equals("64x2, taught"))
                .findFirst()
                .orElseThrow();
        assertThat(traded.exchange().rate().determined()).isTrue();
        assertThat(traded.exchange().rate().low()).isPositive();
        assertThat(PAGE.select("#exchange-arithmetic table").text()).contains("64x2, taught", "best-of-n");
        assertThat(PAGE.select("#exchange-arithmetic figure")).isNotEmpty();
    }

    @Test
    void fewAnswersAreCheapestWithLittleTrainingAndManyWithMuch() {
        AnsweringResults.Cheapest one = RESULTS.cheapest("arithmetic", AnsweringResults.ALL, "best-of-n", 0.6, 1)
                .orElseThrow();
        AnsweringResults.Cheapest many = RESULTS.cheapest("arithmetic", AnsweringResults.ALL, "best-of-n", 0.6, 1e9)
                .orElseThrow();
        assertThat(one.model().flops()).isLessThan(many.model().flops());
        assertThat(many.total()).isGreaterThan(one.total());
        assertThat(many.answerFlops()).isLessThanOrEqualTo(one.answerFlops());
    }

    @Test
    void programsGetEveryCurveAndEveryRate() {
        JsonNode root = JsonMapper.shared().readTree(AnsweringReport.json(RESULTS));
        assertThat(root.path("exchange_rates").size()).isEqualTo(3 * 2 * 3);
        List<String> strategies = root.path("curves")
                .valueStream()
                .map(curve -> curve.path("strategy").asString())
                .distinct()
                .toList();
        assertThat(strategies).containsExactly("greedy", "majority", "weighted", "best-of-n", "adaptive");
        assertThat(root.path("forecasts").path(0).path("measured").asDouble()).isEqualTo(0.97);
    }
}
