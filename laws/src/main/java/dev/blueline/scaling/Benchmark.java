package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A benchmark over time: the scores of models, and the best so far at every date.
 *
 * @param name of the benchmark
 * @param entries scores in the order of their places
 * @param chance score of a guess, where it is known
 * @param human score of people, where it is known
 * @param items number of its items, where it is known
 */
public record Benchmark(
        String name, List<Entry> entries, OptionalDouble chance, OptionalDouble human, OptionalLong items) {
    /** Models at the top that are told apart, or not. */
    private static final int TOP = 5;
    /** Two-sided 5% and a power of 80%. */
    private static final double Z_LEVEL = 1.959_964;

    private static final double Z_POWER = 0.841_621;

    /**
     * A model's score.
     *
     * @param at date in years, or logarithm of compute
     */
    public record Entry(String model, double at, double score) {}

    /** @throws BadInput if a score is no share, or below what chance gives by far */
    public Benchmark {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a benchmark needs a score");
        }
        for (Entry entry : entries) {
            if (!(entry.score() >= 0 && entry.score() <= 1)) {
                throw new BadInput("benchmark " + name + " has the score " + entry.score() + " of " + entry.model()
                        + ": give scores between 0 and 1, or divide by 100");
            }
        }
        entries = entries.stream().sorted(Comparator.comparingDouble(Entry::at)).toList();
    }

    /** The best score so far at every place with a score. */
    public List<SaturationCurve.Point> frontier() {
        List<SaturationCurve.Point> frontier = new ArrayList<>();
        double best = 0;
        for (int i = 0; i < entries.size(); i++) {
            best = Math.max(best, entries.get(i).score());
            boolean last = i + 1 == entries.size()
                    || entries.get(i + 1).at() > entries.get(i).at();
            if (last) {
                frontier.add(new SaturationCurve.Point(entries.get(i).at(), best));
            }
        }
        return frontier;
    }

    /** The highest score. */
    public double best() {
        return entries.stream().mapToDouble(Entry::score).max().orElseThrow();
    }

    /** The scores at the top, highest first, at most {@value #TOP} of different models. */
    public List<Entry> top() {
        List<Entry> top = new ArrayList<>();
        entries.stream()
                .sorted(Comparator.comparingDouble(Entry::score).reversed())
                .forEach(entry -> {
                    boolean known = top.stream().anyMatch(other -> other.model().equals(entry.model()));
                    if (top.size() < TOP && !known) {
                        top.add(entry);
                    }
                });
        return top;
    }

    /**
     * Whether the first of the top is told from the last by the benchmark's items, two-sided at 5%; empty where the number of items is not
     * known, or there is one model.
     */
    public Optional<Boolean> tellsTopApart() {
        List<Entry> top = top();
        if (items.isEmpty() || top.size() < 2) {
            return Optional.empty();
        }
        double a = top.getFirst().score();
        double b = top.getLast().score();
        double error = Math.sqrt((a * (1 - a) + b * (1 - b)) / items.getAsLong());
        return Optional.of(a - b > Z_LEVEL * error);
    }

    /**
     * Items needed to tell two models apart, each asked all, with a power of 80% at two-sided 5% (Fleiss 1981, Statistical Methods for Rates
     * and Proportions, section 3.2, without continuity correction). Models that are right on the same items need fewer where they are
     * compared item by item.
     *
     * @param score of the better one, 0 to 1
     * @param difference above 0, at most the score
     */
    public static long itemsNeeded(double score, double difference) {
        double other = score - difference;
        if (!(difference > 0) || other < 0 || score > 1) {
            throw new BadInput("a difference of " + difference + " below a score of " + score
                    + " cannot be told: give one above 0, at most the score");
        }
        double mean = (score + other) / 2;
        double root = Z_LEVEL * Math.sqrt(2 * mean * (1 - mean))
                + Z_POWER * Math.sqrt(score * (1 - score) + other * (1 - other));
        return (long) Math.ceil(root * root / (difference * difference));
    }
}
