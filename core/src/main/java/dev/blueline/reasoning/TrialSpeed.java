package dev.blueline.reasoning;

import java.util.ArrayList;
import java.util.List;

/**
 * How fast a machine is, by trial steps: the median of the later half. The earlier half runs while the code is still being compiled, and
 * the fastest step says what the machine can do once, not what it does.
 */
final class TrialSpeed {
    private final List<Double> speeds = new ArrayList<>();

    /**
     * A trial.
     *
     * @param work in any unit, such as FLOPs
     */
    void add(double work, double seconds) {
        speeds.add(work / seconds);
    }

    /** Work in a second; at least one trial is needed. */
    double perSecond() {
        List<Double> later = speeds.subList(speeds.size() / 2, speeds.size()).stream()
                .sorted()
                .toList();
        int half = later.size() / 2;
        return later.size() % 2 == 1 ? later.get(half) : (later.get(half - 1) + later.get(half)) / 2;
    }
}
