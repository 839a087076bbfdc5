package dev.blueline.engine;

import java.util.Arrays;
import java.util.Optional;

/**
 * Continues several sequences at once, each in a place with its own cache of keys and values; a place is filled anew as soon as its
 * sequence has ended. A sequence's tokens do not depend on which others it is decoded with: every row is computed as if alone.
 *
 * <p>A sequence ends at the stop token, at the asked number of tokens, or when the model's context is full. A prompt
 * longer than the context keeps its last part: so much that the answer still fits, but at least half the context.
 */
final class Decoder {
    private final ModelShape shape;
    private final Transformer transformer;
    private final Head head;
    private final Kernels kernels;
    private final Activations activations;
    private final Decoding work;
    private final Sampling sampling;
    private final int[] tokens;
    private final int[] positions;

    /** Each place's row in the buffers of a block, which in inference all blocks share: made once, so that a step makes no views. */
    private final Activations.Tile[] rows;

    private final int[] ascending;
    private final float[][] logProbabilities;
    private final TokenChoice choice;

    /** The places: those in use come first. */
    private final Place[] places;

    private int used;

    /** The prompt read last, and what the model says after it. */
    private final KeyValues[] read;

    private final float[][] afterPrompt;
    private Decoding.Unit unit = new Decoding.Unit(-1, new int[0], 0, 0, 0);

    /** Number of the next answer of the unit. */
    private int next;

    /** @param activations room for as many rows as the model's context, and as a decoder has places */
    Decoder(
            ModelShape shape,
            Transformer transformer,
            Head head,
            Kernels kernels,
            Activations activations,
            Decoding work) {
        this.shape = shape;
        this.transformer = transformer;
        this.head = head;
        this.kernels = kernels;
        this.activations = activations;
        this.work = work;
        sampling = work.sampling;
        tokens = new int[work.places];
        positions = new int[work.places];
        ascending = ascending(work.longestPrompt);
        logProbabilities = new float[work.places][shape.vocabulary()];
        choice = new TokenChoice(shape.vocabulary(), kernels.loss());
        rows = new Activations.Tile[work.places];
        Arrays.setAll(rows, row -> activations.blocks.getFirst().whole().from(row, shape));
        places = new Place[work.places];
        Arrays.setAll(places, i -> new Place());
        read = keyValues(work.longestPrompt);
        afterPrompt = new float[1][shape.vocabulary()];
    }

    /** Positions 0, 1, 2 and so on. */
    static int[] ascending(int count) {
        int[] positions = new int[count];
        Arrays.setAll(positions, i -> i);
        return positions;
    }

    private KeyValues[] keyValues(int length) {
        Heads heads = new Heads(shape.heads(), shape.keyValueHeads(), shape.headWidth());
        KeyValues[] layers = new KeyValues[shape.layers()];
        Arrays.setAll(layers, layer -> KeyValues.of(length, heads));
        return layers;
    }

    /** A sequence on its way: the prompt, what was added, and keys and values of every layer so far. */
    private final class Place {
        final int[] tokens = new int[work.longest];
        final float[] logProbabilities = new float[work.longest];
        final KeyValues[] past = keyValues(work.longest - 1);
        int number;
        int prompt;
        int length;
        int end;
        boolean stopped;

        /** Whether the token that is given at some place has come. */
        boolean met;

        void begin(int answer) {
            number = answer;
            prompt = unit.prompt().length;
            System.arraycopy(unit.prompt(), 0, tokens, 0, prompt);
            length = prompt;
            end = prompt + unit.room();
            stopped = false;
            met = false;
        }

        /** Draws the next token; false when the sequence has ended. */
        boolean extend(float[] likely) {
            int token = sampling.token(choice, likely, number, length, length - prompt, met);
            logProbabilities[length] = likely[token];
            tokens[length++] = token;
            met |= token == sampling.steering().given();
            stopped = sampling.ends(token);
            return !stopped && length < end;
        }

        Answer answer() {
            return new Answer(
                    Arrays.copyOfRange(tokens, prompt, length),
                    Arrays.copyOfRange(logProbabilities, prompt, length),
                    stopped);
        }
    }

    /** Takes units until there are none left, and decodes all it took. */
    void decode() {
        fill();
        while (used > 0) {
            feed();
            head.logProbabilities(activations, 0, used, logProbabilities);
            work.stepped(used);
            for (int row = used - 1; row >= 0; row--) {
                Place place = places[row];
                if (!place.extend(logProbabilities[row])) {
                    work.put(place.number, place.answer());
                    used--;
                    places[row] = places[used];
                    places[used] = place;
                }
            }
            fill();
        }
    }

    /** Begins answers in the free places. */
    private void fill() {
        while (used < places.length && (next < unit.to() || begin())) {
            Place place = places[used];
            place.begin(next++);
            if (unit.room() > 0 && place.extend(afterPrompt[0])) {
                for (int layer = 0; layer < read.length; layer++) {
                    place.past[layer].take(read[layer], place.prompt);
                }
                used++;
            } else {
                work.put(place.number, place.answer());
            }
        }
    }

    /** Takes a unit and reads its prompt, unless it is the one read last; false if there is none. */
    private boolean begin() {
        Optional<Decoding.Unit> taken = work.take();
        if (taken.isEmpty()) {
            return false;
        }
        int known = unit.index();
        unit = taken.get();
        next = unit.from();
        if (unit.index() != known && unit.room() > 0) {
            read(unit.prompt());
            head.logProbabilities(activations, 0, 1, afterPrompt);
        }
        return true;
    }

    /** The output is that of the prompt's last token only. */
    private void read(int[] prompt) {
        int rows = prompt.length;
        int[] last = {rows - 1};
        transformer.forward(activations, prompt, ascending, rows, last, (layer, tile, count) -> {
            KeyValues past = read[layer];
            past.put(tile.keys(), tile.values(), tile.first(), count);
            int from = layer + 1 < shape.layers() ? 0 : Math.max(0, rows - 1 - tile.first());
            if (from < count) {
                kernels.attention()
                        .attend(
                                tile.queries().from(from),
                                tile.first() + from,
                                count - from,
                                past,
                                tile.attended().from(from),
                                tile.statistics().from(from));
            }
        });
    }

    /** Each sequence's last token, as a row. */
    private void feed() {
        for (int row = 0; row < used; row++) {
            Place place = places[row];
            positions[row] = place.length - 1;
            tokens[row] = place.tokens[place.length - 1];
        }
        transformer.forward(activations, tokens, 0, positions, 0, used, (layer, tile, count) -> {
            for (int i = 0; i < count; i++) {
                int row = tile.first() + i;
                Activations.Tile own = rows[row];
                KeyValues past = places[row].past[layer];
                past.put(own.keys(), own.values(), positions[row], 1);
                kernels.attention().attend(own.queries(), positions[row], 1, past, own.attended(), own.statistics());
            }
        });
    }
}
