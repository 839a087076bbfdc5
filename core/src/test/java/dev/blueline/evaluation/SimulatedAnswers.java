package dev.blueline.evaluation;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Answers of runs to the same items, frame by frame, where each item's probability of being answered right is known. */
final class SimulatedAnswers {
    /**
     * An item.
     *
     * @param ease what makes it easier than the mean item, the same for every run
     * @param slant what makes it easier the better a run knows the language, and has nothing to do with the skill
     */
    record Asked(double ease, double slant) {}

    private final Asked[][] items;

    /** Frames of so many items; a quarter of the variance is the frame's. */
    SimulatedAnswers(int frames, int perFrame, double ease, double slant, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        items = new Asked[frames][perFrame];
        for (Asked[] frame : items) {
            double common = random.nextGaussian();
            double leaning = random.nextGaussian();
            for (int i = 0; i < perFrame; i++) {
                frame[i] = new Asked(
                        ease * (0.5 * common + 0.87 * random.nextGaussian()),
                        slant * (0.5 * leaning + 0.87 * random.nextGaussian()));
            }
        }
    }

    /** A run's answers: an item is right if the logit and a draw of the run's own for it exceed 0. */
    FrameSums run(ToDoubleFunction<Asked> logit, SplittableRandom random) {
        Map<String, FrameSums.Frame> frames = new TreeMap<>();
        for (int f = 0; f < items.length; f++) {
            double right = 0;
            for (Asked item : items[f]) {
                right += random.nextDouble() < 1 / (1 + Math.exp(-logit.applyAsDouble(item))) ? 1 : 0;
            }
            frames.put("f" + f, new FrameSums.Frame(right, items[f].length));
        }
        return new FrameSums(frames);
    }
}
