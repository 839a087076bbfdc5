package dev.blueline.trials;

import dev.blueline.ledger.Ledger;
import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.ReasoningRecord;
import java.util.List;

/**
 * One run: a start made better by a method.
 *
 * @param seed of its start and of its draws
 * @param end the run as a whole
 * @param examined measurements on held-out problems, the first before any step
 * @param steps what each step did
 */
public record Track(
        long seed,
        Method method,
        Ledger.Entry end,
        List<ReasoningRecord.Examined> examined,
        List<ReasoningRecord.Stepped> steps) {

    /** Whether any step was taken after these FLOPs were reached. */
    boolean isPast(double flops) {
        return steps.stream().filter(step -> step.spent().flops() >= flops).count() > 1;
    }

    /** The last measurement. */
    public ReasoningRecord.Examined last() {
        return examined.getLast();
    }
}
