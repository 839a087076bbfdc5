package dev.blueline.cli;

/** Time left of work that goes on evenly. */
final class Pace {
    private final long start = System.nanoTime();

    /** Seconds left when a share is done; NaN at the start. */
    double left(double share) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return share <= 0.01 ? Double.NaN : seconds / share * (1 - share);
    }
}
