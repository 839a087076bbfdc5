package dev.blueline.corpus;

import java.util.HashMap;
import java.util.Map;

/**
 * How many lines stand again that stood before, and which does most often, over any amount of text. Shares are exact up to
 * 100,000 different lines; beyond, they are those of a sample of the lines chosen by hash. The commonest line is found by
 * lossy counting (Manku and Motwani 2002), which cannot miss one of more than a few in 100,000.
 */
final class RepeatedLines {
    private static final int SHORTEST = 20;
    private static final int MOST = 100_000;
    private static final int SHOWN = 100;

    private final Map<Long, Integer> sample = new HashMap<>();
    private final Map<Long, Line> common = new HashMap<>();
    private long mask;
    private long lines;
    private long round = 1;

    /** A line, how often it was counted, and how often it may have been missed before. */
    private static final class Line {
        private final String start;
        private final long missed;
        private long count;

        Line(String start, long missed) {
            this.start = start;
            this.missed = missed;
        }
    }

    /** Takes a part of a text as a line, if it is long enough for its repetition to mean anything. */
    void add(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && text.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) <= ' ') {
            end--;
        }
        if (end - start < SHORTEST) {
            return;
        }
        long hash = hash(text, start, end);
        if ((hash & mask) == 0) {
            sample.merge(hash, 1, Integer::sum);
            thin();
        }
        lines++;
        Line line = common.get(hash);
        if (line == null) {
            line = new Line(text.substring(start, Math.min(end, start + SHOWN)), round - 1);
            common.put(hash, line);
        }
        line.count++;
        if (lines % MOST == 0) {
            common.values().removeIf(rare -> rare.count + rare.missed <= round);
            round++;
        }
    }

    private void thin() {
        while (sample.size() > MOST) {
            mask = mask << 1 | 1;
            sample.keySet().removeIf(hash -> (hash & mask) != 0);
        }
    }

    private static long hash(String text, int from, int to) {
        long hash = 0;
        for (int i = from; i < to; i++) {
            hash = (hash + text.charAt(i)) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 29;
        }
        hash *= 0xBF58_476D_1CE4_E5B9L;
        return hash ^ hash >>> 32;
    }

    /** Share of the lines of 20 characters or more that repeat an earlier one. */
    double share() {
        long all = sample.values().stream().mapToLong(Integer::longValue).sum();
        return all == 0 ? 0 : (double) (all - sample.size()) / all;
    }

    /** The start of the line that stands most often. */
    String commonest() {
        return common.values().stream()
                .max((a, b) -> a.count != b.count ? Long.compare(a.count, b.count) : b.start.compareTo(a.start))
                .map(line -> line.start)
                .orElse("");
    }

    /** How often it stands. */
    long commonestCount() {
        return common.values().stream().mapToLong(line -> line.count).max().orElse(0);
    }
}
