package dev.blueline.monitor;

import java.util.List;
import java.util.Optional;

/**
 * A run under way as it stands.
 *
 * @param state now
 * @param alarm the first time the run was better or worse, if it ever was
 * @param advice what to do
 * @param before forecast of the end made before the run
 * @param now the same, updated by the run so far
 * @param boundary updated forecasts outside of it are better or worse
 * @param information share of what can be learnt before the end that is known
 * @param rows checkpoints, in order
 * @param notices by step
 */
public record Watch(
        State state,
        Optional<Alarm> alarm,
        Advice advice,
        EndForecast before,
        EndForecast now,
        Interval boundary,
        double information,
        List<Row> rows,
        List<Notice> notices) {

    /** The step at which a run was first called better or worse; a later state may be another. */
    public record Alarm(long step, State state) {}

    /** Losses from low to high. */
    public record Interval(double low, double high) {}

    /**
     * A checkpoint.
     *
     * @param share of the run
     * @param loss geometric mean around it
     * @param expected there, before the run
     * @param interval 90% of runs on the line lie inside
     * @param deviation of the loss from what was expected, in log loss
     * @param end updated forecast of the end
     * @param state at that time
     * @param early whether it comes before judging starts
     */
    public record Row(
            long step,
            double share,
            double loss,
            double expected,
            Interval interval,
            double deviation,
            EndForecast end,
            State state,
            boolean early) {}
}
