/**
 * Scaling laws: fits, forecasts and verdicts over ledger measurements.
 */
@NullMarked
package dev.blueline.scaling;

import org.jspecify.annotations.NullMarked;
