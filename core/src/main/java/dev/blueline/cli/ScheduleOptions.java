package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.logs.TrainingLog;
import dev.blueline.monitor.Progress;
import dev.blueline.monitor.Schedule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** The schedule of the learning rate: as the user says, as an earlier log has it, as the log's settings or rates say. */
final class ScheduleOptions {
    /** Mean difference of relative rates from which the log and the schedule are said to disagree. */
    private static final double DISAGREE = 0.1;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description =
                    "Schedule of the learning rate: cosine, linear, wsd or constant (default: rates of --like, then the log's settings, then its rates if it has finished).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--warmup",
            paramLabel = "W",
            description = "Warm-up: a share of the run below 1, or steps (default: 0.01).")
    private double warmup = 0.01;

    @Option(
            names = "--decay-start",
            paramLabel = "S",
            description = "Start of the decay of a wsd schedule: a share of the run below 1, or a step.")
    private Optional<Double> decayStart = Optional.empty();

    @Option(
            names = "--final-lr-share",
            paramLabel = "F",
            description = "Last learning rate over the peak (default: 0.1 for cosine, 0 for linear and wsd).")
    private Optional<Double> last = Optional.empty();

    /**
     * A schedule and where it comes from.
     *
     * @param source in words
     */
    record Chosen(Schedule schedule, String source) {}

    Chosen choose(
            TrainingLog log,
            Progress progress,
            OptionalDouble shareOfStep,
            Optional<TrainingLog> earlier,
            Optional<Progress> earlierProgress,
            List<String> warnings) {
        List<Schedule.Rate> rates = progress.rates(log);
        if (name.isPresent()) {
            Schedule said = named(name.get().toLowerCase(Locale.ROOT), shareOfStep);
            compare(said, rates, warnings);
            return new Chosen(said, "as given");
        }
        if (earlier.isPresent()) {
            List<Schedule.Rate> before = earlierProgress.orElseThrow().rates(earlier.get());
            if (before.size() > 1) {
                Schedule same = Schedule.measured("as in " + earlier.get().name(), before);
                compare(same, rates, warnings);
                return new Chosen(same, "learning rates of the earlier run");
            }
        }
        Optional<String> configured = configured(log);
        if (configured.isPresent()) {
            Schedule said = named(configured.get(), shareOfStep);
            compare(said, rates, warnings);
            return new Chosen(said, "settings in the log");
        }
        if (rates.size() > 1 && rates.getLast().share() > 0.99) {
            return new Chosen(Schedule.measured("as logged", rates), "learning rates of the log");
        }
        throw new BadInput("say how the learning rate goes with --schedule cosine, linear, wsd or constant"
                + (rates.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ": the log's own rates end at %.0f%% of the run",
                                100 * rates.getLast().share())));
    }

    private Schedule named(String kind, OptionalDouble shareOfStep) {
        double up = share("--warmup", warmup, shareOfStep);
        return switch (kind) {
            case "cosine" -> Schedule.cosine(up, last.orElse(0.1));
            case "linear" -> Schedule.linear(up, last.orElse(0.0));
            case "constant" -> Schedule.constant(up);
            case "wsd" ->
                Schedule.wsd(
                        up,
                        share(
                                "--decay-start",
                                decayStart.orElseThrow(() -> new BadInput(
                                        "a wsd schedule needs --decay-start, a share of the run or a step")),
                                shareOfStep),
                        last.orElse(0.0));
            default -> throw new BadInput("--schedule is '" + kind + "': give cosine, linear, wsd or constant");
        };
    }

    private static double share(String option, double given, OptionalDouble shareOfStep) {
        if (given < 1) {
            return given;
        }
        return given
                * shareOfStep.orElseThrow(() -> new BadInput(
                        option + " in steps needs --tokens-per-step or --total-steps; or give a share of the run"));
    }

    /** Names of schedules in settings that trainers log, where they say all that is needed. */
    private static Optional<String> configured(TrainingLog log) {
        for (Map.Entry<String, String> entry : log.config().entrySet()) {
            if (entry.getKey().endsWith("lr_scheduler_type") || entry.getKey().endsWith("lr_decay_style")) {
                String value = entry.getValue().toLowerCase(Locale.ROOT).replace("schedulertype.", "");
                return List.of("constant", "linear", "cosine").stream()
                        .filter(kind -> value.equals(kind) || value.equals(kind + "_with_warmup"))
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    private static void compare(Schedule schedule, List<Schedule.Rate> rates, List<String> warnings) {
        double highest = rates.stream().mapToDouble(Schedule.Rate::rate).max().orElse(0);
        double scale = highest
                / rates.stream()
                        .mapToDouble(rate -> schedule.rate(rate.share()))
                        .max()
                        .orElse(1);
        double difference = rates.stream()
                .filter(rate -> rate.share() > 2 * schedule.warmup())
                .mapToDouble(rate -> Math.abs(rate.rate() / scale - schedule.rate(rate.share())))
                .average()
                .orElse(0);
        if (difference > DISAGREE) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The log's learning rates differ from the schedule %s by %.0f%% of the peak on average: check --schedule, --d and --warmup.",
                    schedule.name(),
                    100 * difference));
        }
    }
}
