package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.BetaBinomial;
import dev.blueline.scaling.Coverage;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.ThinkingBudget;
import dev.blueline.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A law of compute at the answer, fitted to all rows of a table, for people and for machines.
 *
 * @param columns that were read
 * @param parameters by letter
 * @param intervals of the parameters
 * @param curve what the law says along its axis
 * @param from what the intervals come from
 */
record AnswerFitOutput(
        String file,
        LawName law,
        int rows,
        List<String> columns,
        Map<String, Double> parameters,
        Map<String, Outlook.Interval> intervals,
        Map<Double, Double> curve,
        String from,
        double level) {

    static AnswerFitOutput of(Table table, RunColumns columns, LawName law, int draws, long seed, double level) {
        if (!columns.n.isEmpty() || columns.d.isPresent() || columns.c.isPresent()) {
            throw new BadInput("--law " + law + " takes --x COLUMN and --y COLUMN; leave out --n, --d and --c");
        }
        return switch (law) {
            case COVERAGE -> coverage(table, columns, draws, seed, level);
            case BETA_BINOMIAL -> betaBinomial(table, columns, draws, seed, level);
            case BUDGET_FORCING -> budgetForcing(table, columns, draws, seed, level);
            default -> throw new IllegalArgumentException(law + " is no law of compute at the answer");
        };
    }

    private static String named(Table table, Optional<String> given, String option, String what, String... names) {
        return given.or(() -> Arrays.stream(names)
                        .flatMap(name -> table.named(name).stream())
                        .findFirst())
                .orElseThrow(() -> new BadInput("which column of " + table.name() + " holds " + what + "? Say " + option
                        + " COLUMN; it has " + String.join(", ", table.columns())));
    }

    /** Points in k; refits draw what the law leaves of ln(-ln pass@k) anew. */
    private static AnswerFitOutput coverage(Table table, RunColumns columns, int draws, long seed, double level) {
        String x = named(table, columns.x, "--x", "the number of samples", "k", "samples", "attempts");
        String y = named(table, columns.y, "--y", "the share of problems solved", "pass", "coverage", "accuracy");
        double[] samples = table.numbers(x);
        double[] pass = table.numbers(y);
        List<double[]> between = IntStream.range(0, samples.length)
                .filter(i -> samples[i] > 0 && pass[i] > 0 && pass[i] < 1)
                .mapToObj(i -> new double[] {samples[i], pass[i]})
                .toList();
        if (between.stream().mapToDouble(point -> point[0]).distinct().count() < 3) {
            throw new BadInput(
                    "--law coverage needs three different numbers of samples with a coverage between 0 and 1, and "
                            + table.name() + " has " + between.size() + " such rows; give more");
        }
        double[] ks = between.stream().mapToDouble(point -> point[0]).toArray();
        double[] shares = between.stream().mapToDouble(point -> point[1]).toArray();
        Coverage law = Coverage.fit(ks, shares);
        double[] left = IntStream.range(0, ks.length)
                .mapToDouble(i -> Math.log(-Math.log(shares[i])) - Math.log(-Math.log(law.at(ks[i]))))
                .toArray();
        double wider = Math.sqrt(ks.length / Math.max(1.0, ks.length - 2.0));
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<String, Double>> refits = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            double[] drawn = new double[ks.length];
            Arrays.setAll(
                    drawn,
                    i -> Math.exp(
                            -Math.exp(Math.log(-Math.log(law.at(ks[i]))) + wider * left[random.nextInt(left.length)])));
            refits.add(Coverage.fit(ks, drawn).parameters());
        }
        return output(
                table,
                LawName.COVERAGE,
                ks.length,
                List.of(x, y),
                law.parameters(),
                refits,
                law::at,
                samples,
                "residuals",
                level);
    }

    /** One row for each problem; refits draw problems anew. */
    private static AnswerFitOutput betaBinomial(Table table, RunColumns columns, int draws, long seed, double level) {
        String x = named(table, columns.x, "--x", "all samples of each problem", "drawn", "samples");
        String y = named(table, columns.y, "--y", "the right samples of each problem", "right", "correct");
        int[] drawn = whole(table, x, 1);
        int[] right = whole(table, y, 0);
        for (int i = 0; i < right.length; i++) {
            if (right[i] > drawn[i]) {
                throw new BadInput("row " + (i + 1) + " of " + table.name() + " has " + right[i] + " right samples of "
                        + drawn[i] + ": give in --x all samples of a problem, in --y the right ones");
            }
        }
        if (Arrays.stream(right).allMatch(of -> of == 0)
                || IntStream.range(0, right.length).allMatch(i -> right[i] == drawn[i])) {
            throw new BadInput("--law beta-binomial needs problems of different pass rates, and in " + table.name()
                    + " all samples are right or none is; give harder problems, or more samples");
        }
        BetaBinomial law = BetaBinomial.fit(right, drawn);
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<String, Double>> refits = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            int[] problems = IntStream.range(0, right.length)
                    .map(i -> random.nextInt(right.length))
                    .toArray();
            refits.add(BetaBinomial.fit(
                            Arrays.stream(problems).map(i -> right[i]).toArray(),
                            Arrays.stream(problems).map(i -> drawn[i]).toArray())
                    .parameters());
        }
        double[] most = {1, 10, 100, 1000};
        return output(
                table,
                LawName.BETA_BINOMIAL,
                right.length,
                List.of(x, y),
                law.parameters(),
                refits,
                law::at,
                most,
                "problems drawn anew",
                level);
    }

    private static int[] whole(Table table, String column, int least) {
        double[] values = table.numbers(column);
        int[] whole = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] != Math.rint(values[i]) || values[i] < least || values[i] > 1e9) {
                throw new BadInput("row " + (i + 1) + " of " + table.name() + " has " + values[i] + " in column "
                        + column + ", where a count of " + least + " or more is needed");
            }
            whole[i] = (int) values[i];
        }
        return whole;
    }

    private static AnswerFitOutput budgetForcing(Table table, RunColumns columns, int draws, long seed, double level) {
        String x = named(table, columns.x, "--x", "the tokens of thought", "tokens", "budget");
        String y = named(table, columns.y, "--y", "the accuracy", "accuracy", "right", "pass_at_1");
        double[] tokens = table.numbers(x);
        double[] accuracies = table.numbers(y);
        Optional<double[]> errors = columns.standardError
                .or(() -> table.named("stderr"))
                .or(() -> table.named("standard_error"))
                .map(table::numbers);
        List<ThinkingBudget.Point> points = IntStream.range(0, tokens.length)
                .mapToObj(i ->
                        new ThinkingBudget.Point(tokens[i], accuracies[i], errors.isPresent() ? errors.get()[i] : 0))
                .toList();
        ThinkingBudget.Fitted fitted = ThinkingBudget.fit(points, draws, seed);
        return output(
                table,
                LawName.BUDGET_FORCING,
                points.size(),
                List.of(x, y),
                fitted.law().parameters(),
                fitted.refits().stream().map(ThinkingBudget::parameters).toList(),
                fitted.law()::at,
                tokens,
                errors.isPresent() ? "noise of the standard errors" : "noise as large as the residuals",
                level);
    }

    private static AnswerFitOutput output(
            Table table,
            LawName law,
            int rows,
            List<String> columns,
            Map<String, Double> parameters,
            List<Map<String, Double>> refits,
            ToDoubleFunction<Double> at,
            double[] axis,
            String from,
            double level) {
        Map<String, Outlook.Interval> intervals = new LinkedHashMap<>();
        for (String name : parameters.keySet()) {
            intervals.put(
                    name,
                    Outlook.Interval.of(
                            refits.stream()
                                    .mapToDouble(refit -> refit.getOrDefault(name, Double.NaN))
                                    .toArray(),
                            level));
        }
        double last = Arrays.stream(axis).max().orElseThrow();
        Map<Double, Double> curve = new LinkedHashMap<>();
        for (double place : new double[] {last, 2 * last, 10 * last}) {
            curve.put(place, at.applyAsDouble(place));
        }
        return new AnswerFitOutput(
                table.name(),
                law,
                rows,
                columns,
                parameters,
                intervals,
                curve,
                refits.size() + " refits, " + from,
                level);
    }

    private String formula() {
        return switch (law) {
            case COVERAGE -> "-ln pass@k = a k^-b";
            case BETA_BINOMIAL -> "pass@k = 1 - B(alpha, beta + k) / B(alpha, beta)";
            case BUDGET_FORCING -> "acc(T) = A - (A - a0) exp(-T / tau)";
            default -> throw new IllegalStateException(law.toString());
        };
    }

    String text() {
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %d rows; %s%nLaw: %s, %s%nIntervals: %.0f%%, from %s.%n%n",
                file,
                rows,
                String.join(" and ", columns),
                law,
                formula(),
                100 * level,
                from));
        parameters.forEach((name, value) -> out.append(String.format(
                Locale.ROOT,
                "  %-8s %10s   [%s, %s]%n",
                name,
                FitText.number(value),
                ends(name).map(i -> FitText.number(i.low())).orElse(""),
                ends(name).map(i -> FitText.number(i.high())).orElse(""))));
        out.append('\n');
        curve.forEach((place, value) -> out.append(String.format(
                Locale.ROOT,
                "%s at %s: %.4f%n",
                law == LawName.BUDGET_FORCING ? "Accuracy" : "Coverage",
                FitText.number(place),
                value)));
        return out.toString();
    }

    private Optional<Outlook.Interval> ends(String name) {
        return Optional.ofNullable(intervals.get(name));
    }

    Map<String, Object> json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("law", law.toString());
        root.put("rows", rows);
        root.put("x", columns.getFirst());
        root.put("y", columns.getLast());
        root.put("parameters", parameters);
        Map<String, Object> ends = new LinkedHashMap<>();
        intervals.forEach((name, interval) -> ends.put(name, List.of(interval.low(), interval.high())));
        root.put("intervals", ends);
        root.put("level", level);
        Map<String, Double> at = new LinkedHashMap<>();
        curve.forEach((place, value) -> at.put(String.format(Locale.ROOT, "%.6g", place), value));
        root.put("at", at);
        return root;
    }
}
