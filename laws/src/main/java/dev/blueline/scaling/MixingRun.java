package dev.blueline.scaling;

import java.util.List;

/**
 * A run on a mixture of domains.
 *
 * @param shares share of each domain among the training tokens, adding up to 1
 * @param losses loss on each held-out set, in the set's own order, in any unit
 */
public record MixingRun(List<Double> shares, List<Double> losses) {
    public MixingRun {
        shares = List.copyOf(shares);
        losses = List.copyOf(losses);
    }
}
