package dev.blueline.interop;

import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NumberFormat;
import dev.blueline.engine.StoredTensor;
import dev.blueline.ledger.BadInput;
import dev.blueline.tokenizer.TextEnds;
import java.util.Map;
import java.util.Optional;

/**
 * A model of another program, opened to be taken over.
 *
 * @param shape its shape
 * @param tensors each tensor by its Hugging Face name
 * @param vocabulary its tokenizer, if the file or folder has one
 * @param release gives the file back
 */
record ForeignModel(ModelShape shape, Map<String, Tensor> tensors, Optional<Vocabulary> vocabulary, Runnable release)
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

    /**
     * A tensor as the file has it.
     *
     * @param neighbours width of the heads whose rows are in the order of neighbouring channels ({@link Pairing}); 0 if none are
     */
    record Tensor(StoredTensor stored, int neighbours) {

        /** What it is taken over in: BF16 and Q8_0 stay as they are, all else becomes float32, which changes no number. */
        NumberFormat format() {
            return stored.format() == NumberFormat.F16 ? NumberFormat.F32 : stored.format();
        }

        /** In that format and in Hugging Face's layout, all numbers finite. */
        StoredTensor get() {
            StoredTensor finite = stored.requireFinite();
            StoredTensor kept = stored.format() == format()
                    ? finite
                    : StoredTensor.of(stored.file(), stored.name(), stored.shape(), stored.values());
            return neighbours == 0 ? kept : Pairing.halves(kept, neighbours);
        }
    }

    /** The named tensor. */
    Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("no tensor " + name + ", though the reader looked for it");
        }
        return tensor;
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
