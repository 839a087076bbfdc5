package dev.blueline.study;

import java.util.HashSet;
import java.util.Set;

/**
 * Decides when faults are no longer those of single runs: if the first {@value #FIRST} trunks to end have all failed, and of one
 * cause, or if more than a third of the trunks, and at least {@value #FIRST}, have failed. The study then stops rather than fit a
 * law to what is left.
 */
final class FaultTally {
    private static final int FIRST = 3;
    private static final double SHARE = 1.0 / 3;

    private final int trunks;
    private final Set<String> kinds = new HashSet<>();
    private int ended;
    private int failed;

    /** @param trunks how many are to be carried out */
    FaultTally(int trunks) {
        this.trunks = trunks;
    }

    /** Counts a trunk that ended well. */
    synchronized void endedWell() {
        ended++;
    }

    /**
     * Counts a trunk that failed.
     *
     * @throws StudyFailure if the study must stop
     */
    synchronized void failed(Fault fault) {
        ended++;
        failed++;
        kinds.add(fault.kind());
        if (failed < FIRST) {
            return;
        }
        if (failed == ended && kinds.size() == 1) {
            throw stopped("the first " + failed + " trunks all failed of one cause, " + fault.cause());
        }
        if (failed > SHARE * trunks) {
            throw stopped(failed + " of " + trunks + " trunks failed, the last of " + fault.cause());
        }
    }

    private static StudyFailure stopped(String what) {
        return new StudyFailure(what + "; so the study stops, and the same command tries them again");
    }
}
