package dev.blueline.cli;

import dev.blueline.corpus.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Text that cannot be used, and {@code corpus inspect}. */
final class CorpusRefusals {
    private CorpusRefusals() {}

    static void add(Refusals refusals) {
        refusals.file("table.csv", "first,second\nx,y\n")
                .file("bad.jsonl", "{\"text\": \"one\"}\n{x\n{y\n")
                .file("hollow.jsonl", "{\"text\": \"\"}\n")
                .file("damaged.zip", "no archive")
                .file("pictures/a.png", "no text")
                .file("bomb.txt.gz", packed(70 << 20))
                .file("large.html", new byte[17 << 20])
                .commands("""
                        corpus inspect IN/table.csv | no column text, only first, second
                        corpus inspect IN/bad.jsonl | 2 bad records against 1 good ones
                        corpus inspect IN/hollow.jsonl | no text in any of its 1 records
                        corpus inspect IN/damaged.zip | is damaged
                        corpus inspect IN/pictures | holds no readable text
                        corpus inspect IN/bomb.txt.gz | more than 250 times its size
                        corpus inspect IN/large.html | too large for its kind
                        corpus inspect IN/table.csv --samples -1 | -1 samples cannot be shown
                        """)
                .call("is not a path", () -> Corpus.read(List.of("a\0b")));
    }

    private static byte[] packed(int bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] some = new byte[1 << 16];
            for (int i = 0; i < bytes; i += some.length) {
                gzip.write(some);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
