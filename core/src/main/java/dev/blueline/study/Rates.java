package dev.blueline.study;

import java.util.List;

/**
 * How fast this machine trains, measured for a few seconds with every worker busy. Used for the plan's times only.
 *
 * @param workers runs carried out side by side
 * @param peakFlops multiply-adds of one core, counted as two operations a second, measured on registers alone
 * @param speeds training speed of one worker by width, narrowest first
 * @param team speed of one run on all workers over its speed on one
 */
public record Rates(int workers, double peakFlops, List<Speed> speeds, double team) {

    /**
     * @param width model width
     * @param flops exact FLOPs a second
     */
    public record Speed(int width, double flops) {}

    /** Speed of one worker at a width: linear in the logarithm of the width, flat outside what was measured. */
    public double flopsAt(int width) {
        Speed below = speeds.getFirst();
        for (Speed speed : speeds) {
            if (speed.width() >= width) {
                if (speed.width() == below.width()) {
                    return speed.flops();
                }
                double share =
                        Math.log((double) width / below.width()) / Math.log((double) speed.width() / below.width());
                return width <= below.width() ? below.flops() : below.flops() + share * (speed.flops() - below.flops());
            }
            below = speed;
        }
        return below.flops();
    }
}
