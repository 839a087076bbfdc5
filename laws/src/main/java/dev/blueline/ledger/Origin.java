package dev.blueline.ledger;

import java.time.Instant;

/**
 * Where imported figures come from.
 *
 * @param file its name, without folders; of a run in several files, the folder's
 * @param sha256 of its content
 * @param format of the log
 * @param importedAt when
 * @param note what was taken by default or worked out, in sentences; empty if nothing was
 */
public record Origin(String file, String sha256, String format, Instant importedAt, String note) {}
