package dev.blueline.report;

import dev.blueline.ledger.Run;
import dev.blueline.scaling.Outlook;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jsoup.nodes.Element;

/** The head of the page: what the study found, in plain sentences and a handful of figures. */
final class Answer {
    private Answer() {}

    static Section section(ReportData data) {
        Element element = new Element("header").attr("id", "answer");
        element.appendElement("p").addClass("study").text("Blueline, study " + data.study());
        element.appendElement("h1").text(data.question());
        Element answer = element.appendElement("p").addClass("answer");
        answer.text(sentence(data));
        figures(data, element.appendElement("dl").addClass("key-figures"));
        if (!data.warnings().isEmpty()) {
            Element warnings = element.appendElement("aside").addClass("warnings");
            warnings.appendElement("h2").text("What fell short");
            Element list = warnings.appendElement("ul");
            data.warnings().forEach(warning -> list.appendElement("li").text(warning));
        }
        return new Section(element, List.of());
    }

    /** The whole result in two or three sentences. */
    static String sentence(ReportData data) {
        String forecast = data.forecast().map(Answer::forecast).orElse(noForecast(data));
        return data.verdicts().isEmpty()
                ? forecast
                : forecast + " " + verdict(data.verdicts().getFirst());
    }

    private static String forecast(ForecastResult forecast) {
        String made = "Forecast " + Format.loss(forecast.predicted()) + " bits per byte ["
                + Format.loss(forecast.low()) + ", " + Format.loss(forecast.high()) + "] for " + forecast.rung()
                + " before the run; ";
        Optional<Loss> measured = forecast.measured().filter(Loss::finite);
        if (measured.isEmpty()) {
            return made
                    + (forecast.measured().isPresent()
                            ? "the run diverged, so there is nothing to score."
                            : "not measured yet.");
        }
        return made + "measured " + Format.loss(measured.get().value()) + ": "
                + Format.percent(Math.abs(forecast.relativeError().orElseThrow())) + " off, "
                + (forecast.inside().orElseThrow() ? "inside" : "outside") + " the 90% interval"
                + Reservations.of(
                        forecast.predicted(),
                        new Outlook.Interval(forecast.low(), forecast.high()),
                        measured.get().value(),
                        forecast.naive())
                + ".";
    }

    private static String noForecast(ReportData data) {
        return data.runs().stream()
                .filter(RunResult::drawable)
                .mapToDouble(run -> run.overall().value())
                .boxed()
                .min(Double::compare)
                .map(best -> "No forecast was made: the ladder is too short for one. The best of "
                        + data.runs().size()
                        + (data.runs().size() == 1 ? " run" : " runs") + " reached " + Format.loss(best)
                        + " bits per byte.")
                .orElse("No run has finished yet.");
    }

    private static String verdict(VerdictPanel panel) {
        return "The line is " + panel.color().word() + ": "
                + (panel.sentence().isBlank() ? panel.color().meaning() + "." : panel.sentence());
    }

    private static void figures(ReportData data, Element list) {
        data.forecast().ifPresent(forecast -> {
            OptionalDouble error = forecast.relativeError();
            figure(
                    list,
                    "forecast",
                    Format.loss(forecast.predicted()),
                    "90% interval " + Format.loss(forecast.low()) + " to " + Format.loss(forecast.high()));
            figure(
                    list,
                    "measured",
                    forecast.measured().map(loss -> Format.loss(loss.value())).orElse("not yet"),
                    error.isPresent()
                            ? Format.signedPercent(error.getAsDouble()) + " forecast error"
                            : "bits per byte");
            figure(
                    list,
                    "reach",
                    String.format(Locale.ROOT, "%.1f×", forecast.extrapolation()),
                    "the largest compute fitted");
        });
        if (!data.verdicts().isEmpty()) {
            VerdictPanel.Color color = data.verdicts().getFirst().color();
            figure(list, "verdict", color.word(), color.meaning()).addClass("verdict-" + color.word());
        }
        long diverged = count(data, Run.Status.DIVERGED);
        long failed = count(data, Run.Status.FAILED);
        figure(
                list,
                "runs",
                String.valueOf(data.runs().size()),
                (diverged == 0 ? "none diverged" : diverged + " diverged")
                        + (failed == 0 ? "" : ", " + failed + " failed"));
        figure(
                list,
                "time used",
                Format.duration(data.budget().used()),
                "of " + Format.duration(data.budget().asked()) + " asked");
    }

    private static long count(ReportData data, Run.Status status) {
        return data.runs().stream().filter(run -> run.run().status() == status).count();
    }

    private static Element figure(Element list, String name, String value, String note) {
        Element group = list.appendElement("div");
        group.appendElement("dt").text(name);
        group.appendElement("dd").addClass("value").text(value);
        group.appendElement("dd").text(note);
        return group;
    }
}
