package dev.blueline.cli;

import dev.blueline.scaling.Analysis;
import dev.blueline.scaling.Forecaster;

/** What {@code blueline fit} found in a set of runs. */
record FitResult(String file, RunColumns.Runs runs, Forecaster.Settings settings, Analysis analysis) {}
