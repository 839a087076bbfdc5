package dev.blueline.corpus;

import java.util.Locale;
import java.util.function.Consumer;

/** Says, every so often, how far long work has come and, where its end is known, when it will be done. */
public final class Pace {
    private static final long BETWEEN = 15_000_000_000L;

    private final Consumer<String> says;
    private final String doing;
    private final long total;
    private final long started = System.nanoTime();
    private long saidAt = started;
    private long done;

    /**
     * @param says hears the lines
     * @param doing such as {@code Reading}
     * @param total bytes to do, 0 if that is not known
     */
    public Pace(Consumer<String> says, String doing, long total) {
        this.says = says;
        this.doing = doing;
        this.total = total;
    }

    /** So many bytes more are done; from any thread. */
    public synchronized void advance(long bytes) {
        done += bytes;
        long now = System.nanoTime();
        if (now - saidAt < BETWEEN) {
            return;
        }
        saidAt = now;
        double seconds = (now - started) * 1e-9;
        String speed = String.format(Locale.ROOT, "%.0f MB/s", done * 1e-6 / seconds);
        says.accept(
                total > 0
                        ? String.format(
                                Locale.ROOT,
                                "%s: %.0f%% of %.2f GB, %s, %s left",
                                doing,
                                Math.min(100, 100.0 * done / total),
                                total * 1e-9,
                                speed,
                                time(Math.max(0, seconds * total / done - seconds)))
                        : String.format(Locale.ROOT, "%s: %.2f GB so far, %s", doing, done * 1e-9, speed));
    }

    private static String time(double seconds) {
        return seconds < 90
                ? Math.round(seconds) + " s"
                : seconds < 5400
                        ? Math.round(seconds / 60) + " min"
                        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
