package dev.blueline.cli;

import dev.blueline.scaling.Analysis;
import dev.blueline.scaling.Approaches;
import dev.blueline.scaling.Fit;
import dev.blueline.scaling.Objective;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.Repetition;
import dev.blueline.scaling.Sigmoid;
import dev.blueline.scaling.Target;
import dev.blueline.scaling.TaskLadder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A fit for machines: one JSON object. */
final class FitJson {
    private FitJson() {}

    static Map<String, Object> of(FitResult result) {
        Analysis analysis = result.analysis();
        Outlook.FittedLaw law = analysis.law();
        Fit fit = law.fit();
        Objective objective = result.settings().objective();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("law", LawName.of(fit.family()));
        json.put("formula", fit.family().formula());
        json.put("parameters", fit.law().parameters());
        json.put("intervals", intervals(law));
        json.put("level", analysis.level());
        json.put("rows", result.runs().observations().size());
        json.put("columns", result.runs().columns());
        json.put("objective", objective.kind().name().toLowerCase(Locale.ROOT));
        if (objective.kind() == Objective.Kind.HUBER) {
            json.put("delta", objective.delta());
        }
        json.put("space", objective.space().name().toLowerCase(Locale.ROOT));
        json.put("starts", fit.starts());
        json.put("starts_at_optimum", fit.startsAtOptimum());
        json.put("loss_of_fit", fit.objective() * objective.unit());
        json.put("rmse", fit.rmse());
        json.put("aicc", fit.aicc());
        json.put("bootstrap", result.settings().draws());
        json.put("resampling", result.settings().resampling().name().toLowerCase(Locale.ROOT));
        result.change().ifPresent(change -> {
            Map<String, Object> found = new LinkedHashMap<>();
            found.put("finding", change.finding().name().toLowerCase(Locale.ROOT));
            found.put("independent", change.independent());
            if (!Double.isNaN(change.evidence())) {
                found.put("aicc_difference", change.evidence());
            }
            change.at().ifPresent(at -> found.put("at", List.of(at.low(), at.x(), at.high())));
            found.put("steepens", change.steepens());
            found.put("reason", change.reason());
            json.put("change_point", found);
        });
        result.repetition().ifPresent(found -> json.put("repetition", repetition(found)));
        json.put("optimal", optimal(analysis));
        json.put("approaches", approaches(analysis));
        json.put("counts", counts(analysis));
        json.put("laws", laws(analysis));
        json.put("seed_noise", analysis.study().noise());
        json.put("warnings", analysis.warnings());
        return json;
    }

