package dev.blueline.trials;

import dev.blueline.reasoning.ReasoningRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A place on the curve of a method: a mark that every seed has a measurement at.
 *
 * @param flops mean over the seeds
 * @param mean of what is measured
 * @param error standard error of the mean, over seeds; of one seed, over problems
 */
public record CurvePoint(double flops, double mean, double error) {

    /**
     * The curve of a method.
     *
     * @param value what is measured
     * @param error its standard error, which counts where there is one seed
     */
    static List<CurvePoint> of(
            List<Track> tracks,
            List<Double> marks,
            ToDoubleFunction<ReasoningRecord.Examined> value,
            ToDoubleFunction<ReasoningRecord.Examined> error) {
        List<CurvePoint> curve = new ArrayList<>();
        for (Marks.Shared shared : Marks.shared(tracks, marks).reversed()) {
            List<ReasoningRecord.Examined> here = shared.examined();
            double mean = here.stream().mapToDouble(value).average().orElseThrow();
            double squares = here.stream()
                    .mapToDouble(each -> Math.pow(value.applyAsDouble(each) - mean, 2))
                    .sum();
            int seeds = here.size();
            curve.add(new CurvePoint(
                    shared.flops(),
                    mean,
                    seeds < 2 ? error.applyAsDouble(here.getFirst()) : Math.sqrt(squares / (seeds - 1) / seeds)));
        }
        return curve;
    }
}
