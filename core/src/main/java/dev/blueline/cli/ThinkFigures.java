package dev.blueline.cli;

import dev.blueline.problems.Task;
import dev.blueline.scaling.Verdict;
import dev.blueline.tasks.Level;
import dev.blueline.testtime.Accuracy;
import java.util.Locale;
import java.util.Map;

/** How figures of {@code think} are written. */
final class ThinkFigures {
    private ThinkFigures() {}

    static void accuracy(Map<String, Object> root, Accuracy accuracy) {
        root.put("right", accuracy.value());
        finite(root, "standard_error", accuracy.standardError());
        root.put("low", accuracy.low());
        root.put("high", accuracy.high());
    }

    static void finite(Map<String, Object> root, String name, double value) {
        if (Double.isFinite(value)) {
            root.put(name, value);
        }
    }

    static String name(Task task, int level) {
        return task.levels().stream()
                .filter(of -> of.number() == level)
                .map(Level::name)
                .findFirst()
                .orElse("");
    }

    static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static String withError(Accuracy accuracy) {
        return String.format(Locale.ROOT, "%.3f±%.2f", accuracy.value(), (accuracy.high() - accuracy.low()) / 2);
    }

    static String ratio(double value) {
        return Double.isInfinite(value) ? "never" : String.format(Locale.ROOT, "%.2f", value);
    }

    static String colour(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Blue blue -> "blue";
            case Verdict.Red red -> "red";
            case Verdict.Undetermined open -> "undetermined";
        };
    }

    static String inWords(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Blue blue -> "blue: " + blue.reason();
            case Verdict.Red red ->
                "red: " + red.reason() + ". Cause: " + red.cause().inWords();
            case Verdict.Undetermined open ->
                "undetermined: " + open.reason() + ". What would decide: " + open.wouldDecide();
        };
    }
}
