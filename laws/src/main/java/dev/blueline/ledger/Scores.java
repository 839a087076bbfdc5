package dev.blueline.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Figures measured on a run after it was written down, such as benchmark scores.
 *
 * @param run id of the {@link Run} or {@link ImportedRun}
 * @param origin where they come from
 * @param measurements of that run
 */
public record Scores(String run, Origin origin, List<Measurement> measurements) {
    public Scores {
        measurements = List.copyOf(measurements);
    }

    /** Earlier measurements and later ones; of the same metric and slice the later counts. */
    static List<Measurement> merged(List<Measurement> earlier, List<Measurement> later) {
        Map<List<String>, Measurement> merged = new LinkedHashMap<>();
        Stream.concat(earlier.stream(), later.stream())
                .forEach(measurement -> merged.put(List.of(measurement.metric(), measurement.slice()), measurement));
        return List.copyOf(merged.values());
    }
}
