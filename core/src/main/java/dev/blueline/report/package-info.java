/**
 * The HTML report and its charts.
 */
@NullMarked
package dev.blueline.report;

import org.jspecify.annotations.NullMarked;
