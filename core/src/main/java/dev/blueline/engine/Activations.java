package dev.blueline.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What one worker computes for a run of positions, laid out in a single array so that nothing is allocated while
 * training. Columns beyond a buffer's width stay zero for ever: no kernel writes them with anything else.
 */
final class Activations {
    /** Width from which weight gradients lie beyond the caches: they are then visited once a sequence. */
    private static final int WIDE = 256;

    /** What the backward pass needs of one block. What is cheap to make again is not kept. */
    static final class Block {
        /** The stream before the block {@code [rows, width]}. */
        final Rows input;

        /** The stream between attention and feed-forward {@code [rows, width]}. */
        final Rows middle;

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

        /** 1 / root mean square {@code [rows]}, and of every query and key head {@code [rows, heads]}. */
        final int inverseInput;

        final int inverseMiddle;
        final int inverseQueries;
        final int inverseKeys;

        private Block(ModelShape shape, int rows, Rows input, Rows middle, Arena arena) {
            this.input = input;
            this.middle = middle;
            int both = shape.queryWidth() + shape.keyValueWidth();
            projected = arena.rows(rows, both + shape.keyValueWidth());
            queries = shape.queryKeyNorm() ? arena.rows(rows, both) : projected;
            keys = queries.column(shape.queryWidth());
            values = projected.column(both);
            attended = arena.rows(rows, shape.queryWidth());
            statistics = arena.compact(rows, 2 * shape.heads());
            gate = arena.rows(rows, 2 * shape.hidden());
            up = gate.column(shape.hidden());
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

        /** Rows that no kernel fills by panels: without padding. */
        Rows compact(int rows, int width) {
            return new Rows(data, floats(Math.multiplyExact(rows, width)), width);
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

    /**
     * Rows that go through a block together, so that what lies between two products stays in a near cache: 128, or a
     * whole sequence where that would visit a wide gradient too often. Part of the arithmetic: the gradients of the
     * query-key gains are summed tile by tile, head by head.
     */
    final int tile;

    /** Rows of logits at a time: enough to be worth a visit of the head's gradient. Changes no result. */
    final int headTile;

    final List<Block> blocks = new ArrayList<>();

    /** The stream after the last block; in the backward pass, from the last norm on, the gradient of the stream. */
    final Rows last;

    /** The stream normalised for the head; then its gradient. */
    final Rows output;

    final int inverseLast;
    final KeyValues past;

    /** Of one tile: the input of a block's products, the gated layer, the logits. */
    final Rows normed;

    final Rows gated;
    final Rows logits;

    /** Gradient of what attention gave. */
    final Rows dAttended;

    /** Of one tile: gradients of the input of a block's products and of the gated layer. */
    final Rows dNormed;

    final Rows dGated;

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
        tile = Math.min(rows, shape.width() < WIDE ? 128 : 256);
        headTile = Math.min(rows, shape.width() <= 64 ? 64 : 128);
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
        normed = arena.rows(tile, shape.width());
        gated = arena.rows(tile, shape.hidden());
        logits = arena.rows(headTile, shape.vocabulary());
        Heads heads = new Heads(shape.heads(), shape.keyValueHeads(), shape.headWidth());
        int capacity = Panels.padded(rows);
        past = new KeyValues(data, arena.floats(KeyValues.size(capacity, heads)), capacity, heads);
        int learnt = learns ? rows : 0;
        dAttended = arena.rows(learnt, shape.queryWidth());
        dNormed = arena.rows(Math.min(learnt, tile), shape.width());
        dGated = arena.rows(Math.min(learnt, tile), shape.hidden());
        floats = arena.used;
    }
}
