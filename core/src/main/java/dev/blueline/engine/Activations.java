package dev.blueline.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What one worker computes for a run of positions, laid out in a single array so that nothing is allocated while
 * training. Columns beyond a buffer's width stay zero for ever: no kernel writes them with anything else.
 */
final class Activations {
    /** Rows of logits at a time: the whole vocabulary of 128 rows stays in the second-level cache. */
    static final int TILE = 128;

    /** What the backward pass needs of one block. */
    static final class Block {
        /** The stream before the block {@code [rows, width]}. */
        final Rows input;

        /** The stream between attention and feed-forward {@code [rows, width]}. */
        final Rows middle;

        final Rows normedInput;
        final Rows normedMiddle;

        /** Queries, keys and values as projected {@code [rows, query width + 2 key width]}. */
        final Rows projected;

        /** Queries and keys, normalised if the shape says so, and rotated. */
        final Rows queries;

        final Rows keys;
        final Rows values;
        final Rows attended;

        /** Largest score and 1 / sum of every head {@code [rows, 2 heads]}. */
        final Rows statistics;

        final Rows gate;
        final Rows up;
        final Rows gated;

        /** 1 / root mean square {@code [rows]}, and of every query and key head {@code [rows, heads]}. */
        final int inverseInput;

        final int inverseMiddle;
        final int inverseQueries;
        final int inverseKeys;

        private Block(ModelShape shape, int rows, Rows input, Rows middle, Arena arena) {
            this.input = input;
            this.middle = middle;
            int both = shape.queryWidth() + shape.keyValueWidth();
            normedInput = arena.rows(rows, shape.width());
            normedMiddle = arena.rows(rows, shape.width());
            projected = arena.rows(rows, both + shape.keyValueWidth());
            queries = shape.queryKeyNorm() ? arena.rows(rows, both) : projected;
            keys = queries.column(shape.queryWidth());
            values = projected.column(both);
            attended = arena.rows(rows, shape.queryWidth());
            statistics = arena.rows(rows, 2 * shape.heads());
            gate = arena.rows(rows, 2 * shape.hidden());
            up = gate.column(shape.hidden());
            gated = arena.rows(rows, shape.hidden());
            inverseInput = arena.floats(rows);
            inverseMiddle = arena.floats(rows);
            inverseQueries = arena.floats(rows * shape.heads());
            inverseKeys = arena.floats(rows * shape.keyValueHeads());
        }
    }

    /** Hands out parts of one array; a first pass with an empty one measures. */
    private static final class Arena {
        private final float[] data;
        private int used;

        Arena(int size) {
            data = new float[size];
        }

        int floats(int count) {
            int at = used;
            used = Math.addExact(used, (count + 15) & -16);
            return at;
        }

        Rows rows(int rows, int width) {
            int stride = Rows.strideFor(width);
            return new Rows(data, floats(Math.multiplyExact(rows, stride)), stride);
        }
    }

    /** The array that everything lies in. */
    final float[] data;

    /** Most positions at once. */
    final int rows;

    final List<Block> blocks = new ArrayList<>();

    /** The stream after the last block, and the same normalised: what the head reads. */
    final Rows last;

    final Rows output;
    final int inverseLast;
    final Rows logits;
    final KeyValues past;

    /** Gradient of the stream, and of whatever is being worked on. */
    final Rows dStream;

    final Rows dNormed;
    final Rows dGated;
    final Rows dAttended;
    final Rows dQueries;
    final Rows dKeys;
    final Rows dValues;

    /** Room for a training pass over a whole sequence. */
    static Activations training(ModelShape shape) {
        return new Activations(shape, shape.context(), true);
    }

    /** Room for a forward pass over that many positions; the blocks share their buffers. */
    static Activations inference(ModelShape shape, int rows) {
        return new Activations(shape, rows, false);
    }

    private Activations(ModelShape shape, int rows, boolean learns) {
        this(shape, rows, learns, new Arena(new Activations(shape, rows, learns, new Arena(0)).floats));
    }

    private final int floats;

    private Activations(ModelShape shape, int rows, boolean learns, Arena arena) {
        this.rows = rows;
        data = arena.data;
        Rows stream = arena.rows(rows, shape.width());
        for (int layer = 0; layer < shape.layers(); layer++) {
            if (learns) {
                Rows middle = arena.rows(rows, shape.width());
                blocks.add(new Block(shape, rows, stream, middle, arena));
                stream = arena.rows(rows, shape.width());
            } else {
                blocks.add(layer == 0 ? new Block(shape, rows, stream, stream, arena) : blocks.getFirst());
            }
        }
        last = stream;
        output = arena.rows(rows, shape.width());
        inverseLast = arena.floats(rows);
        logits = arena.rows(Math.min(rows, TILE), shape.vocabulary());
        Heads heads = new Heads(shape.heads(), shape.keyValueHeads(), shape.headWidth());
        int capacity = Panels.padded(rows);
        past = new KeyValues(data, arena.floats(KeyValues.size(capacity, heads)), capacity, heads);
        int learnt = learns ? rows : 0;
        dStream = arena.rows(learnt, shape.width());
        dNormed = arena.rows(learnt, shape.width());
        dGated = arena.rows(learnt, shape.hidden());
        dAttended = arena.rows(learnt, shape.queryWidth());
        dQueries = arena.rows(learnt, shape.queryWidth() + 2 * shape.keyValueWidth());
        dKeys = dQueries.column(shape.queryWidth());
        dValues = dKeys.column(shape.keyValueWidth());
        floats = arena.used;
    }
}
