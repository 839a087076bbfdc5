package dev.blueline.corpus;

import dev.blueline.corpus.CorpusReport.DomainSize;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.SealedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * From sources to two sides of documents, by way of files in one folder: all documents are spooled, cut into sections where
 * there are few, sorted and deduplicated. Every stage goes on from what an earlier run left, if that is sound, and the
 * result does not depend on how often it was stopped.
 *
 * <pre>
 * documents.store   every document, cleaned     reading.json   the state of the sources that it was read from
 * sections.store    the same in sections, where there are too few files to hold some out
 * order, cuts       the documents that stay, in their order, and the paragraphs left out of them
 * corpus.json       the report; it is there once all else is
 * </pre>
 */
final class Preparation {
    /** Raised when the same sources give other files. */
    private static final int FORM = 2;

    /** File with the state of the sources: there from the first moment on. */
    static final String READING = "reading.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Input input;
    private final Path folder;
    private final Consumer<String> says;
    private final BiConsumer<StoredDocument, StoredDocument> nearDuplicate;
    private final Scratch scratch;

    /** What to read, and how. */
    interface Input {
        /**
         * Hands over every document, and tells the writer which source it is from.
         *
         * @param bytesRead hears how many bytes of the sources were just read, from any thread
         */
        Reading read(DocumentWriter writer, Consumer<Document> documents, LongConsumer bytesRead);

        /** Bytes of the sources as they lie on disk, as far as that is known. */
        long bytes();

        /** How the sources stand; empty if that cannot be seen without reading them. */
        Optional<String> state();

        /** All else that decides the documents. */
        String settings();

        /** Shares asked for, one a source; empty if none are. */
        List<CorpusReport.Weight> weights();
    }

    /** What was read, and from what. */
    private record Read(
            int form,
            String sources,
            boolean complete,
            List<String> names,
            long files,
            long repaired,
            Map<Skipped, Long> skipped,
            long bytes,
            long characters,
            boolean divided) {}

    /** The finished corpus. */
    private record Finished(String sources, long bytes, long training, long validation, CorpusReport report) {}

    /**
     * @param folder for the files; it must be there
     * @param says hears a line on every stage that is long, and on all that was found wrong
     * @param nearDuplicate hears of each near-duplicate left out, and of what it nearly repeats
     */
    Preparation(
            Input input, Path folder, Consumer<String> says, BiConsumer<StoredDocument, StoredDocument> nearDuplicate) {
        this.input = input;
        this.folder = folder;
        this.says = says;
        this.nearDuplicate = nearDuplicate;
        this.scratch = new Scratch(folder);
    }

