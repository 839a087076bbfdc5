package dev.blueline.ablation;

import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.study.DataStudy;
import dev.blueline.study.Plan;
import dev.blueline.study.Rates;
import dev.blueline.study.Rung;
import dev.blueline.study.Trunk;
import dev.blueline.training.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** Takes the largest design of an experiment that a budget pays for. */
final class DataPlanner {
    /** Time kept for laws, forecasts and report. */
    private static final double CLOSING_SECONDS = 8;
    /** Speeds fall a little from the short measurement to the long run. */
    private static final double SLACK = 1.05;

    private final DataStudy study;
    private final Experiment experiment;
    private final long measuredTokens;
    private final Predicate<Rung> finished;

    /**
     * @param measuredTokens tokens that each run is measured on
     * @param finished whether a run is in the ledger
     */
    DataPlanner(DataStudy study, Experiment experiment, long measuredTokens, Predicate<Rung> finished) {
        this.study = study;
        this.experiment = experiment;
        this.measuredTokens = measuredTokens;
        this.finished = finished;
    }

    /**
     * @param spentSeconds wall-clock already spent on preparation
     * @throws BadInput if the budget pays for no design
     */
    DataPlan plan(Rates rates, double budgetSeconds, double spentSeconds) {
        double cheapest = Double.POSITIVE_INFINITY;
        List<Design> designs = experiment.designs();
        for (Design design : designs) {
            double seconds = spentSeconds + CLOSING_SECONDS + seconds(design, rates);
            if (seconds <= budgetSeconds) {
                return new DataPlan(budgetSeconds, seconds, rates, design, listed(design, rates));
            }
            cheapest = Math.min(cheapest, seconds);
        }
        if (designs.isEmpty()) {
            throw new BadInput("study " + study.name() + " fits no grid on this text; give more text with --corpus");
        }
        throw new BadInput(String.format(
                Locale.ROOT,
                "a budget of %.0f s is too small: the shortest plan not yet run takes about %.0f s at the speeds just measured, which are"
                        + " low while the machine is busy; give --budget %.0fs or more, or try again when it is idle",
                budgetSeconds,
                cheapest,
                Math.ceil(cheapest * 1.03)));
    }

    /** Stages one after another, in each the longest trunks first. */
    private double seconds(Design design, Rates rates) {
        double sum = 0;
        for (List<Trunk> stage : design.stages()) {
            PriorityQueue<Double> workers = new PriorityQueue<>();
            for (int i = 0; i < rates.workers(); i++) {
                workers.add(0.0);
            }
            stage.stream()
                    .map(trunk -> seconds(trunk, rates))
                    .sorted(Comparator.reverseOrder())
                    .forEach(seconds -> workers.add(workers.remove() + seconds));
            sum += workers.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        }
        return sum;
    }

    private double seconds(Trunk trunk, Rates rates) {
        double total = 0;
        long before = 0;
        for (long tokens : trunk.tokens()) {
            total += finished.test(trunk.rung(tokens)) ? 0 : seconds(trunk, before, tokens, rates);
            before = tokens;
        }
        return total;
    }

    private double seconds(Trunk trunk, long before, long tokens, Rates rates) {
        double measuring = shape(trunk).trainingFlops(measuredTokens) / 3;
        return SLACK
                * (flops(trunk, before, tokens) + measuring)
                / rates.flopsAt(trunk.size().width());
    }

    /** From the trunk's last branch point on: the shorter run's cooldown is not part of the longer one. */
    private double flops(Trunk trunk, long before, long tokens) {
        Recipe recipe = study.training();
        long begun = before == 0 ? 0 : recipe.branchPoint(recipe.steps(before));
        return recipe.flops(shape(trunk), (recipe.steps(tokens) - begun) * recipe.batchTokens());
    }

    /** Training FLOPs of a design that are still to be done. */
    double openFlops(Design design) {
        double total = 0;
        for (Trunk trunk : design.trunks()) {
            long before = 0;
            for (long tokens : trunk.tokens()) {
                total += finished.test(trunk.rung(tokens)) ? 0 : flops(trunk, before, tokens);
                before = tokens;
            }
        }
        return total;
    }

    private ModelShape shape(Trunk trunk) {
        return experiment.shape(trunk.arm(), trunk.size());
    }

    private List<Plan.PlannedRun> listed(Design design, Rates rates) {
        List<Plan.PlannedRun> listed = new ArrayList<>();
        for (Trunk trunk : design.trunks()) {
            long before = 0;
            for (long tokens : trunk.tokens()) {
                Rung rung = trunk.rung(tokens);
                listed.add(new Plan.PlannedRun(
                        rung.name(),
                        rung.role(),
                        rung.seed(),
                        shape(trunk).parameters().matmul(),
                        tokens,
                        study.training().flops(shape(trunk), tokens),
                        finished.test(rung) ? 0 : seconds(trunk, before, tokens, rates)));
                before = tokens;
            }
        }
        return listed;
    }
}
