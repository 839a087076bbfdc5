package dev.blueline;

import dev.blueline.ablation.Ablation;
import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.Arm;
import dev.blueline.ablation.DataPlan;
import dev.blueline.ablation.Experiment;
import dev.blueline.ablation.Experiments;
import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.CorpusSelection;
import dev.blueline.engine.Learners;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.pretraining.Start;
import dev.blueline.pretraining.TextData;
import dev.blueline.report.DataReport;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.study.DataStudy;
import dev.blueline.study.LocalFleet;
import dev.blueline.study.Machine;
import dev.blueline.study.OutputFolder;
import dev.blueline.study.Planner;
import dev.blueline.study.Procedure;
import dev.blueline.study.Rates;
import dev.blueline.study.Study;
import dev.blueline.study.StudyFile;
import dev.blueline.training.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A study with data as the axis from its file to its report, as {@link Blueline} runs one. */
final class DataRun {
    private final RunRequest request;
    private final RunListener listener;
    private final Optional<Rates> rates;
    private final long started = System.nanoTime();

    /** @param rates speeds to plan with; measured if empty */
    DataRun(RunRequest request, RunListener listener, Optional<Rates> rates) {
        this.request = request;
        this.listener = listener;
        this.rates = rates;
    }

    AblationOutcome run() {
        DataStudy study = StudyFile.readData(request.study());
        Study pretraining = study.pretraining();
        Learners.require(request.learner());
        Path folder = request.folder();
        try (OutputFolder output = OutputFolder.of(folder)) {
            List<String> sources = request.corpus().isEmpty() ? study.corpus().paths() : request.corpus();
            listener.says("Reading " + (sources.isEmpty() ? "the built-in text" : String.join(", ", sources)));
            List<String> columns =
                    request.textColumns().isEmpty() ? study.corpus().textColumns() : request.textColumns();
            Corpus corpus = Blueline.read(CorpusSelection.of(sources, columns), output, listener);
            if (!output.isPlanned()) {
                Planner.requireTimeLeft(request.budgetSeconds(), seconds());
            }
            OutputFolder.Owner owner = new OutputFolder.Owner(
                    study.name(),
                    Fingerprint.of(study.toString()),
                    corpus.report().hash(),
                    request.seed(),
                    request.learner());
            output.check(owner);
            output.mend(listener::says);
            TextData text = Blueline.text(pretraining, corpus, output, folder, listener);
            listener.says(text.inWords());
            text.withheld().ifPresent(listener::warns);
            Ledger ledger = new Ledger(folder);
            Function<TextData, Pretraining> procedures = used -> new Pretraining(
                    pretraining,
                    used,
                    request.learner(),
                    folder,
                    ledger,
                    Machine.name(),
                    Machine.version(),
                    Trainer.CHECKPOINT_SECONDS);
            Experiment experiment = Experiments.of(
                    new Experiments.Setting(study, corpus, text, folder, request.seed(), listener::says));
            Ablation ablation = new Ablation(
                    study, experiment, arm -> procedure(arm, procedures), ledger, new ForecastRegistry(folder), folder);
            DataPlan plan = ablation.earlierPlan(request.budgetSeconds(), request.threads())
                    .orElseGet(() -> ablation.plan(
                            speeds(procedures.apply(text)),
                            text.validation().tokens(),
                            request.budgetSeconds(),
                            seconds()));
            output.claim(owner);
            text.save(folder);
            ablation.adopt(plan);
            int left = ablation.openRuns(plan);
            listener.found(plan.runs().size() - left, plan.runs().size());
            listener.planned(plan, ablation.openFlops(plan));
            AblationOutcome outcome = ablation.carryOut(
                    plan,
                    new LocalFleet(request.threads()),
                    listener,
                    listener::registered,
                    run -> Blueline.ended(run, listener));
            listener.says("Writing the report");
            DataReport.write(outcome, text, folder, request.command(), seconds());
            listener.compared(outcome);
            return outcome;
        }
    }

    private static Procedure procedure(Arm arm, Function<TextData, Pretraining> procedures) {
        Pretraining own = procedures.apply(arm.text());
        return arm.base()
                .map(base -> own.startingFrom(new Start(
                        procedures.apply(base.arm().text()), base.arm().name(), base.tokens(), base.shortest())))
                .orElse(own);
    }

    private Rates speeds(Pretraining pretraining) {
        return rates.orElseGet(() -> {
            listener.says("Measuring this machine");
            return pretraining.measure(request.threads());
        });
    }

    private double seconds() {
        return (System.nanoTime() - started) * 1e-9;
    }
}
