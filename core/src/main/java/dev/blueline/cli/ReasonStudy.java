package dev.blueline.cli;

import dev.blueline.Blueline;
import dev.blueline.RunRequest;
import dev.blueline.ledger.BadInput;
import dev.blueline.report.ThoughtReport;
import dev.blueline.study.StudyFile;
import dev.blueline.thought.ThoughtExperiment;
import dev.blueline.thought.ThoughtRequest;
import dev.blueline.thought.ThoughtResults;
import dev.blueline.trials.TrialListener;
import dev.blueline.trials.TrialOutcome;
import java.util.Optional;
import picocli.CommandLine;

/** Carries out what {@code reason --study} names: the tables of the file say which kind of study it is. */
final class ReasonStudy {
    /** Where no budget was asked for: the study's whole length. */
    static final double NO_BUDGET = 30 * 86_400.0;

    private ReasonStudy() {}

    /**
     * @param jsonLog whether progress is told as JSON
     * @return the exit code
     */
    static int run(RunRequest request, boolean json, boolean jsonLog) {
        if (StudyFile.hasTable(request.study(), "improvement")) {
            TrialOutcome outcome = trials(request, "", jsonLog);
            System.out.print(json ? TrialOutput.json(outcome) : TrialOutput.text(outcome));
            return CommandLine.ExitCode.OK;
        }
        if (StudyFile.hasTable(request.study(), "thought")) {
            return thought(request, json, jsonLog);
        }
        throw new BadInput(
                request.study() + " is no study of reasoning: it has no table [improvement] or [thought]; see"
                        + " studies/arithmetic.toml and studies/thought.toml, and give studies of text to run");
    }

    /**
     * Carries a study of trials out, telling how it goes.
     *
     * @param first a line to begin with, or none
     */
    static TrialOutcome trials(RunRequest request, String first, boolean jsonLog) {
        if (jsonLog) {
            return told(request, first, new TrialLog(System.err));
        }
        try (TrialDisplay display = new TrialDisplay(System.err, request.folder(), request.command())) {
            return told(request, first, display);
        }
    }

    private static TrialOutcome told(RunRequest request, String first, TrialListener listener) {
        if (!first.isEmpty()) {
            listener.says(first);
        }
        return Blueline.reason(request, listener);
    }

    private static int thought(RunRequest request, boolean json, boolean jsonLog) {
        Optional<Double> seconds =
                request.budgetSeconds() < NO_BUDGET ? Optional.of(request.budgetSeconds()) : Optional.empty();
        ThoughtRequest asked = new ThoughtRequest(
                request.study(),
                seconds,
                request.seed(),
                request.folder(),
                request.learner(),
                request.threads(),
                request.command());
        long started = System.nanoTime();
        ThoughtResults results = jsonLog ? ThoughtExperiment.run(asked, new TrialLog(System.err)) : shown(asked);
        ThoughtReport.write(
                results, request.folder(), request.command(), request.learner(), (System.nanoTime() - started) * 1e-9);
        System.out.print(json ? ThoughtReport.json(results) + "\n" : ThoughtOutput.text(results, request.folder()));
        return CommandLine.ExitCode.OK;
    }

    private static ThoughtResults shown(ThoughtRequest request) {
        try (ThoughtDisplay display = new ThoughtDisplay(System.err, request.out(), request.command())) {
            return ThoughtExperiment.run(request, display);
        }
    }
}
