package dev.blueline.corpus;

import dev.blueline.ledger.BadInput;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a classifier learns to tell apart: passages of a reference, and of a pool without what the reference holds too. Of the
 * reference one in five runs of ten passages is held out, so that short documents fall on one side whole; the pool's documents
 * fall into {@value #HALVES} halves. Both go by hash, and of more passages than are needed those with the lowest hashes are
 * taken.
 *
 * @param wanted passages of the reference to learn from
 * @param heldOut passages of the reference to measure on
 * @param halves passages of the pool, by half
 * @param shared documents of the pool that stand in the reference too
 */
record ReferenceExamples(List<Example> wanted, List<Example> heldOut, List<List<Example>> halves, int shared) {
    static final int HALVES = 2;

    private static final int MOST = 50_000;
    private static final int MOST_HELD_OUT = 10_000;
    private static final int FEWEST = 16;
    private static final int FEWEST_HELD_OUT = 4;
    private static final int RUN = 10;
    private static final int HELD_OUT = 5;

    /**
     * A passage of a document.
     *
     * @param key its place in a random order
     */
    record Example(StoredDocument document, Passage passage, long key) {
        int[] features() {
            ByteBuffer utf8 = document.utf8(3);
            return WordFeatures.of(passage.in(utf8));
        }
    }

    /** The half that documents of a content fall into. */
    static int half(long content, long seed) {
        return (int) Long.remainderUnsigned(TextHash.mix(TextHash.mix(content) + seed), HALVES);
    }

    /** @throws BadInput if the reference is all there is, or either side is too small */
    static ReferenceExamples of(DocumentPool pool, DocumentPool reference, long seed) {
        Set<Long> known = new HashSet<>();
        Lowest wanted = new Lowest(MOST);
        Lowest heldOut = new Lowest(MOST_HELD_OUT);
        for (int i = 0; i < reference.size(); i++) {
            StoredDocument document = reference.stored(i);
            known.add(document.content());
            List<Passage> passages = Passage.of(document.utf8(3));
            for (int j = 0; j < passages.size(); j++) {
                long run = TextHash.mix(document.content() ^ TextHash.mix(seed + j / RUN));
                Lowest side = Long.remainderUnsigned(run, HELD_OUT) == 0 ? heldOut : wanted;
                side.add(new Example(document, passages.get(j), TextHash.mix(run + j % RUN + 1)));
            }
        }
        List<Lowest> halves =
                Stream.generate(() -> new Lowest(MOST)).limit(HALVES).toList();
        int shared = 0;
        for (int i = 0; i < pool.size(); i++) {
            StoredDocument document = pool.stored(i);
            if (known.contains(document.content())) {
                shared++;
                continue;
            }
            List<Passage> passages = Passage.of(document.utf8(3));
            for (int j = 0; j < passages.size(); j++) {
                long key = TextHash.mix(document.content() ^ TextHash.mix(seed + j));
                halves.get(half(document.content(), seed)).add(new Example(document, passages.get(j), key));
            }
        }
        if (shared == pool.size()) {
            throw new BadInput(
                    "the reference is the whole text: nothing is left to tell it from; give a part of it, or other text,"
                            + " as --reference");
        }
        require("the reference", wanted.size() >= FEWEST && heldOut.size() >= FEWEST_HELD_OUT, wanted, heldOut);
        require(
                "the text beside the reference",
                halves.stream().allMatch(half -> half.size() >= FEWEST),
                halves.toArray(Lowest[]::new));
        return new ReferenceExamples(
                wanted.inOrder(),
                heldOut.inOrder(),
                halves.stream().map(Lowest::inOrder).toList(),
                shared);
    }

    private static void require(String name, boolean enough, Lowest... parts) {
        if (!enough) {
            int passages = Stream.of(parts).mapToInt(Lowest::size).sum();
            throw new BadInput(name + " holds too little to learn from, " + passages
                    + " passages of up to 4 kB; give a hundred documents or more");
        }
    }

    /** The examples with the lowest keys, so many at most. */
    private static final class Lowest {
        private final PriorityQueue<Example> examples =
                new PriorityQueue<>(Comparator.comparingLong(Example::key).reversed());
        private final int most;

        Lowest(int most) {
            this.most = most;
        }

        void add(Example example) {
            examples.add(example);
            if (examples.size() > most) {
                examples.remove();
            }
        }

        int size() {
            return examples.size();
        }

        List<Example> inOrder() {
            return examples.stream()
                    .sorted(Comparator.comparingLong(Example::key)
                            .thenComparingLong(each -> each.document().at()))
                    .toList();
        }
    }
}
