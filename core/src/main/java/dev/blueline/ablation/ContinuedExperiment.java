package dev.blueline.ablation;

import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.Target;
import dev.blueline.study.ContinuedAxis;
import dev.blueline.study.DataStudy;
import dev.blueline.study.Line;
import dev.blueline.study.Rung;
import dev.blueline.study.Size;
import dev.blueline.study.Trunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Continued training: a base of every size and seed on all text but a domain; then the smaller sizes go on with the domain at every
 * replay share; from them the best share of the largest size is forecast; then the largest goes on at every share too, which tells
 * whether it was. Runs on the domain alone from new weights stand beside, with the compute of the continued part, and with that of base
 * and continued part together.
 */
final class ContinuedExperiment implements Experiment {
    private final Experiments.Setting setting;
    private final ContinuedAxis axis;
    private final ContinuedText text;

    ContinuedExperiment(Experiments.Setting setting, ContinuedAxis axis) {
        this.setting = setting;
        this.axis = axis;
        this.text = new ContinuedText(setting, axis.domain());
    }

    @Override
    public List<Design> designs() {
        DataStudy.Grid grid = setting.study().grid();
        List<Design> designs = new ArrayList<>();
        for (int sizes = grid.sizes().size(); sizes >= 2; sizes--) {
            for (long baseTokens : grid.tokens().reversed()) {
                designs.add(design(grid.sizes().subList(0, sizes), baseTokens));
            }
        }
        return designs;
    }

    private Design design(List<Size> sizes, long baseTokens) {
        List<Long> lengths = axis.tokens().stream()
                .filter(tokens -> tokens <= Math.max(axis.tokens().getFirst(), baseTokens / 2))
                .toList();
        List<Long> longest = List.of(lengths.getLast());
        List<Trunk> bases = new ArrayList<>();
        List<Trunk> small = new ArrayList<>();
        List<Trunk> top = new ArrayList<>();
        for (Size size : sizes) {
            boolean largest = size.equals(sizes.getLast());
            for (int seed = 0; seed < setting.study().grid().seeds(); seed++) {
                int number = setting.seed(seed);
                bases.add(new Trunk(ContinuedArms.BASE, size, number, Run.Role.LADDER, 1, 0, List.of(baseTokens)));
                bases.add(new Trunk(
                        ContinuedArms.SCRATCH,
                        size,
                        number,
                        Run.Role.LADDER,
                        1,
                        0,
                        List.of(longest.getFirst(), longest.getFirst() + baseTokens)));
                for (double share : axis.replay()) {
                    (largest ? top : small)
                            .add(new Trunk(
                                    ContinuedArms.replay(share, baseTokens, mostTokens()),
                                    size,
                                    number,
                                    largest ? Run.Role.HELD_OUT : Run.Role.LADDER,
                                    axis.rate(),
                                    0,
                                    seed == 0 && !largest ? lengths : longest));
                }
            }
        }
        return new Design(List.of(bases, small, top));
    }

    private long mostTokens() {
        return setting.study().grid().tokens().getLast();
    }

    @Override
    public ModelShape shape(String arm, Size size) {
        return setting.study().model().shape(size, setting.text().tokenizer().vocabularySize());
    }

    @Override
    public Arm arm(String name, Results results) {
        long longest = axis.tokens().getLast();
        long ofDomain = mostTokens() + longest;
        Optional<ContinuedArms.Replay> replay = ContinuedArms.parse(name);
        if (replay.isPresent()) {
            long baseTokens = setting.study().grid().tokens().stream()
                    .filter(tokens -> ContinuedArms.replay(replay.get().share(), tokens, mostTokens())
                            .equals(name))
                    .findFirst()
                    .orElseThrow();
            return new Arm(
                    name,
                    text.mixed(replay.get().share(), longest, mostTokens(), ofDomain),
                    Optional.of(new Arm.Base(
                            arm(ContinuedArms.BASE, results),
                            baseTokens,
                            axis.tokens().getFirst())));
        }
        return name.equals(ContinuedArms.BASE)
                ? new Arm(name, text.general(mostTokens()))
                : new Arm(name, text.domain(ofDomain));
    }

