package dev.blueline.monitor;

import dev.blueline.scaling.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Writes the files of the worked example in docs/watching.md: a ladder of finished runs, and logs of a larger run in the middle
 * of a cosine schedule, one on the line and one 5% above it. Argument: the folder.
 */
final class ExampleRun {
    private static final Target END = new Target(4e8, 8e9, 1.92e19);

    private ExampleRun() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("ladder.csv"), ladder());
        Files.writeString(folder.resolve("good.jsonl"), log(0, .6));
        Files.writeString(folder.resolve("bad.jsonl"), log(.05, .6));
    }

    /** 24 finished runs by the law of Besiroglu et al. 2024; seeds differ by .3%. */
    static String ladder() {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder rows = new StringBuilder("n,d,loss\n");
        for (double n : new double[] {20e6, 45e6, 100e6, 200e6}) {
            for (double ratio : new double[] {5, 10, 20, 40, 80, 160}) {
                double loss = SimulatedRun.truth(n, n * ratio) * Math.exp(.003 * random.nextGaussian());
                rows.append(String.format(Locale.ROOT, "%.0f,%.0f,%.5f%n", n, n * ratio, loss));
            }
        }
        return rows.toString();
    }

    /** The first part of a run of 20000 steps, a line for every 10th. */
    static String log(double off, double share) {
        Schedule schedule = Schedule.cosine(.01, .1);
        PlannedRun run = new PlannedRun(END, schedule);
        List<Point> points = SimulatedRun.log(
                new SimulatedRun.Kind(schedule, SimulatedRun.Way.TISSUE, off, 2000, .012, .3),
                at -> Math.log(SimulatedRun.truth(
                        END.parameters(), run.finishedAfter(at).tokens())),
                new SplittableRandom(4));
        return points.stream()
                .filter(point -> point.share() <= share)
                .map(point -> String.format(
                        Locale.ROOT,
                        "{\"step\": %d, \"tokens\": %.0f, \"loss\": %.4f, \"lr\": %.4g}%n",
                        point.step(),
                        point.share() * END.tokens(),
                        point.loss() * (point.step() == 7000 ? 1.4 : 1),
                        6e-4 * schedule.rate(point.share())))
                .collect(Collectors.joining());
    }
}
