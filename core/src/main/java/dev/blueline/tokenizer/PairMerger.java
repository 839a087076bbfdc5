package dev.blueline.tokenizer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Applies merges of any vocabulary to a run of tokens: always the pair of the lowest rank, the leftmost of equals, as Hugging Face's
 * library does ({@code Word::merge_all}). Other than in {@link MergeRanks}, a merge may make a pair of a lower rank than its own, and
 * the run may be a whole text; the cost is its length times the logarithm of it.
 */
final class PairMerger {
    private static final int NONE = -1;

    private final Map<Long, Made> made = new HashMap<>();

    /** What a pair becomes, and how early. */
    private record Made(int rank, int token) {}

    private record Candidate(int rank, int at, int token) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            return rank != other.rank ? Integer.compare(rank, other.rank) : Integer.compare(at, other.at);
        }
    }

    /** Adds the next merge; one that is known keeps its rank. */
    void add(int left, int right, int token) {
        made.putIfAbsent(Merge.key(left, right), new Made(made.size(), token));
    }

    /** The tokens after all merges. */
    int[] merge(int[] tokens) {
        return new Pass(tokens).merged();
    }

    /** One run: a list of tokens that links over those merged away. */
    private final class Pass {
        private final int[] tokens;
        private final int[] next;
        private final int[] previous;
        private final PriorityQueue<Candidate> candidates = new PriorityQueue<>();

        Pass(int[] given) {
            tokens = given.clone();
            next = new int[tokens.length];
            previous = new int[tokens.length];
            for (int i = 0; i < tokens.length; i++) {
                next[i] = i + 1 < tokens.length ? i + 1 : NONE;
                previous[i] = i - 1;
            }
            for (int i = 0; i + 1 < tokens.length; i++) {
                offer(i);
            }
        }

        int[] merged() {
            for (Candidate best = candidates.poll(); best != null; best = candidates.poll()) {
                int at = best.at;
                if (tokens[at] != NONE && next[at] != NONE && is(best)) {
                    join(at, best.token);
                }
            }
            return Arrays.stream(tokens).filter(token -> token != NONE).toArray();
        }

        /** Whether the pair that was seen there still makes the same token. */
        private boolean is(Candidate candidate) {
            Made now = made.get(Merge.key(tokens[candidate.at], tokens[next[candidate.at]]));
            return now != null && now.token == candidate.token;
        }

        private void join(int at, int token) {
            int right = next[at];
            tokens[at] = token;
            tokens[right] = NONE;
            next[at] = next[right];
            if (next[at] != NONE) {
                previous[next[at]] = at;
                offer(at);
            }
            if (previous[at] != NONE) {
                offer(previous[at]);
            }
        }

        private void offer(int at) {
            Made pair = made.get(Merge.key(tokens[at], tokens[next[at]]));
            if (pair != null) {
                candidates.add(new Candidate(pair.rank, at, pair.token));
            }
        }
    }
}
