/**
 * Chain of thought: responses as tokens, supervised training on them, rollouts, rewards and policy updates. Start with
 * {@link dev.blueline.reasoning.Dialogue}.
 */
@NullMarked
package dev.blueline.reasoning;

import org.jspecify.annotations.NullMarked;
