package dev.blueline.interop;

import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.tokenizer.TextEnds;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A model of another program, opened to be taken over.
 *
 * @param shape its shape
 * @param tensors each tensor by its Hugging Face name, in that layout, row by row; made when asked for
 * @param vocabulary its tokenizer, if the file or folder has one
 * @param release gives the file back
 */
record ForeignModel(
        ModelShape shape, Map<String, Supplier<float[]>> tensors, Optional<Vocabulary> vocabulary, Runnable release)
        implements AutoCloseable {

    /**
     * A tokenizer.
     *
     * @param json as {@code tokenizer.json}
     * @param ends as {@code tokenizer_config.json}; empty if nothing is known of them
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Vocabulary(byte[] json, Optional<byte[]> ends) {
        static Vocabulary of(byte[] json, String beginning, String end) {
            return new Vocabulary(json, Optional.of(new TextEnds(beginning, end).json()));
        }
    }

    /** The named tensor's numbers, all finite. */
    float[] tensor(String name) {
        Supplier<float[]> tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("no tensor " + name + ", though the reader looked for it");
        }
        return tensor.get();
    }

    private static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }

    @Override
    public void close() {
        release.run();
    }

    /** What is wrong with a foreign file, in one line, whatever the file has put into its names. */
    static BadInput wrong(Object file, String field, String what) {
        return new BadInput(file + ": " + plain(field) + " " + plain(what)
                + "; nothing was imported, docs/interop.md says what can be");
    }
}
