package dev.blueline.logs;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One run's loss over its steps, finished or still running.
 *
 * @param name of the run, as the log names it, or of its file
 * @param metric name of the series that was taken as the loss
 * @param points by ascending step, at least one
 * @param plannedSteps steps the run is to make, where the log says
 * @param config settings the log holds, such as batch size or seed; may be empty
 */
public record TrainingLog(
        String name, String metric, List<LogPoint> points, OptionalLong plannedSteps, Map<String, String> config) {
    public TrainingLog {
        points = List.copyOf(points);
        config = Map.copyOf(config);
    }
}
