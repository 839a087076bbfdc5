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

    /**
     * What the backward pass needs of one block, from some row on. What is cheap to make again is not kept.
     *
     * @param first the row that it starts at
     * @param input the stream before the block {@code [rows, width]}
     * @param middle the stream between attention and feed-forward {@code [rows, width]}
     * @param projected queries, keys and values as projected {@code [rows, query width + 2 key width]}
     * @param projectedKeys the keys of {@code projected}
     * @param queries queries and keys, normalised if the shape says so, and rotated {@code [rows, query width + key width]}
     * @param statistics largest score and 1 / sum of every head {@code [rows, 2 heads]}
     * @param gate gate and up {@code [rows, 2 hidden]}
     * @param inverseInput 1 / root mean square {@code [rows]}, as for the middle
     * @param inverseQueries 1 / root mean square of every query head {@code [rows, heads]}, as for the keys
     */
    record Tile(
            int first,
            Rows input,
            Rows middle,
            Rows projected,
            Rows projectedKeys,
            Rows queries,
            Rows keys,
            Rows values,
            Rows attended,
            Rows statistics,
            Rows gate,
            Rows up,
            int inverseInput,
            int inverseMiddle,
            int inverseQueries,
            int inverseKeys) {

        private static Tile whole(ModelShape shape, int rows, Rows input, Rows middle, Arena arena) {
            int both = shape.queryWidth() + shape.keyValueWidth();
            Rows projected = arena.rows(rows, both + shape.keyValueWidth());
            Rows queries = shape.queryKeyNorm() ? arena.rows(rows, both) : projected;
            Rows attended = arena.rows(rows, shape.queryWidth());
            Rows statistics = arena.compact(rows, 2 * shape.heads());
            Rows gate = arena.rows(rows, 2 * shape.hidden());
            return new Tile(
                    0,
                    input,
                    middle,
                    projected,
                    projected.column(shape.queryWidth()),
                    queries,
                    queries.column(shape.queryWidth()),
                    projected.column(both),
                    attended,
                    statistics,
                    gate,
                    gate.column(shape.hidden()),
                    arena.floats(rows),
                    arena.floats(rows),
                    arena.floats(rows * shape.heads()),
                    arena.floats(rows * shape.keyValueHeads()));
        }

        /** The same from a later row on. */
        Tile from(int row, ModelShape shape) {
            return new Tile(
                    row,
                    input.from(row),
                    middle.from(row),
                    projected.from(row),
                    projectedKeys.from(row),
                    queries.from(row),
                    keys.from(row),
                    values.from(row),
                    attended.from(row),
                    statistics.from(row),
                    gate.from(row),
                    up.from(row),
                    inverseInput + row,
                    inverseMiddle + row,
                    inverseQueries + row * shape.heads(),
                    inverseKeys + row * shape.keyValueHeads());
        }
    }

    /** One block: all of its rows, and the same in tiles, made once so that a step makes no views. */
    record Block(Tile whole, List<Tile> tiles) {
        private static Block of(ModelShape shape, int rows, int tile, Rows input, Rows middle, Arena arena) {
            Tile whole = Tile.whole(shape, rows, input, middle, arena);
            List<Tile> tiles = new ArrayList<>();
            for (int row = 0; row < rows; row += tile) {
                tiles.add(whole.from(row, shape));
            }
            return new Block(whole, tiles);
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

    final List<Rows> lastTiles;

    /** The stream normalised for the head; then its gradient. */
    final Rows output;

    /** The same in tiles of the head. */
    final List<Rows> outputTiles;

    final int inverseLast;
    final KeyValues past;

    /** Of one tile: the input of a block's products, the gated layer, the logits. */
    final Rows normed;

    final Rows gated;
    final Rows logits;

    /** Gradient of what attention gave. */
    final Rows dAttended;

    final List<Rows> dAttendedTiles;

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
                blocks.add(Block.of(shape, rows, tile, stream, middle, arena));
                stream = arena.rows(rows, shape.width());
            } else {
                blocks.add(layer == 0 ? Block.of(shape, rows, tile, stream, stream, arena) : blocks.getFirst());
            }
        }
        last = stream;
        lastTiles = tiles(last, rows, tile);
        output = arena.rows(rows, shape.width());
        outputTiles = tiles(output, rows, headTile);
        inverseLast = arena.floats(rows);
        normed = arena.rows(tile, shape.width());
        gated = arena.rows(tile, shape.hidden());
        logits = arena.rows(headTile, shape.vocabulary());
        Heads heads = new Heads(shape.heads(), shape.keyValueHeads(), shape.headWidth());
        int capacity = Panels.padded(rows);
        past = new KeyValues(data, arena.floats(KeyValues.size(capacity, heads)), capacity, heads);
        int learnt = learns ? rows : 0;
        dAttended = arena.rows(learnt, shape.queryWidth());
        dAttendedTiles = tiles(dAttended, learnt, tile);
        dNormed = arena.rows(Math.min(learnt, tile), shape.width());
        dGated = arena.rows(Math.min(learnt, tile), shape.hidden());
        floats = arena.used;
    }

    private static List<Rows> tiles(Rows whole, int rows, int tile) {
        List<Rows> tiles = new ArrayList<>();
        for (int row = 0; row < rows; row += tile) {
            tiles.add(whole.from(row));
        }
        return tiles;
    }
}
