package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hipparchus.special.Erf;

/**
 * Who is better at what: the longest trained rung of each size on every skill and on the loss of text.
 *
 * <p>One model is <b>better</b> than another on a skill if a z-test of the difference says so at 5%, two-sided, corrected by Holm's rule for all
 * pairs and skills; it <b>may be worse</b> if the same test without correction says so. It <b>dominates</b> if it is better on one skill
 * or more and on none may be worse. The tests take the two figures for independent; they are of the same items and the same text, which makes
 * the true error of a difference smaller: strengths are found in spite of it, small weaknesses may be missed.
 *
 * @param models smallest first
 * @param axes skills, in alphabetical order, and {@link #TEXT} where every model has a loss
 * @param pairs of different models, both ways round
 * @param ranks how each skill ranks models
 */
public record Winners(List<AskedModel> models, List<Axis> axes, List<Pair> pairs, List<Ranks> ranks) {
    /** Name of the axis of the loss of all text. */
    public static final String TEXT = "text";

    private static final double LEVEL = 0.05;
    private static final int FEWEST_RANKS = 3;

    /**
     * One measure of the models.
     *
     * @param name skill, or {@link #TEXT}
     * @param scores higher is better: accuracy above chance, or minus the bits per byte
     */
    public record Axis(String name, List<AboveChance> scores) {
        /** The model of the highest score. */
        public int best() {
            return IntStream.range(0, scores.size())
                    .reduce((a, b) -> scores.get(b).value() > scores.get(a).value() ? b : a)
                    .orElseThrow();
        }

        /** Models not told apart from the best one, it included. */
        public List<Integer> leaders() {
            AboveChance best = scores.get(best());
            return IntStream.range(0, scores.size())
                    .filter(i -> p(best, scores.get(i)) >= LEVEL)
                    .boxed()
                    .toList();
        }
    }

    /**
     * Two models.
     *
     * @param one place of the first in {@link Winners#models}
     * @param other place of the second
     * @param better axes on which the first is better
     * @param worse axes on which it may be worse
     */
    public record Pair(int one, int other, List<String> better, List<String> worse) {
        /** Whether the first dominates the second. */
        public boolean dominates() {
            return !better.isEmpty() && worse.isEmpty();
        }
    }

    /**
     * A skill's order of all rungs against the order of their loss.
     *
     * @param skill the skill
     * @param rungs rungs ranked
     * @param tau Kendall's tau: 1 where the lower loss always has the higher accuracy, 0 where they have nothing to do with each other
     * @param interval its 90% interval over the draw of items; empty where a ledger of an earlier version holds no answers frame by frame
     * @param atChance whether no rung is above chance at 5%, corrected for the number of rungs, or the rung of most compute is not, its 90%
     *     interval beginning at chance or below: then its order is noise
     */
    public record Ranks(String skill, int rungs, double tau, Optional<RankInterval> interval, boolean atChance) {}

    /**
     * Compares.
     *
     * @param loss bits per byte of all text, where a run has it
     * @return empty with fewer than two sizes
     */
    public static Optional<Winners> of(List<Ledger.Entry> entries, Function<Ledger.Entry, Optional<Measurement>> loss) {
        List<AskedModel> all = AskedModel.of(entries);
        List<AskedModel> models = AskedModel.longest(all);
        List<String> skills = TaskSlice.in(all).stream()
                .filter(slice -> slice.part().isEmpty())
                .map(TaskSlice::skill)
                .distinct()
                .sorted()
                .toList();
        List<Axis> axes = new ArrayList<>();
        for (String skill : skills) {
            axis(skill, models, model -> model.score(skill)).ifPresent(axes::add);
        }
        if (models.size() < 2 || axes.isEmpty()) {
            return Optional.empty();
        }
        axis(TEXT, models, model -> loss(model, loss)).ifPresent(axes::add);
        List<Ranks> ranks = skills.stream()
                .flatMap(skill -> ranks(skill, all, loss).stream())
                .toList();
        return Optional.of(new Winners(models, List.copyOf(axes), pairs(models.size(), axes), ranks));
    }

    private static Optional<Axis> axis(
            String name, List<AskedModel> models, Function<AskedModel, Optional<AboveChance>> score) {
        List<AboveChance> scores =
                models.stream().flatMap(model -> score.apply(model).stream()).toList();
        return scores.size() == models.size() ? Optional.of(new Axis(name, scores)) : Optional.empty();
    }

    /** Minus the loss, over the seeds. */
    private static Optional<AboveChance> loss(AskedModel model, Function<Ledger.Entry, Optional<Measurement>> loss) {
        List<AboveChance> losses = model.seeds().stream()
                .flatMap(seed -> loss.apply(seed).stream())
                .map(m -> new AboveChance(-m.value(), m.standardError()))
                .toList();
        return losses.isEmpty() ? Optional.empty() : Optional.of(AboveChance.mean(losses));
    }

