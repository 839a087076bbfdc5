package dev.blueline.training;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learner.StepResult;
import dev.blueline.engine.Update;
import dev.blueline.training.TrunkState.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Trains one trunk: a constant-rate run off which finished runs of several lengths branch, each with its own cooldown.
 * The order is: trunk to the branch point, save, cool down, hand the run over, go back to the saved trunk, go on.
 *
 * <p>Kill at any instant and train again on the same folder: the runs are bit-identical to those of a trainer that was
 * not killed. Saving depends on the clock, what is computed does not.
 *
 * <p>A step that would do harm is left out ({@link SpikeGuard}). A run that diverges all the same ({@link LossWatch}, or no number
 * several times in a row) restarts from the last branch point, or from the start, at {@code retryFactor} times the rate, at
 * most {@code retries} times; later runs of the trunk keep the lower rate.
 */
public final class Trainer {
    /** Time between checkpoints where no branch point gives one: what a kill can cost. */
    public static final double CHECKPOINT_SECONDS = 20;

    private static final int STEPS_PER_LOSS_POINT = 16;

    private final Supplier<Learner> fresh;
    private final Batches batches;
    private final Recipe recipe;
    private final Schedule schedule;
    private final double rateScaleAtStart;
    private final Checkpoints checkpoints;
    private final double checkpointSeconds;
    private final StepListener listener;

    private Optional<Learner> learner;
    private LossWatch watch = new LossWatch();
    private SpikeGuard guard = new SpikeGuard(SpikeGuard.State.FRESH);
    private long step;
    private double rateScale;
    private int retries;
    private double seconds;
    private List<LossPoint> curve = new ArrayList<>();
    private List<Double> clock = new ArrayList<>();
    private List<String> remarks = new ArrayList<>();

    /** Hears of every step as it is done. */
    @FunctionalInterface
    public interface StepListener {
        /**
         * @param step steps of the run done, those it shares with its trunk's other runs included
         * @param smoothedLoss nats a token
         */
        void stepped(long step, double smoothedLoss);
    }

    /**
     * @param fresh makes the untrained learner; called again after a retry from the start
     * @param shortest steps of the trunk's shortest run on the study's grid: the warm-up follows it, so that a bigger
     *     budget extends the same trunk
     * @param rateScale factor on the recipe's rates
     * @param folder where the trunk's state is kept; made by the caller
     * @param checkpointSeconds time between checkpoints, such as {@link #CHECKPOINT_SECONDS}
     */
    public Trainer(
            Supplier<Learner> fresh,
            Batches batches,
            Recipe recipe,
            long shortest,
            double rateScale,
            Path folder,
            double checkpointSeconds,
            StepListener listener) {
        this(fresh, batches, recipe, shortest, rateScale, folder, checkpointSeconds, listener, line -> {});
    }

    /**
     * As the other.
     *
     * @param says hears one line on each damaged checkpoint
     */
    public Trainer(
            Supplier<Learner> fresh,
            Batches batches,
            Recipe recipe,
            long shortest,
            double rateScale,
            Path folder,
            double checkpointSeconds,
            StepListener listener,
            Consumer<String> says) {
        this.fresh = fresh;
        this.batches = batches;
        this.recipe = recipe;
        this.schedule = new Schedule(Math.max(1, Math.round(recipe.warmup() * shortest)));
        this.rateScaleAtStart = rateScale;
        this.rateScale = rateScale;
        this.checkpoints = new Checkpoints(folder, says);
        this.checkpointSeconds = checkpointSeconds;
        this.listener = listener;
        this.learner = Optional.of(fresh.get());
    }

    /**
     * Trains runs of the given lengths in steps, shortest first, and hands each over at its end. The learner handed over
     * is good only during the call.
     */
    public void train(List<Long> lengths, BiConsumer<TrainedRun, Learner> finished) {
        try {
            for (long length : lengths.stream().sorted().toList()) {
                finished.accept(carryOut(length), learner());
                checkpoints.remove(Phase.COOLDOWN);
            }
        } finally {
            learner.ifPresent(Learner::close);
        }
    }

    private TrainedRun carryOut(long length) {
        long branchPoint = recipe.branchPoint(length);
        boolean good = resumeCooldown(length) || advanceTrunk(branchPoint);
        while (!good || !coolDown(branchPoint, length)) {
            if (retries >= recipe.retries()) {
                return trained(step, true);
            }
            goBack(branchPoint);
            good = advanceTrunk(branchPoint);
        }
        return trained(length, false);
    }

    private TrainedRun trained(long steps, boolean diverged) {
        return new TrainedRun(
                steps,
                rateScale,
                retries,
                seconds,
                List.copyOf(curve),
                List.copyOf(clock),
                List.copyOf(remarks),
                diverged);
    }

    private boolean resumeCooldown(long length) {
        Optional<TrunkState> saved = checkpoints.read(Phase.COOLDOWN).filter(state -> state.end() == length);
        saved.ifPresent(this::restore);
        return saved.isPresent();
    }

    /** Goes back to the last branch point, or the start, at a lower rate: a place that no clock has chosen. */
    private void goBack(long branchPoint) {
        double scale = rateScale * recipe.retryFactor();
        int tries = retries + 1;
        List<String> soFar = remarks;
        checkpoints.remove(Phase.COOLDOWN);
        checkpoints.remove(Phase.TRUNK);
        if (checkpoints
                .lastStep(Phase.BRANCH_POINT)
                .filter(last -> last < branchPoint)
                .isPresent()) {
            mendBranchPoint();
            restore(checkpoints.read(Phase.BRANCH_POINT).orElseThrow());
        } else {
            restart();
        }
        rateScale = scale;
        retries = tries;
        remarks = soFar;
        remarks.add("restart from step " + step + " at " + scale + " times the rate");
        save(Phase.TRUNK, 0);
    }

