package dev.blueline.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * All weights of a model, or as many numbers of the same layout, such as a gradient: one flat array and its matrices as
 * views of it.
 */
final class Weights {

    /** The matrices of one block and where its gains start in {@link #data}. */
    record Block(Panels queryKeyValue, Panels output, Panels gateUp, Panels down, Layout.Block at) {}

    final Layout layout;
    final float[] data;
    final Panels embedding;
    final List<Block> blocks = new ArrayList<>();
    final Panels head;

    Weights(Layout layout, float[] data) {
        this.layout = layout;
        this.data = data;
        embedding = layout.embedding.in(data);
        head = layout.head.in(data);
        for (Layout.Block block : layout.blocks) {
            blocks.add(new Block(
                    block.queryKeyValue().in(data),
                    block.output().in(data),
                    block.gateUp().in(data),
                    block.down().in(data),
                    block));
        }
    }

    /** Zeros. */
    static Weights of(Layout layout) {
        return new Weights(layout, new float[layout.size()]);
    }
}
