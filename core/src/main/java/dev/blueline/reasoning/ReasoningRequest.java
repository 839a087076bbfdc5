package dev.blueline.reasoning;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.List;

/**
 * What to make better, by which method and for how long.
 *
 * @param from folder of the start: a run that was taught the tasks
 * @param tasks names of tasks, or files of questions
 * @param levels to learn on; empty for all
 * @param examined levels to measure on; empty for those learned on
 * @param flops of rollouts and updates together; 0 to find out by the speed measured at the start, from
 * @param seconds
 * @param examineEvery steps between measurements on held-out problems
 */
public record ReasoningRequest(
        Path from,
        List<String> tasks,
        List<Integer> levels,
        List<Integer> examined,
        Method method,
        PolicySettings settings,
        double flops,
        double seconds,
        int examineEvery,
        long seed,
        Path out,
        String learner,
        int threads) {
    public ReasoningRequest {
        if (tasks.isEmpty()) {
            throw new BadInput("reason needs a task; give --task NAME, such as countdown");
        }
        if (!(flops >= 0) || !(flops > 0 || seconds > 0)) {
            throw new BadInput("--flops " + flops
                    + " cannot be used; give a number of FLOPs above 0, such as 1e12, or a time with --budget");
        }
        if (examineEvery < 1 || seed < 0 || threads < 1) {
            throw new BadInput("--examine-every " + examineEvery + " with --seed " + seed + " and --threads " + threads
                    + " cannot be used; give at least 1 step, a seed of 0 or more and 1 thread or more");
        }
    }
}
