package dev.blueline.pretraining;

import dev.blueline.corpus.Corpus;
import dev.blueline.engine.ModelConfig;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DamagedFile;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of a run that goes on from another: at its end a run's folder like those of a study, and {@code continued.json}, which says
 * from what it was made. While it is trained, checkpoints too.
 *
 * @param path the folder
 */
record ContinuedFolder(Path path) {
    private static final String FILE = "continued.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * What a run was made from.
     *
     * @param settings what decides its figures, by the option's name
     * @param general folder of the prepared general text; empty if there was none
     */
    record Origin(Map<String, String> settings, String general) {}

    Path corpus() {
        return path.resolve("corpus");
    }

    Path replayCorpus() {
        return path.resolve("replay-corpus");
    }

    Path replayTokens() {
        return path.resolve("replay.tokens");
    }

    Path checkpoints() {
        return path.resolve("training");
    }

    /**
     * Looks whether the folder can be written to.
     *
     * @throws BadInput if it holds something else, or lies among the runs of a study
     */
    void requireOwn() {
        Path whole = path.toAbsolutePath().normalize();
        Path study = whole.resolveSibling("").resolveSibling("");
        if (whole.resolveSibling("").endsWith("runs") && Files.exists(study.resolve("ledger.jsonl"))) {
            throw new BadInput("output folder " + path + " lies among the runs of a study, which would take it for its"
                    + " own; give another --out");
        }
        try (Stream<Path> entries = Files.list(path)) {
            boolean own = Files.exists(path.resolve(FILE))
                    || entries.allMatch(
                            entry -> entry.getFileName()
                                    .toString()
                                    .matches(
                                            "\\..*|corpus|replay-corpus|replay\\.tokens.*|checksums\\.jsonl|continued\\.json\\.tmp"));
            if (!own) {
                throw new BadInput("output folder " + path
                        + " holds files that are not of continued training; give another --out");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + path + ": " + failure.getMessage(), failure);
        }
    }

    /**
     * Makes the folder that of a run, or finds that it is.
     *
     * @throws BadInput if it is another's
     */
    void claim(Origin origin) {
        Optional<Origin> before = origin(path);
        if (before.isEmpty()) {
            SealedFiles.write(path.resolve(FILE), JSON.writeValueAsBytes(origin));
            return;
        }
        origin.settings().forEach((option, value) -> {
            String other = before.get().settings().getOrDefault(option, "");
            if (!other.equals(value)) {
                throw new BadInput("output folder " + path + " was made with another " + option + " (" + other
                        + ", not " + value + "); give the same again to go on with it, or another --out");
            }
        });
    }

    /** Deletes the prepared text, unless the folder was claimed. */
    void abandon() {
        if (Files.notExists(path.resolve(FILE))) {
            Corpus.delete(corpus());
            Corpus.delete(replayCorpus());
        }
    }

    /** What a folder says that its run was made from; nothing if it is not one of these, or damaged. */
    private static Optional<Origin> origin(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return SealedFiles.isSound(file)
                    ? Optional.of(JSON.readValue(SealedFiles.read(file), Origin.class))
                    : Optional.empty();
        } catch (JacksonException foreign) {
            return Optional.empty();
        }
    }

    /** The finished run, if it is and its model is sound. */
    Optional<Ledger.Entry> finished() {
        boolean whole = Stream.of(Pretraining.RUN, Pretraining.MODEL, ModelConfig.FILE, Pretraining.TOKENIZER)
                .map(path::resolve)
                .allMatch(SealedFiles::isSound);
        return whole
                ? Optional.of(JSON.readValue(SealedFiles.read(path.resolve(Pretraining.RUN)), Ledger.Entry.class))
                : Optional.empty();
    }

    /** Where the general text of a run lies: in its study's folder, or where the run it went on from had it. */
    static Path general(Path run) {
        Path whole = run.toAbsolutePath().normalize();
        return origin(run)
                .map(Origin::general)
                .filter(general -> !general.isEmpty())
                .map(Path::of)
                .orElse(whole.resolveSibling("").resolveSibling("corpus"));
    }

    /** What the base was, if it says so: runs of other programs and of early versions do not. */
    static Optional<Ledger.Entry> entry(Path run) {
        try {
            return Optional.of(run.resolve(Pretraining.RUN))
                    .filter(SealedFiles::isSound)
                    .map(file -> JSON.readValue(SealedFiles.read(file), Ledger.Entry.class));
        } catch (JacksonException | DamagedFile foreign) {
            return Optional.empty();
        }
    }

    /** Checkpoints are of no more use. */
    void forgetCheckpoints() {
        Corpus.delete(checkpoints());
        try {
            Files.deleteIfExists(path.resolve("optimizer.safetensors"));
        } catch (IOException failure) {
            throw WriteFailure.of(path, failure);
        }
    }
}
