/**
 * Training logs of other programs, read as series and as finished runs. Start with {@link dev.blueline.logs.TrainingLogs}
 * for a series, with {@link dev.blueline.logs.Importer} for runs that enter a ledger.
 */
@NullMarked
package dev.blueline.logs;

import org.jspecify.annotations.NullMarked;
