package dev.blueline.pretraining;

import dev.blueline.engine.ModelConfig;
import dev.blueline.evaluation.WordRanks;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.FolderSeals;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folders of a study's finished runs, looked at for damage: each against its own checksums, against what the study knows of it
 * ({@link FolderSeals}), and against the ledger, which says by its id where a run belongs.
 *
 * @param study the output folder
 * @param tokenizer the study's, which every run has
 * @param words the study's word list, which runs have too
 * @param remaking how to make again what the ledger does not hold
 */
record RunFolders(Path study, Ledger ledger, Tokenizer tokenizer, WordRanks words, Remaking remaking) {
    /** Files that the study knows beside the folder's own checksums. */
    static final List<String> KNOWN_AROUND =
            List.of(ModelConfig.FILE, Pretraining.MODEL, Pretraining.TOKENIZER, Pretraining.CURVE);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Ends the name of a folder that is not a run's: it held the files of another run, which is there too. */
    private static final String SET_ASIDE = ".set-aside";

    private static final String MOVED = ".moved";

    /** Tells the folder around what a run's folder holds, which must be whole. */
    static void note(Path runFolder) {
        FolderSeals.around(runFolder)
                .note(KNOWN_AROUND.stream()
                        .map(runFolder::resolve)
                        .filter(Files::exists)
                        .toList());
    }

    /**
     * Looks whether a run's folder in a study is the one of that run. Folders of runs that the study's ledger does not have by their id,
     * as those of a study of reasoning, have names of their own.
     *
     * @throws BadInput if it was swapped with another, or renamed
     */
    static void requireInPlace(Path runFolder) {
        Path folder = runFolder.toAbsolutePath().normalize();
        Path runs = folder.resolveSibling("");
        Path study = runs.resolveSibling("");
        if (!runs.endsWith("runs") || !Files.exists(study.resolve("ledger.jsonl"))) {
            return;
        }
        held(folder)
                .filter(run -> !Pretraining.folderOf(study, run).equals(folder))
                .filter(run -> new Ledger(study).find(run.id()).isPresent())
                .ifPresent(run -> {
                    throw new BadInput(
                            runFolder + " holds the model of another run, that of "
                                    + Pretraining.folderOf(study, run).getFileName()
                                    + ": folders were swapped or renamed; give the command that made the study again, it puts them back");
                });
    }

    void mend(Consumer<String> says) {
        putBack(says);
        restoreToLedger(says);
        List<Path> unchecked = new ArrayList<>();
        for (Ledger.Entry entry : ledger.entries()) {
            Path folder = Pretraining.folderOf(study, entry.run());
            if (entry.run().succeeded() && Files.isDirectory(folder)) {
                mend(entry, folder, unchecked, says);
            }
        }
        if (!unchecked.isEmpty()) {
            says.accept(unchecked.getFirst() + (unchecked.size() == 1 ? "" : " and " + (unchecked.size() - 1) + " more")
                    + " had no " + SealedFiles.CHECKSUMS
                    + ", so nothing can tell whether the model is as it was written; it is taken as it is");
        }
    }

    /** Folders of other names than their run says: swapped or renamed by hand. */
    private void putBack(Consumer<String> says) {
        Map<Path, Path> moves = new LinkedHashMap<>();
        for (Path folder : folders()) {
            place(folder, study).filter(place -> !place.equals(folder)).ifPresent(place -> moves.put(folder, place));
        }
        Set<Path> taken = new HashSet<>(folders());
        taken.removeAll(moves.keySet());
        Set<Path> places = new HashSet<>();
        ledger.entries().forEach(entry -> places.add(Pretraining.folderOf(study, entry.run())));
        // a copy that a user keeps under a name of its own harms nobody
        moves.entrySet().removeIf(move -> !places.contains(move.getKey()) && taken.contains(move.getValue()));
        moves.forEach((from, to) -> {
            // in two steps, so that two folders can change places
            move(from, to.resolveSibling(to.getFileName() + (taken.add(to) ? MOVED : SET_ASIDE)));
        });
        moves.forEach((from, to) -> {
            Path moved = to.resolveSibling(to.getFileName() + MOVED);
            if (Files.exists(moved)) {
                move(moved, to);
                says.accept(from + " held the run of " + to.getFileName() + "; it is back under that name");
            } else {
                says.accept(from + " held a copy of " + to + "; it is not used and was set aside as " + to.getFileName()
                        + SET_ASIDE);
                DurableFiles.createFolder(from); // its own files are made again
            }
        });
    }

    /** Where a folder belongs by the run that it says it holds; nothing if it does not say. */
    private static Optional<Path> place(Path folder, Path study) {
        return held(folder).map(run -> Pretraining.folderOf(study, run));
    }

    private static Optional<Run> held(Path folder) {
        Path file = folder.resolve(Pretraining.RUN);
        try {
            return SealedFiles.isSound(file) ? entry(file).map(Ledger.Entry::run) : Optional.empty();
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException failure) {
            throw WriteFailure.of(to, failure);
        }
    }

