package dev.blueline.training;

import dev.blueline.engine.Batch;

/** What a run reads: the batch of each step, a function of the step alone, so that a resumed run reads the same. */
@FunctionalInterface
public interface Batches {
    Batch at(long step);
}
