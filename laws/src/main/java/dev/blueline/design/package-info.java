/**
 * Which runs to make next, and what a budget buys: from the refits of a saved law, without making a run. Start with
 * {@link dev.blueline.design.Planner}, then {@link dev.blueline.design.Rehearsal}.
 */
@NullMarked
package dev.blueline.design;

import org.jspecify.annotations.NullMarked;
