package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.report.ThoughtReport;
import dev.blueline.study.StudyFile;
import dev.blueline.thought.ThoughtExperiment;
import dev.blueline.thought.ThoughtRequest;
import dev.blueline.thought.ThoughtResults;
import java.nio.file.Path;
import java.util.Optional;

/** {@code blueline reason --study}: the file says which kind of study it is. */
record ReasonStudy(
        Path file,
        Optional<Double> seconds,
        int seed,
        Path folder,
        String learner,
        int threads,
        String command,
        boolean json) {

    void carryOut() {
        if (StudyFile.hasTable(file, "thought")) {
            thought();
        } else {
            throw new BadInput(
                    file + " is no study of reasoning: it has no table [thought]; blueline run takes studies of"
                            + " training");
        }
    }

    private void thought() {
        ThoughtRequest request = new ThoughtRequest(file, seconds, seed, folder, learner, threads, command);
        long started = System.nanoTime();
        ThoughtResults results;
        try (ThoughtDisplay display = new ThoughtDisplay(System.err, folder, command)) {
            results = ThoughtExperiment.run(request, display);
        }
        ThoughtReport.write(results, folder, command, learner, (System.nanoTime() - started) * 1e-9);
        System.out.print(json ? ThoughtReport.json(results) + "\n" : ThoughtOutput.text(results, folder));
    }
}
