package dev.blueline.trials;

import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.ReasoningRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * FLOPs at which held-out problems are asked: the full length of a run and parts of it by powers of a half, so that a shorter budget has
 * the same marks, only fewer. RL has two a halving, as its curve is fitted; the others have one, down to an eighth.
 */
final class Marks {
    private static final int HALVINGS = 10;
    private static final int OTHER_HALVINGS = 3;

    private Marks() {}

    /** Marks of a run whose full length is so long, longest first. */
    static List<Double> of(double full, Method method) {
        return switch (method) {
            case RL ->
                IntStream.rangeClosed(0, 2 * HALVINGS)
                        .mapToObj(half -> full * Math.pow(2, -half / 2.0))
                        .toList();
            case EXPERT_ITERATION, SUPERVISED ->
                IntStream.rangeClosed(0, OTHER_HALVINGS)
                        .mapToObj(halving -> full * Math.pow(2, -halving))
                        .toList();
        };
    }

    /** The mark that a measurement belongs to: the largest that was reached; 0 before the first. */
    static double at(List<Double> marks, double flops) {
        return marks.stream()
                .mapToDouble(Double::doubleValue)
                .filter(mark -> mark <= flops)
                .max()
                .orElse(0);
    }

    /**
     * Measurements of all seeds at the same mark.
     *
     * @param examined one for each track, in their order
     */
    record Shared(double mark, List<ReasoningRecord.Examined> examined) {
        /** Mean over the seeds, whose steps go a little beyond a mark. */
        double flops() {
            return examined.stream()
                    .mapToDouble(each -> each.spent().flops())
                    .average()
                    .orElseThrow();
        }
    }

    /** The marks that every track has a measurement at, in the order of the marks. */
    static List<Shared> shared(List<Track> tracks, List<Double> marks) {
        List<Shared> shared = new ArrayList<>();
        for (double mark : marks) {
            List<ReasoningRecord.Examined> here = new ArrayList<>();
            for (Track track : tracks) {
                track.examined().stream()
                        .filter(each -> each.spent().flops() > 0)
                        .filter(each -> at(marks, each.spent().flops()) == mark)
                        .forEach(here::add);
            }
            if (here.size() == tracks.size()) {
                shared.add(new Shared(mark, here));
            }
        }
        return shared;
    }

    /** Measurements of a run to some FLOPs with steps of a size, the one before the first step included. */
    static long measurements(List<Double> marks, double flops, double step) {
        return 1
                + marks.stream()
                        .filter(mark -> mark <= flops)
                        .map(mark -> Math.ceil(mark / step))
                        .distinct()
                        .count();
    }
}
