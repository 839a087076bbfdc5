package dev.blueline.corpus;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;

/**
 * Documents that repeat one before them, but for white space or nearly ({@link NearDuplicates}). A cluster is what repeats one
 * document; that scores 1, the rest 0. In the heap lie 36 bytes a document, outside it what {@link NearDuplicates} needs.
 */
public final class DuplicateClusters implements QualityFilter {
    @Override
    public String name() {
        return "duplicates";
    }

    @Override
    public String explanation() {
        return "1 for the first document of each cluster of near-duplicates, 0 for those that repeat it";
    }

    @Override
    public double usualThreshold() {
        return 1;
    }

    @Override
    public FilterScores scores(DocumentPool pool, DoubleConsumer progress) {
        int[] first = firsts(pool, progress);
        double[] values = new double[first.length];
        Map<Integer, Integer> sizes = new HashMap<>();
        for (int i = 0; i < first.length; i++) {
            values[i] = first[i] == i ? 1 : 0;
            if (first[i] != i) {
                sizes.merge(first[i], 2, (size, two) -> size + 1);
            }
        }
        int largest = sizes.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        return new FilterScores(
                values,
                i -> note(pool, i, first[i], sizes.getOrDefault(first[i], 1)),
                List.of(
                        new FilterScores.Figure("clusters of two or more", sizes.size(), FilterScores.Unit.COUNT),
                        new FilterScores.Figure("documents in the largest", largest, FilterScores.Unit.COUNT)));
    }

    private static String note(DocumentPool pool, int index, int first, int size) {
        if (size == 1) {
            return "";
        }
        return first == index
                ? "the first of " + size + " alike"
                : "one of " + size + " like " + pool.stored(first).name();
    }

    /** For each document the number of the one that it repeats: its own if it repeats none. */
    private static int[] firsts(DocumentPool pool, DoubleConsumer progress) {
        int count = pool.size();
        long[] places = new long[count];
        long[] contents = new long[count];
        for (int i = 0; i < count; i++) {
            places[i] = pool.place(i);
            contents[i] = pool.stored(i).content();
        }
        Arrays.sort(contents);
        int[] firstOfContent = new int[count];
        Arrays.fill(firstOfContent, -1);
        int[] first = new int[count];
        try (NearDuplicates near = new NearDuplicates(pool::at, pool.compared(), new Scratch(pool.folder()))) {
            for (int i = 0; i < count; i++) {
                StoredDocument document = pool.stored(i);
                int content = lowest(contents, document.content());
                if (firstOfContent[content] < 0) {
                    OptionalLong original = near.originalOf(document);
                    first[i] = original.isPresent() ? Arrays.binarySearch(places, original.getAsLong()) : i;
                    firstOfContent[content] = first[i];
                } else {
                    first[i] = firstOfContent[content];
                }
                progress.accept((i + 1.0) / count);
            }
        }
        return first;
    }

    /** Where a value that is there stands first. */
    private static int lowest(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