    @Override
    public List<Expectation> expectations(Design design, int stage, Results results) {
        if (stage != 2) {
            return List.of();
        }
        Size size = design.stages().get(2).getFirst().size();
        long parameters = shape("", size).parameters().matmul();
        long baseTokens = design.stages().getFirst().getFirst().tokens().getFirst();
        ContinuedResults before = of(results, baseTokens);
        Optional<ReplayForecast> found = before.forecast(
                parameters, axis.replay(), setting.study().grid().seeds());
        if (found.isEmpty()) {
            return List.of();
        }
        ReplayForecast forecast = found.get();
        double share = forecast.share();
        String where = size + " after " + Rung.inWords(baseTokens) + " tokens of other text";
        String of = " at replay " + share + ", " + where + ": loss over that of the base";
        List<ReplayPoint> stands = before.points().stream()
                .filter(point -> point.parameters() < parameters)
                .toList();
        Target target = new Target(parameters, before.longest(), shape("", size).trainingFlops(before.longest()));
        List<Double> best = ReplayForecast.quantiles(forecast.best());
        return List.of(
                new Expectation(
                        forecast(
                                "best share, " + where,
                                "the best share of " + axis.domain() + " in continued training (the rest is replay), "
                                        + where,
                                target,
                                best.reversed().stream().map(r -> 1 - r).toList(),
                                stands),
                        later -> measuredBest(of(later, baseTokens), parameters)),
                expectation(
                        "domain, " + where,
                        axis.domain() + of,
                        target,
                        forecast.domain(),
                        stands,
                        later -> mean(of(later, baseTokens), parameters, share, ReplayPoint::domain)),
                expectation(
                        "rest, " + where,
                        "other text" + of,
                        target,
                        forecast.rest(),
                        stands,
                        later -> mean(of(later, baseTokens), parameters, share, ReplayPoint::rest)));
    }

    private Expectation expectation(
            String id,
            String what,
            Target target,
            double[] logarithms,
            List<ReplayPoint> stands,
            Expectation.Measured measured) {
        List<Double> quantiles =
                ReplayForecast.quantiles(logarithms).stream().map(Math::exp).toList();
        return new Expectation(forecast(id, what, target, quantiles, stands), measured);
    }

    private Forecast forecast(String id, String what, Target target, List<Double> quantiles, List<ReplayPoint> stands) {
        String data = Fingerprint.of(stands.toString());
        return new Forecast(
                id,
                what,
                target,
                quantiles.get(3),
                quantiles.getFirst(),
                quantiles.getLast(),
                quantiles,
                Map.of("replay curves", 1.0),
                Map.of("replay curves", quantiles.get(3)),
                Forecast.NaiveForecasts.UNKNOWN,
                data,
                Fingerprint.of("replay curves 1 " + axis + data),
                Instant.now());
    }

    private double measuredBest(ContinuedResults found, long parameters) {
        List<ReplayPoint> points = found.of(parameters, found.longest());
        return found.shares(parameters, found.longest()).size() < 3
                ? Double.NaN
                : 1 - ReplayCurve.of(points).best(axis.replay().getLast(), axis.restWeight());
    }

    private static double mean(
            ContinuedResults found, long parameters, double share, ToDoubleFunction<ReplayPoint> of) {
        return Math.exp(found.mean(parameters, found.longest(), share, of).value());
    }

    private ContinuedResults of(Results results, long baseTokens) {
        return ContinuedResults.of(setting.study(), axis, results, baseTokens);
    }

    @Override
    public List<String> findings(Results results) {
        return ContinuedFindings.of(ContinuedResults.of(setting.study(), axis, results));
    }

    @Override
    public List<Line> lines(Results results) {
        return ContinuedFindings.lines(ContinuedResults.of(setting.study(), axis, results));
    }
}
