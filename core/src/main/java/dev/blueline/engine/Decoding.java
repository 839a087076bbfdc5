package dev.blueline.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one call has to decode: several answers to each of several prompts. Decoders, one a thread, take units from it in
 * order, each a few answers to one prompt, whenever a place is free; so all end at about the same time.
 */
final class Decoding {
    /** Most sequences that one decoder has in hand. */
    static final int TOGETHER = 32;

    /** Most answers of a unit: enough that its prompt is read for many of them. */
    private static final int UNIT = 16;

    /**
     * Bytes that a core has near: its second-level cache. A small model's weights lie there, and a step writes and reads all keys
     * and values of its sequences; what was tried is in docs/notes.md.
     */
    private static final long NEAR = 2L << 20;

    /**
     * Bytes of keys and values that all decoders' sequences may hold together where the weights are not near: they are read as
     * a whole for every token, from the last-level cache three times as fast as from memory.
     */
    private static final long CACHED = 8L << 20;

    final Sampling sampling;

    /** Sequences that one decoder has in hand. */
    final int places;

    /** Tokens of the longest prompt, and of the longest sequence, prompt and answer. */
    final int longestPrompt;

    final int longest;

    private final ModelShape shape;
    private final List<int[]> prompts;
    private final int each;
    private final int unit;
    private final Answer[] answers;
    private final AtomicInteger next = new AtomicInteger();
    private final LongAdder offered = new LongAdder();
    private final LongAdder held = new LongAdder();

    Decoding(ModelShape shape, int threads, List<int[]> prompts, int each, Sampling sampling) {
        if (each < 1) {
            throw new IllegalArgumentException("each prompt needs at least one answer, not " + each);
        }
        this.shape = shape;
        this.prompts = prompts;
        this.each = each;
        this.sampling = sampling;
        answers = new Answer[Math.multiplyExact(prompts.size(), each)];
        int longestKept = 0;
        int longestWhole = 0;
        for (int[] prompt : prompts) {
            int kept = sampling.kept(prompt.length, shape.context());
            longestKept = Math.max(longestKept, kept);
            longestWhole = Math.max(longestWhole, kept + sampling.room(kept, shape.context()));
        }
        longestPrompt = longestKept;
        longest = longestWhole;
        int share = Math.max(1, Math.ceilDiv(answers.length, threads));
        unit = Math.min(Math.min(share, UNIT), each);
        places = Math.min(share, together(threads));
    }

    /** At least a register tile of rows, at most what a cache holds. */
    private int together(int threads) {
        long weights = Float.BYTES * shape.parameters().matmul();
        long room = weights < NEAR ? NEAR - weights : CACHED / threads;
        long fitting = room / shape.decodingStateBytes(shape.context());
        return (int) Math.clamp(fitting / 8 * 8, 8, TOGETHER);
    }

    /**
     * A few answers to one prompt.
     *
     * @param index of the prompt
     * @param prompt what the model reads of it
     * @param room most tokens to add
     * @param from number of the first answer
     * @param to number behind the last answer
     */
    record Unit(int index, int[] prompt, int room, int from, int to) {}

    /** The next unit, if there is one. */
    Optional<Unit> take() {
        int units = Math.ceilDiv(each, unit);
        int number = next.getAndIncrement();
        if (number >= prompts.size() * units) {
            return Optional.empty();
        }
        int index = number / units;
        int[] whole = prompts.get(index);
        int kept = sampling.kept(whole.length, shape.context());
        int[] prompt = Arrays.copyOfRange(whole, whole.length - kept, whole.length);
        int first = number % units * unit;
        int from = index * each + first;
        int to = from + Math.min(unit, each - first);
        return Optional.of(new Unit(index, prompt, sampling.room(kept, shape.context()), from, to));
    }

    /** Takes an answer. */
    void put(int number, Answer answer) {
        answers[number] = answer;
    }

    /** A decoder made a step with this many of its places in use. */
    void stepped(int used) {
        offered.add(places);
        held.add(used);
    }

    /** The answers, once all are there. */
    Answers answers() {
        List<List<Answer>> grouped = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            grouped.add(List.of(Arrays.copyOfRange(answers, i * each, (i + 1) * each)));
        }
        return new Answers(grouped, offered.sum() == 0 ? 1 : held.sum() / offered.doubleValue());
    }
}
