package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.answering.MadeUpAnswers;
import dev.blueline.ledger.Journal;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.trials.MadeUpTrials;
import dev.blueline.trials.TrialOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrialReportTest {
    @TempDir
    Path folder;

    private TrialOutcome outcome() throws IOException {
        Path run = folder.resolve("runs/seed-1-rl");
        Files.createDirectories(run);
        Files.createDirectories(folder.resolve("runs/seed-2-rl"));
        String thought =
                "{\"step\":%d,\"task\":\"arithmetic\",\"level\":2,\"problem\":\"3+5*2\",\"thought\":\"%s\",\"answer\":\"%s\",\"reward\":%d,\"tokens\":9,\"cut\":false}";
        for (int seed = 1; seed <= 2; seed++) {
            Journal journal = new Journal(folder.resolve("runs/seed-" + seed + "-rl/thoughts.jsonl"));
            journal.append(List.of(thought.formatted(0, "", "<b>1</b>", 0), thought.formatted(40, "8,6", "6", 1)));
        }
        return new MadeUpTrials(50)
                .in(folder)
                .level(2, 1.6, 8, 15, 8)
                .level(7, 1.6, 1.6, 1.6, 1.6)
                .forecast(0.5, 0.45, 0.55, 0.52)
                .outcome();
    }

    @Test
    void theAnswerComesFirstAndEverySectionIsThere() throws IOException {
        TrialOutcome outcome = outcome();
        Document page = Jsoup.parse(TrialReport.html(outcome, "./blueline reason --study small", 61));
        assertThat(page.expectFirst("header .answer").text())
                .isEqualTo(outcome.findings().getFirst());
        assertThat(page.select("header li").eachText())
                .isEqualTo(outcome.findings().subList(1, outcome.findings().size()));
        assertThat(page.select("section[id]").eachAttr("id"))
                .containsExactly(
                        "curve",
                        "levels",
                        "differences",
                        "training",
                        "thoughts",
                        "cost",
                        "audit",
                        "asymmetry",
                        "method");
        assertThat(page.select("#levels tbody tr")).hasSize(2);
        assertThat(page.select("#levels tbody th").eachText())
                .containsExactly(
                        "arithmetic level 2, not taught, not learned on",
                        "arithmetic level 7, not taught, not learned on");
        assertThat(page.select("#audit tbody tr")).hasSize(2);
    }

    @Test
    void thoughtsStandSideBySideAndBreakOutOfNothing() throws IOException {
        Document page = Jsoup.parse(TrialReport.html(outcome(), "c", 1));
        assertThat(page.select("#thoughts tbody tr").getFirst().select("td").eachText())
                .containsExactly("3+5*2", "<b>1</b>, wrong", "8,6 → 6, right");
        assertThat(page.select("#thoughts b")).isEmpty();
    }

    @Test
    void behaviourIsDrawnOverTrainingAndLengthOverDifficulty() throws IOException {
        Document page = Jsoup.parse(TrialReport.html(outcome(), "c", 1));
        JsonNode behaviour = specs(page).path("trial-behaviour");
        List<JsonNode> lines = behaviour
                .path("series")
                .valueStream()
                .filter(series -> series.path("name").asString().equals("correct"))
                .toList();
        assertThat(lines).hasSize(2); // a line a seed
        JsonNode points = lines.getFirst().path("data");
        assertThat(points.path(points.size() - 1).path(1).asDouble()).isCloseTo(0.6, within(1e-12));
        JsonNode lengths = specs(page).path("trial-lengths").path("series");
        assertThat(lengths.valueStream()
                        .filter(series -> series.path("name").asString().equals("reinforcement learning"))
                        .flatMap(series -> series.path("data").valueStream())
                        .map(point -> point.path("value").path(0).asInt() + ": "
                                + point.path("value").path(1).asDouble()))
                .containsExactly("2: 22.5", "7: 22.5"); // 28 in one seed, 17 in the other
    }

    @Test
    void theCurveHasEverySeedTheMeansTheStartTheFloorAndTheForecast() throws IOException {
        Document page = Jsoup.parse(TrialReport.html(outcome(), "c", 1));
        JsonNode chart = specs(page).path("trial-curve");
        assertThat(chart.path("xAxis").path("type").asString()).isEqualTo("log");
        assertThat(chart.path("series")
                        .valueStream()
                        .filter(series -> series.path("name").asString().equals("reinforcement learning")))
                .hasSize(3); // two seeds and their mean
        assertThat(page.select("#trial-curve-figure .legend button").eachText())
                .contains("start", "start, one of 16", "guessing", "forecast at half", "supervised goes on");
        JsonNode forecast = chart.path("series")
                .valueStream()
                .filter(series -> series.path("name").asString().equals("forecast at half"))
                .findFirst()
                .orElseThrow();
        assertThat(forecast.path("data").path(0).path("value").path(1).asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void anotherStudysReportEndsWithItOnceHoweverOftenItIsWritten() throws IOException {
        Path report = folder.resolve("report.html");
        SealedFiles.write(report, Report.html(SampleReports.full()));
        Document before = Jsoup.parse(Files.readString(report));
        TrialOutcome outcome = outcome();
        TrialReport.append(outcome, MadeUpAnswers.ofTrial(), report, "reasoning/report.html");
        TrialReport.append(outcome, MadeUpAnswers.ofTrial(), report, "reasoning/report.html");
        String html = new String(SealedFiles.read(report), StandardCharsets.UTF_8);
        Document page = Jsoup.parse(html);
        assertThat(page.select("main > section").getLast().id()).isEqualTo("reasoning");
        assertThat(page.select("section#reasoning")).hasSize(1);
        assertThat(page.select("section#reasoning a").eachAttr("href")).containsExactly("reasoning/report.html");
        assertThat(page.select("nav a").getLast().attr("href")).isEqualTo("#reasoning");
        assertThat(specs(page).propertyNames())
                .containsAll(specs(before).propertyNames())
                .contains("reasoning-chart");
        for (Element script : before.select("script")) {
            if (!script.id().equals("chart-specs")) {
                assertThat(page.expectFirst("#" + script.id()).data()).isEqualTo(script.data());
            }
        }
    }

    @Test
    void programsGetTheSameFigures() throws IOException {
        TrialOutcome outcome = outcome();
        TrialReport.write(outcome, "c", 1);
        JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("results.json")));
        assertThat(json.path("findings")).hasSize(outcome.findings().size());
        assertThat(json.path("levels").path(0).path("rl").path("pass_at_1").asDouble())
                .isGreaterThan(0.9);
        assertThat(json.path("runs")).hasSize(4);
        assertThat(json.path("differences_of_pass_at_1")
                        .path("rl less supervised")
                        .path("low")
                        .asDouble())
                .isGreaterThan(0.15);
    }

    private static JsonNode specs(Document page) {
        return JsonMapper.shared().readTree(page.expectFirst("#chart-specs").data());
    }
}
