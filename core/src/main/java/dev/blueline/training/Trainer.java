package dev.blueline.training;

import dev.blueline.engine.Learner;
import dev.blueline.engine.Learner.StepResult;
import dev.blueline.training.TrunkState.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Trains one trunk: a constant-rate run off which finished runs of several lengths branch, each with its own cooldown.
 * The order is: trunk to the branch point, save, cool down, hand the run over, go back to the saved trunk, go on.
 *
 * <p>Kill at any instant and train again on the same folder: the runs are bit-identical to those of a trainer that was
 * not killed. Saving depends on the clock, what is computed does not.
 *
 * <p>A run that diverges ({@link LossWatch}) restarts from the last branch point, or from the start, at {@code retryFactor} times the rate, at
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

    private Learner learner;
    private LossWatch watch = new LossWatch();
    private long step;
    private double rateScale;
    private int retries;
    private double seconds;
    private List<LossPoint> curve = new ArrayList<>();

    /** Hears of every step as it is done. */
    @FunctionalInterface
    public interface StepListener {
        /**
         * @param done steps of the trunk or cooldown just done, for counting work
         * @param smoothedLoss nats a token
         */
        void stepped(long done, double smoothedLoss);
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
        this.fresh = fresh;
        this.batches = batches;
        this.recipe = recipe;
        this.schedule = new Schedule(Math.max(1, Math.round(recipe.warmup() * shortest)));
        this.rateScaleAtStart = rateScale;
        this.rateScale = rateScale;
        this.checkpoints = new Checkpoints(folder);
        this.checkpointSeconds = checkpointSeconds;
        this.listener = listener;
        this.learner = fresh.get();
    }

    /**
     * Trains runs of the given lengths in steps, shortest first, and hands each over at its end. The learner handed over
     * is good only during the call.
     */
    public void train(List<Long> lengths, BiConsumer<TrainedRun, Learner> finished) {
        try {
            for (long length : lengths.stream().sorted().toList()) {
                finished.accept(carryOut(length), learner);
                checkpoints.remove(Phase.COOLDOWN);
            }
        } finally {
            learner.close();
        }
    }

    private TrainedRun carryOut(long length) {
        long branchPoint = recipe.branchPoint(length);
        boolean good = resumeCooldown(length) || advanceTrunk(branchPoint);
        while (!good || !coolDown(branchPoint, length)) {
            if (retries >= recipe.retries()) {
                return new TrainedRun(step, rateScale, retries, seconds, List.copyOf(curve), true);
            }
            goBack(branchPoint);
            good = advanceTrunk(branchPoint);
        }
        return new TrainedRun(length, rateScale, retries, seconds, List.copyOf(curve), false);
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
        checkpoints.remove(Phase.COOLDOWN);
        checkpoints.remove(Phase.TRUNK);
        checkpoints
                .read(Phase.BRANCH_POINT)
                .filter(state -> state.step() < branchPoint)
                .ifPresentOrElse(this::restore, this::restart);
        rateScale = scale;
        retries = tries;
        save(Phase.TRUNK, 0);
    }

    /** Brings the learner to the branch point at constant rate; false if it diverged. */
    private boolean advanceTrunk(long branchPoint) {
        Stream.of(Phase.TRUNK, Phase.BRANCH_POINT)
                .flatMap(phase -> checkpoints.read(phase).stream())
                .filter(state -> state.step() <= branchPoint)
                .max(Comparator.comparingLong(TrunkState::step).thenComparingInt(TrunkState::retries))
                .ifPresentOrElse(this::restore, this::restart);
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
        double sum = 0;
        int summed = 0;
        while (step < to) {
            double factor = phase == Phase.TRUNK ? schedule.trunk(step) : schedule.cooldown(step, branchPoint, to);
            StepResult result =
                    learner.step(batches.at(step), recipe.update(learner.shape().width(), rateScale * factor));
            step++;
            if (!result.finite() || watch.diverged(result.loss())) {
                return false;
            }
            sum += result.loss();
            summed++;
            if (step % STEPS_PER_LOSS_POINT == 0 || step == to && summed >= STEPS_PER_LOSS_POINT / 2) {
                curve.add(new LossPoint(step * recipe.batchTokens(), sum / summed));
                sum = 0;
                summed = 0;
            }
            long now = System.nanoTime();
            seconds = before + (now - started) * 1e-9;
            listener.stepped(1, watch.smoothed());
            // Only where a loss point ends, so that a resumed curve equals an uninterrupted one.
            if (summed == 0 && step < to && (now - saved) * 1e-9 >= checkpointSeconds) {
                save(phase, phase == Phase.TRUNK ? 0 : to);
                saved = now;
            }
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
                        List.copyOf(curve),
                        ""),
                learner);
    }

    private void restore(TrunkState state) {
        checkpoints.load(state, learner);
        step = state.step();
        rateScale = state.rateScale();
        retries = state.retries();
        seconds = state.seconds();
        curve = new ArrayList<>(state.curve());
        watch = new LossWatch(state.smoothedLoss(), state.lowestLoss());
    }

    private void restart() {
        if (step > 0) {
            learner.close();
            learner = fresh.get();
        }
        step = 0;
        rateScale = rateScaleAtStart;
        retries = 0;
        seconds = 0;
        curve = new ArrayList<>();
        watch = new LossWatch();
    }
}
