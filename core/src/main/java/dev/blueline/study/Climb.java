package dev.blueline.study;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.scaling.Cause;
import dev.blueline.scaling.Criterion;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.scaling.ForecastScore;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Judge;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.Target;
import dev.blueline.scaling.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One way up the ladder, in its order: plan, fitted rungs, forecast, held-out rung, score, verdict. Every stage finds what
 * an earlier, interrupted climb in the same folder has done and goes on from there.
 */
public final class Climb {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int DRAWS = 400;
    /** Compute that counts as equal: a run's tokens are whole batches, within .2% of the grid's. */
    private static final double ROUNDING = 1.002;
    /** An order of runs that no clock and no other worker's speed decides, so that sums over them are the same to the bit. */
    private static final Comparator<Run> ORDER = Comparator.comparing(Run::role)
            .thenComparingDouble(Run::flops)
            .thenComparingLong(Run::seed)
            .thenComparing(Run::id);

    private final Study study;
    private final Procedure procedure;
    private final Ledger ledger;
    private final ForecastRegistry registry;
    private final Path planFile;
    private final Settings settings;

    /**
     * @param metric the loss that laws are fitted to
     * @param slice its slice
     * @param workers trunks side by side, and threads of the held-out rung
     * @param seed the study's seed
     */
    public record Settings(String metric, String slice, int workers, int seed) {}

    public Climb(
            Study study,
            Procedure procedure,
            Ledger ledger,
            ForecastRegistry registry,
            Path folder,
            Settings settings) {
        this.study = study;
        this.procedure = procedure;
        this.ledger = ledger;
        this.registry = registry;
        this.planFile = folder.resolve(OutputFolder.PLAN);
        this.settings = settings;
    }

