package dev.blueline.report;

import dev.blueline.problems.Style;
import dev.blueline.study.Size;
import dev.blueline.tasks.Level;
import dev.blueline.thought.CrossedMean;
import dev.blueline.thought.ThoughtResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;

/** The sections of one task in a report on a study of thought. */
record ThoughtSections(ThoughtResults results, ThoughtResults.Asked asked) {

    List<Section> all() {
        if (results.sizes(asked.task()).isEmpty()) {
            return List.of(Section.titled(id("levels"), asked.task())
                    .missing("No size has all styles at every training compute: the time was too short."));
        }
        return List.of(levels(), compute(), parameters(), tokens(), differences());
    }

    private String id(String what) {
        return what + "-" + asked.task().replaceAll("[^A-Za-z0-9-]", "-");
    }

    private ThoughtCharts charts() {
        return new ThoughtCharts(results, asked);
    }

    private Section levels() {
        Section section = Section.titled(id("levels"), asked.task() + ": accuracy by number of steps")
                .text(
                        "Every style was taught with " + Format.power(results.flops(results.last()))
                                + " FLOP. Bars are 90% intervals over problems and seeds, circles the seeds. Levels with a star were not taught.");
        Element panels = section.element().appendElement("div").addClass("panels");
        for (Size size : results.sizes(asked.task())) {
            Chart chart = charts().byLevel(size);
            panels.appendChild(Figure.of(
                    chart, size + ", " + Format.count(results.parameters(asked.task(), size)) + " parameters."));
            section.charts().add(chart);
        }
        return section;
    }

    private Section compute() {
        return Section.titled(id("compute"), asked.task() + ": accuracy at equal training compute")
                .text(
                        "A response with a thought is longer, so a step on it costs more: at equal compute the model that answers at once has"
                                + " seen more problems. Each style stands at the size it does best with at that compute.")
                .chart(
                        charts().byCompute(),
                        "Share of problems of " + asked.hardest().name()
                                + ", the hardest that was taught, answered right; 90% intervals. Point at a mark for its size.");
    }

    private Section parameters() {
        return Section.titled(id("parameters"), asked.task() + ": accuracy at equal parameters")
                .chart(
                        charts().byParameters(),
                        "Share of problems of " + asked.hardest().name() + " answered right, each model taught with "
                                + Format.power(results.flops(results.last())) + " FLOP; 90% intervals.");
    }

    private Section tokens() {
        return Section.titled(id("tokens"), asked.task() + ": tokens spent against difficulty")
                .text(
                        "What a thought costs each time a question is asked. A model that answers at once spends the same on every problem.")
                .chart(
                        charts().tokens(),
                        "Mean tokens of a response, its end included, whether it is right or not; responses are cut at the context.");
    }

    private Section differences() {
        Section section = Section.titled(id("differences"), asked.task() + ": difference that a thought makes")
                .text("Accuracy of a style less that of " + results.reference().word()
                        + " at the same size and training compute, problem by problem and seed by seed, with 90% intervals. An interval that holds 0"
                        + " tells nothing apart; of many intervals one in ten misses by luck.");
        for (Style style : results.others()) {
            List<String> headings = new ArrayList<>(List.of("size", "#FLOP", "#problems seen, " + style.word()));
            headings.add("#problems seen, " + results.reference().word());
            asked.examined()
                    .forEach(level ->
                            headings.add("#" + level.name() + (asked.taught().contains(level) ? "" : "*")));
            Table table = new Table(
                    style.word() + " less " + results.reference().word() + ", 90% intervals",
                    headings.toArray(String[]::new));
            for (Size size : results.sizes(asked.task())) {
                for (int run = 0; run <= results.last(); run++) {
                    ThoughtResults.Place one = new ThoughtResults.Place(asked.task(), style, size, run);
                    ThoughtResults.Place other = new ThoughtResults.Place(asked.task(), results.reference(), size, run);
                    List<String> row = new ArrayList<>(
                            List.of(size.toString(), Format.power(results.flops(run)), problems(one), problems(other)));
                    for (Level level : asked.examined()) {
                        row.add(difference(results.difference(one, other, List.of(level))));
                    }
                    table.row(row.toArray(String[]::new));
                }
            }
            section.table(table);
        }
        section.folded("Every accuracy", accuracies());
        return section;
    }

    private Table accuracies() {
        List<String> headings = new ArrayList<>(List.of("style", "size", "#FLOP", "#seeds"));
        asked.examined().forEach(level -> headings.add("#" + level.name()));
        Table table = new Table("Share answered right, 90% intervals", headings.toArray(String[]::new));
        for (Style style : results.study().thought().styles()) {
            for (Size size : results.sizes(asked.task())) {
                for (int run = 0; run <= results.last(); run++) {
                    ThoughtResults.Place place = new ThoughtResults.Place(asked.task(), style, size, run);
                    List<String> row = new ArrayList<>(List.of(
                            style.word(),
                            size.toString(),
                            Format.power(results.flops(run)),
                            String.valueOf(results.of(place).size())));
                    asked.examined().forEach(level -> row.add(share(results.accuracy(place, List.of(level)))));
                    table.row(row.toArray(String[]::new));
                }
            }
        }
        return table;
    }

    private String problems(ThoughtResults.Place place) {
        return Format.shortCount(results.of(place).stream()
                .mapToLong(each -> each.steps() * results.study().thought().rows())
                .average()
                .orElse(Double.NaN));
    }

    static String share(CrossedMean right) {
        return Format.fixed(right.value(), 2) + " [" + Format.fixed(Math.max(0, right.low()), 2) + ", "
                + Format.fixed(Math.min(1, right.high()), 2) + "]";
    }

    private static String difference(CrossedMean difference) {
        return signed(difference.value()) + " [" + signed(difference.low()) + ", " + signed(difference.high()) + "]";
    }

    private static String signed(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%+.2f", value) : "–";
    }
}
