package dev.blueline.scaling;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Runs that differ in one thing.
 *
 * @param name such as {@code N = 7.4e7}
 * @param fixed value of what is held fixed, if it is a number
 * @param points in rising order of x
 */
public record Series(String name, OptionalDouble fixed, List<Judge.Point> points) {
    /** Positions along the axis. */
    public int positions() {
        return (int) points.stream().mapToDouble(Judge.Point::x).distinct().count();
    }
}
