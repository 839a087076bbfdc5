package dev.blueline.study;

import dev.blueline.ledger.Run;
import java.util.List;
import java.util.Objects;

/**
 * Runs that share one constant-rate training, each branching off with its own cooldown: the unit of work of a
 * {@link Fleet}.
 *
 * @param arm training text, by its name in a study that compares texts; empty for the study's own
 * @param size model size
 * @param seed seed of initialisation and data order
 * @param role what its runs are for
 * @param rateScale factor on the learning-rate rule
 * @param uniqueTokens training text to repeat, or 0 for all of it, read once
 * @param tokens token counts of its runs, fewest first
 */
public record Trunk(
        String arm, Size size, int seed, Run.Role role, double rateScale, long uniqueTokens, List<Long> tokens) {

    /** Plans from before there were arms do not have them. */
    public Trunk {
        arm = Objects.requireNonNullElse(arm, "");
    }

    /** A trunk on the study's own text. */
    public Trunk(Size size, int seed, Run.Role role, double rateScale, long uniqueTokens, List<Long> tokens) {
        this("", size, seed, role, rateScale, uniqueTokens, tokens);
    }

    public List<Rung> rungs() {
        return tokens.stream().map(this::rung).toList();
    }

    public Rung rung(long tokenCount) {
        return new Rung(arm, size, tokenCount, seed, role, rateScale, uniqueTokens);
    }

    /** Other lengths of the same trunk. */
    public Trunk with(List<Long> tokenCounts) {
        return new Trunk(arm, size, seed, role, rateScale, uniqueTokens, tokenCounts);
    }

    /** Name of the trunk's folder, without what its identity adds. */
    public String name() {
        String kind = switch (role) {
            case LADDER -> "";
            case HELD_OUT -> "-held-out";
            case RATE_CHECK -> "-rate-" + rateScale;
            case CONTRAST -> "-repeated-" + Rung.inWords(uniqueTokens);
            case CONTROL -> "-control";
        };
        return (arm.isEmpty() ? "" : arm + "-") + size + "-seed-" + seed + kind;
    }
}
