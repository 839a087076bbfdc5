/**
 * Metrics with standard errors: bits per byte, per domain, clustered by document.
 */
@NullMarked
package dev.blueline.evaluation;

import org.jspecify.annotations.NullMarked;
