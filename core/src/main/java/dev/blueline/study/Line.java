package dev.blueline.study;

import dev.blueline.scaling.Judge;
import dev.blueline.scaling.Verdict;
import java.util.List;

/**
 * One axis moved along, and which line it is on.
 *
 * @param title what was moved and what stood still
 * @param axis what x is, with its unit
 * @param points measured positions and losses
 * @param verdict blue, red or undetermined over the next tenfold
 */
public record Line(String title, String axis, List<Judge.Point> points, Verdict verdict) {}
