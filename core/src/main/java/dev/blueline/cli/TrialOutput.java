package dev.blueline.cli;

import dev.blueline.report.TrialReport;
import dev.blueline.trials.TrialOutcome;
import java.util.Locale;

/** What a study of reasoning found, for people and for programs. */
final class TrialOutput {
    private TrialOutput() {}

    static String text(TrialOutcome outcome) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%n%s%n%n", outcome.study().question()));
        outcome.findings().forEach(finding -> text.append("- ").append(finding).append('\n'));
        return text.append(String.format("%nReport: %s%n", outcome.folder().resolve(TrialReport.HTML)))
                .toString();
    }

    static String json(TrialOutcome outcome) {
        return TrialReport.json(outcome).toPrettyString() + "\n";
    }
}
