package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Right answers of a run on one skill, frame by frame: all that comparing runs item by item needs where errors are clustered by frame,
 * at one figure a frame. In a ledger a frame of seven items is the slice {@code grammar/frame:an-5:7} of {@link #METRIC}.
 *
 * @param frames by name: right answers and items
 */
public record FrameSums(Map<String, Frame> frames) {
    /** Right answers in a frame. */
    public static final String METRIC = "frame_right";

    private static final String PART = "/frame:";

    /**
     * A frame.
     *
     * @param right answers, an answer that ties with others counted as its share
     */
    public record Frame(double right, int items) {}

    public FrameSums {
        frames = new TreeMap<>(frames);
    }

    /** What a run's ledger keeps of its answers. */
    public static List<Measurement> measurements(String run, List<ItemScore> scores) {
        Map<String, Frame> sums = new LinkedHashMap<>();
        for (ItemScore score : scores) {
            sums.merge(
                    score.item().skill() + PART + score.item().template(),
                    new Frame(score.accuracy(), 1),
                    (a, b) -> new Frame(a.right + b.right, a.items + b.items));
        }
        List<Measurement> measurements = new ArrayList<>();
        sums.forEach(
                (slice, sum) -> measurements.add(new Measurement(run, METRIC, slice + ":" + sum.items, sum.right, 0)));
        return measurements;
    }

    /** A run's answers on a skill; empty if its ledger, of an earlier version, has none. */
    static Optional<FrameSums> of(Ledger.Entry entry, String skill) {
        Map<String, Frame> frames = new TreeMap<>();
        for (Measurement m : entry.measurements()) {
            if (m.metric().equals(METRIC) && m.slice().startsWith(skill + PART)) {
                int colon = m.slice().lastIndexOf(':');
                frames.put(
                        m.slice().substring((skill + PART).length(), colon),
                        new Frame(m.value(), Integer.parseInt(m.slice().substring(colon + 1))));
            }
        }
        return frames.isEmpty() ? Optional.empty() : Optional.of(new FrameSums(frames));
    }

    /** Whether another run was asked as many items of every frame: items of a study are the same for all its runs. */
    boolean pairsWith(FrameSums other) {
        return frames.keySet().equals(other.frames.keySet())
                && frames.entrySet().stream()
                        .allMatch(each -> each.getValue().items == other.frame(each.getKey()).items);
    }

    /**
     * How many more are right than in another run of the same items.
     *
     * @return of the accuracy, with its error clustered by frame
     */
    Estimate more(FrameSums other) {
        ClusteredRatio ratio = new ClusteredRatio();
        double[] sums = differences(other);
        int at = 0;
        for (Frame frame : frames.values()) {
            ratio.add(sums[at++], frame.items);
        }
        return ratio.estimate();
    }

    /** Two-sided p-value of no difference: signs of frames' differences flipped ({@link SkillDifference}). */
    double p(FrameSums other) {
        return SkillDifference.signFlip(differences(other));
    }

    private double[] differences(FrameSums other) {
        return frames.entrySet().stream()
                .mapToDouble(each -> each.getValue().right - other.frame(each.getKey()).right)
                .toArray();
    }

    /** A frame, of no items where there is none of that name. */
    Frame frame(String name) {
        return frames.getOrDefault(name, new Frame(0, 0));
    }
}
