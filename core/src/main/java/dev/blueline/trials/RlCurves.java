package dev.blueline.trials;

import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.scaling.RlCurve;
import dev.blueline.scaling.RlPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The curve of pass@1 against FLOPs of reinforcement learning, all seeds together: means over the levels examined, at the marks that every seed
 * has a measurement at. A step reaches a mark and goes a little beyond; the seeds' mean is then where their measurements stand.
 */
final class RlCurves {
    private static final int DRAWS = 200;
    private static final long SEED = 1;
    private static final int FEWEST = 5;

    /** A measurement whose answers are all right has no error of its own. */
    private static final double LEAST_ERROR = 1e-3;

    private RlCurves() {}

    /**
     * Measurements of all seeds.
     *
     * @param tracks of reinforcement learning
     * @param marks of its length
     * @param most the largest mark that counts
     */
    static List<RlPoint> points(List<Track> tracks, List<Double> marks, double most) {
        List<RlPoint> points = new ArrayList<>();
        for (Marks.Shared shared : Marks.shared(tracks, marks)) {
            for (int i = 0; shared.mark() <= most && i < tracks.size(); i++) {
                ReasoningRecord.Level all = shared.examined().get(i).all();
                points.add(new RlPoint(
                        shared.flops(),
                        all.pass1(),
                        Math.max(LEAST_ERROR, all.pass1Error()),
                        String.valueOf(tracks.get(i).seed())));
            }
        }
        return points;
    }

    /** pass@1 of the starts, as the curves have it before any step. */
    static double start(List<Track> tracks) {
        return tracks.stream()
                .mapToDouble(track -> track.examined().getFirst().all().pass1())
                .average()
                .orElseThrow();
    }

    /** The curve, if it has points enough. */
    static Optional<RlCurve> fit(List<RlPoint> points, double start) {
        long computes = points.stream().mapToDouble(RlPoint::compute).distinct().count();
        return computes < FEWEST
                ? Optional.empty()
                : Optional.of(RlCurve.fit(points, OptionalDouble.of(start), DRAWS, SEED));
    }
}
