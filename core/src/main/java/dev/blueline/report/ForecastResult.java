package dev.blueline.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The forecast of the held-out rung and, once it has run, its score.
 *
 * @param rung the rung forecast, such as {@code 128x3/9.8M}
 * @param flops its training FLOPs
 * @param predicted median of the forecast, in bits per byte
 * @param low 5th percentile
 * @param high 95th percentile
 * @param measured what the run then reached; absent until it has run
 * @param shareOfGain error divided by what the rung gained over the best loss it was forecast from; absent until run
 * @param naive simple forecasts to beat
 * @param registeredAt when the forecast was written down
 * @param startedAt when the rung began to train; absent until it has
 * @param extrapolation compute of the rung over the largest compute fitted
 * @param fittedFrom smallest compute fitted, in FLOP
 * @param fittedTo largest compute fitted, in FLOP
 * @param fingerprint hash of the data and the law it was made from
 */
public record ForecastResult(
        String rung,
        double flops,
        double predicted,
        double low,
        double high,
        Optional<Loss> measured,
        OptionalDouble shareOfGain,
        List<Naive> naive,
        Instant registeredAt,
        Optional<Instant> startedAt,
        double extrapolation,
        double fittedFrom,
        double fittedTo,
        String fingerprint) {

    /**
     * A forecast that needs no law.
     *
     * @param name such as {@code no change}
     * @param predicted its loss, in bits per byte
     */
    public record Naive(String name, double predicted) {}

    /** (forecast - measured) / measured, or absent until measured. */
    public OptionalDouble relativeError() {
        return errorOf(predicted);
    }

    /** The same for any forecast of this rung. */
    OptionalDouble errorOf(double forecast) {
        Optional<Loss> scored = measured.filter(Loss::finite);
        return scored.isPresent()
                ? OptionalDouble.of(
                        (forecast - scored.get().value()) / scored.get().value())
                : OptionalDouble.empty();
    }

    /** Whether the measured loss lies in the interval, ends included, or absent until measured. */
    public Optional<Boolean> inside() {
        return measured.filter(Loss::finite).map(loss -> loss.value() >= low && loss.value() <= high);
    }
}
