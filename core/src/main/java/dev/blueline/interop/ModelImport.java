package dev.blueline.interop;

import dev.blueline.engine.Checkpoint;
import dev.blueline.engine.ModelConfig;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.StoredTensor;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.tokenizer.SpecialTokens;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes over a model of another program: a folder of Hugging Face, a GGUF file, or a checkpoint of llama2.c becomes a run folder, which
 * every command takes that takes a run. Weights in BF16 and Q8_0 stay so, all others become float32; no number changes. All is looked
 * at before anything is written.
 */
public final class ModelImport {
    /** Says in a run folder where its model is from. */
    public static final String ORIGIN = "imported.json";

    private static final String TOKENIZER = "tokenizer.json";
    private static final List<String> EMBEDDINGS = List.of("model.embed_tokens.weight", "lm_head.weight");

    /** Those that a dialogue is made of: all that have a meaning but the end of a text. */
    private static final List<String> DIALOGUE = List.of(
            SpecialTokens.SYSTEM,
            SpecialTokens.USER,
            SpecialTokens.ASSISTANT,
            SpecialTokens.END_OF_TURN,
            SpecialTokens.THOUGHT_BEGIN,
            SpecialTokens.THOUGHT_END,
            SpecialTokens.TOOL_CALL_BEGIN,
            SpecialTokens.TOOL_CALL_END,
            SpecialTokens.TOOL_RESULT_BEGIN,
            SpecialTokens.TOOL_RESULT_END);

    private ModelImport() {}

    /** A program's way to store a model. */
    public enum Format {
        HUGGING_FACE("Hugging Face folder"),
        GGUF("GGUF file"),
        LLAMA2C("llama2.c checkpoint");

        private final String words;

        Format(String words) {
            this.words = words;
        }

        /** What people call it. */
        public String words() {
            return words;
        }
    }

    /**
     * What to take over.
     *
     * @param path folder or file
     * @param tokenizer a tokenizer that is elsewhere: {@code tokenizer.json}, or llama2.c's {@code tokenizer.bin}
     * @param out the run folder, new or empty
     * @param context a shorter context than the model's, tokens
     * @param dialogueTokens whether tokens that a dialogue needs are added where they are missing
     */
    public record Request(Path path, Optional<Path> tokenizer, Path out, OptionalInt context, boolean dialogueTokens) {}

    /**
     * What was taken over.
     *
     * @param tokens in the tokenizer, at most the shape's vocabulary
     */
    public record Imported(Format format, ModelShape shape, int tokens) {}

    /**
     * Makes the run folder.
     *
     * @throws BadInput if the model is damaged, contradicts itself or is of a kind that cannot be computed, or the folder is not empty
     */
    public static Imported run(Request request) {
        Format format = format(request.path());
        requireEmpty(request.out());
        try (ForeignModel model = open(format, request.path())) {
            ModelShape shape = shape(model.shape(), request.context());
            Tokenizer tokenizer = tokenizer(request, model);
            ScoredVocabulary.requireFits(
                    request.tokenizer().orElse(request.path()), tokenizer.vocabularySize(), shape.vocabulary());
            Tokenizer kept = request.dialogueTokens() ? tokenizer.with(DIALOGUE) : tokenizer;
            ModelShape grown = shape.withVocabulary(Math.max(shape.vocabulary(), kept.vocabularySize()));
            DurableFiles.createFolders(request.out());
            Checkpoint.saveStored(
                    request.out(),
                    grown,
                    name -> model.tensor(name).format(),
                    name -> grown(model.tensor(name).get(), name, grown));
            kept.save(request.out().resolve(TOKENIZER));
            origin(request, format);
            return new Imported(format, grown, kept.vocabularySize());
        }
    }

    private static void requireEmpty(Path out) {
        if (!Files.exists(out)) {
            return;
        }
        try (Stream<Path> entries = Files.list(out)) {
            if (entries.findAny().isPresent()) {
                throw new BadInput("output folder " + out + " is not empty; give a new --out");
            }
        } catch (IOException failure) {
            throw new BadInput("output folder " + out + " is no folder; give a new --out", failure);
        }
    }

