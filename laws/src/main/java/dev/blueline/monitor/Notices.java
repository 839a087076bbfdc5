package dev.blueline.monitor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Finds spikes, losses that are no numbers, and lasting rises. The rules are those of the constants. */
final class Notices {
    /** A spike is this many robust standard deviations above the rolling median, */
    private static final double HIGH = 6;

    /** and at least this much in log loss, */
    private static final double AT_LEAST = 0.03;

    /** over when the median of as many points is back within two. */
    private static final int BACK = 5;

    /** A rise is this much in log loss between the lowest stretch and the last two. */
    private static final double RISE = 0.05;

    private Notices() {}

    static List<Notice> of(List<Point> points) {
        List<Notice> notices = new ArrayList<>();
        List<Point> bad = points.stream().filter(point -> !point.usable()).toList();
        if (!bad.isEmpty()) {
            notices.add(new Notice.NotANumber(
                    bad.getFirst().step(), bad.size(), !points.getLast().usable()));
        }
        List<Point> usable = points.stream().filter(Point::usable).toList();
        spikes(usable, notices);
        rise(usable, notices);
        notices.sort(Comparator.comparingLong(Notice::step));
        return notices;
    }

    private static void spikes(List<Point> points, List<Notice> notices) {
        double[] losses =
                points.stream().mapToDouble(point -> Math.log(point.loss())).toArray();
        int window = Math.clamp(losses.length / 10, 20, 100);
        int fresh = 0;
        int i = window;
        while (i < losses.length) {
            if (i - fresh < window) {
                i++;
                continue;
            }
            double[] before = slice(losses, i - window, i);
            double usual = Robust.median(before);
            double scale = Robust.scale(before, usual);
            if (losses[i] <= usual + Math.max(HIGH * scale, AT_LEAST)) {
                i++;
                continue;
            }
            int back = i + 1;
            int highest = i;
            int patience = Math.min(losses.length, i + 5 * window);
            double level = usual + Math.max(2 * scale, AT_LEAST / 2);
            while (back < patience
                    && (losses[back] > level
                            || back + BACK > losses.length
                            || Robust.median(slice(losses, back, back + BACK)) > level)) {
                highest = losses[back] > losses[highest] ? back : highest;
                back++;
            }
            boolean recovered = back < patience;
            notices.add(new Notice.Spike(
                    points.get(i).step(),
                    points.get(highest).loss(),
                    Math.exp(usual),
                    recovered ? OptionalLong.of(points.get(back).step()) : OptionalLong.empty()));
            i = back;
            if (!recovered) {
                fresh = back; // what is usual is learnt anew
            }
        }
    }

    private static void rise(List<Point> points, List<Notice> notices) {
        double[] losses =
                points.stream().mapToDouble(point -> Math.log(point.loss())).toArray();
        int length = Math.clamp(losses.length / 40, 8, 200);
        int stretches = losses.length / length;
        if (stretches < 4) {
            return;
        }
        int first = losses.length - stretches * length;
        double lowest = Double.POSITIVE_INFINITY;
        int at = 0;
        double[] medians = new double[stretches];
        for (int s = 0; s < stretches; s++) {
            medians[s] = Robust.median(slice(losses, first + s * length, first + (s + 1) * length));
            if (s < stretches - 2 && medians[s] < lowest) {
                lowest = medians[s];
                at = s;
            }
        }
        double[] usual = slice(losses, first + at * length, first + (at + 1) * length);
        double error = 3 * 1.25 * Robust.scale(usual, medians[at]) / Math.sqrt(length);
        double risen = Math.min(medians[stretches - 1], medians[stretches - 2]) - lowest;
        if (risen > Math.max(RISE, 2 * error)) {
            notices.add(new Notice.Rise(
                    points.get(first + (at + 1) * length).step(), Math.exp(lowest), Math.exp(medians[stretches - 1])));
        }
    }

    private static double[] slice(double[] values, int from, int to) {
        return java.util.Arrays.copyOfRange(values, from, to);
    }
}
