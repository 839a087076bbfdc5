package dev.blueline.cli;

import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import java.time.Instant;

/** A run that a ledger may hold. */
final class SampleRun {
    private SampleRun() {}

    static Run of(String id) {
        Instant start = Instant.parse("2026-03-01T10:00:00Z");
        return new Run(
                id,
                "64x2/4M",
                "64x2/1",
                Run.Role.LADDER,
                2,
                64,
                new Run.Parameters(164_000, 98_000, 131_000),
                4_000_000,
                3.932e12,
                1,
                1,
                52.5,
                Run.Status.FINISHED,
                "",
                new Provenance("s", "c", "t", "java", 1, "0.1", "25", "two cores", 2, start, start.plusSeconds(60)));
    }
}
