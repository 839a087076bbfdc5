package dev.blueline.cli;

import dev.blueline.RunRequest;
import dev.blueline.report.TrialReport;
import dev.blueline.trials.TrialOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The second half of {@code run}: a study of reasoning below the first one's folder, whose report then ends with it. */
final class SecondHalf {
    private static final String STUDY = "arithmetic";
    private static final String FOLDER = "reasoning";

    /** It gets as long as the first half, but no longer than this. */
    private static final double MOST_SECONDS = 600;

    /** Below this the least of it would take longer than the first half. */
    private static final double LEAST_SECONDS = 100;

    private SecondHalf() {}

    /**
     * @param first the first half, done or not
     * @param jsonLog whether progress is told as JSON
     * @return nothing if the budget is too short
     */
    static Optional<TrialOutcome> run(RunRequest first, boolean jsonLog) {
        if (first.budgetSeconds() < LEAST_SECONDS) {
            if (!jsonLog) {
                System.err.println("The second half, reasoning, is left out: it needs a --budget of "
                        + Math.round(LEAST_SECONDS) + "s or more");
            }
            return Optional.empty();
        }
        Path folder = first.folder().resolve(FOLDER);
        RunRequest second = new RunRequest(
                Studies.file(STUDY),
                Math.min(MOST_SECONDS, first.budgetSeconds()),
                folder,
                List.of(),
                first.learner(),
                first.seed(),
                first.threads(),
                first.command());
        String says = "The second half: " + second.study().getFileName() + ", problems that a program verifies";
        TrialOutcome outcome = ReasonStudy.trials(second, says, jsonLog);
        Path report = first.folder().resolve("report.html");
        if (Files.isRegularFile(report)) {
            TrialReport.append(outcome, report, FOLDER + "/" + TrialReport.HTML);
        }
        return Optional.of(outcome);
    }
}
