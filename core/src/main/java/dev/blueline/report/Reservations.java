package dev.blueline.report;

import dev.blueline.scaling.Outlook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What keeps a forecast that held from being a good one: an interval that says little, or a simple forecast that was nearer. */
public final class Reservations {
    /** Half-width of an interval that says little, as a share of what the run gained over the best loss before it. */
    private static final double WIDE = 0.5;

    private Reservations() {}

    /**
     * The end of a sentence that says how a forecast did, such as {@code , but the interval is wide (...)}; empty if there is nothing.
     *
     * @param predicted median of the forecast
     * @param interval its 90% interval
     * @param measured the run's loss
     * @param naive simple forecasts; the one named {@code no change} is the best loss before the run
     */
    public static String of(
            double predicted, Outlook.Interval interval, double measured, List<ForecastResult.Naive> naive) {
        List<String> words = new ArrayList<>();
        double half = (interval.high() - interval.low()) / 2;
        boolean inside = interval.low() <= measured && measured <= interval.high();
        naive.stream()
                .filter(simple -> simple.name().equals("no change"))
                .mapToDouble(simple -> half / Math.abs(simple.predicted() - measured))
                .filter(share -> inside && share > WIDE && Double.isFinite(share))
                .mapToObj(share -> String.format(
                        Locale.ROOT, "the interval is wide, %.0f%% of the gain to either side", 100 * share))
                .forEach(words::add);
        naive.stream()
                .filter(simple -> Math.abs(simple.predicted() - measured) < Math.abs(predicted - measured))
                .min(Comparator.comparingDouble(simple -> Math.abs(simple.predicted() - measured)))
                .map(simple -> String.format(
                        Locale.ROOT,
                        "the naive forecast \"%s\" was nearer (%+.2f%%)",
                        simple.name(),
                        100 * (simple.predicted() / measured - 1)))
                .ifPresent(words::add);
        return words.isEmpty() ? "" : ", but " + String.join(", and ", words);
    }
}
