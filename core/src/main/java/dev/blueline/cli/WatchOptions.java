package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.logs.Mapping;
import dev.blueline.logs.Reading;
import dev.blueline.logs.TrainingLog;
import dev.blueline.logs.TrainingLogs;
import dev.blueline.monitor.Assumptions;
import dev.blueline.monitor.LawLine;
import dev.blueline.monitor.PlannedRun;
import dev.blueline.monitor.Point;
import dev.blueline.monitor.Progress;
import dev.blueline.monitor.Watcher;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.SavedLaw;
import dev.blueline.scaling.Span;
import dev.blueline.scaling.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the user says of a run to be watched: its law, its plan, how its log is to be read. */
final class WatchOptions {
    @Option(names = "--law", required = true, paramLabel = "LAW.json", description = "Law written by fit --save.")
    private Path law = Path.of("");

    @Option(names = "--n", paramLabel = "N", description = "Model size in parameters, counted as in the law.")
    private Optional<Double> n = Optional.empty();

    @Option(
            names = "--d",
            paramLabel = "D",
            description = "Planned training tokens (default: steps times tokens per step).")
    private Optional<Double> d = Optional.empty();

    @Option(names = "--unique", paramLabel = "U", description = "Different tokens among D (default: all).")
    private Optional<Double> unique = Optional.empty();

    @Option(names = "--x", paramLabel = "X", description = "For a law of one axis: where on it the run ends.")
    private Optional<Double> x = Optional.empty();

    @Option(
            names = "--tokens-per-step",
            paramLabel = "T",
            description = "Batch in tokens, where the log has no tokens.")
    private Optional<Double> tokensPerStep = Optional.empty();

    @Option(names = "--total-steps", paramLabel = "STEPS", description = "Planned steps, where the log does not say.")
    private Optional<Long> totalSteps = Optional.empty();

    @Mixin
    private ScheduleOptions schedule = new ScheduleOptions();

    @Option(
            names = "--like",
            paramLabel = "LOG",
            description =
                    "Log of an earlier, finished run with the same schedule: how its loss came down to its end is used here.")
    private Optional<Path> like = Optional.empty();

    @Option(names = "--like-n", paramLabel = "N", description = "Size of the earlier run (default: --n).")
    private Optional<Double> likeN = Optional.empty();

    @Option(
            names = "--like-d",
            paramLabel = "D",
            description = "Tokens of the earlier run (default: as its log says, or --d).")
    private Optional<Double> likeD = Optional.empty();

    @Option(
            names = "--gap",
            arity = "2",
            paramLabel = "PERCENT",
            description =
                    "How far above the line of finished runs the loss lies before a decay to zero: 90%% interval in percent (default: .5 5.5).")
    private List<Double> gap = new ArrayList<>();

    @Option(names = "--registry", paramLabel = "FOLDER", description = "Folder of registered forecasts; with --id.")
    private Optional<Path> registry = Optional.empty();

    @Option(
            names = "--id",
            paramLabel = "ID",
            description =
                    "The registered forecast that the run is held against, in place of the law's own; it also gives N and D.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--metric", paramLabel = "NAME", description = "Series of the log that is the law's loss.")
    private Optional<String> metric = Optional.empty();

    @Option(names = "--profile", paramLabel = "NAME", description = "How lines of a console log are read.")
    private Optional<String> profile = Optional.empty();

    @Option(
            names = "--loss-factor",
            paramLabel = "F",
            description = "Multiply the log's losses by this, where the law has another unit (default: 1).")
    private double lossFactor = 1;

    @Option(
            names = "--judge-from",
            paramLabel = "SHARE",
            description =
                    "Share of the planned tokens before which nothing is judged (default: ${DEFAULT-VALUE}, or twice the warm-up).")
    private double judgeFrom = Assumptions.STANDARD.judgeFrom();

    @Option(
            names = "--false-alarms",
            paramLabel = "RATE",
            description =
                    "Share of runs on their line that may ever be called better or worse (default: ${DEFAULT-VALUE}).")
    private double falseAlarms = Assumptions.STANDARD.falseAlarms();

    /** Reads a log; {@code live} passes over a last line that is still being written. */
    TrainingLog read(Path path, boolean live) {
        return TrainingLogs.read(path, new Reading(live, metric, profile, Mapping.NONE));
    }

    /** The run with its watcher. */
    WatchedRun open(TrainingLog log) {
        if (!(lossFactor > 0) || Double.isInfinite(lossFactor)) {
            throw new BadInput("--loss-factor is " + lossFactor + ": give a positive number");
        }
        SavedLaw saved = SavedLaw.read(law);
        Mixture mixture = saved.mixture();
        Optional<Forecast> forecast = registered();
        List<String> warnings = new ArrayList<>();
        OptionalDouble tokens = tokens(log, forecast);
        Target end = end(mixture.span(), tokens, forecast);
        outside(mixture.span(), end, warnings);
        Progress progress = new Progress(tokens, optional(tokensPerStep), steps());
        Assumptions assumed = assumptions();
        Optional<TrainingLog> earlier = like.map(path -> read(path, false));
        Optional<Progress> earlierProgress = earlier.map(of -> progressOf(of, tokens));
        ScheduleOptions.Chosen chosen =
                schedule.choose(log, progress, shareOfStep(log, tokens), earlier, earlierProgress, warnings);
        LawLine line = new LawLine(mixture, forecast);
        PlannedRun plan = new PlannedRun(end, chosen.schedule());
        Watcher watcher = new Watcher(line, plan, assumed);
        if (earlier.isPresent()) {
            double done = likeD.orElse(earlierProgress.orElseThrow().tokens().orElse(end.tokens()));
            double size = likeN.orElse(end.parameters());
            Target other = oneAxis(mixture.span())
                    ? end
                    : new Target(size, done, mixture.span().flopsPerParameterToken() * size * done);
            watcher = watcher.like(
                    new PlannedRun(other, chosen.schedule()),
                    scaled(earlierProgress.orElseThrow().of(earlier.get())));
        }
        return new WatchedRun(
                log, saved.metric(), end, tokens, chosen, progress, lossFactor, watcher, like.isPresent(), warnings);
    }

