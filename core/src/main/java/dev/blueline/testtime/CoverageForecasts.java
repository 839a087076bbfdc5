package dev.blueline.testtime;

import dev.blueline.evaluation.Estimate;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.reasoning.PassRates;
import dev.blueline.scaling.BetaBinomial;
import dev.blueline.scaling.Coverage;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.scaling.ForecastScore;
import dev.blueline.scaling.Quantiles;
import dev.blueline.scaling.Target;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Coverage with many attempts, forecast from a few at each problem before the others are drawn, and scored when they are there (Brown et al. 2024,
 * arXiv 2407.21787, section 3). Two laws forecast: {@link Coverage} and {@link BetaBinomial}. Intervals are 90%, of problems drawn anew, and
 * half a problem wider on either side, since less cannot be told.
 *
 * @param few attempts at each problem that a forecast is made of
 * @param many attempts that it is about
 */
public record CoverageForecasts(ForecastRegistry registry, String task, int few, int many, long seed) {
    private static final int DRAWS = 100;
    private static final double[] LEVELS = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};

    /** The laws, by the words of the command line. */
    private enum Law {
        POWER("coverage"),
        BETA("beta-binomial");

        private final String word;

        Law(String word) {
            this.word = word;
        }
    }

    /**
     * A forecast with its score.
     *
     * @param early coverage with the few attempts
     * @param measured coverage with the many
     */
    public record Scored(
            int level, String law, double early, double predicted, double low, double high, double measured) {

        /** Points of coverage that the forecast is too high. */
        public double error() {
            return predicted - measured;
        }

        public boolean inside() {
            return low <= measured && measured <= high;
        }
    }

    /** The registry in a folder. */
    public CoverageForecasts(Path folder, String task, int few, int many, long seed) {
        this(new ForecastRegistry(folder), task, few, many, seed);
    }

    /** Right ones of the first attempts at each problem. */
    static int[] right(List<Pool> pools, int first) {
        return pools.stream()
                .mapToInt(pool -> (int) pool.attempts().subList(0, first).stream()
                        .filter(Attempt::right)
                        .count())
                .toArray();
    }

    /** Unbiased, over problems. */
    static Estimate pass(int[] right, int drawn, int k) {
        return Estimate.ofMean(Arrays.stream(right)
                .mapToDouble(of -> PassRates.pass(of, drawn, k))
                .toArray());
    }

    /**
     * Registers what is not registered yet, and notes that the drawing starts. Where none of the few attempts is right, or all are, there is
     * nothing to go by and no forecast.
     *
     * @param pools of a level, with the few attempts at least
     */
    public void register(int level, List<Pool> pools) {
        int[] right = right(pools, few);
        for (Law law : Law.values()) {
            OptionalDouble predicted = predicted(law, right);
            if (predicted.isPresent() && registry.find(id(level, law)).isEmpty()) {
                registry.register(forecast(level, law, predicted.getAsDouble(), right));
                registry.start(id(level, law));
            }
        }
    }

    private String id(int level, Law law) {
        return task + "-" + level + "-pass@" + many + "-" + law.word;
    }

    private OptionalDouble predicted(Law law, int[] right) {
        if (Arrays.stream(right).allMatch(of -> of == 0) || Arrays.stream(right).allMatch(of -> of == few)) {
            return OptionalDouble.empty();
        }
        if (law == Law.BETA) {
            int[] drawn = new int[right.length];
            Arrays.fill(drawn, few);
            return OptionalDouble.of(BetaBinomial.fit(right, drawn).at(many));
        }
        List<Integer> sizes = sizes();
        double[] pass =
                sizes.stream().mapToDouble(k -> pass(right, few, k).value()).toArray();
        long between = Arrays.stream(pass).filter(p -> p > 0 && p < 1).count();
        return between < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Coverage.fit(sizes.stream().mapToDouble(k -> k).toArray(), pass)
                                .at(many));
    }

    /** 1, 2, 4 ... and all of the few. */
    private List<Integer> sizes() {
        List<Integer> sizes = new ArrayList<>();
        for (int k = 1; k < few; k *= 2) {
            sizes.add(k);
        }
        sizes.add(few);
        return sizes;
    }

    private Forecast forecast(int level, Law law, double predicted, int[] right) {
        SplittableRandom random = new SplittableRandom(seed + level);
        double[] drawn = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] again = new int[right.length];
            Arrays.setAll(again, i -> right[random.nextInt(right.length)]);
            drawn[draw] = predicted(law, again).orElse(predicted);
        }
        double[] quantiles = Quantiles.of(drawn, LEVELS);
        quantiles[0] = Math.max(0, quantiles[0] - 0.5 / right.length);
        quantiles[LEVELS.length - 1] = Math.min(1, quantiles[LEVELS.length - 1] + 0.5 / right.length);
        double early = pass(right, few, few).value();
        double before = pass(right, few, few / 2).value();
        double line = Math.min(
                1, early + (early - before) * Math.log((double) many / few) / Math.log((double) few / (few / 2)));
        return new Forecast(
                id(level, law),
                "pass@" + many + " of " + task + ", level " + level + ", from " + few + " attempts at each of "
                        + right.length + " problems",
                new Target(1, many, many),
                predicted,
                quantiles[0],
                quantiles[LEVELS.length - 1],
                Arrays.stream(quantiles).boxed().toList(),
                Map.of(law.word, 1.0),
                Map.of(law.word, predicted),
                new Forecast.NaiveForecasts(early, line),
                Fingerprint.of(Arrays.toString(right)),
                Fingerprint.of(law.word + predicted + Arrays.toString(drawn)),
                Instant.now());
    }

    /**
     * Scores what is registered and not scored yet.
     *
     * @param pools of a level, with the many attempts at least
     * @return the forecasts of the level with what came of them
     */
    public List<Scored> score(int level, List<Pool> pools) {
        int drawn =
                pools.stream().mapToInt(pool -> pool.attempts().size()).min().orElseThrow();
        double measured = pass(right(pools, drawn), drawn, many).value();
        double early = pass(right(pools, few), few, few).value();
        List<Scored> scored = new ArrayList<>();
        for (Law law : Law.values()) {
            String id = id(level, law);
            Optional<Forecast> forecast = registry.find(id);
            if (forecast.isPresent()) {
                Optional<ForecastScore> before = registry.scores().stream()
                        .filter(score -> score.id().equals(id))
                        .findFirst();
                ForecastScore score = before.orElseGet(() -> registry.score(id, Instant.now(), measured));
                scored.add(new Scored(
                        level,
                        law.word,
                        early,
                        forecast.get().predicted(),
                        forecast.get().low(),
                        forecast.get().high(),
                        score.measured()));
            }
        }
        return scored;
    }
}
