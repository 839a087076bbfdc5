/**
 * How often verdicts are right: lines whose future is known, simulated from curves the judge does not fit, and measured ones cut
 * short. Start with {@link dev.blueline.calibration.Calibration}.
 */
@NullMarked
package dev.blueline.calibration;

import org.jspecify.annotations.NullMarked;
