package dev.blueline.reasoning;

import dev.blueline.engine.Answer;
import dev.blueline.engine.SequenceStep;
import dev.blueline.engine.Sequences;
import dev.blueline.engine.TokenWeight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The clipped policy gradient of the scored responses of some groups, token by token: of every token the weight
 *
 * <pre>
 * ratio * advantage / tokens     while the ratio is inside the clip, or moves back into it; 0 otherwise
 * - klWeight * (1 - p_start / p) / tokens
 * </pre>
 *
 * <p>with {@code ratio = p / p_sampled} (Schulman et al. 2017, arXiv 1707.06347, equation 7, whose gradient this is), all tokens of the
 * batch weighing alike (token-level aggregation, DAPO section 3.3). The second term is the gradient of the estimate
 * {@code p_start / p - 1 - log(p_start / p)} of the divergence.
 */
final class PolicyObjective {
    private final PolicySettings settings;
    private final Sequences sequences;
    private final float[][] sampled;
    private final float[][] start;
    private final double[] advantages;
    private final int tokens;

    /**
     * @param start log-probabilities of the scored responses' tokens under the start, in the order of the groups and responses; read only
     *     where {@code klWeight} is above 0
     */
    PolicyObjective(PolicySettings settings, List<Rollout> groups, float[][] start) {
        this.settings = settings;
        this.start = start;
        List<int[]> prompts = new ArrayList<>();
        List<int[]> responses = new ArrayList<>();
        List<float[]> logs = new ArrayList<>();
        List<Double> each = new ArrayList<>();
        for (Rollout group : groups) {
            int[] scored = group.scored();
            double[] of = advantages(
                    Arrays.stream(scored).mapToDouble(i -> group.rewards()[i]).toArray(), settings.baseline());
            for (int i = 0; i < of.length; i++) {
                Answer answer = group.answers().get(scored[i]);
                prompts.add(group.prompt());
                responses.add(answer.tokens());
                logs.add(answer.logProbabilities());
                each.add(of[i]);
            }
        }
        sequences = Dialogue.sequences(prompts, responses);
        sampled = logs.toArray(float[][]::new);
        advantages = each.stream().mapToDouble(d -> d).toArray();
        tokens = sequences.targets();
    }

    /** Each reward less its baseline. */
    static double[] advantages(double[] rewards, PolicySettings.Baseline baseline) {
        double sum = 0;
        for (double reward : rewards) {
            sum += reward;
        }
        double[] advantages = new double[rewards.length];
        for (int i = 0; i < rewards.length; i++) {
            advantages[i] = switch (baseline) {
                case GROUP_MEAN -> rewards[i] - sum / rewards.length;
                case LEAVE_ONE_OUT -> rewards[i] - (sum - rewards[i]) / (rewards.length - 1);
            };
        }
        return advantages;
    }

    Sequences sequences() {
        return sequences;
    }

    TokenWeight weight() {
        return (sequence, target, logProbability) -> {
            double advantage = advantages[sequence];
            double ratio = Math.exp((double) logProbability - sampled[sequence][target]);
            double weight = clipped(ratio, advantage) ? 0 : ratio * advantage;
            if (settings.klWeight() > 0) {
                weight -= settings.klWeight() * (1 - Math.exp((double) start[sequence][target] - logProbability));
            }
            return (float) (weight / tokens);
        };
    }

    private boolean clipped(double ratio, double advantage) {
        return advantage > 0 ? ratio > 1 + settings.clipHigh() : ratio < 1 - settings.clipLow();
    }

    /**
     * What a step on it did to the tokens.
     *
     * @param clipShare share of the tokens that the clip left out
     * @param divergence estimate of the divergence of the policy from the one that drew, before the step, nats a token
     * @param sameAsSampled whether every probability is the one it was drawn with, to the bit
     */
    record Effect(double clipShare, double divergence, boolean sameAsSampled) {}

    Effect effect(SequenceStep step) {
        long clipped = 0;
        double divergence = 0;
        boolean same = true;
        for (int sequence = 0; sequence < sampled.length; sequence++) {
            for (int target = 0; target < sampled[sequence].length; target++) {
                float now = step.logProbabilities()[sequence][target];
                float then = sampled[sequence][target];
                same &= now == then;
                double ratio = Math.exp((double) now - then);
                clipped += clipped(ratio, advantages[sequence]) ? 1 : 0;
                divergence += ratio - 1 - ((double) now - then);
            }
        }
        return new Effect((double) clipped / tokens, divergence / tokens, same);
    }
}
