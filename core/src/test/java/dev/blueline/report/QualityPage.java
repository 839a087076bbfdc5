package dev.blueline.report;

import dev.blueline.ablation.Detection;
import dev.blueline.ablation.QualityGain;
import dev.blueline.ablation.QualityOutcome;
import dev.blueline.comparison.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A made-up study of quality, to test its sections with and to look at them. */
final class QualityPage {
    private static final List<String> FILTERS = List.of("classifier", "perplexity", "heuristics", "duplicates");
    private static final double[] WORTH = {1.34, 1.22, 1.1, 1.04};

    private QualityPage() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), Report.page("quality", QualitySections.of(outcome())));
    }

    static QualityOutcome outcome() {
        List<QualityGain> gains = new ArrayList<>();
        for (String goal : List.of("documentation", "all")) {
            gains.add(gain("clean", goal, 1.52));
            for (int i = 0; i < FILTERS.size(); i++) {
                gains.add(gain(FILTERS.get(i) + "-0.6", goal, WORTH[i]));
            }
        }
        return new QualityOutcome(
                "documentation",
                0.6,
                11_652,
                2_810_442,
                Map.of(
                        "shuffled words", 281_000L,
                        "boilerplate", 279_500L,
                        "wrong facts", 280_300L,
                        "duplicates", 282_100L),
                FILTERS.stream().map(QualityPage::detection).toList(),
                gains,
                "32x1",
                524_288,
                cuts());
    }

    private static QualityGain gain(String arm, String goal, double worth) {
        List<QualityGain.Point> points = new ArrayList<>();
        Random random = new Random(arm.hashCode());
        for (double size : new double[] {46e3, 172e3}) {
            for (double tokens = 262_144; tokens < 2e6; tokens *= 2) {
                double value = worth * Math.exp(0.04 * random.nextGaussian());
                points.add(new QualityGain.Point(size, tokens, 7 * size * tokens, around(value, 0.1)));
            }
        }
        points.sort(Comparator.comparingDouble(QualityGain.Point::compute));
        return new QualityGain(
                arm,
                goal,
                points,
                around(worth, 0.05),
                new Estimate(0.02, -0.08, 0.13),
                "keep",
                "Keep " + arm + ": it multiplies compute by " + worth + " over the scales measured.",
                arm.equals("clean") ? Optional.empty() : Optional.of(around(worth / 1.52, 0.07)));
    }

    private static Estimate around(double value, double error) {
        return new Estimate(value, value * Math.exp(-error), value * Math.exp(error));
    }

    private static Detection detection(String filter) {
        int worse = FILTERS.indexOf(filter) * 150;
        return new Detection(
                filter,
                0.6,
                11_652,
                4_700,
                Map.of("shuffled words", 1100, "boilerplate", 1150, "wrong facts", 1080, "duplicates", 1210),
                Map.of(
                        "shuffled words",
                        900 - worse,
                        "boilerplate",
                        1000 - worse,
                        "wrong facts",
                        430,
                        "duplicates",
                        filter.equals("duplicates") ? 1180 : 500));
    }

    private static List<QualityOutcome.Cut> cuts() {
        List<QualityOutcome.Cut> cuts = new ArrayList<>();
        cuts.add(cut("dirty", 1, false, 2.63));
        cuts.add(cut("clean", 1, false, 2.55));
        for (String filter : FILTERS) {
            cuts.add(cut(filter, 0.6, false, 2.57 + 0.015 * FILTERS.indexOf(filter)));
        }
        for (String filter : FILTERS.subList(0, 2)) {
            for (double share : new double[] {0.8, 0.4, 0.2}) {
                double fresh = 2.56 + 0.15 * Math.pow(share - 0.45, 2) + 0.02 * FILTERS.indexOf(filter);
                cuts.add(cut(filter, share, false, fresh));
                cuts.add(cut(filter, share, true, fresh + 0.004 / share / share));
            }
            cuts.add(cut(filter, 0.6, true, 2.585 + 0.02 * FILTERS.indexOf(filter)));
        }
        return cuts;
    }

    private static QualityOutcome.Cut cut(String filter, double share, boolean repeated, double loss) {
        Estimate difference = new Estimate(loss - 2.63, loss - 2.645, loss - 2.615);
        return new QualityOutcome.Cut(
                filter, share, repeated, repeated ? 1 / share : 1, loss, 0.006, 3, difference, difference);
    }
}
