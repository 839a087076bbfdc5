package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Whether {@link StepPower} is right about what {@link ChangePoint} finds, and how often the last points of smooth lines are said to miss
 * their law: {@code StepPowerStudy LINES}.
 */
final class StepPowerStudy {
    private StepPowerStudy() {}

    /**
     * Shares with errors of a number of items, over eight e-folds.
     *
     * @param groups trunks
     * @param perGroup runs of each, over two e-folds
     * @param items behind every share
     * @param shared share of the variance that a trunk's runs have in common
     */
    record Design(int groups, int perGroup, int items, double shared) {
        /** A line that stays, then is lower from a place on; the place as a share of the positions. */
        List<ChangePoint.Point> stepped(double from, double step, double place, long seed) {
            List<double[]> at = places();
            double edge = at.stream()
                    .mapToDouble(x -> x[0])
                    .sorted()
                    .toArray()[(int) Math.min(at.size() - 1, Math.round(place * at.size()))];
            return draw(x -> x < edge ? from : from - step, seed);
        }

        List<ChangePoint.Point> draw(java.util.function.DoubleUnaryOperator truth, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            List<ChangePoint.Point> points = new ArrayList<>();
            double common = 0;
            int group = -1;
            for (double[] place : places()) {
                if ((int) place[1] != group) {
                    group = (int) place[1];
                    common = random.nextGaussian();
                }
                double y = truth.applyAsDouble(place[0]);
                double sd = Math.sqrt(Math.max(y * (1 - y), 0.5 / items) / items);
                double error = Math.sqrt(shared) * common + Math.sqrt(1 - shared) * random.nextGaussian();
                points.add(new ChangePoint.Point(
                        1e10 * Math.exp(place[0]), Math.max(0.5 / items, y + sd * error), sd, "g" + group));
            }
            return points;
        }

        /** Position in e-folds, and group. */
        private List<double[]> places() {
            List<double[]> at = new ArrayList<>();
            for (int g = 0; g < groups; g++) {
                for (int i = 0; i < perGroup; i++) {
                    // Off the lattice, so that no two positions are equal.
                    at.add(new double[] {
                        6.0 * g / (groups - 1) + (perGroup == 1 ? 0 : 2.0 * i / (perGroup - 1)) + 1e-3 * g, g
                    });
                }
            }
            return at;
        }
    }

    /** Share of lines with a break, of steps of a size at a place. */
    static double found(Design design, double from, double step, double place, int lines, long first) {
        int found = 0;
        for (int i = 0; i < lines; i++) {
            ChangePoint.Result result = ChangePoint.test(design.stepped(from, step, place, first + i), 1, 0);
            found += result.finding() == ChangePoint.Finding.BREAK && result.steepens() ? 1 : 0;
        }
        return found / (double) lines;
    }

    /** Share of evenly falling lines of which it is said that the whole fall would have been found as a step. */
    static double said(Design design, double from, double step, int lines, long first) {
        int said = 0;
        for (int i = 0; i < lines; i++) {
            List<ChangePoint.Point> points = design.draw(x -> from - step * x / 8, first + i);
            OptionalDouble smallest = StepPower.smallest(points, ChangePoint.test(points, 1, 0), from);
            said += smallest.isPresent() && smallest.getAsDouble() <= step ? 1 : 0;
        }
        return said / (double) lines;
    }

    /** Share of lines that end undetermined. */
    static double undetermined(Design design, java.util.function.DoubleUnaryOperator truth, int lines, long first) {
        int count = 0;
        for (int i = 0; i < lines; i++) {
            count += ChangePoint.test(design.draw(truth, first + i), 1, 0).finding() == ChangePoint.Finding.UNDETERMINED
                    ? 1
                    : 0;
        }
        return count / (double) lines;
    }

    public static void main(String[] arguments) {
        int lines = Integer.parseInt(arguments[0]);
        for (int[] each :
                new int[][] {{12, 3, 120}, {12, 3, 640}, {16, 3, 120}, {16, 3, 640}, {19, 2, 200}, {24, 3, 200}}) {
            for (double shared : new double[] {0, 0.6}) {
                Design design = new Design(each[0], each[1], each[2], shared);
                for (double from : new double[] {0.5, 0.75}) {
                    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-60s from %.2f:", design, from));
                    for (double step : new double[] {0.1, 0.2, 0.3, 0.4, 0.6}) {
                        if (step < from) {
                            row.append(String.format(
                                    Locale.ROOT,
                                    " | %.1f said %.2f found %.2f %.2f %.2f",
                                    step,
                                    said(design, from, step, lines, 50),
                                    found(design, from, step, 0.25, lines, 100),
                                    found(design, from, step, 0.5, lines, 100),
                                    found(design, from, step, 0.75, lines, 100)));
                        }
                    }
                    row.append(String.format(
                            Locale.ROOT,
                            "; undetermined: falling %.3f, level %.3f, step at the last run %.2f",
                            undetermined(design, x -> from * Math.exp(-0.1 * x), 2 * lines, 1000),
                            undetermined(design, x -> from, 2 * lines, 2000),
                            undetermined(design, x -> x < 7.9 ? from : from - 0.3, lines, 3000)));
                    System.out.println(row);
                }
            }
        }
    }
}
