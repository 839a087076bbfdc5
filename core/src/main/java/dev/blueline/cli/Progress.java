package dev.blueline.cli;

import java.util.function.DoubleConsumer;

/** A bar on standard error for work that tells its share from any thread; time left is what the speed so far makes it. */
final class Progress implements DoubleConsumer, AutoCloseable {
    private static final long SECONDS_BETWEEN_LINES = 10;

    private final Bar bar;
    private final long start = System.nanoTime();
    private double most;

    Progress(String doing) {
        this.bar = Bar.of(System.err, SECONDS_BETWEEN_LINES, doing);
    }

    @Override
    public synchronized void accept(double share) {
        most = Math.max(most, share);
        bar.show(most, left(most), () -> "");
    }

    private double left(double share) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return share <= 0.01 ? Double.NaN : seconds / share * (1 - share);
    }

    @Override
    public void close() {
        bar.close();
    }
}
