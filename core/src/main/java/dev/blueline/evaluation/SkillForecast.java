package dev.blueline.evaluation;

import dev.blueline.ledger.Measurement;
import dev.blueline.scaling.Family;
import dev.blueline.scaling.Fitter;
import dev.blueline.scaling.Forecaster;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Objective;
import dev.blueline.scaling.Observation;
import dev.blueline.scaling.Quantiles;
import dev.blueline.scaling.Resampling;
import dev.blueline.scaling.Target;
import dev.blueline.scaling.Weighing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What the smaller runs alone would have said of the largest, in two steps: compute to the loss of right answers, by a power law with and
 * without floor; that loss to accuracy, by a curve between chance and a ceiling, or a flat
 * one ({@link AnswerCurve}). Fitted on the runs below a {@link #REACH}th of the
 * largest effective compute, scored on the others.
 *
 * @param chance accuracy of a guess
 * @param fitted runs below the line
 * @param from largest effective compute below it
 * @param scored every run above it, least compute first
 * @param top the rung of most compute, its seeds together
 * @param curve accuracy expected from {@code from} to the largest compute, without the scatter of single runs
 * @param never whether the smaller runs would have said that the skill never comes
 */
public record SkillForecast(
        double chance,
        int fitted,
        double from,
        List<Scored> scored,
        Scored top,
        List<ClassLaws.Expected> curve,
        Never never) {
    /** Part of the largest effective compute below which a run counts as small. */
    public static final double REACH = 4;

    /** Accuracy above chance that counts as something, as a share of all items. */
    public static final double MARGIN = 0.05;

    private static final int FEWEST = 5;
    private static final int DRAWS = 100;
    private static final int CURVE = 9;
    private static final int SEARCHES = 12;
    private static final double DELTA = 0.01;
    private static final double[] LEVELS = {0.05, 0.5, 0.95};

    /** Standard errors on either side of a 90% interval. */
    private static final double Z = 1.645;

    /** Whether "never" was said, and whether that was right. */
    public enum Never {
        /** The interval at the largest compute reaches beyond chance and the margin. */
        NOT_SAID("not said"),
        /** Said, and the measured interval lies below chance and the margin too. */
        RIGHT("said, and it was right"),
        /** Said, and the measured interval lies above chance and the margin. */
        WRONG("said, and it was wrong"),
        /** Said, and the measured interval holds chance and the margin. */
        OPEN("said, and the measurement cannot tell");

        private final String words;

        Never(String words) {
            this.words = words;
        }

        /** To print. */
        public String words() {
            return words;
        }
    }

    /**
     * A forecast beside its measurement, in accuracy.
     *
     * @param predicted median
     * @param low lower end of the 90% interval
     * @param high upper end
     */
    public record Scored(
            String rung,
            double compute,
            double predicted,
            double low,
            double high,
            double measured,
            double standardError) {
        /** Whether the measurement lies in the interval. */
        public boolean inside() {
            return measured >= low && measured <= high;
        }

        /** Measured less predicted. */
        public double error() {
            return measured - predicted;
        }
    }

    /** A run's accuracy and the loss of its right answers, nats. */
    private record Answers(PlacedRun run, double loss, double accuracy, double standardError) {}

    /**
     * Forecasts one slice.
     *
     * @return empty with fewer than five smaller runs or fewer than four computes among them, or where figures lack
     */
    static Optional<SkillForecast> of(String slice, List<PlacedRun> runs, long seed, int threads) {
        List<Answers> answers = runs.stream()
                .flatMap(run -> answers(slice, run).stream())
                .sorted(Comparator.comparingDouble(each -> each.run().compute()))
                .toList();
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        double line = answers.getLast().run().compute() / REACH;
        List<Answers> small =
                answers.stream().filter(each -> each.run().compute() < line).toList();
        List<Answers> large =
                answers.stream().filter(each -> each.run().compute() >= line).toList();
        long computes =
                small.stream().map(each -> each.run().compute()).distinct().count();
        if (small.size() < FEWEST || computes < Family.POWER_FLOOR.dimension() + 1) {
            return Optional.empty();
        }
        double chance = answers.getLast().run().chance(slice);
        return Optional.of(new Steps(chance, small, seed, threads).scoredOn(large));
    }

    private static Optional<Answers> answers(String slice, PlacedRun run) {
        Optional<Measurement> loss =
                run.measured(TaskFigures.LOG_PROBABILITY, slice).filter(m -> m.value() < 0);
        return loss.flatMap(nats -> run.measured(TaskFigures.ACCURACY, slice)
                .map(right -> new Answers(
                        run, -nats.value(), right.value(), right.standardError() > 0 ? right.standardError() : 0)));
    }

    /** Both steps with their draws. */
    private static final class Steps {
        private final double chance;
        private final double base;
        private final List<Answers> small;
        private final Mixture loss;
        private final List<Mixture.Draw> lossDraws;
        private final double[] lossWeights;
        private final List<List<AnswerCurve.Weighed>> links = new ArrayList<>();
        private final double scatter;
        private final double beyond;
        private final long seed;

        Steps(double chance, List<Answers> small, long seed, int threads) {
            this.chance = chance;
            // A wrong answer that all small models prefer puts them below chance.
            this.base = Math.min(
                    chance,
                    small.stream()
                            .limit(FEWEST)
                            .mapToDouble(Answers::accuracy)
                            .average()
                            .orElse(chance));
            this.small = small;
            this.seed = seed;
            this.loss = Forecaster.study(
                            small.stream()
                                    .map(each -> new Observation(
                                            1,
                                            each.run().compute(),
                                            each.run().compute(),
                                            each.loss(),
                                            each.run().pair()))
                                    .toList(),
                            settings(seed, threads))
                    .mixture();
            this.lossDraws = loss.draws();
            this.lossWeights =
                    lossDraws.stream().mapToDouble(Mixture.Draw::weight).toArray();
            double[] losses = small.stream().mapToDouble(Answers::loss).toArray();
            double[] right = small.stream().mapToDouble(Answers::accuracy).toArray();
            double[] ones = new double[losses.length];
            Arrays.fill(ones, 1);
            List<AnswerCurve.Weighed> link = AnswerCurve.told(base, losses, right, ones);
            double squares = 0;
            for (int i = 0; i < losses.length; i++) {
                squares += Math.pow(right[i] - AnswerCurve.at(link, losses[i]), 2);
            }
            this.scatter = Math.sqrt(squares / Math.max(1, losses.length - 3));
            this.beyond = beyond();
            resample(losses, right);
        }

        private static Forecaster.Settings settings(long seed, int threads) {
            return new Forecaster.Settings(
                    DRAWS,
                    seed,
                    threads,
                    Objective.huber(DELTA),
                    Optional.empty(),
                    List.of(Family.POWER, Family.POWER_FLOOR),
                    Weighing.EQUAL,
                    Resampling.PARAMETRIC,
                    SEARCHES,
                    Fitter.Grid.FAMILY);
        }

        /** How far the second step misses beyond its runs: fitted below a {@link #REACH}th of the smaller runs' compute, root mean square above. */
        private double beyond() {
            double line = small.getLast().run().compute() / REACH;
            List<Answers> inner =
                    small.stream().filter(each -> each.run().compute() < line).toList();
            if (inner.size() < FEWEST) {
                return scatter;
            }
            double[] ones = new double[inner.size()];
            Arrays.fill(ones, 1);
            List<AnswerCurve.Weighed> link = AnswerCurve.told(
                    base,
                    inner.stream().mapToDouble(Answers::loss).toArray(),
                    inner.stream().mapToDouble(Answers::accuracy).toArray(),
                    ones);
            return Math.sqrt(small.stream()
                    .filter(each -> each.run().compute() >= line)
                    .mapToDouble(each -> Math.pow(each.accuracy() - AnswerCurve.at(link, each.loss()), 2))
                    .average()
                    .orElse(0));
        }

        /** The second step refitted to draws of size-seed pairs, with replacement. */
        private void resample(double[] losses, double[] right) {
            List<String> pairs =
                    small.stream().map(each -> each.run().pair()).distinct().toList();
            int[] pair = small.stream()
                    .mapToInt(each -> pairs.indexOf(each.run().pair()))
                    .toArray();
            SplittableRandom random = new SplittableRandom(seed);
            for (int draw = 0; draw < DRAWS; draw++) {
                double[] drawn = new double[pairs.size()];
                for (int i = 0; i < drawn.length; i++) {
                    drawn[random.nextInt(drawn.length)]++;
                }
                double[] counts = Arrays.stream(pair).mapToDouble(i -> drawn[i]).toArray();
                links.add(AnswerCurve.told(base, losses, right, counts));
            }
        }

        /** Quantiles of the mean accuracy of some runs at a compute; items are the same for all runs, so that their errors are in the fit as well. */
        private double[] at(double compute, double runs) {
            SplittableRandom random = new SplittableRandom(seed + 1);
            double reach = Math.max(0, Math.log(compute / small.getLast().run().compute()));
            double share = Math.min(1, reach / Math.log(REACH));
            double noise = Math.hypot(scatter / Math.sqrt(runs), share * beyond);
            double[] values = new double[8 * DRAWS];
            double[] weights = new double[values.length];
            Target target = new Target(1, compute, compute);
            double seeds = loss.noise().at(1);
            for (int i = 0; i < values.length; i += 2) {
                int law = random.nextInt(lossDraws.size());
                Mixture.Draw draw = lossDraws.get(law);
                double off = draw.drift() * reach * random.nextGaussian()
                        + Math.sqrt(1 / runs) * seeds * random.nextGaussian();
                double nats = draw.law().predict(target) * Math.exp(off);
                double miss = noise * random.nextGaussian();
                List<AnswerCurve.Weighed> link = links.get(i / 2 % DRAWS);
                for (int j = 0; j < link.size(); j++) {
                    double right = link.get(j).curve().at(nats);
                    boolean finite = Double.isFinite(right);
                    values[i + j] = finite ? Math.clamp(right + miss, 0, 1) : chance;
                    weights[i + j] = finite ? lossWeights[law] * link.get(j).weight() : 0;
                }
            }
            return Quantiles.weighted(values, weights, LEVELS);
        }

        SkillForecast scoredOn(List<Answers> large) {
            List<Scored> scored = new ArrayList<>();
            for (Answers each : large) {
                scored.add(scored(
                        each.run().entry().run().rung(),
                        each.run().compute(),
                        1,
                        each.accuracy(),
                        each.standardError()));
            }
            Scored top = top(large);
            double from = small.getLast().run().compute();
            double to = large.getLast().run().compute();
            List<ClassLaws.Expected> curve = new ArrayList<>();
            for (int i = 0; i < CURVE; i++) {
                double compute = from * Math.pow(to / from, i / (CURVE - 1.0));
                double[] ends = at(compute, Double.POSITIVE_INFINITY);
                curve.add(new ClassLaws.Expected(compute, ends[0], ends[1], ends[2]));
            }
            return new SkillForecast(chance, small.size(), from, scored, top, curve, never(top));
        }

        private Scored scored(String rung, double compute, double runs, double measured, double error) {
            double[] ends = at(compute, runs);
            return new Scored(rung, compute, ends[1], ends[0], ends[2], measured, error);
        }

        private Scored top(List<Answers> large) {
            String rung = large.getLast().run().entry().run().rung();
            List<Answers> seeds = large.stream()
                    .filter(each -> each.run().entry().run().rung().equals(rung))
                    .toList();
            double mean =
                    seeds.stream().mapToDouble(Answers::accuracy).average().orElseThrow();
            double squares = seeds.stream()
                    .mapToDouble(each -> (each.accuracy() - mean) * (each.accuracy() - mean))
                    .sum();
            int n = seeds.size();
            double bySeed = n > 1 ? squares / (n - 1) / n : 0;
            double byItem = seeds.stream()
                    .mapToDouble(each -> each.standardError() * each.standardError())
                    .average()
                    .orElseThrow();
            double compute = Math.exp(seeds.stream()
                    .mapToDouble(each -> Math.log(each.run().compute()))
                    .average()
                    .orElseThrow());
            return scored(rung, compute, n, mean, Math.sqrt(Math.max(bySeed, byItem)));
        }

        private Never never(Scored top) {
            double bound = chance + MARGIN;
            if (top.high() > bound) {
                return Never.NOT_SAID;
            }
            if (top.measured() - Z * top.standardError() > bound) {
                return Never.WRONG;
            }
            return top.measured() + Z * top.standardError() <= bound ? Never.RIGHT : Never.OPEN;
        }
    }
}
