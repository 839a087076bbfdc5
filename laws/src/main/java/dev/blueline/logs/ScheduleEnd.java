package dev.blueline.logs;

import dev.blueline.ledger.ImportedRun.Stage;
import dev.blueline.ledger.RateSchedule;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Whether a point of a log stands at the end of its learning-rate schedule. A loss before the end of a decay lies above what a
 * run of that length reaches (Hoffmann et al. 2022, appendix B; Hägele et al. 2024, arXiv 2405.18392), so it bends a law.
 *
 * @param stage where the point stands
 * @param why in a sentence: the reason for {@link Stage#MIDRUN}, or what was taken for granted; empty if nothing was
 */
record ScheduleEnd(Stage stage, String why) {
    /** A rate at or below this share of its peak counts as decayed: cosines often end at a tenth. */
    private static final double DECAYED = 0.11;

    private static final String BENT =
            "; a loss before the end of a decay lies above what a run of that length reaches";

    /** What is known of the schedule: what the user says, completed by the log's own settings and rates. */
    static RateSchedule known(LoggedRun run, RateSchedule said, Optional<String> rate) {
        RateSchedule.Kind kind = said.kind();
        if (kind == RateSchedule.Kind.UNKNOWN) {
            kind = fromConfig(run.config());
        }
        if (kind == RateSchedule.Kind.UNKNOWN && isConstant(run, rate)) {
            kind = RateSchedule.Kind.CONSTANT;
        }
        OptionalLong total = said.totalSteps().isPresent() ? said.totalSteps() : run.plannedSteps();
        return new RateSchedule(kind, total, said.decayStart());
    }

    /**
     * @param at step of the point
     * @param interval steps between points: a log may end up to one interval before the last step
     */
    static ScheduleEnd of(LoggedRun run, RateSchedule schedule, Optional<String> rate, long at, long interval) {
        if (schedule.kind() == RateSchedule.Kind.CONSTANT) {
            return new ScheduleEnd(
                    Stage.TAKEN_AS_FINISHED,
                    "The rate is constant, so the last point counts as finished; a run whose rate decays ends lower.");
        }
        OptionalDouble share = share(run, rate, at);
        if (schedule.totalSteps().isPresent()) {
            long total = schedule.totalSteps().getAsLong();
            if (at + Math.max(1, interval) <= total) {
                return new ScheduleEnd(
                        Stage.MIDRUN, "its last loss is at step " + at + " of " + total + " planned" + BENT);
            }
            if (share.isPresent() && share.getAsDouble() > 0.5 && schedule.kind() == RateSchedule.Kind.UNKNOWN) {
                return new ScheduleEnd(
                        Stage.MIDRUN,
                        "the learning rate still stands at " + percent(share.getAsDouble())
                                + " of its peak at its last step" + BENT);
            }
            return new ScheduleEnd(Stage.FINISHED, "");
        }
        if (share.isPresent()) {
            if (share.getAsDouble() <= DECAYED) {
                return new ScheduleEnd(
                        Stage.TAKEN_AS_FINISHED,
                        "The rate has fallen to " + percent(share.getAsDouble())
                                + " of its peak, so the schedule is taken as ended.");
            }
            return new ScheduleEnd(
                    Stage.MIDRUN,
                    "the learning rate still stands at " + percent(share.getAsDouble())
                            + " of its peak at its last loss (step " + at + ")" + BENT);
        }
        return new ScheduleEnd(
                Stage.MIDRUN,
                "nothing says whether its schedule ended at step " + at
                        + "; say --schedule and --total-steps, for example --schedule cosine --total-steps " + at);
    }

    private static RateSchedule.Kind fromConfig(Map<String, String> config) {
        for (Map.Entry<String, String> entry : config.entrySet()) {
            String key = Names.plain(entry.getKey());
            if (key.endsWith("lr_scheduler_type") || key.endsWith("lr_decay_style")) {
                String value = entry.getValue().toLowerCase(Locale.ROOT).replace("schedulertype.", "");
                return value.startsWith("constant")
                        ? RateSchedule.Kind.CONSTANT
                        : value.startsWith("cosine") && !value.contains("restarts")
                                ? RateSchedule.Kind.COSINE
                                : value.startsWith("linear")
                                        ? RateSchedule.Kind.LINEAR
                                        : value.matches("wsd|warmup_stable_decay|trapezoidal")
                                                ? RateSchedule.Kind.WSD
                                                : RateSchedule.Kind.UNKNOWN;
            }
        }
        return RateSchedule.Kind.UNKNOWN;
    }

    /** Whether the rate stays at its peak once it is there, for at least half of the points. */
    private static boolean isConstant(LoggedRun run, Optional<String> rate) {
        double[] rates = run.steps().stream()
                .map(step -> LoggedRun.valueAt(step, rate))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        double peak = 0;
        int reached = 0;
        for (int i = 0; i < rates.length; i++) {
            if (rates[i] > peak * (1 + 1e-6)) {
                peak = rates[i];
                reached = i;
            }
        }
        if (rates.length < 4 || reached > rates.length / 2) {
            return false;
        }
        for (int i = reached; i < rates.length; i++) {
            if (rates[i] < peak * (1 - 1e-6)) {
                return false;
            }
        }
        return true;
    }

    /** The last rate up to a step over the highest one. */
    private static OptionalDouble share(LoggedRun run, Optional<String> rate, long at) {
        double peak = 0;
        double last = Double.NaN;
        for (LoggedStep step : run.steps()) {
            OptionalDouble here = LoggedRun.valueAt(step, rate);
            if (here.isPresent() && step.step() <= at) {
                last = here.getAsDouble();
                peak = Math.max(peak, last);
            }
        }
        return peak > 0 ? OptionalDouble.of(last / peak) : OptionalDouble.empty();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }
}
