/**
 * How fast the engine is on this machine: products, whole steps, decoding, as shares of a measured peak. Start with
 * {@code StepBenchmark}.
 */
@NullMarked
package dev.blueline.benchmark;

import org.jspecify.annotations.NullMarked;
