package dev.blueline.study;

import dev.blueline.corpus.Corpus;
import dev.blueline.engine.Learners;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.scaling.ForecastRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The output folder of one study, which one process at a time has. Looking at it leaves nothing behind; only {@link #claim}
 * makes it the study's, once the plan stands.
 */
public final class OutputFolder implements AutoCloseable {
    /** Name of the plan's file. */
    public static final String PLAN = "plan.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final FolderLock lock;
    private final List<String> repairs = new ArrayList<>();

    /**
     * Whose folder it is.
     *
     * @param study name of the study
     * @param fingerprint of the study's content
     * @param corpus hash of the text
     * @param seed the study's seed
     * @param learner name of the learner; a folder from before there were several does not name it
     */
    public record Owner(String study, String fingerprint, String corpus, int seed, String learner) {
        public Owner {
            learner = Objects.requireNonNullElse(learner, Learners.JAVA);
        }
    }

    private OutputFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Locks the folder, whether or not it is there.
     *
     * @throws BadInput if it is in use, cannot be written, or holds files that are not a study's
     */
    public static OutputFolder of(Path folder) {
        Path existing = nearestExisting(folder);
        if (!Files.isDirectory(existing)) {
            throw new BadInput("output folder " + folder + ": " + existing + " is a file; give another --out");
        }
        if (!Files.isWritable(existing)) {
            throw new BadInput(
                    "output folder " + folder + " cannot be written; give another --out or change its rights");
        }
        if (Files.exists(folder) && !isClaimed(folder) && !isEmpty(folder)) {
            throw new BadInput(
                    "output folder " + folder + " holds files that are not a study's; give a new or empty --out");
        }
        return new OutputFolder(folder, FolderLock.of(folder));
    }

    private static Path nearestExisting(Path folder) {
        return Stream.iterate(
                        Optional.of(folder.toAbsolutePath()), Optional::isPresent, path -> path.map(Path::getParent))
                .flatMap(Optional::stream)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(path -> path.getFileName()
                    .toString()
                    .matches("\\..*lock|\\.copies|study\\.json\\.tmp|checksums\\.jsonl|corpus"));
        } catch (IOException failure) {
            throw new BadInput("output folder " + folder + " cannot be read; give another --out", failure);
        }
    }

    /**
     * Looks whether the study may use the folder.
     *
     * @throws BadInput if it belongs to another study, text, seed or learner
     */
    public void check(Owner owner) {
        if (!isClaimed(folder)) {
            return;
        }
        SealedFiles.adopt(folder);
        Owner found;
        try {
            found = JSON.readValue(
                    SealedFiles.readTwice(ownerFile(folder), "give another --out", repairs::add)
                            .orElseThrow(),
                    Owner.class);
        } catch (JacksonException damaged) {
            throw new BadInput("output folder " + folder + ": study.json is damaged; give another --out", damaged);
        }
        if (!found.study().equals(owner.study())) {
            throw differs("belongs to study \"" + found.study() + "\", not \"" + owner.study() + "\"");
        }
        if (!found.fingerprint().equals(owner.fingerprint())) {
            throw differs("was made with other settings of study \"" + owner.study() + "\"");
        }
        if (!found.corpus().equals(owner.corpus())) {
            throw differs("was made with other text");
        }
        if (found.seed() != owner.seed()) {
            throw differs("was made with --seed " + found.seed() + ", not " + owner.seed());
        }
        if (!found.learner().equals(owner.learner())) {
            throw differs("was made with --learner " + found.learner() + ", not " + owner.learner());
        }
    }

    private BadInput differs(String how) {
        return new BadInput("output folder " + folder + " " + how + "; give another --out");
    }

    /**
     * Mends what is damaged and kept twice: whose folder it is, the plan, the ledger, the forecasts. Does nothing to a folder that
     * was not claimed.
     *
     * @param says hears one line on each repair
     * @throws dev.blueline.ledger.DamagedFile if the plan and its copy are both damaged
     */
    public void mend(Consumer<String> says) {
        if (!isClaimed(folder)) {
            return;
        }
        repairs.addAll(new Ledger(folder).repair());
        repairs.addAll(new ForecastRegistry(folder).repair());
        SealedFiles.readTwice(
                folder.resolve(PLAN), "restore it from a backup, or delete both to plan anew", repairs::add);
        repairs.forEach(says);
        repairs.clear();
    }

    /** Writes whose the folder is, unless that is written. */
    public void claim(Owner owner) {
        if (Files.notExists(ownerFile(folder))) {
            SealedFiles.writeTwice(ownerFile(folder), JSON.writeValueAsBytes(owner));
        }
        DurableFiles.createFolder(folder.resolve("trunks"));
        DurableFiles.createFolder(folder.resolve("runs"));
    }

    private static boolean isClaimed(Path folder) {
        return Files.exists(ownerFile(folder)) || SealedFiles.hasCopy(ownerFile(folder));
    }

    private static Path ownerFile(Path folder) {
        return folder.resolve("study.json");
    }

    /** Whether a plan stands, so that nothing has to be planned for the time that is left. */
    public boolean isPlanned() {
        return Files.exists(folder.resolve(PLAN)) || SealedFiles.hasCopy(folder.resolve(PLAN));
    }

    /** Where the prepared text lies. */
    public Path corpus() {
        return folder.resolve("corpus");
    }

    /** Deletes the prepared text, unless the folder was claimed: the input turned out to be bad. */
    public void abandon() {
        if (Files.notExists(ownerFile(folder))) {
            Corpus.delete(corpus());
        }
    }

    /** Frees the folder; one that was not claimed is as it was before. */
    @Override
    public void close() {
        lock.close();
    }
}
