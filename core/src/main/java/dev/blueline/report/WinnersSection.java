package dev.blueline.report;

import dev.blueline.evaluation.AboveChance;
import dev.blueline.evaluation.AskedModel;
import dev.blueline.evaluation.Winners;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Models by skills: is one the best at everything, and who dominates whom. */
final class WinnersSection {
    private static final double CHART_HEIGHT = 27;

    private WinnersSection() {}

    static Section section(Optional<Winners> found) {
        Section section = Section.titled("winners", "No single winner?");
        if (found.isEmpty()) {
            return section.missing("Models by skills need a study with skills and two sizes.");
        }
        Winners winners = found.get();
        section.text(finding(winners));
        section.chart(
                WinnersChart.of(winners),
                CHART_HEIGHT,
                "Accuracy above chance of the longest trained run of each size, with 90% intervals. Lines that cross are skills that"
                        + " put the models in another order.");
        section.table(scores(winners));
        section.text(
                "The rule: a model is better on a skill if a z-test of the difference says so at 5%, corrected by Holm's rule for"
                        + " all pairs and skills. It dominates if it is better on one or more and on none worse by the same test without"
                        + " correction. The test takes the two figures for independent; they are of the same items, so the true error of a"
                        + " difference is smaller: strengths are found in spite of that, small weaknesses may be missed. The front holds the"
                        + " models that no model of as"
                        + " little compute dominates.");
        section.table(dominance(winners));
        if (!winners.ranks().isEmpty()) {
            section.text(ranks(winners));
            section.folded("How each skill ranks the runs", rankTable(winners));
        }
        return section;
    }

    private static String finding(Winners winners) {
        String sizes = winners.models().size() + " sizes, the longest trained run of each";
        String text = winners.winner()
                .map(model -> winner(winners, model, sizes))
                .orElseGet(() -> "There is no single winner among " + sizes
                        + ": no model dominates all others. Dominated by none: " + names(winners, winners.undominated())
                        + ".");
        return text + " " + front(winners) + " " + best(winners);
    }

    /** A winner by its loss alone is none by its skills. */
    private static String winner(Winners winners, AskedModel model, String sizes) {
        List<Integer> byLoss = winners.byLossOnly(winners.models().indexOf(model));
        if (byLoss.isEmpty()) {
            return "There is a single winner among " + sizes + ": " + model.rung() + " dominates every other.";
        }
        boolean all = byLoss.size() == winners.models().size() - 1;
        return "By loss only there is a single winner among " + sizes + ": " + model.rung()
                + " has the lowest loss of text, but beside "
                + (all ? "every other" : names(winners, byLoss)) + " it is shown to be better on no skill.";
    }

    private static String front(Winners winners) {
        List<Integer> front = winners.front();
        return front.size() == winners.models().size()
                ? "Counting compute as a cost, all are on the Pareto front: no cheaper model dominates a dearer one."
                : "Counting compute as a cost, the Pareto front holds " + names(winners, front) + ".";
    }

    /** Who is best alone at what; where several are not told apart, how many. */
    private static String best(Winners winners) {
        Map<Integer, List<String>> alone = new TreeMap<>();
        List<String> shared = new ArrayList<>();
        for (Winners.Axis axis : winners.axes()) {
            if (axis.leaders().size() == 1) {
                alone.computeIfAbsent(axis.best(), model -> new ArrayList<>()).add(axis.name());
            } else {
                shared.add(axis.name() + " (" + axis.leaders().size() + ")");
            }
        }
        String text = alone.isEmpty()
                ? ""
                : "Best alone: "
                        + alone.entrySet().stream()
                                .map(entry ->
                                        winners.models().get(entry.getKey()).rung() + " at "
                                                + SkillWords.list(entry.getValue()))
                                .collect(Collectors.joining("; "))
                        + ".";
        return text
                + (shared.isEmpty()
                        ? ""
                        : " Several models at the top that are not told apart: " + SkillWords.list(shared) + ".");
    }

    private static String names(Winners winners, List<Integer> places) {
        return places.isEmpty()
                ? "none"
                : SkillWords.list(places.stream()
                        .map(place -> winners.models().get(place).rung())
                        .toList());
    }

