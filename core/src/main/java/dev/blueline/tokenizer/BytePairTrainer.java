package dev.blueline.tokenizer;

import dev.blueline.ledger.BadInput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns merges: again and again the most frequent pair of neighbouring tokens becomes a token (Sennrich et al. 2016,
 * algorithm 1). Between equally frequent pairs the one whose bytes come first wins, left token before right, so the
 * result depends on the counts alone.
 *
 * <p>Works on distinct words with their counts; a merge touches only words that hold the pair, and a heap with lazy
 * updates gives the next one.
 */
public final class BytePairTrainer {
    private final int[][] words;
    private final int[] lengths;
    private final long[] counts;
    private final PairTable<Pair> pairs = new PairTable<>();
    private final PriorityQueue<Candidate> heap = new PriorityQueue<>();
    private final List<byte[]> tokens = new ArrayList<>();
    private final Set<ByteBuffer> known = new HashSet<>();
    private final List<Pair> touched = new ArrayList<>();

    private BytePairTrainer(Map<String, long[]> wordCounts) {
        int size = wordCounts.size();
        words = new int[size][];
        lengths = new int[size];
        counts = new long[size];
        int next = 0;
        for (Map.Entry<String, long[]> entry : wordCounts.entrySet()) {
            words[next] = Tokenizer.byteIds(entry.getKey());
            lengths[next] = words[next].length;
            counts[next++] = entry.getValue()[0];
        }
        for (int id = 0; id < Tokenizer.FIRST_MERGE; id++) {
            tokens.add(id < Tokenizer.FIRST_BYTE ? new byte[0] : new byte[] {(byte) (id - Tokenizer.FIRST_BYTE)});
        }
    }

    /**
     * Learns a vocabulary of exactly the given size from the texts.
     *
     * @param vocabularySize special tokens (32), bytes (256) and merges together, 289 to 1,048,576
     * @throws BadInput if the size is out of range, or the texts are too short to learn so many merges
     */
    public static Tokenizer train(Iterable<String> texts, int vocabularySize) {
        if (vocabularySize <= Tokenizer.FIRST_MERGE || vocabularySize > Tokenizer.LARGEST_VOCABULARY) {
            throw new BadInput("tokenizer: a vocabulary of " + vocabularySize + " tokens is out of range; choose "
                    + (Tokenizer.FIRST_MERGE + 1) + " to " + Tokenizer.LARGEST_VOCABULARY);
        }
        List<Merge> merges =
                new BytePairTrainer(count(texts, Digits.SINGLE)).learn(vocabularySize - Tokenizer.FIRST_MERGE);
        if (merges.size() < vocabularySize - Tokenizer.FIRST_MERGE) {
            throw new BadInput("tokenizer: the text is too short for a vocabulary of " + vocabularySize
                    + " tokens; choose at most " + (Tokenizer.FIRST_MERGE + merges.size()) + " or give more text");
        }
        return new Tokenizer(Digits.SINGLE, merges);
    }

    /**
     * Learns as many tokens as the texts have, at most {@code mostTokens} with the special ones and the bytes: for texts of few words,
     * such as solved problems.
     */
    public static Tokenizer upTo(Iterable<String> texts, int mostTokens, Digits digits) {
        return new Tokenizer(
                digits, new BytePairTrainer(count(texts, digits)).learn(mostTokens - Tokenizer.FIRST_MERGE));
    }

    private static Map<String, long[]> count(Iterable<String> texts, Digits digits) {
        Map<String, long[]> counts = new HashMap<>();
        for (String text : texts) {
            int end;
            for (int start = 0; start < text.length(); start = end) {
                end = PreTokenizer.wordEnd(text, start, digits);
                counts.computeIfAbsent(text.substring(start, end), word -> new long[1])[0]++;
            }
        }
        return counts;
    }

    private List<Merge> learn(int wanted) {
        for (int word = 0; word < words.length; word++) {
            addPairs(word, 1);
        }
        offerChanged();
        List<Merge> merges = new ArrayList<>(wanted);
        while (merges.size() < wanted && !heap.isEmpty()) {
            Candidate best = heap.remove();
            // a candidate whose count has changed since was offered again with the new count
            if (best.pair.count != best.count) {
                continue;
            }
            byte[] joined = Tokenizer.join(best.left, best.right);
            // the same bytes by another way, as a+bc after ab+c: a vocabulary holds them once
            if (known.add(ByteBuffer.wrap(joined))) {
                merges.add(new Merge(best.pair.left, best.pair.right));
                tokens.add(joined);
                apply(best.pair, tokens.size() - 1);
            }
        }
        return merges;
    }

    private void apply(Pair merged, int token) {
        for (int i = 0; i < merged.places; i++) {
            int word = merged.where[i];
            if (holds(word, merged)) {
                addPairs(word, -1);
                replace(word, merged, token);
                addPairs(word, 1);
            }
        }
        merged.forgetPlaces();
        offerChanged();
    }

    private boolean holds(int word, Pair pair) {
        int[] ids = words[word];
        for (int i = 0; i + 1 < lengths[word]; i++) {
            if (ids[i] == pair.left && ids[i + 1] == pair.right) {
                return true;
            }
        }
        return false;
    }

    private void addPairs(int word, int sign) {
        int[] ids = words[word];
        for (int i = 0; i + 1 < lengths[word]; i++) {
            int left = ids[i];
            int right = ids[i + 1];
            Pair pair = pairs.get(left, right, Pair::new);
            pair.count += sign * counts[word];
            if (sign > 0) {
                pair.addPlace(word);
            }
            if (!pair.touched) {
                pair.touched = true;
                touched.add(pair);
            }
        }
    }

    private void offerChanged() {
        for (Pair pair : touched) {
            pair.touched = false;
            if (pair.count > 0 && pair.count != pair.offered) {
                heap.add(new Candidate(pair, pair.count, tokens.get(pair.left), tokens.get(pair.right)));
            }
            pair.offered = pair.count;
        }
        touched.clear();
    }

    private void replace(int word, Pair merged, int token) {
        int[] ids = words[word];
        int to = 0;
        for (int i = 0; i < lengths[word]; i++) {
            if (i + 1 < lengths[word] && ids[i] == merged.left && ids[i + 1] == merged.right) {
                ids[to++] = token;
                i++;
            } else {
                ids[to++] = ids[i];
            }
        }
        lengths[word] = to;
    }

    /** A pair with its count now, and the words that hold it or once did. */
    private static final class Pair {
        final int left;
        final int right;
        int[] where = new int[2];
        int places;
        long count;
        long offered;
        boolean touched;

        Pair(int left, int right) {
            this.left = left;
            this.right = right;
        }

        void addPlace(int word) {
            if (places > 0 && where[places - 1] == word) {
                return;
            }
            if (places == where.length) {
                where = Arrays.copyOf(where, places * 2);
            }
            where[places++] = word;
        }

        void forgetPlaces() {
            where = new int[2];
            places = 0;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by its own order only
    private record Candidate(Pair pair, long count, byte[] left, byte[] right) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int order = Long.compare(other.count, count);
            if (order == 0) {
                order = Arrays.compareUnsigned(left, other.left);
            }
            return order != 0 ? order : Arrays.compareUnsigned(right, other.right);
        }
    }
}
