package dev.blueline.reasoning;

import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Verification;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the verifications of a step that broke, task by task. Some may; where most do, rewards are those of the responses that the verifier
 * happens to bear, so that is no step to take. Since each may have taken its whole time, this is said early.
 */
public final class Breakage {
    /** So many must break before a step is given up early. */
    private static final int ENOUGH = 16;

    private final Map<String, Count> counts = new LinkedHashMap<>();

    private record Count(int asked, int broken, String cause) {
        boolean most() {
            return 2 * broken > asked;
        }
    }

    /** @throws BadInput if many of the task's verifications broke, and most of them */
    public void add(String task, Verification outcome) {
        Count before = counts.getOrDefault(task, new Count(0, 0, ""));
        Count now = switch (outcome) {
            case Verification.Scored scored -> new Count(before.asked() + 1, before.broken(), before.cause());
            case Verification.Broken broken -> new Count(before.asked() + 1, before.broken() + 1, broken.cause());
        };
        counts.put(task, now);
        if (now.broken() >= ENOUGH) {
            requireFew(task, now);
        }
    }

    /** @throws BadInput if most verifications of a task broke */
    void requireFew() {
        counts.forEach(Breakage::requireFew);
    }

    private static void requireFew(String task, Count count) {
        if (count.most()) {
            throw new BadInput("the verifier of " + task + " broke on " + count.broken() + " of " + count.asked()
                    + " responses, at last with: " + count.cause()
                    + "; mend it (reason audit --task " + task + " tries it), or choose another task");
        }
    }

    int broken() {
        return counts.values().stream().mapToInt(Count::broken).sum();
    }
}