    private static Map<String, Object> repetition(Repetition found) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "largest_run",
                Map.of(
                        "n", found.largest().parameters(),
                        "d", found.largest().tokens(),
                        "u", found.largest().uniqueTokens()));
        json.put("ten_times_different_text", estimate(found.fresh()));
        json.put("ten_times_parameters", estimate(found.parameters()));
        json.put("ten_times_repetition", estimate(found.repeated()));
        json.put("text_below_parameters", estimate(found.advantage()));
        found.half().ifPresent(half -> json.put("half_worth_epochs", estimate(half)));
        json.put("most_epochs", found.mostEpochs());
        json.put("undetermined", found.undetermined());
        return json;
    }

    private static Map<String, Object> estimate(Repetition.Estimate estimate) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("value", estimate.value());
        json.put("interval", pair(estimate.interval()));
        return json;
    }

    private static Map<String, List<Double>> intervals(Outlook.FittedLaw law) {
        Map<String, List<Double>> intervals = new LinkedHashMap<>();
        law.intervals().forEach((name, interval) -> intervals.put(name, pair(interval)));
        return intervals;
    }

    private static List<Double> pair(Outlook.Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    private static Map<String, Object> optimal(Analysis analysis) {
        Map<String, Object> optimal = new LinkedHashMap<>();
        analysis.law().fit().law().exponents().ifPresent(exponents -> {
            optimal.put("n_exponent", exponents.parameters());
            optimal.put("d_exponent", exponents.tokens());
            optimal.put("loss_exponent", exponents.reducibleLoss());
        });
        analysis.approaches().stream()
                .flatMap(found -> found.ways().stream())
                .filter(way -> way.number() == 3)
                .findFirst()
                .ifPresent(way -> {
                    optimal.put("n_exponent_interval", pair(way.interval()));
                    optimal.put(
                            "d_exponent_interval",
                            List.of(
                                    1 - way.interval().high(),
                                    1 - way.interval().low()));
                });
        List<Map<String, Object>> points = new ArrayList<>();
        for (Analysis.Optimum best : analysis.optima()) {
            Map<String, Object> point = new LinkedHashMap<>();
            point.put("c", best.compute());
            point.put("n", best.parameters());
            point.put("n_interval", pair(best.parametersInterval()));
            point.put("d", best.tokens());
            point.put("d_interval", pair(best.tokensInterval()));
            point.put("loss", best.loss());
            point.put("loss_interval", pair(best.lossInterval()));
            points.add(point);
        }
        optimal.put(
                "flops_per_parameter_token", analysis.study().mixture().span().flopsPerParameterToken());
        optimal.put("points", points);
        return optimal;
    }

    private static Map<String, Object> approaches(Analysis analysis) {
        Map<String, Object> json = new LinkedHashMap<>();
        analysis.approaches().ifPresent(found -> {
            found.ways().forEach(way -> json.put("approach_" + way.number(), way(way)));
            json.put("disagreement", found.disagreement());
            json.put("size_factor", found.sizeFactor());
        });
        return json;
    }

    private static Map<String, Object> counts(Analysis analysis) {
        Map<String, Object> json = new LinkedHashMap<>();
        analysis.counts().forEach((name, way) -> json.put(name, way(way)));
        return json;
    }

    private static Map<String, Object> way(Approaches.Way way) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("n_exponent", way.exponent());
        json.put("n_exponent_interval", pair(way.interval()));
        json.put("n_at_largest_compute", way.size());
        json.put("n_at_largest_compute_interval", pair(way.sizeInterval()));
        json.put("points", way.points());
        return json;
    }

    private static List<Map<String, Object>> laws(Analysis analysis) {
        List<Map<String, Object>> laws = new ArrayList<>();
        for (Outlook.FittedLaw law : analysis.laws()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("law", LawName.of(law.fit().family()));
            json.put("weight", law.weight());
            json.put("parameters", law.fit().law().parameters());
            law.medianMiss().ifPresent(miss -> json.put("median_held_out_miss", miss));
            json.put("held_out_predictions", law.backtests().size());
            json.put("rmse", law.fit().rmse());
            json.put("aicc", law.fit().aicc());
            laws.add(json);
        }
        return laws;
    }

    static Map<String, Object> of(TaskLadder ladder, RunColumns.Runs runs, double level) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("law", LawName.LADDER.toString());
        json.put("parameters", ladder.loss().law().parameters());
        json.put("link", link(ladder.link()));
        json.put("intervals", intervals(ladder, level));
        json.put("rows", runs.observations().size());
        json.put("starts", ladder.loss().starts());
        json.put("starts_at_optimum", ladder.loss().startsAtOptimum());
        json.put("loss_rmse", ladder.lossError());
        json.put("link_rmse", ladder.linkError());
        json.put("chained_rmse", ladder.chainedError());
        json.put("level", level);
        json.put("forecasts", beyond(ladder, runs, level));
        json.put("warnings", List.of());
        return json;
    }

    /** Intervals of both steps, by name. */
    private static Map<String, List<Double>> intervals(TaskLadder ladder, double level) {
        Map<String, List<Double>> intervals = new LinkedHashMap<>();
        ladder.loss()
                .law()
                .parameters()
                .keySet()
                .forEach(name -> intervals.put(
                        name,
                        interval(
                                ladder.draws().stream()
                                        .mapToDouble(
                                                draw -> draw.loss().parameters().getOrDefault(name, Double.NaN))
                                        .toArray(),
                                level)));
        link(ladder.link())
                .keySet()
                .forEach(name -> intervals.put(
                        name,
                        interval(
                                ladder.draws().stream()
                                        .mapToDouble(draw -> link(draw.link()).getOrDefault(name, Double.NaN))
                                        .toArray(),
                                level)));
        return intervals;
    }

    private static List<Double> interval(double[] values, double level) {
        return pair(Outlook.Interval.of(values, level));
    }

    static Map<String, Double> link(Sigmoid link) {
        Map<String, Double> json = new LinkedHashMap<>();
        json.put("chance", link.chance());
        json.put("gain", link.gain());
        json.put("k", link.k());
        json.put("middle", link.middle());
        return json;
    }

    /** Accuracy at the best run for ten and a hundred times the largest compute. */
    static Map<String, TaskLadder.Prediction> beyond(TaskLadder ladder, RunColumns.Runs runs, double level) {
        double largest =
                runs.observations().stream().mapToDouble(o -> o.compute()).max().orElseThrow();
        Map<String, TaskLadder.Prediction> predictions = new LinkedHashMap<>();
        for (double compute : new double[] {10 * largest, 100 * largest}) {
            ladder.loss()
                    .law()
                    .optimum(compute, 6)
                    .ifPresent(best -> predictions.put(
                            String.format(Locale.ROOT, "c=%.3e", compute),
                            ladder.at(new Target(best.parameters(), best.tokens(), compute), level)));
        }
        return predictions;
    }
}
