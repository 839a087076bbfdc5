package dev.blueline.cli;

import dev.blueline.Blueline;
import dev.blueline.RunRequest;
import dev.blueline.answering.AnswersOfTrial;
import dev.blueline.report.TrialReport;
import dev.blueline.trials.TrialListener;
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

    /** Share of the time that is kept for many answers to each problem, once the runs have ended. */
    private static final double ANSWERING_SHARE = 0.06;

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
        double seconds = Math.min(MOST_SECONDS, first.budgetSeconds());
        RunRequest second = new RunRequest(
                Studies.file(STUDY),
                seconds * (1 - ANSWERING_SHARE),
                folder,
                List.of(),
                first.learner(),
                first.seed(),
                first.threads(),
                first.command());
        Path report = first.folder().resolve("report.html");
        if (jsonLog) {
            return Optional.of(carryOut(second, seconds * ANSWERING_SHARE, report, new TrialLog(System.err)));
        }
        try (TrialDisplay display = new TrialDisplay(System.err, folder, first.command())) {
            display.says("The second half: " + second.study().getFileName() + ", problems that a program verifies");
            return Optional.of(carryOut(second, seconds * ANSWERING_SHARE, report, display));
        }
    }

    private static TrialOutcome carryOut(
            RunRequest request, double answeringSeconds, Path report, TrialListener listener) {
        TrialOutcome outcome = Blueline.reason(request, listener);
        AnswersOfTrial answers =
                AnswersOfTrial.of(outcome, answeringSeconds, request.seed(), request.threads(), listener);
        TrialReport.answer(outcome, answers);
        if (Files.isRegularFile(report)) {
            TrialReport.append(outcome, answers, report, FOLDER + "/" + TrialReport.HTML);
        }
        return outcome;
    }
}
