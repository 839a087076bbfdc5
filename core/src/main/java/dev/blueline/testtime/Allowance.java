package dev.blueline.testtime;

import dev.blueline.ledger.BadInput;
import java.util.List;
import java.util.Locale;

/**
 * What each problem may spend.
 *
 * @param amount tokens drawn, FLOPs of the model, or seconds
 * @param flopsPerSecond of the model as its responses were drawn, many at once on all cores given: what turns its FLOPs into seconds
 */
public record Allowance(Unit unit, double amount, double flopsPerSecond) {

    /** What is counted. */
    public enum Unit {
        TOKENS("tokens", "--budget-tokens"),
        FLOPS("FLOPs", "--budget-flops"),
        SECONDS("seconds", "--budget-seconds");

        private final String word;
        private final String option;

        Unit(String word, String option) {
            this.word = word;
            this.option = option;
        }

        public String word() {
            return word;
        }

        public String option() {
            return option;
        }
    }

    /** Before the first token. */
    double prompt(Pool pool) {
        return switch (unit) {
            case TOKENS -> 0;
            case FLOPS -> pool.promptFlops();
            case SECONDS -> pool.promptFlops() / flopsPerSecond;
        };
    }

    double cost(Attempt attempt, boolean verified) {
        return switch (unit) {
            case TOKENS -> attempt.tokens();
            case FLOPS -> attempt.flops();
            case SECONDS ->
                attempt.flops() / flopsPerSecond + (verified && attempt.answers() ? attempt.verifierSeconds() : 0);
        };
    }

    /** Mean cost of one answer: of the greedy response, or of an attempt. */
    public double oneAnswer(List<Pool> pools) {
        return pools.stream()
                .mapToDouble(pool ->
                        prompt(pool) + cost(pool.of(new Strategy.Greedy()).getFirst(), false))
                .average()
                .orElseThrow();
    }

    /**
     * An amount that does not buy one answer buys nothing.
     *
     * @throws BadInput if it is below the mean cost of one
     */
    public void requireOneAnswer(List<Pool> pools) {
        double one = oneAnswer(pools);
        if (!(amount >= one)) {
            throw new BadInput(String.format(
                    Locale.ROOT,
                    "%s %s is below one answer, which takes %s %s on the average; give at least that",
                    unit.option(),
                    words(amount),
                    words(one),
                    unit.word()));
        }
    }

    private String words(double value) {
        return unit == Unit.TOKENS && value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
