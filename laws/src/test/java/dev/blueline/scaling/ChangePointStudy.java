package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** How often {@link ChangePoint} sees a break that is not there, and one that is, over simulated lines. */
final class ChangePointStudy {
    private ChangePointStudy() {}

    /**
     * How points lie and err: lines of a size and seed each, over eight e-folds in all.
     *
     * @param groups lines
     * @param perGroup points of a line, over two e-folds
     * @param noise standard deviation of log y
     * @param shared share of the variance that a line's points have in common
     * @param stated standard deviation that the test is told, over the true one
     */
    record Design(int groups, int perGroup, double noise, double shared, double stated) {
        List<ChangePoint.Point> draw(Law truth, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            List<ChangePoint.Point> points = new ArrayList<>();
            for (int g = 0; g < groups; g++) {
                double common = random.nextGaussian();
                for (int i = 0; i < perGroup; i++) {
                    double start = 8.0 * g / groups;
                    double x = 1e10 * Math.exp(start + (perGroup == 1 ? 0 : 2.0 * i / (perGroup - 1)));
                    double y = truth.predict(new Target(1, 1, x));
                    double error = Math.sqrt(shared) * common + Math.sqrt(1 - shared) * random.nextGaussian();
                    points.add(new ChangePoint.Point(x, y * Math.exp(noise * error), stated * noise * y, "g" + g));
                }
            }
            return points;
        }
    }

    static final List<Law> SMOOTH = List.of(
            new Power(1e30, 0.05),
            new PowerFloor(1.5, 1.5 * Math.pow(1e10, 0.3), 0.3),
            new PowerFloor(0.6, 1.5 * Math.pow(1e10, 0.1), 0.1),
            new PowerFloor(2, 1e-9, 0.1));

    /** Flat, then steep; steep, then steeper; abrupt and wide. At 4 e-folds of 8. */
    static final List<Law> BROKEN = List.of(
            broken(0.01, 0.3, 0.1),
            broken(0.01, 0.3, 1),
            broken(0.05, 0.15, 0.3),
            broken(0.01, 0.1, 0.3),
            broken(0.02, 1, 0.1));

    private static Law broken(double before, double change, double width) {
        return new BrokenPower(0.2, 3 * Math.pow(1e10, before), before, change, 1e10 * Math.exp(4), width);
    }

    /** Share of lines in which a break is found. */
    static double share(Law truth, Design design, int lines, long first) {
        int found = 0;
        for (int i = 0; i < lines; i++) {
            ChangePoint.Result result = ChangePoint.test(design.draw(truth, first + i), 1, 0);
            found += result.finding() == ChangePoint.Finding.BREAK ? 1 : 0;
        }
        return found / (double) lines;
    }

    public static void main(String[] arguments) {
        int lines = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1000;
        for (List<Law> laws : List.of(SMOOTH, BROKEN)) {
            System.out.println(laws == SMOOTH ? "false breaks" : "breaks found");
            for (Design design : designs()) {
                StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-80s", design));
                for (Law truth : laws) {
                    row.append(String.format(Locale.ROOT, "%7.1f%%", 100 * share(truth, design, lines, first)));
                }
                System.out.println(row);
            }
        }
    }

    private static List<Design> designs() {
        List<Design> designs = new ArrayList<>();
        for (int groups : new int[] {12, 16, 24, 40}) {
            for (double noise : new double[] {0.005, 0.02}) {
                designs.add(new Design(groups, 1, noise, 0, 1));
                designs.add(new Design(groups, 4, noise, 0.6, 1));
                designs.add(new Design(groups, 4, noise, 0.6, 0.2));
            }
        }
        return designs;
    }
}
