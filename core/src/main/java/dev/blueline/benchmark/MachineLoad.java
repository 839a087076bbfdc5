package dev.blueline.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How busy the machine is with other work: figures of a busy one are too low. */
final class MachineLoad {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private double others;
    private int samples;

    /** Cores that other processes keep busy at this moment. */
    private static double now() {
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
}
