/**
 * Whether a run under way is on its line: what a law expects of every step of a schedule, a test that may be looked at all
 * the time, notices of spikes and divergence. Start with {@link dev.blueline.monitor.Watcher}, then
 * {@link dev.blueline.monitor.Expectation}.
 */
@NullMarked
package dev.blueline.monitor;

import org.jspecify.annotations.NullMarked;
