package dev.blueline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of damaged files, counted by kind of file. */
public final class Outcomes {
    private final Map<String, Map<Kind, Integer>> counts = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    /** What became of one damaged file. */
    public enum Kind {
        /** Found, said, and the results are those of the study that nothing happened to. */
        REPAIRED,
        /** Found and refused in one line that names the file. */
        REFUSED,
        /** Written anew or not needed any more: the results are the same. */
        NOT_READ,
        /** Other results, a crash, or a file used as it was. */
        WRONG
    }

    /** Counts one case. */
    public void count(String file, Kind kind, String how) {
        counts.computeIfAbsent(file, f -> new EnumMap<>(Kind.class)).merge(kind, 1, Integer::sum);
        if (kind == Kind.WRONG) {
            wrong.add(file + ": " + how);
        }
    }

    /** Cases in all. */
    public int cases() {
        return counts.values().stream()
                .flatMap(kinds -> kinds.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Cases that went wrong, in words. */
    public List<String> wrong() {
        return wrong;
    }

    /** A table in Markdown. */
    public String table() {
        StringBuilder table = new StringBuilder(
                "| damaged file | cases | repaired | refused by name | not read any more | used or lost |\n|---|---|---|---|---|---|\n");
        int[] all = new int[Kind.values().length];
        counts.forEach((file, kinds) -> {
            int[] row = new int[all.length];
            kinds.forEach((kind, count) -> {
                row[kind.ordinal()] += count;
                all[kind.ordinal()] += count;
            });
            table.append(row(file, row));
        });
        return table.append(row("all", all)).toString();
    }

    private static String row(String name, int[] counts) {
        int sum = 0;
        StringBuilder cells = new StringBuilder();
        for (int count : counts) {
            sum += count;
            cells.append(String.format(Locale.ROOT, " %d |", count));
        }
        return "| " + name + " | " + sum + " |" + cells + "\n";
    }
}
