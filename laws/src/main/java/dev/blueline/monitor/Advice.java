package dev.blueline.monitor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to do with the run.
 *
 * @param action continue, stop, look
 * @param reason in a sentence
 */
public record Advice(Action action, String reason) {
    /** What to do. */
    public enum Action {
        CONTINUE,
        STOP,
        LOOK
    }

    /** A rise of this much in log loss is taken as the end of a run. */
    private static final double LOST = 0.15;

    /** Further below the forecast than this, something else is more likely than a good run. */
    private static final double TOO_GOOD = 0.1;

    static Advice of(State state, EndForecast before, EndForecast now, List<Notice> notices) {
        return fromNotices(notices).orElseGet(() -> fromState(state, before, now, notices));
    }

    private static Optional<Advice> fromNotices(List<Notice> notices) {
        for (Notice notice : notices) {
            switch (notice) {
                case Notice.NotANumber bad -> {
                    if (bad.last()) {
                        return Optional.of(new Advice(
                                Action.STOP,
                                "the loss is no number since step " + bad.step()
                                        + ": go back to a checkpoint before it"));
                    }
                }
                case Notice.Rise rise -> {
                    boolean lost = Math.log(rise.to() / rise.from()) > LOST;
                    return Optional.of(new Advice(
                            lost ? Action.STOP : Action.LOOK,
                            String.format(
                                    Locale.ROOT,
                                    "the loss rose by %.0f%% since step %d and stays there",
                                    100 * (rise.to() / rise.from() - 1),
                                    rise.step())));
                }
                case Notice.Spike spike -> {}
            }
        }
        return Optional.empty();
    }

    private static Advice fromState(State state, EndForecast before, EndForecast now, List<Notice> notices) {
        Optional<Notice.Spike> open = notices.stream()
                .filter(Notice.Spike.class::isInstance)
                .map(Notice.Spike.class::cast)
                .reduce((first, second) -> second)
                .filter(spike -> spike.recovered().isEmpty());
        double off = now.median() / before.median() - 1;
        return switch (state) {
            case WORSE ->
                now.low() > before.high()
                        ? new Advice(
                                Action.STOP,
                                String.format(
                                        Locale.ROOT,
                                        "it is expected to end %.1f%% above its forecast, and even the low end of what it may reach (%.4g) lies above the interval of before (up to %.4g)",
                                        100 * off,
                                        now.low(),
                                        before.high()))
                        : new Advice(
                                Action.LOOK,
                                String.format(
                                        Locale.ROOT,
                                        "it is expected to end %.1f%% above its forecast, more than chance explains",
                                        100 * off));
            case BETTER ->
                off < -TOO_GOOD
                        ? new Advice(
                                Action.LOOK,
                                String.format(
                                        Locale.ROOT,
                                        "it is expected to end %.1f%% below its forecast: check the unit of the loss, and whether data or metric have changed",
                                        -100 * off))
                        : new Advice(
                                Action.CONTINUE,
                                String.format(
                                        Locale.ROOT, "it is expected to end %.1f%% below its forecast", -100 * off));
            case ON_THE_LINE, NOT_YET ->
                open.map(spike -> new Advice(
                                Action.LOOK, "the spike at step " + spike.step() + " has not gone back so far"))
                        .orElse(
                                state == State.ON_THE_LINE
                                        ? new Advice(
                                                Action.CONTINUE,
                                                "the run so far is what the law and chance together explain")
                                        : new Advice(
                                                Action.CONTINUE,
                                                "nothing speaks against the run, and it is too early to say more"));
        };
    }
}
