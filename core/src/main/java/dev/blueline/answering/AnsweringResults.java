package dev.blueline.answering;

import dev.blueline.study.AnsweringStudy;
import dev.blueline.study.Size;
import dev.blueline.testtime.Accuracy;
import dev.blueline.testtime.CoverageForecasts;
import dev.blueline.testtime.ThinkingReport;
import dev.blueline.testtime.WithoutThought;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What was measured, and the figures that are made of it.
 *
 * @param answered every model at every level
 * @param thinking by task: all that is said of strategies on the principal model's pools
 * @param baselines by task and level: what guessing and the classical solver make of it
 * @param forecasts by task, of the principal model's coverage, registered before the responses that decided them were drawn
 * @param exchanges every exchange rate
 */
public record AnsweringResults(
        AnsweringStudy study,
        AnsweringPlan plan,
        List<Answered> answered,
        Map<String, ThinkingReport> thinking,
        Map<String, Map<Integer, WithoutThought>> baselines,
        Map<String, List<CoverageForecasts.Scored>> forecasts,
        List<Traded> exchanges) {
    /** Strategy that needs no verifier. */
    public static final String VOTE = "majority";

    /** Strategy that asks the verifier. */
    public static final String VERIFIED = "best-of-n";

    /** Stands for all levels together. */
    public static final int ALL = 0;

    /** Problems that are answered with one model, from one to very many. */
    public static final List<Double> ANSWERS = List.of(1.0, 1e2, 1e4, 1e6, 1e8);

    /** An exchange rate of a line of descent at a level, or at {@link #ALL} of them. */
    public record Traded(Descent descent, int level, String strategy, Exchange exchange) {}

    static AnsweringResults of(
            AnsweringStudy study,
            AnsweringPlan plan,
            List<Answered> answered,
            Map<String, ThinkingReport> thinking,
            Map<String, Map<Integer, WithoutThought>> baselines,
            Map<String, List<CoverageForecasts.Scored>> forecasts,
            long seed) {
        AnsweringResults bare = new AnsweringResults(study, plan, answered, thinking, baselines, forecasts, List.of());
        List<Traded> exchanges = new ArrayList<>();
        for (String task : bare.tasks()) {
            for (Descent descent : bare.descents(task)) {
                for (String strategy : List.of(VOTE, VERIFIED)) {
                    for (int level : Stream.concat(Stream.of(ALL), bare.levels(task).stream())
                            .toList()) {
                        exchanges.add(new Traded(
                                descent,
                                level,
                                strategy,
                                Exchange.of(bare.lines(descent, level, strategy), descent.flops(), seed)));
                    }
                }
            }
        }
        return new AnsweringResults(study, plan, answered, thinking, baselines, forecasts, exchanges);
    }

    public List<String> tasks() {
        return answered.stream()
                .map(each -> each.trained().candidate().task())
                .distinct()
                .toList();
    }

    public List<Integer> levels(String task) {
        return answered.stream()
                .filter(each -> each.trained().candidate().task().equals(task))
                .map(Answered::level)
                .distinct()
                .toList();
    }

    public List<Trained> models(String task) {
        return answered.stream()
                .map(Answered::trained)
                .filter(model -> model.candidate().task().equals(task))
                .distinct()
                .toList();
    }

    /** The model that most was spent on: the last one. */
    public Trained principal(String task) {
        return models(task).getLast();
    }

    /** Sizes by training compute, then reinforcement learning with the start that it goes on from. */
    public List<Descent> descents(String task) {
        Map<String, List<Trained>> byName = new LinkedHashMap<>();
        for (Trained model : models(task)) {
            if (model.candidate().improved() == 0) {
                byName.computeIfAbsent(model.candidate().size() + ", taught", name -> new ArrayList<>())
                        .add(model);
            }
        }
        List<Trained> improved = models(task).stream()
                .filter(model -> model.candidate().improved() > 0)
                .toList();
        if (!improved.isEmpty()) {
            Candidate first = improved.getFirst().candidate();
            Size size = first.size();
            byName.put(
                    size + ", reinforcement learning",
                    Stream.concat(
                                    models(task).stream()
                                            .filter(model ->
                                                    model.candidate().size().equals(size)
                                                            && model.candidate().improved() == 0
                                                            && model.candidate().taught() == first.taught()),
                                    improved.stream())
                            .toList());
        }
        return byName.entrySet().stream()
                .map(entry -> new Descent(
                        task,
                        entry.getKey(),
                        entry.getValue().stream()
                                .sorted(Comparator.comparingDouble(Trained::flops))
                                .toList()))
                .toList();
    }

    public Answered of(Trained model, int level) {
        return answered.stream()
                .filter(each -> each.trained().equals(model) && each.level() == level)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("level " + level + " was not asked"));
    }

    public WithoutThought baseline(String task, int level) {
        return Objects.requireNonNull(baselines.getOrDefault(task, Map.of()).get(level));
    }

    public ThinkingReport thinking(String task) {
        return Objects.requireNonNull(thinking.get(task));
    }

    /** A strategy's curve at a level; at {@link #ALL}, over the problems of all of them. */
    public ShareCurve curve(Trained model, int level, String strategy) {
        List<Integer> levels = level == ALL ? levels(model.candidate().task()) : List.of(level);
        return joined(
                levels.stream().map(each -> of(model, each).curve(strategy)).toList());
    }

    private List<ShareCurve> lines(Descent descent, int level, String strategy) {
        return descent.models().stream()
                .map(model -> curve(model, level, strategy))
                .toList();
    }

    private static ShareCurve joined(List<ShareCurve> curves) {
        ShareCurve first = curves.getFirst();
        if (curves.size() == 1) {
            return first;
        }
        double all = curves.stream().mapToInt(ShareCurve::problems).sum();
        double[][] right = new double[first.points()][];
        double[][] flops = new double[first.points()][];
        double[] tokens = new double[first.points()];
        double[] verified = new double[first.points()];
        for (int i = 0; i < first.points(); i++) {
            int at = i;
            right[i] = curves.stream()
                    .flatMapToDouble(curve -> Arrays.stream(curve.right()[at]))
                    .toArray();
            flops[i] = curves.stream()
                    .flatMapToDouble(curve -> Arrays.stream(curve.flops()[at]))
                    .toArray();
            for (ShareCurve curve : curves) {
                tokens[i] += curve.tokens()[i] * curve.problems() / all;
                verified[i] += curve.verified()[i] * curve.problems() / all;
            }
        }
        return new ShareCurve(first.strategy(), first.samples(), right, flops, tokens, verified);
    }

    /**
     * The cheapest way to answer so many problems at an accuracy.
     *
     * @param total FLOPs of training and of all answers
     */
    public record Cheapest(Trained model, double answerFlops, double total) {}

    /** The cheapest of the models that reach an accuracy, training and answers together; nothing if none does. */
    public Optional<Cheapest> cheapest(String task, int level, String strategy, double accuracy, double answers) {
        return models(task).stream()
                .flatMap(model -> {
                    ShareCurve curve = curve(model, level, strategy);
                    double flops = curve.share(0).value() >= accuracy
                            ? curve.meanFlops(0)
                            : Exchange.crossing(curve, accuracy);
                    return Double.isNaN(flops)
                            ? Stream.empty()
                            : Stream.of(new Cheapest(model, flops, model.flops() + answers * flops));
                })
                .min(Comparator.comparingDouble(Cheapest::total));
    }

    /** The accuracy in tenths, of those that at least three models reach (else two), that is highest; nothing if there is none. */
    public OptionalInt commonTenth(String task, int level, String strategy) {
        for (int fewest = 3; fewest >= 2; fewest--) {
            for (int tenth = 9; tenth >= 1; tenth--) {
                double goal = tenth / 10.0;
                long reach = models(task).stream()
                        .map(model -> curve(model, level, strategy))
                        .filter(curve -> Arrays.stream(curve.right())
                                .anyMatch(shares -> Accuracy.of(shares).value() >= goal))
                        .count();
                if (reach >= fewest) {
                    return OptionalInt.of(tenth);
                }
            }
        }
        return OptionalInt.empty();
    }
}
