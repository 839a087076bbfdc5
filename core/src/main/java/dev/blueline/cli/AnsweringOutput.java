package dev.blueline.cli;

import dev.blueline.answering.AnsweringFindings;
import dev.blueline.answering.AnsweringResults;
import dev.blueline.answering.Trained;
import java.nio.file.Path;
import java.util.Locale;

/** What a study of compute at the answer found, for the terminal. */
final class AnsweringOutput {
    private AnsweringOutput() {}

    static String text(AnsweringResults results, Path folder) {
        StringBuilder text = new StringBuilder("\n");
        results.tasks().forEach(task -> table(results, task, text));
        new AnsweringFindings(results)
                .sentences()
                .forEach(sentence -> text.append(sentence).append("\n\n"));
        if (results.plan().fellShort(results.study().answering())) {
            text.append("The time was enough for ")
                    .append(results.plan().parts(results.study().answering()))
                    .append(".\n");
        }
        return text.append("Report: ")
                .append(folder.resolve("report.html"))
                .append('\n')
                .toString();
    }

    private static void table(AnsweringResults results, String task, StringBuilder text) {
        text.append(String.format(
                Locale.ROOT,
                "%s, all levels, share right%n%n%-34s %10s %8s %10s %10s%n",
                task,
                "model",
                "training",
                "greedy",
                "vote",
                "best-of-n"));
        for (Trained model : results.models(task)) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-34s %10.2g %8.2f %10.2f %10.2f%n",
                    model.candidate().name(),
                    model.flops(),
                    last(results, model, "greedy"),
                    last(results, model, AnsweringResults.VOTE),
                    last(results, model, AnsweringResults.VERIFIED)));
        }
        text.append(String.format(
                Locale.ROOT,
                "%nVote and best-of-n take %d responses to each problem.%n%n",
                results.plan().samples()));
    }

    private static double last(AnsweringResults results, Trained model, String strategy) {
        return results.curve(model, AnsweringResults.ALL, strategy).last().value();
    }
}
