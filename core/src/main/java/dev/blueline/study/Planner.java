package dev.blueline.study;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Run;
import dev.blueline.training.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Turns a budget into a plan: the held-out rung with the most compute that the budget pays for together with every fitted
 * rung below its cut. The wished ratios of held-out to fitted compute are tried in the study's order; at the large ones
 * the fitted rungs must span ten times in compute and three sizes.
 */
public final class Planner {
    /** Fewest rungs that a law of compute alone can be fitted to; one of size and tokens takes five. */
    private static final int FEWEST_FITTED = 3;
    /** Time kept for laws, forecast and report, measured at 4 to 8 seconds. */
    private static final double CLOSING_SECONDS = 8;
    /** Ratios of held-out to fitted compute from which a plan must also have three sizes and a span of ten. */
    private static final double FULL_FACTOR = 5;

    private static final double FULL_SPAN = 10;
    /** Cells at exactly the cut belong to the fit. */
    private static final double ROUNDING = 1.0001;
    /** Largest share of the budget for the contrast line. */
    private static final double CONTRAST_SHARE = 0.05;
    /** Fewest points of it that a verdict can be made on. */
    private static final int FEWEST_REPEATED = 5;
    /** Largest share of the budget for the control without skills. */
    private static final double CONTROL_SHARE = 0.12;
    /** FLOPs a second of a core in training that none known to us reaches at the widths of a short study. */
    private static final double FAST_FLOPS = 150e9;
    /** Speeds fall a little from the short measurement to the long run: cold caches, saving, other work. */
    private static final double SLACK = 1.02;

    private final Study study;
    private final Procedure procedure;
    private final Grid grid;
    private final Rates rates;
    private final Set<String> finished;
    private final List<Run> heldOutBefore;

    /**
     * @param finished identities of runs in the ledger
     * @param heldOutBefore earlier held-out runs; each stands for its cell from now on
     */
    public Planner(
            Study study, Procedure procedure, int seed, Rates rates, Set<String> finished, List<Run> heldOutBefore) {
        this.study = study;
        this.procedure = procedure;
        this.grid = new Grid(study, procedure, seed);
        this.rates = rates;
        this.finished = finished;
        this.heldOutBefore = heldOutBefore;
    }

    /** One way to spend a budget: how far to extrapolate, with how many seeds, under the full design's conditions or not. */
    private record Design(double factor, int seeds, boolean full) {}

    /**
     * Full designs first, in the study's order of factors; then a full one with fewer seeds; then what a short budget leaves.
     */
    private List<Design> designs() {
        List<Design> designs = new ArrayList<>();
        List<Double> factors = study.ladder().factors();
        factors.stream()
                .filter(factor -> factor >= FULL_FACTOR)
                .forEach(factor -> designs.add(new Design(factor, Integer.MAX_VALUE, true)));
        designs.add(new Design(FULL_FACTOR, 2, true));
        factors.stream()
                .filter(factor -> factor < FULL_FACTOR)
                .forEach(factor -> designs.add(new Design(factor, Integer.MAX_VALUE, false)));
        for (int seeds : new int[] {2, 1}) {
            designs.add(new Design(factors.getLast(), seeds, false));
        }
        return designs;
    }

    /**
     * The plan for a budget.
     *
     * @param budgetSeconds wall-clock given
     * @param spentSeconds wall-clock already spent on preparation
     * @throws BadInput if the text or the time is too short for any plan
     */
    public Plan plan(double budgetSeconds, double spentSeconds) {
        double cheapest = Double.POSITIVE_INFINITY;
        for (Design design : designs()) {
            for (Trunk top : grid.tops()) {
                if (finished.contains(procedure.identity(top.rungs().getFirst()))) {
                    break; // this and all with less compute lie behind us
                }
                Optional<Plan> plan = plan(top, design, budgetSeconds, spentSeconds);
                if (plan.isPresent() && plan.get().expectedSeconds() <= budgetSeconds) {
                    return widened(plan.get(), design, budgetSeconds, spentSeconds);
                }
                cheapest = Math.min(cheapest, plan.map(Plan::expectedSeconds).orElse(Double.POSITIVE_INFINITY));
            }
        }
        if (Double.isInfinite(cheapest)) {
            throw new BadInput("no ladder of study " + study.name() + " higher than what is done fits the "
                    + Rung.inWords(procedure.availableTokens())
                    + " tokens of training text"
                    + (study.ladder().mostEpochs() == 1
                            ? "; give more text with --corpus"
                            : ", read " + study.ladder().mostEpochs() + " times; give more text with --corpus"));
        }
        throw new BadInput(String.format(
                Locale.ROOT,
                "a budget of %.0f s is too small: the shortest plan not yet run takes about %.0f s at the speeds just measured, "
                        + "which are low while the machine is busy; give --budget %.0fs or more, or try again when it is idle",
                budgetSeconds,
                cheapest,
                Math.ceil(cheapest * 1.03)));
    }

