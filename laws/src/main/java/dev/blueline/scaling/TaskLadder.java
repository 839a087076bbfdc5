package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;

/**
 * Accuracy on a task in two steps, chained: the task's loss follows the additive law of size and tokens, accuracy follows the
 * loss by a {@link Sigmoid} (Bhagia et al. 2024, arXiv 2412.04403). Both steps are refitted to the same draws of rows, so that
 * intervals of accuracy hold the errors of both.
 *
 * @param loss fit of the first step
 * @param link fit of the second step
 * @param draws refits of both
 * @param lossError root mean square of log residuals of the first step
 * @param linkError root mean square error of the second step, in accuracy
 * @param chainedError root mean square error of both, from size and tokens to accuracy
 */
public record TaskLadder(
        Fit loss, Sigmoid link, List<Draw> draws, double lossError, double linkError, double chainedError) {

    /** One refit. */
    public record Draw(Law loss, Sigmoid link) {}

    /** Median and interval of the accuracy at a point. */
    public record Prediction(double accuracy, double low, double high) {}

    /** The accuracy expected of a run. */
    public Prediction at(Target target, double level) {
        return predict(loss.law(), link, draws, target, level);
    }

    /** The distribution of the task's loss. Error beyond the runs is that expected of any law before backtests. */
    Mixture lossMixture(List<Observation> observations) {
        SeedNoise noise = SeedNoise.estimate(observations);
        List<Law> laws = draws.stream().map(Draw::loss).toList();
        Mixture.Component component =
                new Mixture.Component(loss, laws, 1, Trust.FLAT.priorDrift(), Trust.FLAT.priorError());
        return new Mixture(List.of(component), noise, Span.of(observations), 1);
    }

    static Prediction predict(Law loss, Sigmoid link, List<Draw> draws, Target target, double level) {
        double[] values = draws.stream()
                .mapToDouble(draw -> draw.link().at(draw.loss().predict(target)))
                .filter(Double::isFinite)
                .toArray();
        double[] ends = Quantiles.of(values, (1 - level) / 2, 0.5, (1 + level) / 2);
        return new Prediction(link.at(loss.predict(target)), ends[0], ends[2]);
    }

    /**
     * Fits both steps.
     *
     * @param observations runs with the loss on the task
     * @param accuracies accuracy of each, 0 to 1
     * @throws BadInput if an accuracy is out of range or the runs are too few
     */
    public static TaskLadder fit(
            List<Observation> observations,
            double[] accuracies,
            Forecaster.Settings settings,
            DoubleConsumer progress) {
        for (double accuracy : accuracies) {
            if (!(accuracy >= 0 && accuracy <= 1)) {
                throw new BadInput("an accuracy is " + accuracy + ": give shares between 0 and 1, or divide by 100");
            }
        }
        double[] losses = observations.stream().mapToDouble(Observation::loss).toArray();
        double[] ones = new double[losses.length];
        Arrays.fill(ones, 1);
        Fitter fitter = new Fitter(settings.objective(), settings.searches());
        Fit first = fitter.fit(Family.CHINCHILLA, observations)
                .orElseThrow(() -> new BadInput(observations.size()
                        + " runs are too few for a task ladder: six or more, of three sizes and three token counts"));
        Sigmoid link = Sigmoid.fit(losses, accuracies, ones);
        double[] linkErrors = new double[losses.length];
        double[] chained = new double[losses.length];
        for (int i = 0; i < losses.length; i++) {
            linkErrors[i] = link.at(losses[i]) - accuracies[i];
            chained[i] = link.at(first.law().predict(observations.get(i).target())) - accuracies[i];
        }
        List<Draw> draws = draws(observations, losses, accuracies, first.law(), settings, progress);
        return new TaskLadder(first, link, draws, first.rmse(), rms(linkErrors), rms(chained));
    }

    private static List<Draw> draws(
            List<Observation> observations,
            double[] losses,
            double[] accuracies,
            Law law,
            Forecaster.Settings settings,
            DoubleConsumer progress) {
        double[] ones = new double[losses.length];
        Arrays.fill(ones, 1);
        Sample sample = Sample.of(observations, ones);
        double[] theta = Family.CHINCHILLA.theta(law, sample);
        Fitter fitter = new Fitter(settings.objective(), 1);
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService threads = Bootstrap.threads(settings.threads())) {
            List<Future<Draw>> draws = new ArrayList<>();
            for (int draw = 0; draw < settings.draws(); draw++) {
                SplittableRandom random = new SplittableRandom(settings.seed() * 1_000_003 + draw);
                draws.add(threads.submit(() -> {
                    double[] counts = new double[losses.length];
                    for (int i = 0; i < counts.length; i++) {
                        counts[random.nextInt(counts.length)]++;
                    }
                    double[] refit = fitter.search(Family.CHINCHILLA, sample.drawn(counts), theta)
                            .theta();
                    progress.accept(done.incrementAndGet() / (double) settings.draws());
                    return new Draw(Family.CHINCHILLA.law(refit, sample), Sigmoid.fit(losses, accuracies, counts));
                }));
            }
            return draws.stream().map(Bootstrap::result).toList();
        }
    }

    private static double rms(double[] errors) {
        return Math.sqrt(Arrays.stream(errors).map(e -> e * e).average().orElse(0));
    }
}
