package dev.blueline.cli;

import dev.blueline.Blueline;
import dev.blueline.RunRequest;
import dev.blueline.ledger.BadInput;
import dev.blueline.study.StudyFile;
import dev.blueline.trials.TrialOutcome;
import picocli.CommandLine;

/** Carries out what {@code reason --study} names: the tables of the file say which kind of study it is. */
final class ReasonStudy {
    /** Where no budget was asked for: the study's whole length. */
    static final double NO_BUDGET = 30 * 86_400.0;

    private ReasonStudy() {}

    /** @return the exit code */
    static int run(RunRequest request, boolean json) {
        if (StudyFile.isReasoning(request.study())) {
            return trials(request, json);
        }
        throw new BadInput(request.study() + " is no study of reasoning: it has no table [improvement]; see"
                + " studies/arithmetic.toml, and give studies of text to run");
    }

    private static int trials(RunRequest request, boolean json) {
        TrialOutcome outcome;
        try (TrialDisplay display = new TrialDisplay(System.err, request.folder(), request.command())) {
            outcome = Blueline.reason(request, display);
        }
        System.out.print(json ? TrialOutput.json(outcome) : TrialOutput.text(outcome));
        return CommandLine.ExitCode.OK;
    }
}
