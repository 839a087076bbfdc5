package dev.blueline.thought;

import dev.blueline.problems.Style;
import dev.blueline.study.Size;

/**
 * One model of a study: taught once, measured at every training compute of the study.
 *
 * @param task its name
 */
public record Cell(String task, Style style, Size size, long seed) {
    /** Such as {@code arithmetic-summary-64x4-seed1}: a folder's name. */
    String name() {
        return task.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + style.word() + "-" + size + "-seed" + seed;
    }
}
