package dev.blueline.comparison;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** One recipe against the baseline: draws of its multiplier at every scale, and what follows from them. */
final class Contest {
    private static final double HORIZON = 10;
    /** A point whose draws run away oftener is named in a note. */
    private static final double RARE = 0.05;

    private final Recipe recipe;
    private final BaselineLaw law;
    private final Comparison.Settings settings;
    private final List<Cell> cells;
    private final GainNoise noise;
    private final double[] x;
    private final Mixture.Draw[] laws;
    private final BaselineLaw.Start[] starts;

    Contest(Recipe baseline, Recipe recipe, BaselineLaw law, Comparison.Settings settings) {
        this.recipe = recipe;
        this.law = law;
        this.settings = settings;
        this.cells = Cell.of(baseline, recipe);
        this.noise = GainNoise.of(cells, law.trunkShare());
        this.x = cells.stream().mapToDouble(cell -> Math.log10(cell.compute())).toArray();
        if (x[x.length - 1] - x[0] < 0.1) {
            throw new BadInput("recipe " + recipe.name()
                    + " was run at one scale: whether it scales takes runs at two or more, better four");
        }
        this.laws = new Mixture.Draw[settings.draws()];
        this.starts = cells.stream().map(law::start).toArray(BaselineLaw.Start[]::new);
        for (int i = 0; i < laws.length; i++) {
            laws[i] = law.draw((i + 0.5) / laws.length);
        }
        shuffle(laws, new SplittableRandom(settings.seed()));
    }

    /** So that neighbouring refits do not meet neighbouring numbers. */
    private static void shuffle(Mixture.Draw[] laws, SplittableRandom random) {
        for (int i = laws.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Mixture.Draw swapped = laws[i];
            laws[i] = laws[j];
            laws[j] = swapped;
        }
    }

    Challenger challenger() {
        int cellCount = cells.size();
        double[][] multipliers = new double[cellCount][laws.length];
        double[] sd = new double[cellCount];
        double[] seedSd = new double[cellCount];
        double[] middle = new double[cellCount];
        for (int i = 0; i < cellCount; i++) {
            double[] response = response(i, noise.of(cells.get(i)));
            middle[i] = response[0];
            sd[i] = response[1];
            seedSd[i] = sd[i] * Math.sqrt(cells.get(i).replicates());
        }
        TrendLine line = TrendLine.of(x, middle, sd);
        SplittableRandom random = new SplittableRandom(settings.seed() + 1);
        double where = x[cellCount - 1] + Math.log10(HORIZON);
        double[] level = new double[laws.length];
        double[] slope = new double[laws.length];
        double[] ahead = new double[laws.length];
        double[] first = new double[laws.length];
        double[] gone = new double[laws.length];
        for (int i = 0; i < laws.length; i++) {
            double[] errors = noise.draw(cells, random);
            double drift = random.nextGaussian();
            double[] drawn = new double[cellCount];
            for (int k = 0; k < cellCount; k++) {
                multipliers[k][i] = multiplier(laws[i], k, errors[k], drift);
                drawn[k] = multipliers[k][i] + line.scatter() * random.nextGaussian();
            }
            double[] fit = line.fit(drawn);
            level[i] = fit[0];
            slope[i] = fit[1];
            ahead[i] = line.at(fit, where) + line.scatter() * random.nextGaussian();
            first[i] = line.at(fit, x[0]);
            gone[i] = fit[1] < 0 ? x[0] - first[i] / fit[1] : Double.POSITIVE_INFINITY;
        }
        Judgement judgement = new Judgement(
                recipe.name(),
                settings.level(),
                Math.pow(10, x[0]),
                Math.pow(10, x[cellCount - 1]),
                HORIZON,
                first,
                level,
                slope,
                ahead,
                gone);
        Decision decision = judgement.decision(() -> new NeededRuns(cells.getLast(), seedSd[cellCount - 1], line));
        double falling = Arrays.stream(slope).filter(one -> one < 0).count() / (double) slope.length;
        return new Challenger(
                recipe.name(),
                points(multipliers),
                Estimate.exponential(level, settings.level()),
                new Challenger.Trend(
                        Estimate.of(slope, settings.level()), 2 * Math.min(falling, 1 - falling), line.scatter()),
                Estimate.exponential(ahead, settings.level()),
                Math.pow(10, where),
                decision,
                judgement.sentence(decision),
                notes(multipliers));
    }

