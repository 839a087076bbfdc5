package dev.blueline;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.CorpusSelection;
import dev.blueline.engine.Learners;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.pretraining.TextData;
import dev.blueline.report.StudyReport;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.study.Climb;
import dev.blueline.study.LocalFleet;
import dev.blueline.study.Machine;
import dev.blueline.study.Outcome;
import dev.blueline.study.OutputFolder;
import dev.blueline.study.Plan;
import dev.blueline.study.Planner;
import dev.blueline.study.Rates;
import dev.blueline.study.Study;
import dev.blueline.study.StudyFile;
import dev.blueline.training.Trainer;
import dev.blueline.trials.TrialListener;
import dev.blueline.trials.TrialOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The whole story in one call: text, tokenizer, ladder, forecast, held-out rung, score, verdict, report.
 *
 * <pre>{@code
 * Outcome outcome = Blueline.run(request, listener);
 * System.out.println(outcome.forecast().predicted() + " against " + outcome.score().measured());
 * }</pre>
 */
public final class Blueline {
    private static final int FEW_DOCUMENTS = 30;

    private Blueline() {}

    /**
     * Runs a study, or goes on with it where an earlier run in the same folder stopped.
     *
     * @throws dev.blueline.ledger.BadInput if the study, the learner, the text, the budget or the folder cannot be used; nothing has then
     *     been written
     */
    public static Outcome run(RunRequest request, RunListener listener) {
        return run(request, listener, Optional.empty());
    }

    /**
     * As {@link #run(RunRequest, RunListener)}.
     *
     * @param rates speeds to plan with; measured if empty
     */
    static Outcome run(RunRequest request, RunListener listener, Optional<Rates> rates) {
        return run(request, listener, rates, Trainer.CHECKPOINT_SECONDS);
    }