    /**
     * If the last branch point is damaged, trains the trunk again up to it, as it was: to go back to an earlier one at a lower
     * rate would make another run.
     */
    private void mendBranchPoint() {
        long last = checkpoints.lastStep(Phase.BRANCH_POINT).orElseThrow();
        if (checkpoints.read(Phase.BRANCH_POINT).map(TrunkState::step).orElse(-1L) != last) {
            while (!advanceTrunk(last)) {
                goBack(last);
            }
        }
    }

    /** Brings the learner to the branch point at constant rate; false if it diverged. */
    private boolean advanceTrunk(long branchPoint) {
        Optional<Long> last = checkpoints.lastStep(Phase.BRANCH_POINT).filter(at -> at < branchPoint);
        Optional<TrunkState> between = checkpoints.read(Phase.TRUNK).filter(state -> state.step() <= branchPoint);
        if (last.isPresent()
                && between.filter(state -> state.step() >= last.get()).isPresent()) {
            restore(between.get());
        } else {
            if (last.isPresent()) {
                mendBranchPoint();
            }
            // a state after a retry is later than any before it, though it may stand at an earlier step
            Stream.concat(between.stream(), checkpoints.read(Phase.BRANCH_POINT).stream())
                    .filter(state -> state.step() <= branchPoint)
                    .max(Comparator.comparingInt(TrunkState::retries).thenComparingLong(TrunkState::step))
                    .ifPresentOrElse(this::restore, this::restart);
        }
        if (!advance(branchPoint, Phase.TRUNK, 0)) {
            return false;
        }
        save(Phase.BRANCH_POINT, 0);
        checkpoints.remove(Phase.TRUNK);
        return true;
    }

    private boolean coolDown(long branchPoint, long length) {
        return advance(length, Phase.COOLDOWN, branchPoint);
    }

    private boolean advance(long to, Phase phase, long branchPoint) {
        long started = System.nanoTime();
        long saved = started;
        double before = seconds;
        double losses = 0;
        double norms = 0;
        int summed = 0;
        Learner learner = learner();
        while (step < to) {
            double factor = phase == Phase.TRUNK ? schedule.trunk(step) : schedule.cooldown(step, branchPoint, to);
            Update update =
                    recipe.update(learner.shape().width(), rateScale * factor).leavingOut(guard.limit());
            StepResult result = learner.step(batches.at(step), update);
            step++;
            if (!good(update, result)) {
                return false;
            }
            if (update.applies(result)) {
                losses += result.loss();
                norms += result.gradientNorm();
                summed++;
            }
            if (summed > 0 && step % STEPS_PER_LOSS_POINT == 0 || step == to && summed >= STEPS_PER_LOSS_POINT / 2) {
                curve.add(new LossPoint(
                        step * recipe.batchTokens(), losses / summed, update.matrixRate(), norms / summed));
                clock.add(before + (System.nanoTime() - started) * 1e-9);
                losses = 0;
                norms = 0;
                summed = 0;
            }
            long now = System.nanoTime();
            seconds = before + (now - started) * 1e-9;
            listener.stepped(step, watch.smoothed());
            // Only where a loss point ends, so that a resumed curve equals an uninterrupted one.
            if (summed == 0 && step < to && (now - saved) * 1e-9 >= checkpointSeconds) {
                save(phase, phase == Phase.TRUNK ? 0 : to);
                saved = now;
            }
        }
        return true;
    }

    /** Whether the run can go on after a step; notes what was unusual. */
    private boolean good(Update update, StepResult result) {
        if (!update.applies(result)) {
            remarks.add(guard.leftOut(step, result));
            return !guard.lost();
        }
        guard.applied(result);
        if (watch.diverged(result.loss())) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "diverged at step %d: smoothed loss %.2f, %.2f before",
                    step,
                    watch.smoothed(),
                    watch.lowest()));
            return false;
        }
        return true;
    }

    private void save(Phase phase, long end) {
        checkpoints.write(
                new TrunkState(
                        phase,
                        step,
                        end,
                        rateScale,
                        retries,
                        seconds,
                        watch.smoothed(),
                        watch.lowest(),
                        guard.state(),
                        List.copyOf(curve),
                        List.copyOf(clock),
                        List.copyOf(remarks),
                        ""),
                learner());
    }

    private void restore(TrunkState state) {
        checkpoints.load(state, learner());
        step = state.step();
        rateScale = state.rateScale();
        retries = state.retries();
        seconds = state.seconds();
        curve = new ArrayList<>(state.curve());
        clock = new ArrayList<>(state.clock());
        remarks = new ArrayList<>(state.remarks());
        watch = new LossWatch(state.smoothedLoss(), state.lowestLoss());
        guard = new SpikeGuard(state.spikes());
    }

    private void restart() {
        if (step > 0) {
            learner().close();
            learner = Optional.empty(); // the memory of the old one is needed for the new one
            learner = Optional.of(fresh.get());
        }
        step = 0;
        rateScale = rateScaleAtStart;
        retries = 0;
        seconds = 0;
        curve = new ArrayList<>();
        clock = new ArrayList<>();
        remarks = new ArrayList<>();
        watch = new LossWatch();
        guard = new SpikeGuard(SpikeGuard.State.FRESH);
    }

    private Learner learner() {
        return learner.orElseThrow();
    }
}
