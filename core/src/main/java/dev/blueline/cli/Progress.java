package dev.blueline.cli;

import java.util.function.DoubleConsumer;

/** A bar on standard error for work that tells its share from any thread; time left is what the speed so far makes it. */
final class Progress implements DoubleConsumer, AutoCloseable {
    private static final long SECONDS_BETWEEN_LINES = 10;

    private final String doing;
    private final Bar bar = Bar.of(System.err, SECONDS_BETWEEN_LINES);
    private final Pace pace = new Pace();
    private double most;

    Progress(String doing) {
        this.doing = doing;
    }

    @Override
    public synchronized void accept(double share) {
        most = Math.max(most, share);
        bar.show(most, pace.left(most), () -> doing);
    }

    @Override
    public void close() {
        bar.close();
    }
}
