package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fills crosswords with words at random: always the place with the fewest words left, and back where there are none. */
final class CrosswordFill {
    /** Words tried before it starts anew. */
    private static final int PATIENCE = 500;

    private static final int LETTERS = 26;

    private final Map<Integer, List<String>> byLength = new HashMap<>();
    /** By length, words with a letter at a place: the set of place p and the n-th letter stands at {@code p * LETTERS + n}. */
    private final Map<Integer, List<BitSet>> having = new HashMap<>();

    CrosswordFill(List<String> words) {
        for (String word : words) {
            List<String> same = byLength.computeIfAbsent(word.length(), length -> new ArrayList<>());
            List<BitSet> sets = having.computeIfAbsent(word.length(), CrosswordFill::sets);
            for (int i = 0; i < word.length(); i++) {
                sets.get(i * LETTERS + word.charAt(i) - 'a').set(same.size());
            }
            same.add(word);
        }
    }

    private static List<BitSet> sets(int length) {
        List<BitSet> sets = new ArrayList<>();
        for (int i = 0; i < length * LETTERS; i++) {
            sets.add(new BitSet());
        }
        return sets;
    }

    /** Letters for all cells, with no word twice. */
    char[] fill(CrosswordShape shape, Draw draw) {
        while (true) {
            Attempt attempt = new Attempt(shape, draw);
            if (attempt.fill(new HashSet<>(shape.entries()))) {
                return attempt.cells;
            }
        }
    }

    private final class Attempt {
        private final CrosswordShape shape;
        private final Draw draw;
        private final char[] cells;
        private final Set<String> used = new HashSet<>();
        private int tried;

        Attempt(CrosswordShape shape, Draw draw) {
            this.shape = shape;
            this.draw = draw;
            this.cells = shape.cells().toCharArray();
        }

        boolean fill(Set<CrosswordShape.Entry> open) {
            if (open.isEmpty()) {
                return true;
            }
            CrosswordShape.Entry tightest = open.iterator().next();
            BitSet fewest = new BitSet();
            int least = Integer.MAX_VALUE;
            for (CrosswordShape.Entry entry : shape.entries()) {
                if (open.contains(entry)) {
                    BitSet fitting = fitting(entry);
                    if (fitting.cardinality() < least) {
                        least = fitting.cardinality();
                        fewest = fitting;
                        tightest = entry;
                    }
                }
            }
            open.remove(tightest);
            List<String> words = byLength.getOrDefault(tightest.cells().size(), List.of());
            for (int at : draw.shuffled(fewest.stream().boxed().toList())) {
                String word = words.get(at);
                if (++tried > PATIENCE) {
                    break;
                }
                if (used.add(word)) {
                    char[] before = cells.clone();
                    for (int i = 0; i < word.length(); i++) {
                        cells[tightest.cells().get(i)] = word.charAt(i);
                    }
                    if (fill(open)) {
                        return true;
                    }
                    System.arraycopy(before, 0, cells, 0, cells.length);
                    used.remove(word);
                }
            }
            open.add(tightest);
            return false;
        }

        private BitSet fitting(CrosswordShape.Entry entry) {
            int length = entry.cells().size();
            List<BitSet> sets = having.getOrDefault(length, List.of());
            BitSet fitting = new BitSet();
            fitting.set(0, byLength.getOrDefault(length, List.of()).size());
            for (int i = 0; i < length; i++) {
                char letter = cells[entry.cells().get(i)];
                if (letter != CrosswordShape.LETTER) {
                    fitting.and(sets.get(i * LETTERS + letter - 'a'));
                }
            }
            return fitting;
        }
    }
}