    private static Optional<Ranks> ranks(
            String skill, List<AskedModel> all, Function<Ledger.Entry, Optional<Measurement>> loss) {
        List<AskedModel> ranked = all.stream()
                .filter(model ->
                        model.score(skill).isPresent() && loss(model, loss).isPresent())
                .toList();
        if (ranked.size() < FEWEST_RANKS) {
            return Optional.empty();
        }
        List<AboveChance> scores =
                ranked.stream().map(model -> model.score(skill).orElseThrow()).toList();
        List<Double> losses = ranked.stream()
                .map(model -> loss(model, loss).orElseThrow().value())
                .toList();
        double tau = RankAgreement.of(scores.stream().map(AboveChance::value).toList(), losses)
                .tau();
        List<List<FrameSums>> frames = ranked.stream()
                .map(model -> model.seeds().stream()
                        .flatMap(seed -> FrameSums.of(seed, skill).stream())
                        .toList())
                .filter(seeds -> !seeds.isEmpty())
                .toList();
        AboveChance largest = AskedModel.largest(ranked).score(skill).orElseThrow();
        return Optional.of(new Ranks(
                skill,
                ranked.size(),
                tau,
                frames.size() == ranked.size() ? RankInterval.of(frames, losses, tau, 1) : Optional.empty(),
                largest.low() <= 0 || scores.stream().noneMatch(score -> above(score) < LEVEL / scores.size())));
    }

    private static List<Pair> pairs(int models, List<Axis> axes) {
        List<double[]> tests = new ArrayList<>();
        for (int one = 0; one < models; one++) {
            for (int other = one + 1; other < models; other++) {
                for (Axis axis : axes) {
                    AboveChance a = axis.scores().get(one);
                    AboveChance b = axis.scores().get(other);
                    tests.add(new double[] {p(a, b), Math.signum(a.value() - b.value())});
                }
            }
        }
        double[] corrected =
                SkillDifference.holm(tests.stream().mapToDouble(test -> test[0]).toArray());
        List<Pair> pairs = new ArrayList<>();
        int at = 0;
        for (int one = 0; one < models; one++) {
            for (int other = one + 1; other < models; other++) {
                Sides first = new Sides();
                Sides second = new Sides();
                for (Axis axis : axes) {
                    Sides ahead = tests.get(at)[1] > 0 ? first : second;
                    Sides behind = tests.get(at)[1] > 0 ? second : first;
                    if (corrected[at] < LEVEL) {
                        ahead.better.add(axis.name());
                    }
                    if (tests.get(at)[0] < LEVEL) {
                        behind.worse.add(axis.name());
                    }
                    at++;
                }
                pairs.add(first.pair(one, other));
                pairs.add(second.pair(other, one));
            }
        }
        return pairs;
    }

    private static final class Sides {
        private final List<String> better = new ArrayList<>();
        private final List<String> worse = new ArrayList<>();

        Pair pair(int one, int other) {
            return new Pair(one, other, List.copyOf(better), List.copyOf(worse));
        }
    }

    /** One-sided p-value of being at chance. */
    private static double above(AboveChance score) {
        return Erf.erfc(score.value() / score.standardError() / Math.sqrt(2)) / 2;
    }

    /** Two-sided p-value of no difference. */
    private static double p(AboveChance a, AboveChance b) {
        double off = Math.abs(a.value() - b.value());
        double error = Math.hypot(a.standardError(), b.standardError());
        return off == 0 ? 1 : Erf.erfc(off / error / Math.sqrt(2));
    }

    /** Models that a model dominates, as places. */
    public List<Integer> dominated(int model) {
        return pairs.stream()
                .filter(pair -> pair.one() == model && pair.dominates())
                .map(Pair::other)
                .toList();
    }

    /** Models beside which a model is better on no skill, by its loss alone, as places. */
    public List<Integer> byLossOnly(int model) {
        return pairs.stream()
                .filter(pair ->
                        pair.one() == model && pair.dominates() && pair.better().equals(List.of(TEXT)))
                .map(Pair::other)
                .toList();
    }

    /** The model that dominates every other, if one does: by its loss alone, where {@link #byLossOnly} holds some. */
    public Optional<AskedModel> winner() {
        return IntStream.range(0, models.size())
                .filter(model -> dominated(model).size() == models.size() - 1)
                .mapToObj(models::get)
                .findFirst();
    }

    /** Models that no model dominates, as places. */
    public List<Integer> undominated() {
        return IntStream.range(0, models.size())
                .filter(model -> pairs.stream().noneMatch(pair -> pair.other() == model && pair.dominates()))
                .boxed()
                .toList();
    }

    /** The Pareto front with compute as the cost: models that no model of as little compute dominates, as places. */
    public List<Integer> front() {
        return IntStream.range(0, models.size())
                .filter(model -> pairs.stream()
                        .noneMatch(pair -> pair.other() == model
                                && pair.dominates()
                                && models.get(pair.one()).flops()
                                        <= models.get(model).flops()))
                .boxed()
                .toList();
    }
}