    /** Runs whose line is damaged in the ledger and in its copy: their folder holds the same. */
    private void restoreToLedger(Consumer<String> says) {
        Set<String> known = new HashSet<>();
        ledger.entries().forEach(entry -> known.add(entry.run().id()));
        for (Path folder : folders()) {
            Path file = folder.resolve(Pretraining.RUN);
            if (SealedFiles.isSound(file) && SealedFiles.isSealed(file)) {
                entry(file).filter(entry -> known.add(entry.run().id())).ifPresent(entry -> {
                    ledger.append(entry.run(), entry.measurements());
                    says.accept("The ledger had no sound line of " + entry.run().rung() + "; restored from " + file);
                });
            }
        }
    }

    private List<Path> folders() {
        try (Stream<Path> all = Files.list(study.resolve("runs"))) {
            return all.filter(Files::isDirectory)
                    .filter(folder -> !folder.toString().endsWith(SET_ASIDE))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + study + ": " + failure.getMessage(), failure);
        }
    }

    /** Nothing for a file of an early version, which holds no measurements. */
    private static Optional<Ledger.Entry> entry(Path file) {
        JsonNode node = JSON.readTree(SealedFiles.read(file));
        return node.has("run") ? Optional.of(JSON.treeToValue(node, Ledger.Entry.class)) : Optional.empty();
    }

    private void mend(Ledger.Entry entry, Path folder, List<Path> unchecked, Consumer<String> says) {
        Path model = folder.resolve(Pretraining.MODEL);
        FolderSeals around = FolderSeals.around(folder);
        if (Files.notExists(folder.resolve(SealedFiles.CHECKSUMS))) {
            if (Files.exists(model) && !around.knows(model)) {
                unchecked.add(folder);
            } else if (Files.exists(model)) {
                says.accept(
                        folder.resolve(SealedFiles.CHECKSUMS) + " is missing; made again, and the files compared with "
                                + around.folders().resolve(SealedFiles.CHECKSUMS));
            }
            SealedFiles.adopt(folder);
        }
        boolean foreign = checksumsAreOfAnotherRun(entry, folder);
        if (!foreign) {
            mendSmallFiles(entry, folder, says);
        }
        List<Path> damaged = Stream.of(Pretraining.MODEL, Pretraining.CURVE)
                .map(folder::resolve)
                .filter(file -> foreign || !isSound(file))
                .toList();
        if (damaged.isEmpty()) {
            if (KNOWN_AROUND.stream().map(folder::resolve).allMatch(RunFolders::isSound)) {
                note(folder);
            }
            return;
        }
        String what = foreign
                ? " and its checksums are of another run"
                : Files.exists(damaged.getFirst()) ? " is not what was written there" : " is missing";
        if (damaged.contains(model)) {
            says.accept(model + what);
        }
        if (damaged.contains(folder.resolve(Pretraining.CURVE))) {
            says.accept(folder.resolve(Pretraining.CURVE) + what);
        }
        says.accept(
                remaking.train(entry, says)
                        ? folder + " is whole again, with the same figures to the last bit"
                        : damaged.getFirst() + " is not used; the figures of " + name(entry.run()) + " stand");
    }

    /** What the ledger, the study's tokenizer and the curve give again without training. */
    private void mendSmallFiles(Ledger.Entry entry, Path folder, Consumer<String> says) {
        Path tokens = folder.resolve(Pretraining.TOKENIZER);
        Path run = folder.resolve(Pretraining.RUN);
        Path config = folder.resolve(ModelConfig.FILE);
        Path events = folder.resolve(TrainingEvents.FILE);
        if (!isSound(tokens)) {
            tokenizer.save(tokens);
            says.accept(tokens + " was damaged; restored from the study's");
        }
        Path list = folder.resolve(WordRanks.FILE);
        if (SealedFiles.isSealed(list) && !SealedFiles.isSound(list)) {
            words.save(folder);
            says.accept(list + " was damaged; restored from the study's");
        }
        if (!SealedFiles.isSound(run)) {
            SealedFiles.write(run, JSON.writeValueAsBytes(entry));
            says.accept(run + " was damaged; restored from the ledger");
        }
        if (!isSound(config)) {
            says.accept(config
                    + (remaking.writeConfig(entry.run(), folder)
                            ? " was damaged; written again"
                            : " is damaged and not used; the figures of " + name(entry.run()) + " stand"));
        }
        if (SealedFiles.isSealed(events)
                && !SealedFiles.isSound(events)
                && isSound(folder.resolve(Pretraining.CURVE))) {
            says.accept(events
                    + (remaking.writeEvents(entry, folder)
                            ? " was damaged; made again from the curve, its times spread evenly over the run"
                            : " is damaged"));
        }
    }

    /** Whether {@code run.json} is as the ledger has it and yet not as the checksums have it: those came with other files. */
    private static boolean checksumsAreOfAnotherRun(Ledger.Entry entry, Path folder) {
        Path run = folder.resolve(Pretraining.RUN);
        try {
            return Files.exists(run)
                    && SealedFiles.isSealed(run)
                    && !SealedFiles.isSound(run)
                    && Arrays.equals(Files.readAllBytes(run), JSON.writeValueAsBytes(entry));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + run + ": " + failure.getMessage(), failure);
        }
    }

    static boolean isSound(Path file) {
        return SealedFiles.isSound(file)
                && FolderSeals.around(file.toAbsolutePath().normalize().resolveSibling(""))
                        .agrees(file);
    }

    static String name(Run run) {
        return run.rung() + " seed " + run.seed();
    }
}