    Corpus corpus() {
        try {
            scratch.deleteLeftovers();
            Optional<String> state = input.state();
            String sources = state.orElse("read once") + " " + input.settings();
            forgetOther(sources);
            Read read = spool(sources, state.isPresent());
            DocumentStore store = DocumentStore.open(read.divided() ? divide(read) : documents());
            return corpus(folder, store, finished(read, store));
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "cannot prepare the text in " + folder + ": " + failure.getMessage(), failure);
        }
    }

    private static Corpus corpus(Path folder, DocumentStore store, Finished finished) {
        MemorySegment ids = map(folder, "order");
        MemorySegment cuts = map(folder, "cuts");
        return new Corpus(
                new Documents(store, cuts, ids.asSlice(0, finished.training() * Long.BYTES)),
                new Documents(
                        store, cuts, ids.asSlice(finished.training() * Long.BYTES, finished.validation() * Long.BYTES)),
                finished.report(),
                folder);
    }

    /** What was prepared in a folder before, whatever became of its sources; nothing if it is not there whole. */
    static Optional<Corpus> before(Path folder) {
        List<Path> sealed = Stream.of(READING, "corpus.json", "order", "cuts")
                .map(folder::resolve)
                .toList();
        if (!sealed.stream().allMatch(SealedFiles::isSound)) {
            return Optional.empty();
        }
        Optional<Read> read =
                load(folder.resolve(READING), Read.class).filter(done -> done.form() == FORM && done.complete());
        Optional<Finished> finished = load(folder.resolve("corpus.json"), Finished.class);
        if (read.isEmpty() || finished.isEmpty()) {
            return Optional.empty();
        }
        DocumentStore store =
                DocumentStore.open(folder.resolve(read.get().divided() ? "sections.store" : "documents.store"));
        return finished.filter(all -> all.bytes() == store.length()).map(all -> corpus(folder, store, all));
    }

    private Path documents() {
        return folder.resolve("documents.store");
    }

    /** What was made from other sources, or from the same before they changed, goes. */
    private void forgetOther(String sources) throws IOException {
        Path file = folder.resolve(READING);
        if (Files.exists(file) && !SealedFiles.isSound(file)) {
            says.accept(file + " is damaged (it does not match its checksum): the text is read again and compared with"
                    + " what was prepared from it");
            forgetAllBut("documents.store");
            begin(sources);
            return;
        }
        Optional<Read> before = Files.exists(file) ? load(file, Read.class) : Optional.empty();
        if (before.isPresent()
                && before.get().form() == FORM
                && before.get().sources().equals(sources)) {
            return;
        }
        requireSpace(input.bytes(), size(folder)); // before anything is thrown away
        if (Files.exists(file)) {
            boolean ours = before.isPresent() && before.get().form() == FORM;
            says.accept(
                    ours
                            ? "The text is not as it was when it was read last: it is read again"
                            : "The text in " + folder + " was prepared by another version: it is read again");
        }
        startOver(sources);
    }

    private void startOver(String sources) throws IOException {
        deleteAll(folder);
        begin(sources);
    }

    private void begin(String sources) {
        save(READING, new Read(FORM, sources, false, List.of(), 0, 0, Map.of(), 0, 0, false));
    }

    private void forgetAllBut(String kept) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> !file.endsWith(kept)).toList()) {
                if (Files.isDirectory(file)) {
                    deleteAll(file);
                }
                Files.delete(file);
            }
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }

    /** All files of a folder, and of its folders. */
    static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    private Read spool(String sources, boolean stateKnown) throws IOException {
        Read before = load(folder.resolve(READING), Read.class).orElseThrow();
        long sound = DocumentStore.open(documents()).length();
        if (before.complete() && stateKnown) {
            if (sound == before.bytes()) {
                return before;
            }
            says.accept(String.format(
                    Locale.ROOT,
                    "%s does not match its checksums from byte %d on: that part is made again from the sources",
                    documents(),
                    sound));
        }
        requireSpace(input.bytes() - sound, 0);
        try {
            return read(sources);
        } catch (DocumentWriter.SourceChanged changed) {
            says.accept("The text changed while it was being read (" + changed.getMessage() + "): it is read again");
            requireSpace(input.bytes(), size(folder));
            startOver(sources);
            return read(sources);
        }
    }

    /**
     * Text takes at least the room on disk that its files take now, and half of it again for the tokens.
     *
     * @param freed bytes that will be given up first
     */
    private void requireSpace(long bytes, long freed) {
        long needed = bytes + bytes / 2 + Scratch.MARGIN;
        long free = Scratch.free(folder) + freed;
        if (free < needed) {
            throw new BadInput(String.format(
                    Locale.ROOT,
                    "corpus: the text needs at least %.2f GB of disk in %s, and %.2f GB are free; make room, or give"
                            + " another --out",
                    needed * 1e-9,
                    OneLine.of(folder.toString()),
                    free * 1e-9));
        }
    }

    private Read read(String sources) {
        Pace pace = new Pace(says, "Reading", input.bytes());
        try (DocumentWriter writer = new DocumentWriter(documents())) {
            Reading reading = input.read(writer, writer, pace::advance);
            writer.finish();
            Read read = new Read(
                    FORM,
                    sources,
                    true,
                    List.copyOf(reading.sources()),
                    reading.files(),
                    reading.repaired(),
                    reading.skipped(),
                    writer.bytes(),
                    writer.characters(),
                    !writer.enoughGroups());
            save(READING, read);
            return read;
        }
    }

    private Path divide(Read read) throws IOException {
        Path sections = folder.resolve("sections.store");
        if (Files.exists(folder.resolve("corpus.json"))
                && Files.exists(sections)
                && DocumentStore.open(sections).length() < Files.size(sections)) {
            says.accept(sections + " does not match its checksums: it is made again from " + documents());
        }
        try (DocumentWriter writer = new DocumentWriter(sections)) {
            Sections.divide(DocumentStore.open(documents()), read.characters(), (section, source) -> {
                writer.source(source);
                writer.accept(section);
            });
            writer.finish();
        }
        return sections;
    }

    private Finished finished(Read read, DocumentStore store) throws IOException {
        Path file = folder.resolve("corpus.json");
        if (SealedFiles.isSound(file)
                && SealedFiles.isSound(folder.resolve("order"))
                && SealedFiles.isSound(folder.resolve("cuts"))) {
            Optional<Finished> before = load(file, Finished.class)
                    .filter(all -> all.sources().equals(read.sources()) && all.bytes() == store.length());
            if (before.isPresent()) {
                return before.get();
            }
        } else if (Files.exists(file)) {
            says.accept(Stream.of(file, folder.resolve("order"), folder.resolve("cuts"))
                            .filter(part -> !SealedFiles.isSound(part))
                            .map(part -> part + (Files.exists(part) ? " does not match its checksum" : " is missing"))
                            .collect(Collectors.joining(", "))
                    + ": the order of the text is made again");
        }
        Finished finished = order(read, store);
        save("corpus.json", finished);
        return finished;
    }

    private Finished order(Read read, DocumentStore store) throws IOException {
        Path cuts = folder.resolve("cuts.new");
        try (Deduplication deduplication = new Deduplication(store, scratch, nearDuplicate)) {
            double fraction = Split.FRACTIONS[0];
            Deduplication.Sides sides = deduplication.sides(Split.validation(fraction, store), cuts);
            for (int i = 1; i < Split.FRACTIONS.length && sides.validationBytes() < Split.ENOUGH_BYTES; i++) {
                fraction = Split.FRACTIONS[i];
                sides = deduplication.sides(Split.validation(fraction, store), cuts);
            }
            if (sides.validation() == 0 || sides.training() == 0) {
                DoublePredicate single = Split.singleGroup(store);
                sides = deduplication.sides(single, cuts);
            }
            if (sides.training() == 0) {
                throw new BadInput("corpus: " + String.join(", ", read.names())
                        + " left no text after cleaning; give more, or other, text");
            }
            MemorySegment ids = sides.ids().asSlice(0, (sides.training() + sides.validation()) * Long.BYTES);
            SealedFiles.write(folder.resolve("order"), channel -> write(channel, ids));
            try (FileChannel from = FileChannel.open(cuts, StandardOpenOption.READ)) {
                SealedFiles.write(folder.resolve("cuts"), channel -> channel.transferFrom(from, 0, from.size()));
            }
            Files.delete(cuts);
            MemorySegment kept = map(folder, "cuts");
            Documents training = new Documents(store, kept, ids.asSlice(0, sides.training() * Long.BYTES));
            Documents validation = new Documents(store, kept, ids.asSlice(sides.training() * Long.BYTES));
            return new Finished(
                    read.sources(),
                    store.length(),
                    sides.training(),
                    sides.validation(),
                    report(read, sides, training, validation, fraction));
        }
    }

    private static void write(FileChannel channel, MemorySegment bytes) throws IOException {
        long piece = 1L << 30;
        for (long at = 0; at < bytes.byteSize(); at += piece) {
            DurableFiles.writeFully(
                    channel,
                    bytes.asSlice(at, Math.min(piece, bytes.byteSize() - at)).asByteBuffer());
        }
    }

    private CorpusReport report(
            Read read, Deduplication.Sides sides, Documents training, Documents validation, double fraction) {
        Map<String, long[]> sizes = new TreeMap<>();
        MessageDigest digest = TextHash.sha256();
        addSide(training, 0, sizes, digest);
        digest.update((byte) 1);
        addSide(validation, 2, sizes, digest);
        for (CorpusReport.Weight weight : input.weights()) {
            TextHash.add(digest, weight.source() + " " + weight.share());
        }
        Map<String, DomainSize> domains = new TreeMap<>();
        sizes.forEach((domain, size) -> domains.put(domain, new DomainSize(size[0], size[1], size[2], size[3])));
        Map<Skipped, Long> skipped = new EnumMap<>(Skipped.class);
        skipped.putAll(read.skipped());
        skipped.put(Skipped.DUPLICATE, sides.duplicates());
        skipped.put(Skipped.NEAR_DUPLICATE, sides.nearDuplicates());
        skipped.put(Skipped.REPEATED_PARAGRAPH, sides.repeatedParagraphs());
        return new CorpusReport(
                read.names(),
                read.files(),
                Collections.unmodifiableMap(domains),
                fraction,
                Collections.unmodifiableMap(skipped),
                read.repaired(),
                SharedLines.share(training, validation, scratch),
                TextHash.hex(digest),
                input.weights());
    }

    private void addSide(Documents side, int at, Map<String, long[]> sizes, MessageDigest digest) {
        Pace pace = new Pace(says, "Hashing", 0);
        for (long i = 0; i < side.count(); i++) {
            int bytes;
            String domain;
            if (side.isWhole(i)) {
                StoredDocument whole = side.whole(i);
                domain = whole.domain();
                bytes = whole.bytes();
                for (int part = 0; part < 4; part++) {
                    TextHash.add(digest, whole.utf8(part));
                }
            } else {
                Document document = side.get(i);
                domain = document.domain();
                bytes = document.bytes();
                TextHash.add(digest, domain);
                TextHash.add(digest, document.group());
                TextHash.add(digest, document.name());
                TextHash.add(digest, document.text());
            }
            long[] size = sizes.computeIfAbsent(domain, name -> new long[4]);
            size[at]++;
            size[at + 1] += bytes;
            pace.advance(bytes);
        }
    }

    private void save(String name, Object value) {
        SealedFiles.write(folder.resolve(name), JSON.writeValueAsBytes(value));
    }

    private static <T> Optional<T> load(Path file, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(SealedFiles.read(file), type));
        } catch (JacksonException otherVersion) {
            return Optional.empty();
        }
    }

    private static MemorySegment map(Path folder, String name) {
        Path file = folder.resolve(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }
}
