/**
 * The HTML report and its charts: plain values in ({@link dev.blueline.report.ReportData}), one page that opens offline
 * out. Start with {@link dev.blueline.report.Report}.
 */
@NullMarked
package dev.blueline.report;

import org.jspecify.annotations.NullMarked;
