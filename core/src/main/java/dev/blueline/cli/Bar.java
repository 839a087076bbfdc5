package dev.blueline.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

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
        return Terminal.drawn() ? new Drawn(task) : new Lines(out, secondsBetweenLines, task);
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

    private static String words(double secondsLeft, String detail) {
        return left(secondsLeft) + (detail.isEmpty() ? "" : " | " + detail);
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
                    .setRenderer((state, width) -> line(
                            state.getTaskName(), state.getCurrent() / (double) PARTS, state.getExtraMessage(), width))
                    .setUpdateIntervalMillis(500)
                    .clearDisplayOnFinish()
                    .build();
        }

        /** What fits: on a narrow terminal the bar goes first, then the end of the details. */
        static String line(String task, double share, String detail, int width) {
            int cells = width < 60 ? 0 : Math.min(30, width / 4);
            int full = (int) Math.round(cells * share);
            String drawn = cells == 0 ? "" : "[" + "=".repeat(full) + " ".repeat(cells - full) + "] ";
            String line = String.format(Locale.ROOT, "%s %3.0f%% %s%s", task, 100 * share, drawn, detail);
            return line.length() < width ? line : line.substring(0, Math.max(0, width - 1));
        }

        @Override
        public void show(double share, double secondsLeft, Supplier<String> detail) {
            bar.stepTo(Math.round(share * PARTS));
            long now = System.nanoTime();
            if (now - shownAt > 400_000_000L) {
                shownAt = now;
                bar.setExtraMessage(words(secondsLeft, detail.get()));
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

        private final String task;

        Lines(PrintStream out, long secondsBetween, String task) {
            this.task = task;
            this.out = out;
            this.nanosBetween = secondsBetween * 1_000_000_000L;
            this.shownAt = System.nanoTime() - nanosBetween + FIRST;
        }

        @Override
        public void show(double share, double secondsLeft, Supplier<String> detail) {
            long now = System.nanoTime();
            if (now - shownAt > nanosBetween) {
                shownAt = now;
                out.printf(Locale.ROOT, "%s %3.0f%% done, %s%n", task, 100 * share, words(secondsLeft, detail.get()));
            }
        }

        @Override
        public void pause() {}

        @Override
        public void close() {}
    }
}
