/**
 * What was run and what was measured: append-only, with provenance. Start with {@link dev.blueline.ledger.Run}.
 */
@NullMarked
package dev.blueline.ledger;

import org.jspecify.annotations.NullMarked;
