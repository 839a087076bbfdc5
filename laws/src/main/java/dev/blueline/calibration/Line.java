package dev.blueline.calibration;

import dev.blueline.scaling.Criterion;
import dev.blueline.scaling.Judge;
import java.util.List;

/**
 * A line up to some point, and what it went on to bring.
 *
 * @param kind row of the table it counts in
 * @param points what the judge sees
 * @param gain true gain over the horizon, in the metric's unit
 * @param error standard deviation of the true gain, 0 if it is exact
 */
record Line(String kind, List<Judge.Point> points, Criterion criterion, double gain, double error) {
    boolean improves() {
        return gain > criterion.threshold();
    }
}