    /**
     * Looks, before any text is read, whether the study's grid holds a ladder at all and whether a fast machine could climb the
     * cheapest one in the time.
     *
     * @param threads cores
     * @throws BadInput if not
     */
    public static void requirePossible(Study study, int threads, double budgetSeconds) {
        Rates fast = new Rates(
                threads,
                FAST_FLOPS,
                List.of(new Rates.Speed(study.ladder().sizes().getFirst().width(), FAST_FLOPS)),
                threads);
        double cheapest = study.ladder().topTokens().stream()
                .mapToDouble(tokens -> new Planner(study, new WithoutText(study, tokens), 0, fast, Set.of(), List.of())
                        .cheapest(budgetSeconds))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        if (Double.isInfinite(cheapest)) {
            throw new BadInput("study " + study.name() + " has no held-out rung with " + FEWEST_FITTED
                    + " rungs of different compute, of two sizes, below it, which a law takes at least; give more"
                    + " ladder.sizes or ladder.tokens, or larger ladder.top_tokens");
        }
        if (cheapest > budgetSeconds) {
            throw new BadInput(String.format(
                    Locale.ROOT,
                    "a budget of %.0f s is too small: the shortest plan of study %s takes %.0f s even on a fast machine of %d"
                            + " cores; give --budget %.0fs at the very least, and rather five times that",
                    budgetSeconds,
                    study.name(),
                    cheapest,
                    threads,
                    Math.ceil(cheapest)));
        }
    }