    private List<Point> scaled(List<Point> points) {
        return points.stream()
                .map(point -> new Point(point.step(), point.share(), point.loss() * lossFactor))
                .toList();
    }

    private Assumptions assumptions() {
        Assumptions judged = Assumptions.STANDARD.judging(judgeFrom, falseAlarms);
        return gap.isEmpty() ? judged : judged.withGap(gap.getFirst() / 100, gap.getLast() / 100);
    }

    private Optional<Forecast> registered() {
        if (registry.isPresent() != id.isPresent()) {
            throw new BadInput("--registry and --id belong together: give both, or neither");
        }
        return registry.map(folder -> {
            if (!Files.isDirectory(folder)) {
                throw new BadInput("there is no folder " + folder + " of registered forecasts");
            }
            String wanted = id.orElseThrow();
            ForecastRegistry forecasts = new ForecastRegistry(folder);
            return forecasts
                    .find(wanted)
                    .orElseThrow(() -> new BadInput("no forecast '" + wanted + "' in " + folder + "; it has "
                            + forecasts.forecasts().stream().map(Forecast::id).toList()));
        });
    }

    private OptionalDouble tokens(TrainingLog log, Optional<Forecast> forecast) {
        if (d.isPresent()) {
            return positive("--d", d.get());
        }
        if (forecast.isPresent()) {
            return OptionalDouble.of(forecast.get().point().tokens());
        }
        OptionalLong steps = steps().isPresent() ? steps() : log.plannedSteps();
        return steps.isPresent() && tokensPerStep.isPresent()
                ? OptionalDouble.of(steps.getAsLong() * tokensPerStep.get())
                : OptionalDouble.empty();
    }

    private Target end(Span span, OptionalDouble tokens, Optional<Forecast> forecast) {
        if (oneAxis(span)) {
            double at = x.orElseThrow(() -> new BadInput(
                    law + " is a law of one axis and knows no N and D: say with --x where on that axis the run ends"));
            return new Target(1, 1, positive("--x", at).getAsDouble());
        }
        if (x.isPresent()) {
            throw new BadInput("--x is for laws of one axis, and " + law + " has N and D: give --n and --d");
        }
        double size = n.or(() -> forecast.map(f -> f.point().parameters()))
                .orElseThrow(() -> new BadInput("give the model size with --n, in parameters as the law counts them"));
        double length = tokens.orElseThrow(
                () -> new BadInput("give the planned tokens with --d, or --tokens-per-step and --total-steps"));
        positive("--n", size);
        double compute = span.flopsPerParameterToken() * size * length;
        return unique.map(u -> new Target(size, length, compute, u)).orElse(new Target(size, length, compute));
    }

    private static boolean oneAxis(Span span) {
        return span.oneAxis();
    }

    private static void outside(Span span, Target end, List<String> warnings) {
        if (!oneAxis(span)) {
            outside("model size", end.parameters(), span.parameters(), warnings);
            outside("number of tokens", end.tokens(), span.tokens(), warnings);
        }
        double factor = end.compute() / span.largestCompute();
        if (factor > 100) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The run ends %.0f times beyond the law's largest run: the law is stretched far.",
                    factor));
        }
    }

    private static void outside(String what, double value, List<Double> span, List<String> warnings) {
        if (value < span.getFirst() * 0.99 || value > span.getLast() * 1.01) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The run's %s, %s, lies outside of what the law was fitted to, %s to %s.",
                    what,
                    WatchText.count(value),
                    WatchText.count(span.getFirst()),
                    WatchText.count(span.getLast())));
        }
    }

    private Progress progressOf(TrainingLog earlier, OptionalDouble tokens) {
        if (likeD.isPresent()) {
            return new Progress(positive("--like-d", likeD.get()), optional(tokensPerStep), OptionalLong.empty());
        }
        // a finished run: it ends where its log ends
        var last = earlier.points().getLast();
        return last.tokens().isPresent()
                ? new Progress(last.tokens(), OptionalDouble.empty(), OptionalLong.empty())
                : new Progress(
                        tokensPerStep.isPresent() ? OptionalDouble.of(last.step() * tokensPerStep.get()) : tokens,
                        optional(tokensPerStep),
                        OptionalLong.of(last.step()));
    }

    /** The share of the run that a step is, where it can be said. */
    private OptionalDouble shareOfStep(TrainingLog log, OptionalDouble tokens) {
        if (tokensPerStep.isPresent() && tokens.isPresent()) {
            return OptionalDouble.of(tokensPerStep.get() / tokens.getAsDouble());
        }
        OptionalLong steps = steps().isPresent() ? steps() : log.plannedSteps();
        if (steps.isPresent()) {
            return OptionalDouble.of(1.0 / steps.getAsLong());
        }
        var last = log.points().getLast();
        return last.tokens().isPresent() && tokens.isPresent() && last.step() > 0
                ? OptionalDouble.of(last.tokens().getAsDouble() / last.step() / tokens.getAsDouble())
                : OptionalDouble.empty();
    }

    private OptionalLong steps() {
        return totalSteps.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static OptionalDouble optional(Optional<Double> value) {
        return value.map(given -> positive("--tokens-per-step", given)).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble positive(String option, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new BadInput(option + " is " + value + ": give a positive number");
        }
        return OptionalDouble.of(value);
    }
}
