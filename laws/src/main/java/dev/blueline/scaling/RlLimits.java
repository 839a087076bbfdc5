package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What may bind a curve of accuracy against RL compute, as far as it was measured. Looked at in this order: the task's ceiling, where the
 * accuracy is within {@value #NEAR} of it; the verifier, where it accepts nearly all answers and an answer key does not; the base,
 * where the asymptote is what the model could do before RL in k tries.
 *
 * @param ceiling the highest accuracy possible: 1, or less where some of the answers are known to be wrong
 * @param rewarded mean reward at the end of the curve, 0 to 1, where the accuracy is by an answer key and not by that reward
 * @param base what the model could do before RL
 */
public record RlLimits(double ceiling, OptionalDouble rewarded, Optional<PassAtK> base) {
    /** Accuracies that differ by less are alike. */
    private static final double NEAR = 0.05;

    /** Nothing is known but that accuracy ends at 1. */
    public static final RlLimits UNKNOWN = new RlLimits(1, OptionalDouble.empty(), Optional.empty());

    /**
     * Share of problems of which one of k answers is right.
     *
     * @param k answers a problem, above 1
     * @param share 0 to 1
     */
    public record PassAtK(int k, double share) {
        public PassAtK {
            if (k < 2 || !(share >= 0 && share <= 1)) {
                throw new BadInput("pass@" + k + " is " + share + ": give k above 1 and a share between 0 and 1");
            }
        }
    }

    public RlLimits {
        if (!(ceiling > 0 && ceiling <= 1)) {
            throw new BadInput("the ceiling of the task is " + ceiling + ": give an accuracy above 0, at most 1");
        }
        if (rewarded.isPresent() && !(rewarded.getAsDouble() >= 0 && rewarded.getAsDouble() <= 1)) {
            throw new BadInput("the mean reward is " + rewarded.getAsDouble() + ": give a share between 0 and 1");
        }
    }

    /**
     * The cause of a curve that has levelled off.
     *
     * @param asymptote its 90% interval
     * @param last accuracy at the end
     */
    public Cause cause(Outlook.Interval asymptote, double last) {
        if (last > ceiling - NEAR) {
            return new Cause.Ceiling(String.format(Locale.ROOT, "%.3f of at most %.3f is reached", last, ceiling));
        }
        if (rewarded.isPresent() && rewarded.getAsDouble() > 1 - NEAR && last < rewarded.getAsDouble() - NEAR) {
            return new Cause.Verifier(String.format(
                    Locale.ROOT,
                    "the verifier rewards %.3f of the answers, and %.3f are right",
                    rewarded.getAsDouble(),
                    last));
        }
        double middle = (asymptote.low() + asymptote.high()) / 2;
        if (base.isPresent()) {
            PassAtK tries = base.get();
            String shown = String.format(
                    Locale.ROOT,
                    "the curve comes to %.3f (%.3f to %.3f), and pass@%d before RL was %.3f",
                    middle,
                    asymptote.low(),
                    asymptote.high(),
                    tries.k(),
                    tries.share());
            boolean alike = asymptote.low() - NEAR < tries.share() && tries.share() < asymptote.high() + NEAR;
            return alike
                    ? new Cause.Base(shown)
                    : new Cause.Fixed(
                            tries.share() > middle
                                    ? "the recipe binds it, before what the start could do in several tries is reached"
                                    : "something held fixed along the curve binds it, not what the start could do",
                            shown);
        }
        return new Cause.Fixed(
                "something held fixed along the curve binds it",
                String.format(
                        Locale.ROOT,
                        "%.3f of at most %.3f is reached, and no pass@k of the start was given",
                        last,
                        ceiling));
    }
}
