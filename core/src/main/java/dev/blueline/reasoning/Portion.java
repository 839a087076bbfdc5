package dev.blueline.reasoning;

import dev.blueline.problems.Style;
import dev.blueline.problems.Task;

/**
 * A part of what is demonstrated.
 *
 * @param weight share of the demonstrations, in parts
 */
public record Portion(Task task, int level, Style style, double weight) {}
