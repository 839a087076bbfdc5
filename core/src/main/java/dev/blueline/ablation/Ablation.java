package dev.blueline.ablation;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.study.DataStudy;
import dev.blueline.study.Fault;
import dev.blueline.study.Fleet;
import dev.blueline.study.OutputFolder;
import dev.blueline.study.Procedure;
import dev.blueline.study.Progress;
import dev.blueline.study.Rates;
import dev.blueline.study.Rung;
import dev.blueline.study.StudyFailure;
import dev.blueline.study.Trunk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries a study with data as the axis out, stage by stage: before each stage what is expected of it is registered, then its runs are
 * made; at the end every forecast is scored. Every stage finds what an earlier, interrupted start in the same folder has done.
 */
public final class Ablation {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final DataStudy study;
    private final Experiment experiment;
    private final Function<Arm, Procedure> pretraining;
    private final Ledger ledger;
    private final ForecastRegistry registry;
    private final Path planFile;
    private final Map<String, Procedure> procedures = new HashMap<>();

    /**
     * @param pretraining makes the procedure that trains on an arm's text
     * @param folder the study's output folder
     */
    public Ablation(
            DataStudy study,
            Experiment experiment,
            Function<Arm, Procedure> pretraining,
            Ledger ledger,
            ForecastRegistry registry,
            Path folder) {
        this.study = study;
        this.experiment = experiment;
        this.pretraining = pretraining;
        this.ledger = ledger;
        this.registry = registry;
        this.planFile = folder.resolve(OutputFolder.PLAN);
    }

    /** The plan that an earlier start with the same budget wrote; damaged or absent, there is none. */
    public Optional<DataPlan> earlierPlan(double budgetSeconds, int workers) {
        if (!Files.exists(planFile)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(SealedFiles.read(planFile), DataPlan.class))
                    .filter(plan -> plan.rates().workers() == workers && plan.budgetSeconds() == budgetSeconds);
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Makes a plan; nothing is written.
     *
     * @param measuredTokens tokens that each run is measured on
     * @throws BadInput if the budget is too small
     */
    public DataPlan plan(Rates rates, long measuredTokens, double budgetSeconds, double spentSeconds) {
        return planner(measuredTokens).plan(rates, budgetSeconds, spentSeconds);
    }

    private DataPlanner planner(long measuredTokens) {
        Set<String> done = doneByName();
        return new DataPlanner(study, experiment, measuredTokens, rung -> done.contains(named(rung)));
    }

    /** Writes the plan to {@code plan.json}, before anything of it runs. */
    public void adopt(DataPlan plan) {
        SealedFiles.writeTwice(planFile, JSON.writeValueAsBytes(plan));
    }

    /** Training FLOPs of the plan still to be done. */
    public double openFlops(DataPlan plan) {
        return planner(0).openFlops(plan.design());
    }

    /** Runs of the plan still to be made. */
    public int openRuns(DataPlan plan) {
        Set<String> done = doneByName();
        return (int) plan.design().trunks().stream()
                .flatMap(trunk -> trunk.rungs().stream())
                .filter(rung -> !done.contains(named(rung)))
                .count();
    }

    /**
     * Carries all stages out.
     *
     * @param registered hears of each forecast
     * @param finished hears of each run appended to the ledger
     */
    public AblationOutcome carryOut(
            DataPlan plan, Fleet fleet, Progress progress, Consumer<Forecast> registered, Consumer<Run> finished) {
        List<List<Trunk>> stages = plan.design().stages();
        Map<String, Expectation> expectations = new HashMap<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            Results before = results();
            for (Expectation expectation : experiment.expectations(plan.design(), stage, before)) {
                Forecast forecast = expectation.forecast();
                expectations.put(forecast.id(), expectation);
                if (registry.find(forecast.id()).isEmpty()) {
                    registry.register(forecast);
                }
                registered.accept(registry.find(forecast.id()).orElseThrow());
                registry.start(forecast.id());
            }
            List<Trunk> open = stages.get(stage).stream()
                    .map(trunk -> unfinished(trunk, before))
                    .filter(trunk -> !trunk.tokens().isEmpty())
                    .toList();
            fleet.carryOut(open, trunk -> carryOut(trunk, before, progress, finished));
        }
        expectations.values().forEach(this::score);
        return outcome(plan);
    }

    private void carryOut(Trunk trunk, Results before, Progress progress, Consumer<Run> finished) {
        Procedure procedure = procedure(trunk.arm(), before);
        try {
            procedure.carryOut(trunk, 1, progress, finished);
        } catch (RuntimeException | Error thrown) {
            Optional<Fault> fault = Fault.of(thrown);
            if (fault.isEmpty()) {
                throw thrown;
            }
            procedure.fail(unfinished(trunk, before), 1, fault.get(), finished);
        }
    }

    private synchronized Procedure procedure(String arm, Results before) {
        Procedure known = procedures.get(arm);
        if (known != null) {
            return known;
        }
        Procedure made = pretraining.apply(experiment.arm(arm, before));
        procedures.put(arm, made);
        return made;
    }

    private Trunk unfinished(Trunk trunk, Results before) {
        Set<String> names = doneByName();
        if (trunk.rungs().stream().allMatch(rung -> names.contains(named(rung)))) {
            return trunk.with(List.of()); // and its text need not be made
        }
        Procedure procedure = procedure(trunk.arm(), before);
        Set<String> done = ledger.entries().stream()
                .map(Ledger.Entry::run)
                .filter(run -> run.status() != Run.Status.FAILED)
                .map(Run::id)
                .collect(Collectors.toSet());
        return trunk.with(trunk.tokens().stream()
                .filter(tokens -> !done.contains(procedure.identity(trunk.rung(tokens))))
                .toList());
    }

    private Set<String> doneByName() {
        return ledger.entries().stream()
                .map(Ledger.Entry::run)
                .filter(run -> run.status() != Run.Status.FAILED)
                .map(run -> run.rung() + " " + run.role() + " " + run.seed())
                .collect(Collectors.toSet());
    }

    private static String named(Rung rung) {
        return rung.name() + " " + rung.role() + " " + rung.seed();
    }

    private void score(Expectation expectation) {
        String id = expectation.forecast().id();
        double measured = expectation.measured().of(results());
        if (Double.isFinite(measured)
                && registry.scores().stream().noneMatch(score -> score.id().equals(id))) {
            registry.score(id, registry.start(id).at(), measured);
        }
    }

    private Results results() {
        return new Results(ledger.entries());
    }

    private AblationOutcome outcome(DataPlan plan) {
        Results results = results();
        if (results.where(run -> true).isEmpty()) {
            throw new StudyFailure("no run of study " + study.name() + " ended with figures"
                    + results.entries().stream()
                            .findFirst()
                            .map(entry -> "; " + entry.run().inWords())
                            .orElse(""));
        }
        return new AblationOutcome(
                study,
                plan,
                results,
                experiment.findings(results),
                experiment.lines(results),
                experiment.analysis(results),
                registry.scored());
    }
}
