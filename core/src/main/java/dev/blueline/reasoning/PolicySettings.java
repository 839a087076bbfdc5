package dev.blueline.reasoning;

import dev.blueline.ledger.BadInput;

/**
 * How rollouts become updates.
 *
 * @param prompts problems of a step
 * @param group responses to each
 * @param tokens most tokens of a response
 * @param baseline what a response's reward is compared with
 * @param clipLow a probability that has fallen below {@code 1 - clipLow} times its old value is not pushed down further
 * @param clipHigh one that has risen above {@code 1 + clipHigh} times is not pushed up further; larger than {@code clipLow}, so
 *     that rare tokens can rise (Yu et al. 2025, DAPO, arXiv 2503.14476, section 3.1)
 * @param klWeight weight of the divergence from the start, 0 for none
 * @param minibatches updates made of the rollouts of a step, each of other groups
 * @param resamples how often groups without signal are replaced by groups of other problems within a step
 * @param rate factor on the learning rate that models of this width have in studies
 */
public record PolicySettings(
        int prompts,
        int group,
        int tokens,
        Baseline baseline,
        double clipLow,
        double clipHigh,
        double klWeight,
        int minibatches,
        int resamples,
        double rate) {

    /** What a reward is compared with. */
    public enum Baseline {
        /** The mean of the group, not divided by its deviation (Liu et al. 2025, Dr. GRPO, arXiv 2503.20783). */
        GROUP_MEAN,
        /** The mean of the others of the group (Ahmadian et al. 2024, RLOO, arXiv 2402.14740). */
        LEAVE_ONE_OUT
    }

    public PolicySettings {
        if (prompts < 1 || group < 2 || tokens < 2 || minibatches < 1 || resamples < 0) {
            throw new BadInput(
                    "--prompts " + prompts + ", --group " + group + ", --tokens " + tokens + " and --updates "
                            + minibatches
                            + " cannot be used together; give at least 1 problem, 2 responses to each, 2 tokens and 1 update");
        }
        if (!(clipLow > 0 && clipLow < 1) || !(clipHigh > 0) || !(klWeight >= 0) || !(rate > 0)) {
            throw new BadInput("--kl " + klWeight + " and --rate " + rate + " with a clip from " + clipLow + " to "
                    + clipHigh + " cannot be used; give a weight of 0 or more, and a rate above 0");
        }
    }

    /** What ran well on two cores (docs/reasoning.md). */
    public static PolicySettings usual() {
        return new PolicySettings(32, 16, 64, Baseline.GROUP_MEAN, 0.2, 0.28, 0, 2, 1, 0.1);
    }
}