    /** ln M of a cell: the middle over laws, and by how much the seeds' error moves it. */
    private double[] response(int cell, double gainSd) {
        int laws = Math.min(51, this.laws.length);
        double[] middle = new double[laws];
        double[] half = new double[laws];
        for (int i = 0; i < laws; i++) {
            middle[i] = multiplier(this.laws[i], cell, 0, 0);
            half[i] = 0.5 * (multiplier(this.laws[i], cell, gainSd, 0) - multiplier(this.laws[i], cell, -gainSd, 0));
        }
        Arrays.sort(middle);
        Arrays.sort(half);
        return new double[] {middle[laws / 2], Math.max(1e-6, half[laws / 2])};
    }

    private double multiplier(Mixture.Draw draw, int cell, double error, double drift) {
        Cell here = cells.get(cell);
        BaselineLaw.Start start = starts[cell];
        return law.factor(draw, start, gain(draw, here, start.target()) + error, drift)
                + Math.log(start.target().compute() / here.compute());
    }

    private static double gain(Mixture.Draw draw, Cell cell, Target start) {
        return switch (cell.match()) {
            case SEEDS ->
                cell.pairs().stream().mapToDouble(Cell.Pair::gain).average().orElseThrow();
            case RUNGS -> Cell.meanLogLoss(cell.baseline()) - Cell.meanLogLoss(cell.runs());
            case LAW -> Math.log(draw.law().predict(start)) - Cell.meanLogLoss(cell.runs());
        };
    }

    private List<Challenger.Point> points(double[][] multipliers) {
        List<Challenger.Point> points = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            points.add(new Challenger.Point(
                    cell.parameters(),
                    cell.tokens(),
                    cell.compute(),
                    starts[i].target().compute(),
                    cell.match(),
                    cell.replicates(),
                    gain(laws[0], cell, starts[i].target()),
                    Estimate.exponential(multipliers[i], settings.level()),
                    unbounded(multipliers[i], Math.log(starts[i].target().compute() / cell.compute()))));
        }
        return points;
    }

    private static double unbounded(double[] multipliers, double costs) {
        return Arrays.stream(multipliers)
                        .filter(one -> Math.abs(one - costs) > BaselineLaw.LIMIT - 1e-6)
                        .count()
                / (double) multipliers.length;
    }

    private List<String> notes(double[][] multipliers) {
        List<String> notes = new ArrayList<>();
        long paired = cells.stream().filter(cell -> cell.match() == Match.SEEDS).count();
        if (paired < cells.size()) {
            notes.add((cells.size() - paired) + " of " + cells.size() + " scales of " + recipe.name()
                    + " without a baseline run of the same size, tokens and seed: intervals are wider there");
        }
        if (!law.joint() && settings.growth() == Growth.TOKENS) {
            notes.add(
                    "the baseline ran each size at one number of tokens, so that its loss is followed along the ladder, "
                            + "size and tokens growing together, not at the same size");
        }
        for (int i = 0; i < cells.size(); i++) {
            double away = unbounded(
                    multipliers[i],
                    Math.log(starts[i].target().compute() / cells.get(i).compute()));
            if (away > RARE) {
                notes.add(String.format(
                        Locale.ROOT,
                        "at %.2g FLOPs the baseline's loss hardly falls any more: in %.0f%% of draws no compute within a thousand times reaches the loss of %s, and the multiplier is not determined",
                        cells.get(i).compute(),
                        100 * away,
                        recipe.name()));
            }
        }
        return notes;
    }
}