    /** Seconds of the shortest plan; infinite if there is none. */
    private double cheapest(double budgetSeconds) {
        return designs().stream()
                .flatMap(design -> grid.tops().stream().flatMap(top -> plan(top, design, budgetSeconds, 0).stream()))
                .mapToDouble(Plan::expectedSeconds)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * Looks whether a budget that has paid for the reading of the text has anything left for a ladder.
     *
     * @param spentSeconds wall-clock already spent
     * @throws BadInput if it has not
     */
    public static void requireTimeLeft(double budgetSeconds, double spentSeconds) {
        if (spentSeconds + CLOSING_SECONDS > budgetSeconds) {
            throw new BadInput(String.format(
                    Locale.ROOT,
                    "a budget of %.0f s is too small: reading the text has taken %.0f s of it, which is long while the machine is"
                            + " busy; give --budget %.0fs or more, or try again when it is idle (what was read is kept)",
                    budgetSeconds,
                    spentSeconds,
                    Math.ceil(3 * spentSeconds + CLOSING_SECONDS)));
        }
    }

    /**
     * Spends what is left on more fitted rungs below the same top, as far as a full design allows. The study's first wish
     * stands as it is: a farther forecast is worth more than another rung.
     */
    private Plan widened(Plan plan, Design design, double budgetSeconds, double spentSeconds) {
        if (design.factor() == study.ladder().factors().getFirst()) {
            return plan;
        }
        return study.ladder().factors().stream()
                .filter(factor -> design.full() && factor >= FULL_FACTOR && factor < design.factor())
                .sorted()
                .flatMap(factor ->
                        plan(plan.top(), new Design(factor, design.seeds(), true), budgetSeconds, spentSeconds)
                                .stream())
                .filter(wider -> wider.expectedSeconds() <= budgetSeconds)
                .findFirst()
                .orElse(plan);
    }

    private Optional<Plan> plan(Trunk top, Design design, double budgetSeconds, double spentSeconds) {
        double topCompute = grid.compute(top.size(), top.tokens().getFirst());
        List<Trunk> ladder = grid.below(topCompute / design.factor() * ROUNDING, design.seeds());
        double largest = ladder.stream().mapToDouble(this::largest).max().orElse(0);
        double smallest = ladder.stream()
                .mapToDouble(t -> grid.compute(t.size(), t.tokens().getFirst()))
                .min()
                .orElse(1);
        long sizes = ladder.stream().map(Trunk::size).distinct().count();
        if (sizes < (design.full() ? 3 : 2)
                || distinctRungs(ladder) < FEWEST_FITTED
                || (design.full() && largest / smallest < FULL_SPAN)) {
            return Optional.empty();
        }
        List<Trunk> wanted = new ArrayList<>(ladder);
        wanted.addAll(grid.rateCheck(ladder));
        asFarAsPaid(grid.contrast(), CONTRAST_SHARE, FEWEST_REPEATED, budgetSeconds)
                .ifPresent(wanted::add);
        grid.control(ladder)
                .flatMap(control -> asFarAsPaid(control, CONTROL_SHARE, 1, budgetSeconds))
                .ifPresent(wanted::add);
        List<Trunk> open = wanted.stream()
                .map(this::unfinished)
                .filter(trunk -> !trunk.tokens().isEmpty())
                .sorted(Comparator.comparingDouble((Trunk trunk) -> seconds(trunk))
                        .reversed())
                .toList();
        double seconds = spentSeconds + makespan(open) + seconds(top) / rates.team() + CLOSING_SECONDS;
        List<Plan.PlannedRun> listed = new ArrayList<>();
        wanted.forEach(trunk -> describe(trunk, listed));
        describe(top, listed);
        return Optional.of(new Plan(
                budgetSeconds,
                seconds,
                topCompute / largest,
                largest / smallest,
                Math.max(
                        largest,
                        ladder.stream().mapToDouble(this::largestInSteps).max().orElse(0)),
                rates,
                open,
                top,
                listed));
    }

    /** Rungs that a law can tell apart: of different compute, in whole steps. */
    private long distinctRungs(List<Trunk> ladder) {
        return ladder.stream()
                .flatMap(trunk -> trunk.rungs().stream())
                .map(rung -> inSteps(rung.size(), rung.tokens()))
                .distinct()
                .count();
    }

    /** Compute of a run as it will be made, in whole steps: in a very short run a step is a large part. */
    private double inSteps(Size size, long tokens) {
        return grid.compute(
                size, study.training().steps(tokens) * study.training().batchTokens());
    }

    private double largestInSteps(Trunk trunk) {
        return inSteps(trunk.size(), trunk.tokens().getLast());
    }

    private double largest(Trunk trunk) {
        return grid.compute(trunk.size(), trunk.tokens().getLast());
    }

    private Trunk unfinished(Trunk trunk) {
        return trunk.with(trunk.tokens().stream()
                .filter(tokens ->
                        !finished.contains(procedure.identity(trunk.rung(tokens))) && !heldOutAt(trunk, tokens))
                .toList());
    }

    /** Whether the cell's one run is an earlier held-out rung. */
    private boolean heldOutAt(Trunk trunk, long tokens) {
        return trunk.role() == Run.Role.LADDER
                && study.ladder().seedsAt(study.ladder().sizes().indexOf(trunk.size())) == 1
                && heldOutBefore.stream()
                        .anyMatch(run -> run.rung().equals(trunk.rung(tokens).name()));
    }

    /** As many of a trunk's runs as a share of the budget pays for; none below the fewest that say something. */
    private Optional<Trunk> asFarAsPaid(Trunk whole, double share, int fewest, double budgetSeconds) {
        for (int points = whole.tokens().size(); points >= fewest; points--) {
            Trunk shorter = whole.with(whole.tokens().subList(0, points));
            if (seconds(shorter) <= share * budgetSeconds * rates.workers()) {
                return Optional.of(shorter);
            }
        }
        return Optional.empty();
    }

    /** Time of a trunk on one worker: its trunk once, each cooldown, each measurement. */
    private double seconds(Trunk trunk) {
        double total = 0;
        long before = 0;
        for (long tokens : trunk.tokens()) {
            total += seconds(trunk, before, tokens);
            before = tokens;
        }
        return total;
    }

    private double seconds(Trunk trunk, long tokensBefore, long tokens) {
        double flops = trainingFlops(trunk, tokensBefore, tokens) + procedure.measuringFlops(trunk.size());
        return SLACK * flops / rates.flopsAt(trunk.size().width());
    }

    /** Training FLOPs of a trunk, the parts its runs share counted once. */
    double trainingFlops(Trunk trunk) {
        double total = 0;
        long before = 0;
        for (long tokens : trunk.tokens()) {
            total += trainingFlops(trunk, before, tokens);
            before = tokens;
        }
        return total;
    }

    /** From the trunk's last branch point on: the shorter run's cooldown is not part of the longer one. */
    private double trainingFlops(Trunk trunk, long tokensBefore, long tokens) {
        Recipe recipe = study.training();
        long begun = tokensBefore == 0 ? 0 : recipe.branchPoint(recipe.steps(tokensBefore));
        return procedure.trainingFlops(trunk.size(), (recipe.steps(tokens) - begun) * recipe.batchTokens());
    }

    private void describe(Trunk trunk, List<Plan.PlannedRun> runs) {
        long before = 0;
        for (long tokens : trunk.tokens()) {
            Rung rung = trunk.rung(tokens);
            boolean done = finished.contains(procedure.identity(rung)) || heldOutAt(trunk, tokens);
            double alone = seconds(trunk, before, tokens);
            runs.add(new Plan.PlannedRun(
                    rung.name(),
                    rung.role(),
                    rung.seed(),
                    procedure.parameters(trunk.size()).matmul(),
                    tokens,
                    grid.compute(trunk.size(), tokens),
                    done ? 0 : trunk.role() == Run.Role.HELD_OUT ? alone / rates.team() : alone));
            before = tokens;
        }
    }

    /** Longest-first list scheduling on the workers. */
    private double makespan(List<Trunk> longestFirst) {
        PriorityQueue<Double> workers = new PriorityQueue<>();
        for (int i = 0; i < rates.workers(); i++) {
            workers.add(0.0);
        }
        for (Trunk trunk : longestFirst) {
            workers.add(workers.remove() + seconds(trunk));
        }
        return workers.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
