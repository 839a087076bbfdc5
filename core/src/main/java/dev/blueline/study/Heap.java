package dev.blueline.study;

import dev.blueline.ledger.BadInput;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Heap of this process, against what a plan's training takes.
 *
 * @param bytes largest heap that was allowed, {@code -Xmx}
 * @param room how much of it large arrays can have: the largest of the collector's pools, as arrays do not move between them
 * @param taken bytes in use before any training, the text above all
 */
record Heap(long bytes, long room, long taken) {
    /** What training takes beside its large arrays, and what a collector needs to work. */
    private static final double MARGIN = 1.1;

    private static final long STEP = 256L << 20;

    /** This process, after a collection. */
    static Heap now() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long room = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(Heap::most)
                .max()
                .orElse(runtime.maxMemory());
        return new Heap(runtime.maxMemory(), room, runtime.totalMemory() - runtime.freeMemory());
    }

    private static long most(MemoryPoolMXBean pool) {
        return pool.getUsage().getMax();
    }

    /** What trunks take at most, so many of them side by side. */
    static long needed(Procedure procedure, Collection<Trunk> trunks, int workers) {
        return trunks.stream()
                .map(trunk -> procedure.heapBytes(trunk.size(), 1))
                .sorted(Comparator.reverseOrder())
                .limit(workers)
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * Looks whether a plan's open runs fit, side by side as they will run.
     *
     * @throws BadInput if they do not
     */
    void require(Procedure procedure, List<Trunk> ladder, Trunk top, int workers) {
        long aside = needed(procedure, ladder, workers);
        long alone = procedure.heapBytes(top.size(), workers);
        long most = Math.max(aside, alone);
        if (fits(most)) {
            return;
        }
        String what = alone >= aside
                ? "the held-out rung " + top.rungs().getFirst().name() + " needs about " + inWords(alone)
                : "the plan's largest runs, " + workers + " side by side, need about " + inWords(aside);
        throw new BadInput(what + " of heap for training, beside " + inWords(taken) + " for the text, and this JVM has "
                + inWords(bytes) + "; " + remedy(most) + ", or plan less with a smaller --budget or fewer --threads");
    }

    private boolean fits(long need) {
        return taken + MARGIN * need <= room;
    }

    /** What to type to get enough for this much. */
    String remedy(long need) {
        double wanted = 1.05 * (taken + MARGIN * need) * bytes / room;
        long rounded = (long) Math.ceil(Math.max(wanted, bytes + STEP) / STEP) * (STEP >> 20);
        return "give it more: BLUELINE_JAVA_OPTS=-Xmx" + rounded + "m before ./blueline";
    }

    static String inWords(long size) {
        return size < 1_000_000_000
                ? String.format(Locale.ROOT, "%.0f MB", size * 1e-6)
                : String.format(Locale.ROOT, "%.1f GB", size * 1e-9);
    }
}
