package dev.blueline.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How busy the machine is with other work: figures of a busy one are too low. */
public final class MachineLoad {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long start = System.nanoTime();
    private final long own = SYSTEM.getProcessCpuTime();
    private double others;
    private int samples;

    /** Cores that other processes keep busy at this moment. */
    public static double now() {
        double all = SYSTEM.getCpuLoad() * SYSTEM.getAvailableProcessors();
        double mine = SYSTEM.getProcessCpuLoad() * SYSTEM.getAvailableProcessors();
        return Math.max(0, all - mine);
    }

    /** Takes note of the moment. */
    void sample() {
        others += now();
        samples++;
    }

    /** Cores that others kept busy, on average over the moments noted. */
    double others() {
        return samples == 0 ? 0 : others / samples;
    }

    /** Cores that this process kept busy since it began to look. */
    double own() {
        return (SYSTEM.getProcessCpuTime() - own) / (double) Math.max(1, System.nanoTime() - start);
    }
}
