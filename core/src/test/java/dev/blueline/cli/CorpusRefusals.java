package dev.blueline.cli;

import dev.blueline.corpus.BuiltInCorpus;
import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.CorpusReport;
import dev.blueline.corpus.Mixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Text that cannot be used, and {@code corpus inspect}. */
final class CorpusRefusals {
    private CorpusRefusals() {}

    static void add(Refusals refusals) {
        refusals.file("table.csv", "first,second\nx,y\n")
                .file("bad.jsonl", "{\"text\": \"one\"}\n{x\n{y\n")
                .file("hollow.jsonl", "{\"text\": \"\"}\n")
                .file("headless.csv", "1,A film that I would see again,pos\n2,Never,neg\n")
                .file("twice.csv", "text,text\na,b\n")
                .file("numbers.parquet", numbers())
                .file("deep.zip", zip("b.zip", zip("c.zip", zip("d.txt", "Text.".getBytes(StandardCharsets.UTF_8)))))
                .file("damaged.zip", "no archive")
                .file("pictures/a.png", "no text")
                .file("bomb.txt.gz", packed(70 << 20))
                .file("large.html", new byte[17 << 20])
                .file("word.txt", "Twice the same text, so that one of the two sources is left with nothing.\n")
                .file("pool/web.jsonl", CorpusFilterCommandTest.lines(30))
                .file("good.jsonl", CorpusFilterCommandTest.lines(400))
                .file("again.txt", "Twice the same text, so that one of the two sources is left with nothing.\n")
                .commands("""
                        corpus inspect a=IN/word.txt:0.3 b=IN/again.txt:0.6 | the shares add up to 0.9
                        corpus inspect a=IN/word.txt:0.3 IN/again.txt | has no share while others have
                        corpus inspect IN/table.csv | no column text, only first, second
                        corpus inspect IN/bad.jsonl | 2 bad records against 1 good ones
                        corpus inspect IN/hollow.jsonl | no text in any of its 1 records
                        corpus inspect IN/headless.csv | its first line looks like data
                        corpus inspect IN/twice.csv | two columns are called text
                        corpus inspect IN/numbers.parquet | column text holds BIGINT, not text
                        corpus inspect IN/deep.zip | archives inside archives inside archives
                        corpus inspect IN/damaged.zip | is damaged
                        corpus inspect IN/pictures | holds no readable text
                        corpus inspect IN/bomb.txt.gz | more than 250 times its size
                        corpus inspect IN/large.html | too large for its kind
                        corpus inspect IN/table.csv --samples -1 | -1 samples cannot be shown
                        corpus filter IN/pool --out IN/f --samples 101 | 101 samples cannot be shown
                        corpus filter IN/pool --out IN/f --by taste | there is no filter "taste"
                        corpus filter IN/pool --out IN/f --by classifier | give --reference PATH
                        corpus filter IN/pool --out IN/f --reference IN/good.jsonl | no use with --by heuristics
                        corpus filter IN/pool --out IN/f --by perplexity | give --reference PATH or --run DIR
                        corpus filter IN/pool --out IN/f --by perplexity --reference IN/good.jsonl --run IN/none | needs either
                        corpus filter IN/pool --out IN/f --run IN/none | --run has no use with --by heuristics
                        corpus filter IN/pool --out IN/f --by perplexity --run IN/none | does not tell which scores are good
                        corpus filter IN/pool --out IN/f --by perplexity --run IN/pool --keep 0.5 | holds no trained model
                        corpus filter IN/pool --out IN/f --by perplexity --reference IN/word.txt | too short for a vocabulary of 1024
                        corpus filter IN/pool --out IN/f --keep 0.5 --threshold 1 | exclude each other
                        corpus filter IN/pool --out IN/f --keep 1 | --keep 1.0 is no share to keep
                        corpus filter IN/pool --out IN/f --keep 0 | --keep 0.0 is no share to keep
                        corpus filter IN/pool --out IN/f --keep NaN | is no share to keep
                        corpus filter IN/pool --out IN/f --keep 0.001 | --keep 0.001 keeps none of 30 documents
                        corpus filter IN/pool --out IN/f --threshold 0 | the threshold 0.0 keeps all of 30 documents
                        corpus filter IN/pool --out IN/f --threshold 2 | the threshold 2.0 keeps none of 30 documents
                        corpus filter IN/pool --out IN/f --by duplicates | the threshold 1.0 keeps all of 30 documents
                        corpus filter IN/pool --out IN/word.txt | is a file; give a folder
                        corpus filter IN/pool --out IN/pool/f | lies in the text that is read
                        corpus filter IN/pool --out IN/f --by classifier --reference IN/hollow.jsonl | no text in any
                        corpus filter IN/pool --out IN/f --by classifier --reference IN/none | does not exist
                        corpus filter IN/pool --out IN/f --by classifier --reference IN/pool | the whole text
                        corpus filter IN/good.jsonl --out IN/f --by classifier --reference IN/word.txt | too little to learn
                        """)
                .call("is not a path", () -> Corpus.read(List.of("a\0b")))
                .call("no jar-of-nothing in", () -> BuiltInCorpus.jar("jar-of-nothing"))
                .call("no jars of the built-in corpus", () -> elsewhere(() -> BuiltInCorpus.jar("extjwnl")))
                .call(
                        "no training text for its share",
                        () -> Mixture.of(
                                        List.of(new CorpusReport.Weight("a", 0.5), new CorpusReport.Weight("b", 0.5)),
                                        1,
                                        i -> 0,
                                        i -> 1)
                                .requireAll());
    }

    /** As from a checkout that was never built. */
    private static Object elsewhere(Refusals.Call call) throws Exception {
        Optional<String> home = Optional.ofNullable(System.getProperty("blueline.home"));
        System.setProperty("blueline.home", "/nowhere");
        try {
            return call.run();
        } finally {
            home.ifPresentOrElse(
                    before -> System.setProperty("blueline.home", before), () -> System.clearProperty("blueline.home"));
        }
    }

    /** A table whose column of text holds numbers. */
    private static byte[] numbers() {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            Path file = Files.createTempFile("numbers", ".parquet");
            statement.execute("COPY (SELECT i AS text FROM range(5) r(i)) TO '" + file + "' (FORMAT parquet)");
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (SQLException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] zip(String name, byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return zipped.toByteArray();
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
