package dev.blueline.interop;

import dev.blueline.engine.MappedFile;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.NumberFormat;
import dev.blueline.engine.StoredTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint of karpathy/llama2.c in float32: the first format, seven numbers and then the weights, or version 1 with the mark
 * {@code ak42} ({@code export.py} there). Neither says much of itself, so the file's length must be exactly what its numbers ask for.
 */
final class Llama2cFile {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int MARK = 0x616b3432;
    private static final double EPSILON = 1e-5;
    private static final double BASE = 10_000;

    private final Path file;
    private final MemorySegment all;
    private final ModelShape shape;
    private final Map<String, ForeignModel.Tensor> tensors = new LinkedHashMap<>();
    private long at;

    private Llama2cFile(Path file, MemorySegment all) {
        this.file = file;
        this.all = all;
        boolean marked = all.byteSize() >= 4 && all.get(INT, 0) == MARK;
        require(all.byteSize() >= (marked ? 256 : 28), "the header", "is cut short");
        if (marked) {
            int version = all.get(INT, 4);
            require(version == 1, "version", "is " + version + "; only the first format and version 1 can be read");
        }
        int header = marked ? 8 : 0;
        int vocabulary = all.get(INT, header + 20);
        boolean tied = marked ? all.get(ValueLayout.JAVA_BYTE, header + 28) != 0 : vocabulary > 0;
        shape = shape(header, marked ? vocabulary : Math.absExact(Math.max(vocabulary, -Integer.MAX_VALUE)), tied);
        at = marked ? 256 : 28;
        long rotary = marked ? 0 : 4L * shape.context() * shape.headWidth();
        long wanted = at + 4L * shape.parameters().total() + rotary;
        require(
                all.byteSize() == wanted,
                "its length",
                "is " + all.byteSize() + " bytes where the header asks for " + wanted + "");
        if (marked) {
            versionOne();
        } else {
            firstFormat(rotary);
        }
    }

    private ModelShape shape(int header, int vocabulary, boolean tied) {
        int width = all.get(INT, header);
        int hidden = all.get(INT, header + 4);
        int layers = all.get(INT, header + 8);
        int heads = all.get(INT, header + 12);
        int keyHeads = all.get(INT, header + 16);
        int context = all.get(INT, header + 24);
        // anything larger would overflow what is computed from it, and is no model of this program's size
        boolean sane = width > 0 && width <= 1 << 16 && hidden > 0 && hidden <= 1 << 18 && layers > 0 && layers <= 1024;
        boolean sized = vocabulary > 1 && vocabulary <= 1 << 20 && context > 0 && context <= 1 << 24;
        require(
                sane && sized && heads > 0 && keyHeads > 0 && width % heads == 0 && heads % keyHeads == 0,
                "the header",
                "describes no model of llama2.c");
        int head = width / heads;
        require(head % 2 == 0, "the header", "describes no model of llama2.c");
        return new ModelShape(
                vocabulary, context, layers, width, heads, keyHeads, head, hidden, false, tied, BASE, EPSILON);
    }

    /** Opens a checkpoint; the tokenizer beside it, {@code tok512.bin} or {@code tokenizer.bin}, is its own. */
    static ForeignModel open(Path path) {
        return MappedFile.open(path, (content, arena) -> {
            Llama2cFile file = new Llama2cFile(path, content);
            int vocabulary = file.shape.vocabulary();
            Optional<ForeignModel.Vocabulary> tokenizer = List.of("tok" + vocabulary + ".bin", "tokenizer.bin").stream()
                    .map(path::resolveSibling)
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .map(beside -> vocabulary(beside, vocabulary));
            return new ForeignModel(file.shape, file.tensors, tokenizer, arena::close);
        });
    }

    /** The content of a file that is in memory, for tests. */
    static ForeignModel of(Path path, byte[] content) {
        Llama2cFile file = new Llama2cFile(path, MemorySegment.ofArray(content));
        return new ForeignModel(file.shape, file.tensors, Optional.empty(), () -> {});
    }