    private static Format format(Path path) {
        if (Files.isDirectory(path)) {
            if (Files.notExists(path.resolve(ModelConfig.FILE))) {
                throw new BadInput(path + " holds no " + ModelConfig.FILE
                        + "; give a folder of Hugging Face, a .gguf file, or a .bin file of llama2.c");
            }
            return Format.HUGGING_FACE;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer mark = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(mark);
            return mark.getInt(0) == GgufFile.MAGIC ? Format.GGUF : Format.LLAMA2C;
        } catch (IOException failure) {
            throw new BadInput(
                    path + " cannot be read; give a folder of Hugging Face, a .gguf file, or a .bin file of"
                            + " llama2.c",
                    failure);
        }
    }

    private static ForeignModel open(Format format, Path path) {
        return switch (format) {
            case HUGGING_FACE -> HuggingFaceFolder.open(path);
            case GGUF -> GgufModel.open(path);
            case LLAMA2C -> Llama2cFile.open(path);
        };
    }

    private static ModelShape shape(ModelShape shape, OptionalInt context) {
        if (context.isEmpty()) {
            return shape;
        }
        if (context.getAsInt() < 1 || context.getAsInt() > shape.context()) {
            throw new BadInput("--context " + context.getAsInt() + " cannot be used; the model reads 1 to "
                    + shape.context() + " tokens");
        }
        return shape.withContext(context.getAsInt());
    }

    private static Tokenizer tokenizer(Request request, ForeignModel model) {
        Optional<Path> given = request.tokenizer();
        if (given.isPresent() && !isJson(given.get())) {
            ForeignModel.Vocabulary scored =
                    Llama2cFile.vocabulary(given.get(), model.shape().vocabulary());
            return tokenizer(given.get(), scored);
        }
        if (given.isPresent()) {
            return Tokenizer.load(given.get());
        }
        return tokenizer(
                request.path(),
                model.vocabulary()
                        .orElseThrow(() -> new BadInput(
                                request.path() + " has no tokenizer beside it; give tokenizer.json with --tokenizer")));
    }

    private static Tokenizer tokenizer(Path source, ForeignModel.Vocabulary vocabulary) {
        Path named = Files.isDirectory(source) ? source.resolve(TOKENIZER) : source;
        return Tokenizer.of(named, vocabulary.json(), vocabulary.ends().orElse(new byte[] {'{', '}'}));
    }

    private static boolean isJson(Path file) {
        try {
            byte[] head = Files.readAllBytes(file);
            return new String(head, 0, Math.min(head.length, 64), StandardCharsets.ISO_8859_1)
                    .stripLeading()
                    .startsWith("{");
        } catch (IOException failure) {
            throw new BadInput("--tokenizer " + file + " cannot be read; check that it exists", failure);
        }
    }

    /** Rows for added tokens are the mean of all others: as likely as a token of which nothing is known (Hewitt 2021). */
    private static StoredTensor grown(StoredTensor tensor, String name, ModelShape shape) {
        int before = tensor.rows();
        int added = shape.vocabulary() - before;
        if (!EMBEDDINGS.contains(name) || added == 0) {
            return tensor;
        }
        double[] sums = new double[shape.width()];
        for (int row = 0; row < before; row++) {
            float[] values = tensor.row(row);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[i];
            }
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / before);
        }
        byte[] row = tensor.format().encode(mean);
        long end = tensor.bytes().byteSize();
        MemorySegment all = Arena.ofAuto().allocate(end + (long) added * row.length, Double.BYTES);
        MemorySegment.copy(tensor.bytes(), 0, all, 0, end);
        for (int i = 0; i < added; i++) {
            MemorySegment.copy(row, 0, all, ValueLayout.JAVA_BYTE, end + (long) i * row.length, row.length);
        }
        int[] sizes = {shape.vocabulary(), shape.width()};
        return new StoredTensor(tensor.file(), name, sizes, tensor.format(), all);
    }

    private static void origin(Request request, Format format) {
        SealedFiles.write(
                request.out().resolve(ORIGIN),
                JsonMapper.shared()
                                .writeValueAsString(JsonMapper.shared()
                                        .createObjectNode()
                                        .put("format", format.words())
                                        .put("from", request.path().toString()))
                        + "\n");
    }
}
