package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the searches of a fit start: grids over a family's coordinates, for log losses with mean 0. */
final class Starts {
    private static final double[] FLOORS = {0.02, 0.3, 0.6, 0.8, 0.9, 0.97};
    private static final double[] THIN_FLOORS = {0.3, 0.7, 0.9};
    private static final double[] BREAKS = {0.1, 0.3, 0.5, 0.7, 0.9};
    private static final double[] WIDTHS = {0.1, 0.7};
    /** Exponents before a break, and what it adds. */
    private static final double[][] TURNS = {{0.02, 0.3}, {0.05, 2}, {0.1, 0.2}, {0.5, -0.4}};

    private static final double[] SHARES = {0.15, 0.5, 0.85};
    private static final double[] EXPONENTS = {0.1, 0.25, 0.5, 1};

    private Starts() {}

    /**
     * Floor at 2%, 30%, 60%, 80%, 90% or 97% of the lowest loss; size's share of the reducible loss at the centre .15, .5 or
     * .85; exponents of size and tokens .1, .25, .5 or 1 (Kaplan: ratio .4, 1 or 2.5, token exponent .05, .15, .4 or 1). With
     * repetition, worth is lost after 2 or 15 repetitions, and the rest of the grid is thinned. The level follows from the
     * mean loss. A break lies at a tenth, three, five, seven or nine tenths of the points, abrupt or wide, from flat to steep, from steep to
     * flat, or from a slope to a steeper one.
     */
    static double[][] grid(Family family, Sample sample) {
        double lowest = sample.lowest();
        List<double[]> starts = new ArrayList<>();
        boolean thin = family == Family.DATA_CONSTRAINED || family == Family.BROKEN_POWER;
        for (double fraction : family.floored() ? thin ? THIN_FLOORS : FLOORS : new double[] {0}) {
            double floor = Math.log(fraction) + lowest;
            double level = Math.log1p(-Math.exp(floor));
            switch (family) {
                case POWER -> power(starts, level);
                case POWER_FLOOR -> power(starts, level, floor);
                case BROKEN_POWER -> broken(starts, sample, level, floor);
                case KAPLAN -> kaplan(starts, level);
                case KAPLAN_FLOOR -> kaplan(starts, level, floor);
                case CHINCHILLA -> {
                    for (double share : SHARES) {
                        for (double alpha : EXPONENTS) {
                            for (double beta : EXPONENTS) {
                                starts.add(additive(floor, level, share, alpha, beta));
                            }
                        }
                    }
                }
                case OVERTRAIN -> {
                    for (double share : SHARES) {
                        for (double eta : EXPONENTS) {
                            starts.add(new double[] {
                                floor, level + Math.log(share), level + Math.log(1 - share), Math.log(eta / 2)
                            });
                        }
                    }
                }
                case ISOFLOP -> starts.add(new double[] {floor, level, 0, 0.5, Math.log(0.05), Math.log(0.15)});
                case DATA_CONSTRAINED -> {
                    for (double share : SHARES) {
                        for (double exponent : new double[] {0.25, 0.5}) {
                            for (double repetitions : new double[] {2, 15}) {
                                double[] fresh = additive(floor, level, share, exponent, exponent);
                                starts.add(new double[] {
                                    fresh[0],
                                    fresh[1],
                                    fresh[2],
                                    fresh[3],
                                    fresh[4],
                                    Math.log(repetitions),
                                    Math.log(repetitions)
                                });
                            }
                        }
                    }
                }
            }
        }
        return starts.toArray(double[][]::new);
    }

    private static double[] additive(double floor, double level, double share, double alpha, double beta) {
        return new double[] {
            floor, level + Math.log(share), level + Math.log(1 - share), Math.log(alpha), Math.log(beta)
        };
    }

    private static void power(List<double[]> starts, double level, double... floor) {
        for (double a : EXPONENTS) {
            starts.add(joined(floor, level, Math.log(a)));
        }
    }

    /** The level is that of the middle of the sample, where c is 0. */
    private static void broken(List<double[]> starts, Sample sample, double level, double floor) {
        double[] sorted = sample.c.clone();
        Arrays.sort(sorted);
        for (double share : BREAKS) {
            double at = sorted[(int) (share * (sorted.length - 1))];
            for (double width : WIDTHS) {
                for (double[] turn : TURNS) {
                    double middle = turn[0] * -at + turn[1] * width * Family.logSum(0, -at / width);
                    starts.add(new double[] {floor, level + middle, at, turn[0], turn[1], Math.log(width)});
                }
            }
        }
    }

    private static void kaplan(List<double[]> starts, double level, double... floor) {
        for (double share : SHARES) {
            double w = Math.log(share / (1 - share));
            for (double r : new double[] {0.4, 1, 2.5}) {
                for (double s : new double[] {0.05, 0.15, 0.4, 1}) {
                    starts.add(joined(floor, level - s * Family.logSum(w, 0), w, Math.log(r), Math.log(s)));
                }
            }
        }
    }

    private static double[] joined(double[] first, double... rest) {
        double[] all = new double[first.length + rest.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }

    /**
     * The 4,500 starts of Hoffmann et al. 2022 (appendix D.3) for the additive law: ln A and ln B of 0, 5, .. 25, ln E of -1, -.5,
     * .. 1, alpha and beta of 0, .5, .. 2, in the units in which N, D and loss are given. An exponent of 0 starts at .02, the
     * least that is searched.
     */
    static double[][] hoffmann(Family family, Sample sample) {
        if (family != Family.CHINCHILLA) {
            throw new BadInput(
                    "the starts of Hoffmann et al. are for the chinchilla law; leave out --starts for others");
        }
        List<double[]> starts = new ArrayList<>();
        for (double alpha = 0; alpha <= 2; alpha += 0.5) {
            for (double beta = 0; beta <= 2; beta += 0.5) {
                double size = Math.max(alpha, Math.exp(Form.LOWEST));
                double tokens = Math.max(beta, Math.exp(Form.LOWEST));
                for (double e = -1; e <= 1; e += 0.5) {
                    for (double a = 0; a <= 25; a += 5) {
                        for (double b = 0; b <= 25; b += 5) {
                            starts.add(new double[] {
                                e - sample.meanY(),
                                a - sample.meanY() - size * sample.meanN(),
                                b - sample.meanY() - tokens * sample.meanD(),
                                Math.log(size),
                                Math.log(tokens)
                            });
                        }
                    }
                }
            }
        }
        return starts.toArray(double[][]::new);
    }
}
