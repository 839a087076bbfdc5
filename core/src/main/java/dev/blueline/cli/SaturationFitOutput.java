package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.SaturationCurve;
import dev.blueline.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The law {@code saturation}, fitted to all rows of a table, for people and for machines.
 *
 * @param columns of x and S
 * @param compute whether x is the logarithm of compute
 */
record SaturationFitOutput(String file, List<String> columns, boolean compute, SaturationCurve curve, double level) {

    static SaturationFitOutput of(Table table, RunColumns columns, int draws, long seed, double level) {
        if (!columns.n.isEmpty() || columns.d.isPresent() || columns.c.isPresent() == columns.x.isPresent()) {
            throw new BadInput(
                    "--law saturation takes one axis: --x COLUMN of dates or numbers, or --c COLUMN of compute");
        }
        String score = columns.y
                .or(() -> table.named("score"))
                .or(() -> table.named("accuracy"))
                .orElseThrow(() -> new BadInput("which column of " + table.name()
                        + " is the score? Say --y COLUMN; it has " + String.join(", ", table.columns())));
        boolean ofCompute = columns.c.isPresent();
        String axis = columns.c.or(() -> columns.x).orElseThrow();
        double[] xs = ofCompute ? BenchmarkTable.logs(table, axis) : places(table, axis);
        double[] scores = table.numbers(score);
        List<SaturationCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < xs.length; i++) {
            points.add(new SaturationCurve.Point(xs[i], scores[i]));
        }
        return new SaturationFitOutput(
                table.name(),
                List.of(axis, score),
                ofCompute,
                SaturationCurve.fit(points, OptionalDouble.empty(), draws, seed),
                level);
    }

    /** Years where dates stand, else numbers. */
    private static double[] places(Table table, String axis) {
        List<String> texts = table.texts(axis);
        return texts.stream().anyMatch(text -> text.matches("\\d{4}-\\d{2}.*"))
                ? Dates.years(texts, table.places(), axis)
                : table.numbers(axis);
    }

    private Map<String, SaturationCurve.Estimate> parameters() {
        Map<String, SaturationCurve.Estimate> parameters = new LinkedHashMap<>();
        parameters.put("floor", curve.floor(level));
        parameters.put("ceiling", curve.ceiling(level));
        parameters.put("r", curve.rate(level));
        parameters.put("middle", curve.middle(level));
        parameters.put("10-90", curve.tenToNinety(level));
        parameters.put("95%", curve.saturation(level));
        return parameters;
    }

    String text() {
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %d points; x = %s%s, S = %s%nLaw: saturation, S = floor + (ceiling - floor) / (1 + exp(-r (x - middle)))%n"
                        + "Intervals: %.0f%%, from %d refits.%n%n",
                file,
                curve.points().size(),
                compute ? "ln " : "",
                columns.getFirst(),
                columns.getLast(),
                100 * level,
                curve.draws()));
        parameters()
                .forEach((name, estimate) -> out.append(String.format(
                        Locale.ROOT,
                        "  %-8s %10s   [%s, %s]%n",
                        name,
                        number(estimate.value()),
                        number(estimate.interval().low()),
                        number(estimate.interval().high()))));
        out.append("\n10-90: from 10% to 90% of the way. 95%: where that much of the way is gone.\n");
        curve.undetermined()
                .ifPresent(
                        why -> out.append("Ceiling: undetermined; ").append(why).append(".\n"));
        return out.toString();
    }

    /** A year keeps its hundredths. */
    private static String number(double value) {
        return value >= 1000 && value < 1e4 ? String.format(Locale.ROOT, "%.2f", value) : FitText.number(value);
    }

    Map<String, Object> json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("law", LawName.SATURATION.toString());
        root.put("rows", curve.points().size());
        root.put("x", compute ? "ln " + columns.getFirst() : columns.getFirst());
        root.put("y", columns.getLast());
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters().forEach((name, estimate) -> parameters.put(name, SaturationOutput.json(estimate)));
        root.put("parameters", parameters);
        root.put("level", level);
        curve.undetermined().ifPresent(why -> root.put("undetermined", why));
        return root;
    }
}