    private void firstFormat(long rotary) {
        int width = shape.width();
        next("model.embed_tokens.weight", shape.vocabulary(), width);
        layers("input_layernorm.weight", 1, width);
        projections();
        layers("post_attention_layernorm.weight", 1, width);
        feedForward();
        next("model.norm.weight", 1, width);
        at += rotary;
        if (!shape.tied()) {
            next("lm_head.weight", shape.vocabulary(), width);
        }
    }

    private void versionOne() {
        int width = shape.width();
        layers("input_layernorm.weight", 1, width);
        layers("post_attention_layernorm.weight", 1, width);
        next("model.norm.weight", 1, width);
        next("model.embed_tokens.weight", shape.vocabulary(), width);
        projections();
        feedForward();
        if (!shape.tied()) {
            next("lm_head.weight", shape.vocabulary(), width);
        }
    }

    private void projections() {
        int width = shape.width();
        layers("self_attn.q_proj.weight", shape.queryWidth(), width);
        layers("self_attn.k_proj.weight", shape.keyValueWidth(), width);
        layers("self_attn.v_proj.weight", shape.keyValueWidth(), width);
        layers("self_attn.o_proj.weight", width, shape.queryWidth());
    }

    private void feedForward() {
        layers("mlp.gate_proj.weight", shape.hidden(), shape.width());
        layers("mlp.down_proj.weight", shape.width(), shape.hidden());
        layers("mlp.up_proj.weight", shape.hidden(), shape.width());
    }

    /** The same tensor of every layer follows one after another. */
    private void layers(String name, int rows, int columns) {
        for (int layer = 0; layer < shape.layers(); layer++) {
            next("model.layers." + layer + "." + name, rows, columns);
        }
    }

    private void next(String name, int rows, int columns) {
        long bytes = 4L * rows * columns;
        StoredTensor stored =
                new StoredTensor(file, name, new int[] {rows, columns}, NumberFormat.F32, all.asSlice(at, bytes));
        boolean turned = name.endsWith("q_proj.weight") || name.endsWith("k_proj.weight");
        tensors.put(name, new ForeignModel.Tensor(stored, turned ? shape.headWidth() : 0));
        at += bytes;
    }

    private void require(boolean holds, String field, String what) {
        if (!holds) {
            throw ForeignModel.wrong(file, field, what);
        }
    }

    /**
     * Reads a tokenizer of llama2.c: the longest piece's length, then of every piece its score, length and bytes. Texts begin with
     * {@code <s>}, and the next one's beginning ends one.
     */
    static ForeignModel.Vocabulary vocabulary(Path file, int vocabulary) {
        try {
            return vocabulary(file, Files.readAllBytes(file), vocabulary);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    static ForeignModel.Vocabulary vocabulary(Path file, byte[] content, int vocabulary) {
        MemorySegment all = MemorySegment.ofArray(content);
        List<ScoredVocabulary.Piece> pieces = new ArrayList<>();
        long at = 4;
        while (at + 8 <= all.byteSize()) {
            float score = all.get(FLOAT, at);
            int length = all.get(INT, at + 4);
            if (length < 0 || length > all.byteSize() - at - 8) {
                throw ForeignModel.wrong(file, "token " + pieces.size(), "does not lie inside the file");
            }
            byte[] bytes = all.asSlice(at + 8, length).toArray(ValueLayout.JAVA_BYTE);
            String text = new String(bytes, StandardCharsets.UTF_8);
            ScoredVocabulary.Kind kind = ScoredVocabulary.llama2cKind(pieces.size(), text);
            // written so by llama2.c's exporter, for printing
            String plain = kind == ScoredVocabulary.Kind.TEXT ? text.replace(" ", "\u2581") : text.strip();
            pieces.add(new ScoredVocabulary.Piece(plain, score, kind));
            at += 8 + length;
        }
        if (at != all.byteSize() || pieces.size() < 3) {
            throw ForeignModel.wrong(file, "its last token", "is cut short");
        }
        ScoredVocabulary.requireFits(file, pieces.size(), vocabulary);
        String beginning = pieces.get(1).text();
        return ForeignModel.Vocabulary.of(new ScoredVocabulary(pieces, true).json(file), beginning, beginning);
    }
}
