/**
 * Compute spent at the answer: strategies that draw several responses and choose one, and what each costs. Start with
 * {@link dev.blueline.testtime.Strategy}.
 */
@NullMarked
package dev.blueline.testtime;

import org.jspecify.annotations.NullMarked;