    /**
     * As {@link #run(RunRequest, RunListener, Optional)}.
     *
     * @param checkpointSeconds time between checkpoints
     */
    static Outcome run(RunRequest request, RunListener listener, Optional<Rates> rates, double checkpointSeconds) {
        try {
            Outcome outcome = study(request, listener, rates, checkpointSeconds);
            listener.scored(outcome);
            return outcome;
        } catch (RuntimeException | Error failure) {
            listener.failed(Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
            throw failure;
        }
    }

    /**
     * Runs a study with data as the axis ({@link StudyFile#isData}), or goes on with it where an earlier run in the same folder stopped.
     *
     * @throws dev.blueline.ledger.BadInput if the study, the learner, the text, the budget or the folder cannot be used
     */
    public static AblationOutcome compare(RunRequest request, RunListener listener) {
        return compare(request, listener, Optional.empty());
    }

    /**
     * As {@link #compare(RunRequest, RunListener)}.
     *
     * @param rates speeds to plan with; measured if empty
     */
    static AblationOutcome compare(RunRequest request, RunListener listener, Optional<Rates> rates) {
        try {
            return new DataRun(request, listener, rates).run();
        } catch (RuntimeException | Error failure) {
            listener.failed(Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
            throw failure;
        }
    }

    /**
     * Runs a study of reasoning ({@link StudyFile#isReasoning}), or goes on with it where an earlier run in the same folder stopped. The
     * request's text is not used.
     *
     * @throws dev.blueline.ledger.BadInput if the study, the learner, a task or the folder cannot be used, or no level gives any signal
     */
    public static TrialOutcome reason(RunRequest request, TrialListener listener) {
        return TrialRun.run(request, listener);
    }

    private static Outcome study(
            RunRequest request, RunListener listener, Optional<Rates> rates, double checkpointSeconds) {
        long started = System.nanoTime();
        Study study = StudyFile.read(request.study());
        Learners.require(request.learner());
        try (OutputFolder output = OutputFolder.of(request.folder())) {
            if (!output.isPlanned() && request.learner().equals("java")) { // others may be faster than any core
                Planner.requirePossible(study, request.threads(), request.budgetSeconds());
            }
            List<String> sources = request.corpus().isEmpty() ? study.corpus().paths() : request.corpus();
            listener.says("Reading " + (sources.isEmpty() ? "the built-in text" : String.join(", ", sources)));
            List<String> columns =
                    request.textColumns().isEmpty() ? study.corpus().textColumns() : request.textColumns();
            Corpus corpus = read(CorpusSelection.of(sources, columns), output, listener);
            if (!output.isPlanned()) {
                Planner.requireTimeLeft(request.budgetSeconds(), seconds(started));
            }
            OutputFolder.Owner owner = new OutputFolder.Owner(
                    study.name(),
                    Fingerprint.of(study.toString()),
                    corpus.report().hash(),
                    request.seed(),
                    request.learner());
            output.check(owner);
            output.mend(listener::says);
            TextData text = text(study, corpus, output, request.folder(), listener);
            listener.says(text.inWords());
            text.withheld().ifPresent(listener::warns);
            warnOfFewDocuments(text.validation().documents().size(), listener);
            if (!text.shares().isEmpty()) {
                listener.says(text.shares());
            }
            if (study.skills().items() > 0) {
                listener.says(text.skillsInWords());
            }
            Path folder = request.folder();
            Ledger ledger = new Ledger(folder);
            Pretraining procedure = new Pretraining(
                    study,
                    text,
                    request.learner(),
                    folder,
                    ledger,
                    Machine.name(),
                    Machine.version(),
                    checkpointSeconds);
            Climb climb = new Climb(
                    study,
                    procedure,
                    ledger,
                    new ForecastRegistry(folder),
                    folder,
                    new Climb.Settings(Pretraining.BITS_PER_BYTE, Pretraining.ALL, request.threads(), request.seed()));
            Plan plan = climb.earlierPlan(request.budgetSeconds()).orElseGet(() -> {
                Rates speeds = rates.orElseGet(() -> {
                    listener.says("Measuring this machine");
                    return climb.measure();
                });
                return climb.plan(speeds, request.budgetSeconds(), seconds(started));
            });
            climb.requireHeap(plan);
            output.claim(owner);
            procedure.mendRuns(listener::says);
            text.save(folder);
            climb.adopt(plan);
            Outcome outcome = climb(climb, plan, request, listener);
            StudyReport.write(study, text, outcome, folder, request.command(), seconds(started));
            return outcome;
        }
    }

    /**
     * Text that turns out to be bad input leaves nothing behind but what was prepared before; whatever else stops the reading
     * leaves what it has done.
     */
    static Corpus read(CorpusSelection selection, OutputFolder output, RunListener listener) {
        boolean before = Corpus.isPrepared(output.corpus());
        try {
            return Corpus.read(selection, output.corpus(), listener::says);
        } catch (BadInput bad) {
            if (!before) {
                output.abandon();
            }
            throw bad;
        }
    }

    static TextData text(Study study, Corpus corpus, OutputFolder output, Path folder, RunListener listener) {
        try {
            return TextData.of(study, corpus, folder, listener::says);
        } catch (BadInput bad) {
            output.abandon();
            throw bad;
        }
    }

    /** Losses of few documents hang on which ones they are. */
    private static void warnOfFewDocuments(int documents, RunListener listener) {
        if (documents < FEW_DOCUMENTS) {
            listener.warns("Only " + documents + " held-out " + (documents == 1 ? "document is" : "documents are")
                    + " measured: another choice of them may give other losses by more than the intervals say. Give more text, or"
                    + " split it into shorter documents, so that " + FEW_DOCUMENTS + " or more are held out");
        }
    }

    private static Outcome climb(Climb climb, Plan plan, RunRequest request, RunListener listener) {
        int left = climb.openRuns(plan);
        listener.found(plan.runs().size() - left, plan.runs().size());
        listener.planned(plan, climb.openFlops(plan));
        String again = climb.reading(plan).inWords(plan.runs());
        if (!again.isEmpty()) {
            listener.warns(again);
        }
        Consumer<Run> ended = run -> ended(run, listener);
        climb.climb(plan, new LocalFleet(request.threads()), listener, ended);
        listener.says(left == 0 ? "Fitting the laws and writing the report again" : "Fitting the laws");
        listener.registered(climb.forecast(plan));
        climb.top(plan, listener, ended);
        if (left > 0) {
            listener.says("Scoring the forecast and writing the report");
        }
        return climb.outcome(plan);
    }

    static void ended(Run run, RunListener listener) {
        listener.finished(run);
        if (!run.succeeded()) {
            listener.warns(run.inWords() + "; left out of the laws");
        } else if (!run.note().isEmpty()) {
            listener.warns(run.inWords());
        }
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) * 1e-9;
    }
}
