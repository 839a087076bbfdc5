package dev.blueline;

import dev.blueline.engine.Learners;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.report.TrialReport;
import dev.blueline.study.OutputFolder;
import dev.blueline.study.ReasoningStudy;
import dev.blueline.study.StudyFile;
import dev.blueline.trials.TrialListener;
import dev.blueline.trials.TrialOutcome;
import dev.blueline.trials.Trials;

/** A study of reasoning from its file to its report. */
final class TrialRun {
    /** A study of reasoning reads no text: its problems are made. */
    private static final String NO_TEXT = "none";

    private TrialRun() {}

    static TrialOutcome run(RunRequest request, TrialListener listener) {
        ReasoningStudy study = StudyFile.readReasoning(request.study());
        Learners.require(request.learner());
        long started = System.nanoTime();
        try (OutputFolder output = OutputFolder.of(request.folder())) {
            OutputFolder.Owner owner = new OutputFolder.Owner(
                    study.name(),
                    Fingerprint.of(study + " numerics " + Learners.numerics(request.learner())),
                    NO_TEXT,
                    request.seed(),
                    request.learner());
            output.check(owner);
            output.mend(listener::says);
            Trials trials = new Trials(
                    study,
                    new Trials.Setting(
                            request.folder(),
                            request.seed(),
                            request.budgetSeconds(),
                            request.learner(),
                            request.threads()),
                    listener);
            output.claim(owner);
            TrialOutcome outcome = trials.carryOut();
            listener.says("Writing the report");
            TrialReport.write(outcome, request.command(), (System.nanoTime() - started) * 1e-9);
            return outcome;
        }
    }
}
