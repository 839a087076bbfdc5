package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rules for web text from the literature ({@link HeuristicRule}). They were made to drop a document that breaks any, so all
 * must hold if nothing else is asked for. Made for English web pages: code, tables, poems and dictionaries break them by
 * nature.
 */
public final class Heuristics implements DocumentScore {
    @Override
    public String name() {
        return "heuristics";
    }

    @Override
    public String explanation() {
        return "share of " + HeuristicRule.values().length
                + " rules for web text, of Gopher and C4, that a document keeps";
    }

    @Override
    public double usualThreshold() {
        return 1;
    }

    @Override
    public double score(Document document) {
        return score(broken(document.text()));
    }

    private static double score(Set<HeuristicRule> broken) {
        int rules = HeuristicRule.values().length;
        return (double) (rules - broken.size()) / rules;
    }

    @Override
    public String note(Document document) {
        return note(broken(document.text()));
    }

    private static String note(Set<HeuristicRule> broken) {
        return broken.stream().map(HeuristicRule::shortName).collect(Collectors.joining(", "));
    }

    /** The rules that a text breaks. */
    public static Set<HeuristicRule> broken(String text) {
        TextFeatures features = TextFeatures.of(text);
        Set<HeuristicRule> broken = EnumSet.noneOf(HeuristicRule.class);
        for (HeuristicRule rule : HeuristicRule.values()) {
            if (!rule.holds(features)) {
                broken.add(rule);
            }
        }
        return broken;
    }

    @Override
    public FilterScores scores(DocumentPool pool, DoubleConsumer progress) {
        AtomicInteger done = new AtomicInteger();
        List<Set<HeuristicRule>> broken = IntStream.range(0, pool.size())
                .parallel()
                .mapToObj(i -> {
                    Set<HeuristicRule> its = broken(pool.stored(i).text());
                    progress.accept((double) done.incrementAndGet() / pool.size());
                    return its;
                })
                .toList();
        List<FilterScores.Figure> figures = new ArrayList<>();
        for (HeuristicRule rule : HeuristicRule.values()) {
            long count = broken.stream().filter(its -> its.contains(rule)).count();
            if (count > 0) {
                figures.add(new FilterScores.Figure(
                        String.format(Locale.ROOT, "%s (%s)", rule.shortName(), rule.source()),
                        (double) count / pool.size(),
                        FilterScores.Unit.SHARE));
            }
        }
        double[] values = broken.stream().mapToDouble(Heuristics::score).toArray();
        return new FilterScores(values, i -> note(broken.get(i)), figures);
    }
}
