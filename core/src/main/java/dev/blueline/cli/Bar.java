package dev.blueline.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One progress bar: drawn in place on a terminal, a line now and then elsewhere. */
sealed interface Bar extends AutoCloseable {

    /**
     * @param share of the work done, 0 to 1
     * @param secondsLeft expected, NaN while unknown
     * @param detail made only if it is shown
     */
    void show(double share, double secondsLeft, Supplier<String> detail);

    /** Makes room for a line of text. */
    void pause();

    @Override
    void close();

    static Bar of(PrintStream out, long secondsBetweenLines) {
        return of(out, secondsBetweenLines, "Ladder");
    }

    /**
     * As above for other work.
     *
     * @param task what is being done, in a word
     */
    static Bar of(PrintStream out, long secondsBetweenLines, String task) {
        return Terminal.drawn() ? new Drawn(task) : new Lines(out, secondsBetweenLines);
    }

    /** Time left in words. */
    static String left(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "time left unknown";
        }
        long whole = Math.round(seconds);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d h %02d min left", whole / 3600, whole % 3600 / 60)
                : String.format(Locale.ROOT, "%d min %02d s left", whole / 60, whole % 60);
    }

    /** On a terminal. */
    final class Drawn implements Bar {
        private static final int PARTS = 10_000;

        private long shownAt;
        private final ProgressBar bar;

        Drawn(String task) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(PARTS)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(500)
                    .hideEta()
                    .clearDisplayOnFinish()
                    .build();
        }

        @Override
        public void show(double share, double secondsLeft, Supplier<String> detail) {
            bar.stepTo(Math.round(share * PARTS));
            long now = System.nanoTime();
            if (now - shownAt > 400_000_000L) {
                shownAt = now;
                bar.setExtraMessage(left(secondsLeft) + " | " + detail.get());
            }
        }

        @Override
        public void pause() {
            System.err.print("\r\u001b[K");
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** In a log. */
    final class Lines implements Bar {
        /** Short work says nothing, long work soon says that it goes on. */
        private static final long FIRST = 3_000_000_000L;

        private final PrintStream out;
        private final long nanosBetween;
        private long shownAt;

        Lines(PrintStream out, long secondsBetween) {
            this.out = out;
            this.nanosBetween = secondsBetween * 1_000_000_000L;
            this.shownAt = System.nanoTime() - nanosBetween + FIRST;
        }

        @Override
        public void show(double share, double secondsLeft, Supplier<String> detail) {
            long now = System.nanoTime();
            if (now - shownAt > nanosBetween) {
                shownAt = now;
                out.printf(Locale.ROOT, "%3.0f%% done, %s | %s%n", 100 * share, left(secondsLeft), detail.get());
            }
        }

        @Override
        public void pause() {}

        @Override
        public void close() {}
    }
}