    /**
     * The plan that an earlier climb wrote, if it had the same budget, or if its forecast is registered but its run not
     * done: a forecast once written is carried to its score before anything new is planned.
     */
    public Optional<Plan> earlierPlan(double budgetSeconds) {
        if (!Files.exists(planFile)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(SealedFiles.read(planFile), Plan.class))
                    .filter(plan -> plan.rates().workers() == settings.workers())
                    .filter(plan -> plan.budgetSeconds() == budgetSeconds || forecastIsOpen(plan));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    private boolean forecastIsOpen(Plan plan) {
        return registry.find(topId(plan)).isPresent() && !toppedOut(plan);
    }

    /**
     * Measures the machine for a plan.
     *
     * @throws StudyFailure if a fault breaks it
     */
    public Rates measure() {
        try {
            return procedure.measure(settings.workers());
        } catch (RuntimeException | Error thrown) {
            Optional<Fault> fault = Fault.of(thrown);
            if (fault.isEmpty()) {
                throw thrown;
            }
            throw new StudyFailure(
                    "measuring this machine failed: " + fault.get().cause()
                            + (fault.get().outOfMemory() ? "; " + Heap.now().remedy(0) : ""));
        }
    }

    /** Makes a plan; nothing is written. */
    public Plan plan(Rates rates, double budgetSeconds, double spentSeconds) {
        List<Run> runs = ledger.entries().stream().map(Ledger.Entry::run).toList();
        List<Run> heldOut = runs.stream()
                .filter(run -> run.role() == Run.Role.HELD_OUT && run.succeeded())
                .toList();
        return new Planner(study, procedure, settings.seed(), rates, identities(), heldOut)
                .plan(budgetSeconds, spentSeconds);
    }

    /** Writes the plan to {@code plan.json}, before anything of it runs. */
    public void adopt(Plan plan) {
        SealedFiles.writeTwice(planFile, JSON.writeValueAsBytes(plan));
    }

    /**
     * Looks whether the heap is large enough for what of the plan is still to be run.
     *
     * @throws BadInput if it is not, saying what to type
     */
    public void requireHeap(Plan plan) {
        if (!open(plan).isEmpty() || !toppedOut(plan)) {
            Heap.now().require(procedure, open(plan), plan.top(), settings.workers());
        }
    }

    /**
     * What of the plan's ladder is still to be run. Runs that failed are tried again, but not once the forecast stands: it is
     * scored as what was left made it.
     */
    public List<Trunk> open(Plan plan) {
        Set<String> finished = registry.find(topId(plan)).isPresent() ? known() : identities();
        return plan.trunks().stream()
                .map(trunk -> unfinished(trunk, finished))
                .filter(trunk -> !trunk.tokens().isEmpty())
                .toList();
    }

    /** Runs of the plan still to be made, the held-out rung among them. */
    public int openRuns(Plan plan) {
        int ladder =
                open(plan).stream().mapToInt(trunk -> trunk.tokens().size()).sum();
        return ladder + (toppedOut(plan) ? 0 : 1);
    }

    /** Training FLOPs of the plan still to be done. */
    public double openFlops(Plan plan) {
        Planner work = new Planner(study, procedure, settings.seed(), plan.rates(), identities(), List.of());
        double ladder = open(plan).stream().mapToDouble(work::trainingFlops).sum();
        return ladder + (toppedOut(plan) ? 0 : work.trainingFlops(plan.top()));
    }

    /** Whether the plan's held-out rung has been run. */
    public boolean toppedOut(Plan plan) {
        return identities().contains(topId(plan));
    }

    /** Runs the fitted rungs and the checks beside them. */
    public void climb(Plan plan, Fleet fleet, Progress progress, Consumer<Run> finished) {
        List<Trunk> open = open(plan);
        Heap heap = Heap.now();
        FaultTally tally = new FaultTally(open.size());
        fleet.carryOut(open, trunk -> {
            Optional<Fault> fault = carryOut(trunk, 1, heap, progress, finished);
            fault.ifPresentOrElse(tally::failed, tally::endedWell);
        });
    }

    /** Carries a trunk out; if a fault breaks it, marks its runs and says which. */
    private Optional<Fault> carryOut(Trunk trunk, int threads, Heap heap, Progress progress, Consumer<Run> finished) {
        try {
            procedure.carryOut(trunk, threads, progress, finished);
            return Optional.empty();
        } catch (RuntimeException | Error thrown) {
            Optional<Fault> found = Fault.of(thrown);
            if (found.isEmpty()) {
                throw thrown;
            }
            Fault fault = inWords(found.get(), trunk, threads, heap);
            procedure.fail(unfinished(trunk, identities()), threads, fault, finished);
            return Optional.of(fault);
        }
    }

    private Fault inWords(Fault fault, Trunk trunk, int threads, Heap heap) {
        long need = procedure.heapBytes(trunk.size(), threads);
        if (!fault.outOfMemory() || need == 0) {
            return fault;
        }
        long beside = threads == 1 ? (settings.workers() - 1) * need : 0;
        return fault.because("out of memory: " + trunk.size() + " needs about " + Heap.inWords(need)
                + " of heap for training, and " + Heap.inWords(heap.bytes()) + " were there for all; "
                + heap.remedy(need + beside));
    }

    private Trunk unfinished(Trunk trunk, Set<String> finished) {
        return trunk.with(trunk.tokens().stream()
                .filter(tokens -> !finished.contains(procedure.identity(trunk.rung(tokens))))
                .toList());
    }

    /**
     * Forecasts the held-out rung and registers the forecast, unless an earlier climb has done so.
     *
     * @throws StudyFailure if the forecast is lost and its run made: it cannot be forecast any more
     */
    public Forecast forecast(Plan plan) {
        Optional<Forecast> registered = registry.find(topId(plan));
        if (registered.isEmpty() && toppedOut(plan)) {
            throw new StudyFailure("the forecast of "
                    + plan.top().rungs().getFirst().name()
                    + " is lost: its line in forecasts.jsonl and the copy are damaged, and its run has been made; climb on"
                    + " with more --budget, which makes a new forecast");
        }
        return registered.orElseGet(() -> registry.register(outlook(plan).forecast()));
    }

    /**
     * Runs the held-out rung on all workers. That it starts is written down first, behind its forecast.
     *
     * @throws StudyFailure if a fault breaks it; its forecast then stays open
     */
    public void top(Plan plan, Progress progress, Consumer<Run> finished) {
        if (!toppedOut(plan)) {
            registry.start(topId(plan));
            carryOut(plan.top(), settings.workers(), Heap.now(), progress, finished)
                    .ifPresent(fault -> {
                        throw new StudyFailure("the held-out rung "
                                + plan.top().rungs().getFirst().name() + " failed: " + fault.cause()
                                + "; its forecast stays open, and the same command tries the rung again");
                    });
        }
    }

    /** Scores the forecast and judges the lines. */
    public Outcome outcome(Plan plan) {
        List<Ledger.Entry> entries = entries();
        Outlook outlook = outlook(plan);
        Forecast forecast = registry.find(topId(plan)).orElseThrow();
        Ledger.Entry top = entries.stream()
                .filter(entry -> entry.run().id().equals(topId(plan)))
                .findFirst()
                .orElseThrow();
        if (top.run().status() == Run.Status.DIVERGED) {
            throw new StudyFailure("the held-out rung " + top.run().rung()
                    + " diverged even at the lowest rate: its forecast stays unscored; climb on with more --budget");
        }
        ForecastScore score = registry.scores().stream()
                .filter(done -> done.id().equals(forecast.id()))
                .findFirst()
                .orElseGet(() ->
                        registry.score(forecast.id(), top.run().provenance().startedAt(), loss(top)));
        double topCompute = top.run().flops();
        Reading later = reading(plan).after(read(topCompute));
        List<Observation> all = read(topCompute).stream().map(later::seen).toList();
        Target optimal = outlook.mixture().onFrontier(topCompute * Criterion.HORIZON);
        Target next = later.target(optimal.parameters(), optimal.tokens(), optimal.compute());
        Outlook ahead = Forecaster.forecast(
                "next",
                String.format(Locale.ROOT, "the compute-optimal run at %.2g FLOPs", next.compute()),
                all,
                next,
                forecasting());
        return new Outcome(
                plan,
                entries,
                fitted(plan.fitCompute()),
                outlook,
                forecast,
                score,
                ahead,
                lines(entries, ahead, top),
                reading(plan).after(read(plan.fitCompute())));
    }

    private List<Line> lines(List<Ledger.Entry> entries, Outlook ahead, Ledger.Entry top) {
        List<Line> lines = new ArrayList<>();
        double seedSd = ahead.noise().at(top.run().parameters().matmul());
        Verdict frontier = Judge.judge(
                ahead.mixture(),
                top.run().flops(),
                seedSd,
                new Cause.Fixed("the whole recipe: model, data and schedule", "nothing else was tried"));
        lines.add(new Line(
                "Compute, with model and data growing together",
                "training compute (FLOPs)",
                fitted(top.run().flops()).stream()
                        .map(entry -> new Judge.Point(entry.run().flops(), loss(entry)))
                        .toList(),
                frontier));
        Study.Contrast contrast = study.contrast();
        lines.add(series(
                entries,
                Run.Role.CONTRAST,
                contrast.size(),
                Rung.inWords(contrast.uniqueTokens()) + " tokens of text, read again and again at " + contrast.size(),
                new Cause.Repetition(
                        Rung.inWords(contrast.uniqueTokens()) + " tokens of text", relief(entries, contrast)),
                ahead));
        return lines.stream().filter(line -> !line.points().isEmpty()).toList();
    }

    /** What relieves the line expected to saturate: fresh text, at the same size and about as many tokens. */
    private String relief(List<Ledger.Entry> entries, Study.Contrast contrast) {
        Optional<Ledger.Entry> repeated = longest(entries, Run.Role.CONTRAST, contrast.size());
        Optional<Ledger.Entry> fresh = longest(entries, Run.Role.LADDER, contrast.size());
        if (repeated.isEmpty()
                || fresh.isEmpty()
                || fresh.get().run().tokens() > 1.1 * repeated.get().run().tokens()) {
            return "no run on as many fresh tokens shows it";
        }
        return String.format(
                Locale.ROOT,
                "relieved by fresh text: %s tokens read once give %.2f, %s tokens of repeated text %.2f",
                Rung.inWords(fresh.get().run().tokens()),
                loss(fresh.get()),
                Rung.inWords(repeated.get().run().tokens()),
                loss(repeated.get()));
    }

    private static Optional<Ledger.Entry> longest(List<Ledger.Entry> entries, Run.Role role, Size size) {
        return entries.stream()
                .filter(entry -> entry.run().role() == role
                        && entry.run().width() == size.width()
                        && entry.run().layers() == size.layers()
                        && entry.run().succeeded())
                .max(Comparator.comparingLong(entry -> entry.run().tokens()));
    }

    private Line series(
            List<Ledger.Entry> entries, Run.Role role, Size size, String title, Cause cause, Outlook ahead) {
        List<Ledger.Entry> chosen = entries.stream()
                .filter(entry -> entry.run().role() == role
                        && entry.run().width() == size.width()
                        && entry.run().layers() == size.layers()
                        && entry.run().succeeded())
                .toList();
        List<Judge.Point> points = chosen.stream()
                .map(entry -> new Judge.Point(entry.run().tokens(), loss(entry)))
                .toList();
        double seedSd = ahead.noise().at(procedure.parameters(size).matmul());
        String axis = "training tokens";
        return new Line(title, axis, points, Judge.judge(points, axis, Criterion.of(seedSd), cause, settings.seed()));
    }

    /** Laws and forecast from the plan's fitted rungs. */
    private Outlook outlook(Plan plan) {
        Rung top = plan.top().rungs().getFirst();
        List<Observation> read = read(plan.fitCompute());
        Reading reading = reading(plan).after(read);
        Target target = reading.target(
                procedure.parameters(top.size()).matmul(),
                top.tokens(),
                procedure.trainingFlops(top.size(), top.tokens()));
        return Forecaster.forecast(
                topId(plan),
                "bits per byte of " + top.name() + ", seed " + top.seed(),
                read.stream().map(reading::seen).toList(),
                target,
                forecasting());
    }

    private Forecaster.Settings forecasting() {
        Forecaster.Settings standard = Forecaster.Settings.standard();
        return new Forecaster.Settings(
                DRAWS, settings.seed(), settings.workers(), standard.objective().delta(), standard.noise());
    }

    /** How the laws see rungs of a plan that read the text more than once, before they are run. */
    public Reading reading(Plan plan) {
        return Reading.planned(
                procedure.availableTokens(),
                plan.runs().stream()
                        .filter(run -> run.role() == Run.Role.LADDER || run.role() == Run.Role.HELD_OUT)
                        .mapToDouble(Plan.PlannedRun::tokens));
    }

    /** Runs of the grid, earlier held-out rungs among them, up to a compute. */
    private List<Ledger.Entry> fitted(double compute) {
        return entries().stream()
                .filter(entry ->
                        entry.run().role() == Run.Role.LADDER || entry.run().role() == Run.Role.HELD_OUT)
                .filter(entry -> entry.run().succeeded())
                .filter(entry -> entry.run().flops() <= compute * ROUNDING)
                .toList();
    }

    /** The fitted runs with the tokens that they read. */
    private List<Observation> read(double compute) {
        List<Observation> observations = fitted(compute).stream()
                .map(entry -> new Observation(
                        entry.run().parameters().matmul(),
                        entry.run().tokens(),
                        entry.run().flops(),
                        loss(entry),
                        entry.run().trunk()))
                .toList();
        if (observations.size() < 3) {
            String others = ledger.entries().stream()
                    .map(Ledger.Entry::run)
                    .filter(run -> !run.succeeded())
                    .findFirst()
                    .map(run -> "; " + run.inWords())
                    .orElse("");
            throw new StudyFailure(
                    "only " + observations.size() + " fitted runs ended well, too few for a law" + others);
        }
        return observations;
    }

    private double loss(Ledger.Entry entry) {
        return entry.measurement(settings.metric(), settings.slice())
                .orElseThrow()
                .value();
    }

    private List<Ledger.Entry> entries() {
        return ledger.entries().stream()
                .sorted(Comparator.comparing(Ledger.Entry::run, ORDER))
                .toList();
    }

    /** Runs that are done. A diverged one is: it would diverge again. A failed one is not. */
    private Set<String> identities() {
        return ledger.entries().stream()
                .map(Ledger.Entry::run)
                .filter(run -> run.status() != Run.Status.FAILED)
                .map(Run::id)
                .collect(Collectors.toSet());
    }

    /** Runs in the ledger, failed ones included. */
    private Set<String> known() {
        return ledger.entries().stream().map(entry -> entry.run().id()).collect(Collectors.toSet());
    }

    private String topId(Plan plan) {
        return procedure.identity(plan.top().rungs().getFirst());
    }
}
