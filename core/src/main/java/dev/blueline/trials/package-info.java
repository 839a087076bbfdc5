/**
 * Studies of reasoning: starts are taught, made better by several methods, forecast, scored, compared. Start with
 * {@link dev.blueline.trials.Trials}.
 */
@NullMarked
package dev.blueline.trials;

import org.jspecify.annotations.NullMarked;
