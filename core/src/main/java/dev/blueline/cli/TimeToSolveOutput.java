package dev.blueline.cli;

import dev.blueline.calibration.Share;
import dev.blueline.problems.Task;
import dev.blueline.scaling.Coverage;
import dev.blueline.testtime.ThinkingRequest;
import dev.blueline.testtime.TimeToSolve;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The share of problems solved against time. */
final class TimeToSolveOutput {
    private TimeToSolveOutput() {}

    static String text(
            Task task,
            List<Integer> levels,
            List<TimeToSolve.Solved> solved,
            List<TimeToSolve.Point> points,
            ThinkingRequest request,
            Path folder) {
        Optional<Coverage> law = TimeToSolve.law(points, request.seconds());
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%d held-out problems of %s, level %s, one after another on %d threads%s; 95%% intervals over problems%n%n%9s %7s  %-22s %7s  %s%n",
                solved.size(),
                task.name(),
                levels.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                request.threads(),
                request.alone() ? ", every attempt from the start" : "",
                "seconds",
                "solved",
                "share",
                "law",
                "of those left before"));
        for (TimeToSolve.Point point : points) {
            text.append(String.format(
                    Locale.ROOT,
                    "%9.3g %7d  %-22s %7s  %d of %d%s%n",
                    point.seconds(),
                    point.solved(),
                    share(point.share()),
                    law.map(each -> String.format(Locale.ROOT, "%.3f", each.at(point.seconds())))
                            .orElse("-"),
                    point.newly(),
                    point.unsolved(),
                    point.unsolved() == 0 ? "" : ", " + share(point.since())));
        }
        text.append('\n').append(conclusion(points, request.seconds())).append('\n');
        return text.append("Figures: ").append(folder).append('\n').toString();
    }

    private static String share(Share share) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", share.value(), share.low(), share.high());
    }

    private static String conclusion(List<TimeToSolve.Point> points, double longest) {
        String more = TimeToSolve.rises(points)
                ? "More time solved more at every step."
                : "Not every step solved more: see the last column.";
        return more + " " + law(points, longest);
    }

    private static String law(List<TimeToSolve.Point> points, double longest) {
        Optional<Coverage> law = TimeToSolve.law(points, longest);
        if (law.isEmpty()) {
            return "No law: fewer than two shares lie between 0 and 1.";
        }
        String formula = String.format(
                Locale.ROOT,
                "Law (coverage, seconds in place of samples): -ln share = %.3g t^-%.3g.",
                law.get().factor(),
                law.get().exponent());
        return formula
                + TimeToSolve.law(points, longest / 10)
                        .map(early -> early.at(longest))
                        .map(forecast -> forecast(forecast, points.getLast()))
                        .orElse("");
    }

    private static String forecast(double share, TimeToSolve.Point last) {
        boolean within = last.share().low() <= share && share <= last.share().high();
        return String.format(
                Locale.ROOT,
                " From the first tenth of the time alone it says %.3f for %.3g s, %s.",
                share,
                last.seconds(),
                within ? "within the interval measured" : "outside the interval measured");
    }

    static String json(List<TimeToSolve.Solved> solved, List<TimeToSolve.Point> points, Path folder) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode root = mapper.createObjectNode();
        root.put("out", folder.toString());
        root.set("points", mapper.valueToTree(points));
        root.put("rises", TimeToSolve.rises(points));
        TimeToSolve.law(points, Double.POSITIVE_INFINITY)
                .ifPresent(law -> root.set("coverage", mapper.valueToTree(law.parameters())));
        root.set("problems", mapper.valueToTree(solved));
        return mapper.writeValueAsString(root);
    }
}
