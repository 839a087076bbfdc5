package dev.blueline.cli;

import dev.blueline.Blueline;
import dev.blueline.RunRequest;
import dev.blueline.answering.AnsweringResults;
import dev.blueline.answering.TestTimeStudy;
import dev.blueline.ledger.BadInput;
import dev.blueline.reasoning.StudyRequest;
import dev.blueline.report.AnsweringReport;
import dev.blueline.report.ThoughtReport;
import dev.blueline.study.StudyFile;
import dev.blueline.thought.ThoughtExperiment;
import dev.blueline.thought.ThoughtResults;
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
            TrialOutcome outcome = trials(request, jsonLog);
            System.out.print(json ? TrialOutput.json(outcome) : TrialOutput.text(outcome));
            return CommandLine.ExitCode.OK;
        }
        if (StudyFile.hasTable(request.study(), "thought")) {
            return thought(request, json, jsonLog);
        }
        if (StudyFile.hasTable(request.study(), "answering")) {
            return answering(request, json, jsonLog);
        }
        throw new BadInput(
                request.study()
                        + " is no study of reasoning: it has no table [improvement], [thought] or [answering]; see"
                        + " studies/arithmetic.toml, studies/thought.toml and studies/test-time.toml, and give studies of text to run");
    }

    private static TrialOutcome trials(RunRequest request, boolean jsonLog) {
        if (jsonLog) {
            return Blueline.reason(request, new TrialLog(System.err));
        }
        try (TrialDisplay display = new TrialDisplay(System.err, request.folder(), request.command())) {
            return Blueline.reason(request, display);
        }
    }

    private static int thought(RunRequest request, boolean json, boolean jsonLog) {
        StudyRequest asked = asked(request);
        long started = System.nanoTime();
        ThoughtResults results = jsonLog ? ThoughtExperiment.run(asked, new TrialLog(System.err)) : thoughtShown(asked);
        ThoughtReport.write(
                results, request.folder(), request.command(), request.learner(), (System.nanoTime() - started) * 1e-9);
        System.out.print(json ? ThoughtReport.json(results) + "\n" : ThoughtOutput.text(results, request.folder()));
        return CommandLine.ExitCode.OK;
    }

    private static ThoughtResults thoughtShown(StudyRequest request) {
        try (ThoughtDisplay display = new ThoughtDisplay(System.err, request.out(), request.command())) {
            return ThoughtExperiment.run(request, display);
        }
    }

    private static int answering(RunRequest request, boolean json, boolean jsonLog) {
        StudyRequest asked = asked(request);
        long started = System.nanoTime();
        AnsweringResults results = jsonLog ? TestTimeStudy.run(asked, new TrialLog(System.err)) : answeringShown(asked);
        AnsweringReport.write(
                results, request.folder(), request.command(), request.learner(), (System.nanoTime() - started) * 1e-9);
        System.out.print(json ? AnsweringReport.json(results) + "\n" : AnsweringOutput.text(results, request.folder()));
        return CommandLine.ExitCode.OK;
    }

    private static AnsweringResults answeringShown(StudyRequest request) {
        try (TrialDisplay display = new TrialDisplay(System.err, request.out(), request.command())) {
            return TestTimeStudy.run(request, display);
        }
    }

    /** Without a time where the study's whole length is asked for. */
    private static StudyRequest asked(RunRequest request) {
        return new StudyRequest(
                request.study(),
                request.budgetSeconds() < NO_BUDGET ? Optional.of(request.budgetSeconds()) : Optional.empty(),
                request.seed(),
                request.folder(),
                request.learner(),
                request.threads(),
                request.command());
    }
}
