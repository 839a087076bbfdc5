package dev.blueline.report;

import dev.blueline.comparison.Challenger;
import dev.blueline.comparison.Comparison;
import dev.blueline.comparison.Estimate;
import dev.blueline.ledger.DurableFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A comparison of recipes as a page and as JSON: the verdict of each, its multipliers in a chart and in a table. */
public final class ComparisonReport {
    /** Name of the page. */
    public static final String HTML = "comparison.html";

    private static final String JSON_FILE = "comparison.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ComparisonReport() {}

    /** Writes both files into a folder. */
    public static void write(Comparison comparison, List<String> notes, Path folder) {
        DurableFiles.write(folder.resolve(JSON_FILE), json(comparison, notes).toPrettyString());
        DurableFiles.write(folder.resolve(HTML), html(comparison, notes));
    }

    /** The comparison with each verdict's word: keep, keep, grows, fades, drop or cannot tell. */
    public static ObjectNode json(Comparison comparison) {
        return json(comparison, List.of());
    }

    /** As {@link #json(Comparison)}, with what a reader should know of the runs. */
    public static ObjectNode json(Comparison comparison, List<String> notes) {
        ObjectNode root = JSON.valueToTree(comparison);
        ArrayNode challengers = root.withArray("challengers");
        for (int i = 0; i < comparison.challengers().size(); i++) {
            ObjectNode challenger = (ObjectNode) challengers.get(i);
            challenger.set("detail", challenger.get("verdict"));
            challenger.put("verdict", comparison.challengers().get(i).verdict().word());
        }
        ArrayNode list = root.putArray("notes");
        notes.forEach(list::add);
        return root;
    }

    /** The page as text. */
    static String html(Comparison comparison, List<String> notes) {
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < comparison.challengers().size(); i++) {
            sections.add(section(comparison.baseline(), comparison.challengers().get(i), i));
        }
        Section method = Section.titled("method", "What the figures are")
                .text(
                        "The multiplier says how many times a recipe's compute " + comparison.baseline()
                                + " needs to reach the recipe's loss, more compute being "
                                + comparison.growth().words() + ". It comes from " + comparison.law()
                                + ". Intervals hold " + Format.percent(comparison.level())
                                + " of the draws. A forecast for ten times the largest run follows the trend of the multiplier.");
        sections.add(notes.isEmpty() ? method : method.list(notes));
        return Report.page(comparison.baseline() + " compared", sections);
    }

    static Section section(String baseline, Challenger challenger, int number) {
        Section section = Section.titled(
                        "recipe-" + number,
                        challenger.name() + " against " + baseline + ": "
                                + challenger.verdict().word())
                .text(challenger.sentence())
                .chart(
                        MultiplierChart.of(challenger, number),
                        "Compute multiplier of " + challenger.name() + " over " + baseline
                                + ". Above the line at 1 it saves compute. The open mark is the forecast.")
                .table(table(challenger));
        return challenger.notes().isEmpty() ? section : section.list(challenger.notes());
    }

    private static Table table(Challenger challenger) {
        Table table =
                new Table("Multipliers by scale", "size", "#tokens", "#FLOPs", "#loss", "#multiplier", "compared by");
        for (Challenger.Point point : challenger.points()) {
            table.row(
                    Format.shortCount(point.parameters()),
                    Format.shortCount(point.tokens()),
                    Format.power(point.compute()),
                    Format.signedPercent(Math.expm1(-point.gain())),
                    factor(point.multiplier()),
                    point.replicates() + ", " + point.match().words());
        }
        table.row("average", "", "", "", factor(challenger.average()), "");
        return table.row(
                "forecast", "", Format.power(challenger.forecastCompute()), "", factor(challenger.forecast()), "");
    }

    static String factor(Estimate estimate) {
        return Format.fixed(estimate.value(), 2) + " [" + Format.fixed(estimate.low(), 2) + ", "
                + Format.fixed(estimate.high(), 2) + "]";
    }
}
