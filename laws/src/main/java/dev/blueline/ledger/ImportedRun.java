package dev.blueline.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A run of another program, as far as its log tells: less than a {@link Run} of this laboratory.
 *
 * @param id identity: a hash of the file's content and the run's place in it
 * @param name as the log names it
 * @param group runs with correlated errors: points of one training run
 * @param quantities sizes by name: {@code parameters} N, {@code tokens} D, {@code flops} C, {@code steps}; what is not known is
 *     absent
 * @param settings learning rate, batch, seed, recipe and whatever else the log holds
 * @param schedule of the learning rate
 * @param stage how far along its schedule the run was measured
 * @param origin where the figures come from
 * @param measurements figures of this run
 */
public record ImportedRun(
        String id,
        String name,
        String group,
        Map<String, Double> quantities,
        Map<String, String> settings,
        RateSchedule schedule,
        Stage stage,
        Origin origin,
        List<Measurement> measurements) {

    public ImportedRun {
        quantities = new LinkedHashMap<>(quantities);
        settings = new TreeMap<>(settings);
        measurements = List.copyOf(measurements);
        for (Measurement measurement : measurements) {
            if (!measurement.run().equals(id)) {
                throw new IllegalArgumentException("a measurement of run " + measurement.run() + " under run " + id);
            }
        }
    }

    /** How far along its schedule a run was measured. */
    public enum Stage {
        /** At the end of its schedule. */
        FINISHED,
        /** At the end of the log, under a constant rate, or because a table says it holds finished runs. */
        TAKEN_AS_FINISHED,
        /** Before the end of a decaying schedule, on the user's word. */
        MIDRUN
    }

    /** A size by name, if it is known. */
    public OptionalDouble quantity(String wanted) {
        Double value = quantities.get(wanted);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The same run with further measurements; a figure measured again replaces the earlier one. */
    ImportedRun with(List<Measurement> further) {
        return new ImportedRun(
                id, name, group, quantities, settings, schedule, stage, origin, Scores.merged(measurements, further));
    }

    /** Whether the other holds the same figures, read at whatever time. */
    boolean sameFigures(ImportedRun other) {
        return id.equals(other.id)
                && name.equals(other.name)
                && group.equals(other.group)
                && quantities.equals(other.quantities)
                && settings.equals(other.settings)
                && schedule.equals(other.schedule)
                && stage == other.stage
                && origin.note().equals(other.origin.note())
                && measurements.equals(other.measurements);
    }
}
