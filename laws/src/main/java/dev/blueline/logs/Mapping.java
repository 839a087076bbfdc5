package dev.blueline.logs;

import dev.blueline.ledger.RateSchedule;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a log does not say of itself: which name means what, in which units, and facts about the run. Read from a TOML file
 * by {@link MappingFile}.
 *
 * @param columns names of series or columns
 * @param metrics figures to keep: name in the ledger to name in the log; {@code x_stderr} is the standard error of {@code x}
 * @param units of the sizes
 * @param run facts about the run, or about all runs of a table
 * @param schedule of the learning rate
 * @param settings to write beside each run
 */
public record Mapping(
        Columns columns,
        Map<String, String> metrics,
        Units units,
        Facts run,
        RateSchedule schedule,
        Map<String, String> settings) {

    /** Nothing said. */
    public static final Mapping NONE =
            new Mapping(Columns.NONE, Map.of(), Units.ONES, Facts.NONE, RateSchedule.UNKNOWN, Map.of());

    /**
     * Names in the log.
     *
     * @param name the run's name, in a table
     * @param group runs with correlated errors, in a table
     */
    public record Columns(
            Optional<String> name,
            Optional<String> group,
            Optional<String> step,
            Optional<String> parameters,
            Optional<String> tokens,
            Optional<String> flops,
            Optional<String> loss,
            Optional<String> learningRate) {
        static final Columns NONE = new Columns(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * What one unit of the file is.
     *
     * @param parameters such as 1e6 where N is given in millions
     * @param tokens such as 1e9 where D is given in billions
     * @param flops such as 1e18
     * @param loss unit of the losses in words, if it was said
     */
    public record Units(double parameters, double tokens, double flops, Optional<LossUnit> loss) {
        static final Units ONES = new Units(1, 1, 1, Optional.empty());
    }

    /** Units of a loss. The first two are those of the ledger; the others are changed into them. */
    public enum LossUnit {
        NATS_PER_TOKEN("nats/token", 1),
        BITS_PER_BYTE("bits/byte", 1),
        BITS_PER_TOKEN("bits/token", Math.log(2)),
        NATS_PER_BYTE("nats/byte", 1 / Math.log(2));

        final String words;
        final double factor;

        LossUnit(String words, double factor) {
            this.words = words;
            this.factor = factor;
        }

        /** The unit after the change. */
        LossUnit kept() {
            return switch (this) {
                case NATS_PER_TOKEN, BITS_PER_TOKEN -> NATS_PER_TOKEN;
                case BITS_PER_BYTE, NATS_PER_BYTE -> BITS_PER_BYTE;
            };
        }
    }

    /**
     * Facts about the run, in plain units.
     *
     * @param name to give it
     * @param parameters N
     * @param tokens D at the end
     * @param tokensPerStep batch size in tokens
     * @param flops C at the end
     */
    public record Facts(
            Optional<String> name,
            OptionalDouble parameters,
            OptionalDouble tokens,
            OptionalDouble tokensPerStep,
            OptionalDouble flops) {
        static final Facts NONE = new Facts(
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }
}
