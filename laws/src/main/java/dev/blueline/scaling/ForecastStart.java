package dev.blueline.scaling;

import java.time.Instant;

/**
 * The start of a run that was forecast: its line in the registry stands behind the forecast's, and before the run.
 *
 * @param id the forecast's id
 * @param at what the machine's clock said
 */
public record ForecastStart(String id, Instant at) {}
