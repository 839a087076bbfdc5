package dev.blueline.answering;

import java.util.List;

/**
 * Models that differ in training compute alone.
 *
 * @param task its name
 * @param name such as {@code 64x4, taught}
 * @param models least training first
 */
public record Descent(String task, String name, List<Trained> models) {
    /** Training FLOPs of each. */
    public List<Double> flops() {
        return models.stream().map(Trained::flops).toList();
    }
}