    private static Table scores(Winners winners) {
        List<String> headings = new ArrayList<>(List.of("run"));
        winners.axes().forEach(axis -> headings.add("#" + (text(axis) ? "bits per byte" : axis.name())));
        Table table = new Table(
                "Accuracy above chance by skill; intervals are in the chart. An asterisk marks the best and those not told apart from it",
                headings.toArray(String[]::new));
        for (int i = 0; i < winners.models().size(); i++) {
            List<String> cells = new ArrayList<>();
            cells.add(winners.models().get(i).rung());
            for (Winners.Axis axis : winners.axes()) {
                AboveChance score = axis.scores().get(i);
                String figure = text(axis) ? Format.loss(-score.value()) : SkillWords.score(score.value());
                cells.add(figure + (axis.leaders().contains(i) ? "*" : ""));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static boolean text(Winners.Axis axis) {
        return axis.name().equals(Winners.TEXT);
    }

    private static Table dominance(Winners winners) {
        Table table = new Table(
                "Who dominates whom",
                "run",
                "#FLOP",
                "dominates",
                "better, but not on all",
                "dominated by",
                "on the front");
        for (int i = 0; i < winners.models().size(); i++) {
            int model = i;
            table.row(
                    winners.models().get(i).rung(),
                    Format.power(winners.models().get(i).flops()),
                    others(winners, pair -> pair.one() == model && pair.dominates() ? pair.other() : -1),
                    mixed(winners, model),
                    others(winners, pair -> pair.other() == model && pair.dominates() ? pair.one() : -1),
                    winners.front().contains(i) ? "yes" : "no");
        }
        return table;
    }

    private static String others(Winners winners, ToIntFunction<Winners.Pair> place) {
        List<String> sizes = winners.pairs().stream()
                .map(place::applyAsInt)
                .filter(at -> at >= 0)
                .map(at -> winners.models().get(at).size())
                .toList();
        return sizes.isEmpty() ? "–" : String.join(", ", sizes);
    }

    /** Models that it beats on some skills while it may be worse on others. */
    private static String mixed(Winners winners, int model) {
        String text = winners.pairs().stream()
                .filter(pair -> pair.one() == model
                        && !pair.better().isEmpty()
                        && !pair.worse().isEmpty())
                .map(pair -> winners.models().get(pair.other()).size() + " (worse on " + String.join(", ", pair.worse())
                        + ")")
                .collect(Collectors.joining("; "));
        return text.isEmpty() ? "–" : text;
    }

    private static String ranks(Winners winners) {
        List<Winners.Ranks> begun =
                winners.ranks().stream().filter(ranks -> !ranks.atChance()).toList();
        String start =
                "Does a lower loss mean more skill? Kendall's tau compares the order in which a skill puts all runs with that"
                        + " of their loss: 1 is the same order, 0 none in common. ";
        if (begun.isEmpty()) {
            return start + "No skill has been begun by the largest model, so there is no order to compare.";
        }
        List<Winners.Ranks> told =
                begun.stream().filter(ranks -> ranks.interval().isPresent()).toList();
        if (told.isEmpty()) {
            return start
                    + "The ledger, of an earlier version, does not hold what tells how far tau depends on the items that were drawn, so"
                    + " no order is told here.";
        }
        List<String> shown = told.stream()
                .filter(ranks -> !ranks.interval().orElseThrow().holdsNone())
                .map(WinnersSection::tau)
                .toList();
        List<String> open = told.stream()
                .filter(ranks -> ranks.interval().orElseThrow().holdsNone())
                .map(WinnersSection::tau)
                .toList();
        return start + "With 90% intervals over the draw of items: "
                + (shown.isEmpty() ? "" : SkillWords.list(shown) + ". ")
                + (open.isEmpty()
                        ? ""
                        : "Neither agreement nor disagreement is shown for " + SkillWords.list(open) + ". ")
                + (told.size() < winners.ranks().size()
                        ? "Skills that the largest model has not begun are left out."
                        : "");
    }

    private static String tau(Winners.Ranks ranks) {
        return ranks.skill() + " " + Format.fixed(ranks.tau(), 2) + interval(ranks);
    }

    private static String interval(Winners.Ranks ranks) {
        return ranks.interval()
                .map(interval -> " [" + Format.fixed(interval.low(), 2) + ", " + Format.fixed(interval.high(), 2) + "]")
                .orElse("");
    }

    private static Table rankTable(Winners winners) {
        Table table =
                new Table("Rank agreement with the loss of all text", "skill", "#rungs", "#Kendall's tau", "note");
        winners.ranks()
                .forEach(ranks -> table.row(
                        ranks.skill(),
                        "" + ranks.rungs(),
                        Format.fixed(ranks.tau(), 2) + interval(ranks),
                        ranks.atChance() ? "at chance: the order is noise" : ""));
        return table;
    }
}
