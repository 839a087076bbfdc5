package dev.blueline.report;

import dev.blueline.evaluation.Behaviour;
import dev.blueline.evaluation.Estimate;
import dev.blueline.evaluation.ItemScore;
import dev.blueline.ledger.Run;
import java.util.List;
import java.util.Optional;

/**
 * The largest run of one size, looked at as its users would.
 *
 * @param run the run
 * @param loss bits per byte of held-out text
 * @param aboveChance mean over skills of the share of items right less that of a guess; absent if no skill was measured
 * @param behaviour how it behaves
 * @param lecture what it made of the six examples, which are shown and never counted
 */
public record MeasuredModel(
        Run run, Loss loss, Optional<Estimate> aboveChance, Behaviour behaviour, List<ItemScore> lecture) {
    public MeasuredModel {
        lecture = List.copyOf(lecture);
    }

    /** Width and layers, such as {@code 64x2}. */
    String size() {
        return LargestRuns.size(run);
    }
}
