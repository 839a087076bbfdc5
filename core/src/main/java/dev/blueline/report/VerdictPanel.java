package dev.blueline.report;

import java.util.List;

/**
 * One line judged over the next ten times of its axis.
 *
 * @param title what the line is, such as {@code Compute frontier}
 * @param axis name of the axis with its unit, such as {@code training compute (FLOP)}
 * @param points what was measured
 * @param band what the law says, over the measured part and the horizon
 * @param color the verdict
 * @param cause what binds a red line; empty otherwise
 * @param wouldDecide what would settle an undetermined line; empty otherwise
 * @param sentence the verdict and its figures in one plain sentence
 */
public record VerdictPanel(
        String title,
        String axis,
        List<Point> points,
        List<BandPoint> band,
        Color color,
        String cause,
        String wouldDecide,
        String sentence) {

    /** Which line it is. */
    public enum Color {
        /** It keeps improving. */
        BLUE,
        /** It saturates. */
        RED,
        /** The runs at hand cannot tell. */
        UNDETERMINED;

        /** The word shown beside the colour. */
        public String word() {
            return switch (this) {
                case BLUE -> "blue";
                case RED -> "red";
                case UNDETERMINED -> "undetermined";
            };
        }

        /** What the word means. */
        public String meaning() {
            return switch (this) {
                case BLUE -> "it keeps improving";
                case RED -> "it saturates";
                case UNDETERMINED -> "these runs cannot tell";
            };
        }
    }

    /**
     * A measured place on the line.
     *
     * @param x place, in the axis's unit
     * @param loss loss there
     * @param label what was run, such as {@code 64x2/4M}
     */
    public record Point(double x, Loss loss, String label) {}
}
