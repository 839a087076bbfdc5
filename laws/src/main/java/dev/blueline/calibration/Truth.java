package dev.blueline.calibration;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * Kinds of curves with which the judge is tested: loss against {@code u = x / x of the first run}, drawn at random for a line that
 * spans {@code u = 1 .. span}. Only the first two are among the curves it fits.
 */
public enum Truth {
    POWER_LAW("power law", Place.FITTED) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            double a = logUniform(random, .001, .3);
            return u -> 3 * Math.pow(u, -a);
        }
    },
    POWER_FLOOR("power law with floor", Place.FITTED) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            double floor = random.nextDouble(.1, 3);
            double a = random.nextDouble(.1, 1);
            return u -> floor + 1.5 * Math.pow(u, -a);
        }
    },
    BROKEN_POWER("broken power law", Place.OUTSIDE) {
        /** Caballero et al. 2023, equation 1, one break that flattens or steepens. */
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            double floor = random.nextDouble(0, 3);
            double first = random.nextDouble(.05, .4);
            double change = first * random.nextDouble(-1, .5);
            double at = Math.pow(span, random.nextDouble(.2, 1.2));
            double width = random.nextDouble(.1, .8);
            return u -> floor + 2 * Math.pow(u, -first) * Math.pow(1 + Math.pow(u / at, 1 / width), -change * width);
        }
    },
    LOGARITHM("straight in log x", Place.OUTSIDE) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            double perDecade = logUniform(random, .005, .6);
            return u -> 4 - perDecade * Math.log10(u);
        }
    },
    STRETCHED("stretched exponential to a floor", Place.OUTSIDE) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            double floor = random.nextDouble(1, 3);
            double scale = Math.pow(span, random.nextDouble(-.3, 1));
            double stretch = random.nextDouble(.25, .9);
            return u -> floor + 1.5 * Math.exp(-Math.pow(u / scale, stretch));
        }
    },
    DOUBLE_POWER("sum of two power laws", Place.OUTSIDE) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            double floor = random.nextDouble(0, 3);
            double slow = logUniform(random, .001, .2);
            double fast = random.nextDouble(.5, 1.5);
            double share = random.nextDouble(.2, .8);
            return u -> floor + 2 * (share * Math.pow(u, -slow) + (1 - share) * Math.pow(u, -fast));
        }
    },
    LOGISTIC("logistic in log x", Place.OUTSIDE) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            double floor = random.nextDouble(.5, 3);
            double middle = Math.log(span) * random.nextDouble(0, 1.1);
            double steepness = random.nextDouble(.5, 3);
            return u -> floor + 1.5 / (1 + Math.exp(steepness * (Math.log(u) - middle)));
        }
    },
    STEP("power law with a step down", Place.OUTSIDE) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            double floor = random.nextDouble(.1, 3);
            double a = random.nextDouble(.1, 1);
            double at = Math.pow(span, random.nextDouble(.2, 1));
            double height = random.nextDouble(.02, .08);
            return u -> (floor + 2 * Math.pow(u, -a)) * (u > at ? 1 - height : 1);
        }
    },
    OSCILLATING("power law with floor, oscillating", Place.OUTSIDE) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            double floor = random.nextDouble(.1, 3);
            double a = random.nextDouble(.1, 1);
            return u -> floor + 1.5 * Math.pow(u, -a);
        }

        @Override
        DoubleUnaryOperator deviation(SplittableRandom random) {
            double size = random.nextDouble(.002, .012);
            double period = random.nextDouble(.6, 2) * Math.log(10);
            double phase = random.nextDouble(2 * Math.PI);
            return u -> 1 + size * Math.sin(2 * Math.PI * Math.log(u) / period + phase);
        }
    },
    TURNING_UP("turning up within the runs", Place.OUTSIDE) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            return turning(random, Math.log(span) * random.nextDouble(.3, .95));
        }
    },
    FLAT("flat", Place.OUTSIDE) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            return u -> 2.5;
        }
    },
    TAKE_OFF("a late take-off within the runs", Place.OUTSIDE) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            return takeOff(random, Math.log(span) * random.nextDouble(.5, 1));
        }
    },
    TAKE_OFF_AHEAD("a take-off beyond the last run", Place.BEYOND) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            return takeOff(random, Math.log(span) + random.nextDouble(.2, 1) * Math.log(10));
        }
    },
    TURNING_UP_AHEAD("turning up beyond the last run", Place.BEYOND) {
        @Override
        DoubleUnaryOperator draw(SplittableRandom random, double span) {
            return turning(random, Math.log(span) + random.nextDouble(.2, .8) * Math.log(10));
        }
    };

    /** Where a kind stands to what the judge can know. */
    public enum Place {
        /** Among the curves it fits. */
        FITTED,
        /** Not among them. */
        OUTSIDE,
        /** A turn after the last run, of which the runs show nothing: no rule that looks at the line alone can know. */
        BEYOND
    }

    private final String title;
    private final Place place;

    Truth(String title, Place place) {
        this.title = title;
        this.place = place;
    }

    /** Name in plain words. */
    public String title() {
        return title;
    }

    /** Where it stands to what the judge can know. */
    public Place place() {
        return place;
    }

    /** One curve of this kind. */
    abstract DoubleUnaryOperator draw(SplittableRandom random, double span);

    /** What the runs deviate by, as a factor, beside noise; no part of the true gain. */
    DoubleUnaryOperator deviation(SplittableRandom random) {
        return u -> 1;
    }

    /** A power law that levels off, then a drop of 10 to 30% over a factor of 2 to 10, around {@code ln u = middle}. */
    private static DoubleUnaryOperator takeOff(SplittableRandom random, double middle) {
        double floor = random.nextDouble(1, 3);
        double a = random.nextDouble(.1, 1);
        double drop = random.nextDouble(.1, .3);
        double steepness = random.nextDouble(2, 6);
        return u -> (floor + Math.pow(u, -a)) * (1 - drop / (1 + Math.exp(-steepness * (Math.log(u) - middle))));
    }

    /** A power law with floor that a rise overtakes from {@code ln u = turn} on, as in overfitting. */
    private static DoubleUnaryOperator turning(SplittableRandom random, double turn) {
        double floor = random.nextDouble(0, 2);
        double fall = random.nextDouble(.05, .5);
        double rise = random.nextDouble(.05, .4);
        return u -> floor + 2 * Math.pow(u, -fall) + rise * Math.pow(softplus(4 * (Math.log(u) - turn)) / 4, 1.5);
    }

    /** ln(1 + e^x). */
    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static double logUniform(SplittableRandom random, double low, double high) {
        return Math.exp(random.nextDouble(Math.log(low), Math.log(high)));
    }
}
