package dev.blueline.cli;

import dev.blueline.problems.Style;
import dev.blueline.study.Size;
import dev.blueline.tasks.Level;
import dev.blueline.thought.CrossedMean;
import dev.blueline.thought.ThoughtFindings;
import dev.blueline.thought.ThoughtResults;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a study of thought found, for the terminal. */
final class ThoughtOutput {
    private ThoughtOutput() {}

    static String text(ThoughtResults results, Path folder) {
        StringBuilder text = new StringBuilder("\n");
        for (ThoughtResults.Asked asked : results.asked()) {
            table(results, asked, text);
        }
        new ThoughtFindings(results)
                .sentences()
                .forEach(sentence -> text.append(sentence).append("\n\n"));
        if (results.plan().leftOut() > 0) {
            text.append(results.plan().leftOut())
                    .append(" comparisons of the study were left out, as the time was too short for them.\n");
        }
        return text.append("Report: ")
                .append(folder.resolve("report.html"))
                .append('\n')
                .toString();
    }

    private static void table(ThoughtResults results, ThoughtResults.Asked asked, StringBuilder text) {
        text.append(String.format(
                Locale.ROOT,
                "%s at %.2g FLOP, right at once, 90%% intervals%n%n%-10s",
                asked.task(),
                results.flops(results.last()),
                "level"));
        List<Size> sizes = results.sizes(asked.task());
        sizes.forEach(size -> results.study()
                .thought()
                .styles()
                .forEach(style -> text.append(String.format(Locale.ROOT, " %22s", size + " " + style.word()))));
        text.append('\n');
        for (Level level : asked.examined()) {
            text.append(String.format(Locale.ROOT, "%-10s", level.name()));
            for (Size size : sizes) {
                for (Style style : results.study().thought().styles()) {
                    CrossedMean right = results.accuracy(
                            new ThoughtResults.Place(asked.task(), style, size, results.last()), List.of(level));
                    text.append(String.format(
                            Locale.ROOT,
                            " %22s",
                            String.format(
                                    Locale.ROOT,
                                    "%.2f [%.2f, %.2f]",
                                    right.value(),
                                    Math.max(0, right.low()),
                                    Math.min(1, right.high()))));
                }
            }
            text.append('\n');
        }
        text.append('\n');
    }
}
