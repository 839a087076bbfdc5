package dev.blueline.cli;

import dev.blueline.ledger.Run;
import dev.blueline.study.Progress;
import dev.blueline.study.Rung;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;

/** How far a plan's training is and how fast it goes, counted from the work reported; for any thread. */
final class TrainingPace {
    private final DoubleAdder flopsDone = new DoubleAdder();
    private final Map<Long, Worker> workers = new ConcurrentSkipListMap<>();
    private volatile double flops = 1;
    private volatile boolean nothingToDo;
    private volatile long plannedAt = System.nanoTime();

    private record Worker(Training training, long since, long tokens) {}

    /**
     * A run being trained.
     *
     * @param loss smoothed training loss, nats a token
     * @param tokensPerSecond since this process began with the run
     */
    record Training(Rung rung, long step, long steps, double loss, double tokensPerSecond) {}

    /** @param flopsToDo of the whole plan */
    void planned(double flopsToDo) {
        flops = Math.max(1, flopsToDo);
        nothingToDo = flopsToDo <= 0;
        plannedAt = System.nanoTime();
    }

    void advanced(Progress.Advance done) {
        flopsDone.add(done.flops());
        long now = System.nanoTime();
        workers.compute(Thread.currentThread().threadId(), (thread, before) -> {
            boolean same = before != null && before.training().rung().equals(done.rung());
            long since = same ? before.since() : now;
            long tokens = same ? before.tokens() + done.tokens() : 0;
            double speed = tokens / Math.max(1e-3, (now - since) * 1e-9);
            return new Worker(new Training(done.rung(), done.step(), done.steps(), done.loss(), speed), since, tokens);
        });
    }

    void ended(Run run) {
        workers.values()
                .removeIf(worker -> worker.training().rung().name().equals(run.rung())
                        && worker.training().rung().seed() == run.seed());
    }

    List<Training> training() {
        return workers.values().stream().map(Worker::training).toList();
    }

    double tokensPerSecond() {
        return training().stream().mapToDouble(Training::tokensPerSecond).sum();
    }

    double flopsDone() {
        return flopsDone.sum();
    }

    double flopsLeft() {
        return Math.max(0, flops - flopsDone());
    }

    /** Share of the work done, 0 to 1. */
    double share() {
        return nothingToDo ? 1 : Math.min(1, flopsDone() / flops);
    }

    /** Time left at the speed so far; NaN while nothing can be said. */
    double secondsLeft() {
        double share = share();
        double spent = (System.nanoTime() - plannedAt) * 1e-9;
        return share > 0.01 ? spent / share - spent : Double.NaN;
    }
}
