package dev.blueline.tokenizer;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.Document;
import dev.blueline.corpus.Documents;
import dev.blueline.corpus.Pace;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Documents as token files in a folder, each with some hundredth of the text: files are made in parallel, each by one thread
 * from its documents alone, so that one that is missing or damaged is made again without the others.
 */
final class TokenFiles {
    private static final long FILES = 256;
    private static final long SMALLEST = 8L << 20;
    private static final long LARGEST = 512L << 20;

    private final Path folder;
    private final Tokenizer tokenizer;
    private final String text;
    private final Consumer<String> says;

    /**
     * @param folder of the corpus
     * @param text hash of the corpus
     */
    TokenFiles(Path folder, Tokenizer tokenizer, String text, Consumer<String> says) {
        this.folder = folder;
        this.tokenizer = tokenizer;
        this.text = text;
        this.says = says;
    }

    /** A run of documents that go into one file. */
    private record Part(int number, long from, long to, long bytes) {}

    TokenStream of(Documents documents) throws IOException {
        List<Part> parts = parts(documents);
        String key = Fingerprint.of(text + tokenizer.hash() + documents.count()).substring(0, 16);
        Path own = folder.resolve("tokens-" + key);
        deleteOthers(own);
        DurableFiles.createFolder(own);
        List<MemorySegment> found = new ArrayList<>();
        List<Part> missing = new ArrayList<>();
        long bytes = 0;
        for (Part part : parts) {
            TokenFile file = file(own, key, part);
            MemorySegment tokens = existing(file);
            found.add(tokens);
            if (tokens.byteSize() == 0) {
                missing.add(part);
                bytes += part.bytes();
            }
        }
        if (!missing.isEmpty()) {
            requireSpace(documents, bytes);
            Pace pace = new Pace(says, "Encoding", bytes);
            missing.parallelStream().forEach(part -> {
                write(file(own, key, part), documents, part, pace);
                MemorySegment made = existing(file(own, key, part));
                if (made.byteSize() == 0) {
                    throw new UncheckedIOException(
                            new IOException(own + ": what was just written cannot be read back"));
                }
                synchronized (found) {
                    found.set(part.number(), made);
                }
            });
        }
        return TokenStream.of(found, TokenStream.width(tokenizer.vocabularySize()));
    }

    private List<Part> parts(Documents documents) {
        long all = 0;
        for (long i = 0; i < documents.count(); i++) {
            all += documents.roughBytes(i);
        }
        long size = Math.clamp(all / FILES, SMALLEST, LARGEST);
        List<Part> parts = new ArrayList<>();
        long from = 0;
        long bytes = 0;
        for (long i = 0; i < documents.count(); i++) {
            bytes += documents.roughBytes(i);
            if (bytes >= size || i + 1 == documents.count()) {
                parts.add(new Part(parts.size(), from, i + 1, bytes));
                from = i + 1;
                bytes = 0;
            }
        }
        return parts;
    }

    private TokenFile file(Path own, String key, Part part) {
        return new TokenFile(
                own.resolve(String.format(Locale.ROOT, "%05d.tokens", part.number())),
                Long.parseUnsignedLong(key, 16) ^ part.number(),
                TokenStream.width(tokenizer.vocabularySize()));
    }

    /** The tokens of a file, none if it is missing or damaged. */
    private MemorySegment existing(TokenFile file) {
        if (Files.notExists(file.path())) {
            return MemorySegment.NULL;
        }
        return switch (file.read()) {
            case TokenFile.Sound sound -> sound.tokens();
            case TokenFile.Damaged damaged -> {
                says.accept(file.path() + " " + damaged.what() + ": it is made again");
                yield MemorySegment.NULL;
            }
        };
    }

    private void write(TokenFile file, Documents documents, Part part, Pace pace) {
        file.write(tokens -> {
            if (part.number() == 0) {
                tokens.add(tokenizer.endOfText());
            }
            for (long i = part.from(); i < part.to(); i++) {
                Document document = documents.get(i);
                for (int id : tokenizer.encode(document.text())) {
                    tokens.add(id);
                }
                tokens.add(tokenizer.endOfText());
                pace.advance(documents.roughBytes(i));
            }
        });
    }

    /** The disk must have room for as many tokens as the first documents let expect, and a tenth more. */
    private void requireSpace(Documents documents, long bytes) {
        long tokens = 0;
        long seen = 1;
        for (long i = 0; i < documents.count() && seen < 1 << 20; i++) {
            String sample = documents.get(i).text();
            seen += documents.roughBytes(i);
            tokens += tokenizer.encode(sample.substring(0, Math.min(sample.length(), 1 << 20))).length + 1;
        }
        double needed = 1.1 * bytes * tokens / seen * TokenStream.width(tokenizer.vocabularySize());
        Corpus.requireSpace(folder, (long) needed);
    }

    /** Tokens of another tokenizer, or of other text. */
    private void deleteOthers(Path own) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
                if (entry.getFileName().toString().startsWith("tokens-") && !entry.equals(own)) {
                    Corpus.delete(entry);
                }
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }
}
