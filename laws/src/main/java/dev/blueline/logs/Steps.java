package dev.blueline.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts values in order of step as they come. A run that was resumed from a checkpoint logs some steps again: a series that
 * goes back replaces what it held from that step on, so that nothing of the abandoned branch is left.
 */
final class Steps {
    private final TreeMap<Long, Map<String, Double>> values = new TreeMap<>();
    private final Map<Long, Instant> times = new HashMap<>();
    private final Map<String, Long> last = new HashMap<>();

    void add(long step, String name, double value) {
        Long before = last.put(name, step);
        if (before != null && step < before) {
            values.tailMap(step, true).values().forEach(at -> at.remove(name));
        }
        values.computeIfAbsent(step, at -> new LinkedHashMap<>()).put(name, value);
    }

    void time(long step, Instant time) {
        times.put(step, time);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    List<LoggedStep> inOrder() {
        List<LoggedStep> steps = new ArrayList<>();
        values.forEach((step, at) -> {
            if (!at.isEmpty()) {
                steps.add(new LoggedStep(step, Optional.ofNullable(times.get(step)), at));
            }
        });
        return steps;
    }
}
