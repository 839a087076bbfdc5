/**
 * Scaling laws: robust fits, forecasts registered before the run, verdicts. Start with
 * {@link dev.blueline.scaling.Forecaster}, then {@link dev.blueline.scaling.Law}.
 */
@NullMarked
package dev.blueline.scaling;

import org.jspecify.annotations.NullMarked;
