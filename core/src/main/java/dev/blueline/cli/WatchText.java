package dev.blueline.cli;

import dev.blueline.monitor.Advice;
import dev.blueline.monitor.EndForecast;
import dev.blueline.monitor.Notice;
import dev.blueline.monitor.State;
import dev.blueline.monitor.Watch;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A watched run for people: where it stands, a picture, a table, notices. */
final class WatchText {
    private WatchText() {}

    static void print(WatchedRun run, Watch watch, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s: %s at step %d, %.1f%% of the run%n",
                run.log().name(),
                run.log().metric(),
                run.log().points().getLast().step(),
                100 * run.done());
        out.printf(
                Locale.ROOT,
                "Schedule: %s (%s)%s. Judged from %.0f%% of the run.%n%n",
                run.schedule().schedule(),
                run.schedule().source(),
                run.learnt() ? "; the way down learnt from an earlier run" : "",
                100 * run.watcher().judgeFrom());
        LossPlot.of(run).forEach(out::println);
        out.println();
        table(run, watch, out);
        out.println();
        run.warnings(watch).forEach(warning -> out.println("Warning: " + warning));
        watch.notices().stream().map(Notice::words).forEach(out::println);
        out.println(forecast("Forecast of the end before the run: ", watch.before()));
        out.println(forecast("Forecast of the end now:            ", watch.now()));
        out.printf(
                Locale.ROOT,
                "Better or worse once the forecast of the end leaves %.4f to %.4f; known of what can be known before the end: %.0f%%.%n",
                watch.boundary().low(),
                watch.boundary().high(),
                100 * watch.information());
        out.println(state(watch));
        out.println(advice(watch.advice()));
    }

    private static String forecast(String name, EndForecast forecast) {
        return String.format(
                Locale.ROOT, "%s%.4f, 90%% %.4f to %.4f", name, forecast.median(), forecast.low(), forecast.high());
    }

    /** The state in a line. */
    static String state(Watch watch) {
        return "State: " + watch.state().words()
                + watch.alarm()
                        .map(alarm -> ", first " + alarm.state().words() + " at step " + alarm.step())
                        .orElse("");
    }

    /** The suggestion in a line. */
    static String advice(Advice advice) {
        return "Suggestion: " + advice.action().name().toLowerCase(Locale.ROOT) + "; " + advice.reason() + ".";
    }

    static boolean stop(Watch watch) {
        return watch.advice().action() == Advice.Action.STOP;
    }

    private static void table(WatchedRun run, Watch watch, PrintStream out) {
        Columns table = new Columns("")
                .figures("step", 3)
                .figures(run.tokens().isPresent() ? "tokens" : "share", 4)
                .figures("done", 0)
                .figures("loss", 0)
                .figures("expected", 1)
                .words("90% interval", 2)
                .figures("deviation", 0)
                .words("state", 0);
        for (Watch.Row row : watch.rows()) {
            String place = run.tokens().isPresent()
                    ? count(row.share() * run.tokens().getAsDouble())
                    : String.format(Locale.ROOT, "%.3f", row.share());
            table.row(
                    "" + row.step(),
                    place,
                    String.format(Locale.ROOT, "%.1f%%", 100 * row.share()),
                    String.format(Locale.ROOT, "%.4f", row.loss()),
                    String.format(Locale.ROOT, "%.4f", row.expected()),
                    String.format(
                            Locale.ROOT,
                            "%.4f..%.4f",
                            row.interval().low(),
                            row.interval().high()),
                    String.format(Locale.ROOT, "%+.1f%%", 100 * Math.expm1(row.deviation())),
                    row.early() ? "not judged: early" : words(row.state()));
        }
        out.print(table.text(Terminal.Stream.OUTPUT.width()));
    }

    private static String words(State state) {
        return state.words();
    }

    /** A count with three figures and a letter: {@code 1.05B}. */
    static String count(double value) {
        List<String> letters = List.of("", "k", "M", "B", "T");
        int letter = 0;
        double scaled = value;
        while (scaled >= 999.5 && letter < letters.size() - 1) {
            scaled /= 1000;
            letter++;
        }
        return scaled >= 999.5 ? String.format(Locale.ROOT, "%.3g", value) : figures(scaled) + letters.get(letter);
    }

    private static String figures(double value) {
        return String.format(Locale.ROOT, value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f", value);
    }
}
