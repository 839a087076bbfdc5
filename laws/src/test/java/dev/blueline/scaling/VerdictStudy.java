package dev.blueline.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The larger study behind {@link JudgeTest}: verdicts on simulated series whose true gain is known. */
final class VerdictStudy {
    static final List<String> TRUTHS = List.of(
            "power law",
            "power law, small floor",
            "power law, large floor",
            "exponential",
            "sigmoid",
            "turning up",
            "flat");

    private VerdictStudy() {}

    /** Verdicts on many series of one kind. */
    record Tally(int blue, int red, int undetermined, int wrongBlue, int wrongRed) {
        int confident() {
            return blue + red;
        }

        int wrong() {
            return wrongBlue + wrongRed;
        }
    }

    public static void main(String[] arguments) {
        int series = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        int confident = 0;
        int wrong = 0;
        System.out.println("truth                    blue  red  undetermined  wrong blue  wrong red");
        for (String truth : TRUTHS) {
            Tally t = tally(truth, series);
            confident += t.confident();
            wrong += t.wrong();
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %4d %4d %8d %10d %10d%n",
                    truth,
                    t.blue(),
                    t.red(),
                    t.undetermined(),
                    t.wrongBlue(),
                    t.wrongRed());
        }
        System.out.printf(
                Locale.ROOT,
                "confident %d, wrong %d: %.1f%%%n",
                confident,
                wrong,
                100.0 * wrong / Math.max(1, confident));
    }

    static Tally tally(String truth, int series) {
        int[] counts = new int[5];
        for (int i = 0; i < series; i++) {
            SplittableRandom random = new SplittableRandom(1000L * truth.hashCode() + i);
            double sd = random.nextDouble(.003, .015);
            int points = random.nextInt(5, 13);
            double spacing = random.nextDouble(1.6, 2.6);
            Truth law = draw(truth, random, Math.pow(spacing, points - 1));
            List<Judge.Point> series1 = new ArrayList<>();
            for (int k = 0; k < points; k++) {
                double x = Math.pow(spacing, k);
                series1.add(new Judge.Point(1e12 * x, law.at(x) * Math.exp(sd * random.nextGaussian())));
            }
            double last = Math.pow(spacing, points - 1);
            boolean improves = Math.log(law.at(last) / law.at(10 * last)) > 2 * sd;
            Verdict verdict = Judge.judge(series1, "training FLOPs", sd, "the simulated cause", i);
            switch (verdict) {
                case Verdict.Blue blue -> {
                    counts[0]++;
                    counts[3] += improves ? 0 : 1;
                }
                case Verdict.Red red -> {
                    counts[1]++;
                    counts[4] += improves ? 1 : 0;
                }
                case Verdict.Undetermined undetermined -> counts[2]++;
            }
        }
        return new Tally(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    private interface Truth {
        double at(double x);
    }

    private static Truth draw(String truth, SplittableRandom random, double span) {
        double a = random.nextDouble(.04, .3);
        double steep = random.nextDouble(.3, 1.2);
        double small = random.nextDouble(.1, .8);
        double large = random.nextDouble(1.2, 2.5);
        double scale = span * Math.exp(random.nextDouble(-3, 1));
        double turn = Math.log(span) * random.nextDouble(.5, 1.2);
        double curvature = random.nextDouble(.01, .04);
        return x -> switch (truth) {
            case "power law" -> 3 * Math.pow(x, -a);
            case "power law, small floor" -> small + 2.5 * Math.pow(x, -a);
            case "power law, large floor" -> large + 1.2 * Math.pow(x, -steep);
            case "exponential" -> large + 1.2 * Math.exp(-x / scale);
            case "sigmoid" -> large + 1.2 / (1 + Math.pow(x / scale, 1 + steep));
            case "turning up" -> 2 * Math.exp(curvature * Math.pow(Math.log(x) - turn, 2));
            case "flat" -> 2.5;
            default -> throw new IllegalArgumentException(truth);
        };
    }
}
