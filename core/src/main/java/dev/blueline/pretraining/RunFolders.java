package dev.blueline.pretraining;

import dev.blueline.engine.ModelConfig;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folders of a study's finished runs, looked at for damage.
 *
 * @param study the output folder
 * @param tokenizer the study's, which every run has
 */
record RunFolders(Path study, Ledger ledger, Tokenizer tokenizer) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    void mend(Consumer<String> says) {
        restoreToLedger(says);
        for (Ledger.Entry entry : ledger.entries()) {
            Path folder = Pretraining.folderOf(study, entry.run());
            if (Files.exists(folder.resolve(SealedFiles.CHECKSUMS))) {
                mend(entry, folder, says);
            }
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
            return all.filter(Files::isDirectory).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + study + ": " + failure.getMessage(), failure);
        }
    }

    /** Nothing for a file of an early version, which holds no measurements. */
    private static Optional<Ledger.Entry> entry(Path file) {
        JsonNode node = JSON.readTree(SealedFiles.read(file));
        return node.has("run") ? Optional.of(JSON.treeToValue(node, Ledger.Entry.class)) : Optional.empty();
    }

    private void mend(Ledger.Entry entry, Path folder, Consumer<String> says) {
        Path tokens = folder.resolve(Pretraining.TOKENIZER);
        Path run = folder.resolve(Pretraining.RUN);
        Path config = folder.resolve(ModelConfig.FILE);
        Path model = folder.resolve("model.safetensors");
        if (!SealedFiles.isSound(tokens)) {
            tokenizer.save(tokens);
            says.accept(tokens + " was damaged; restored from the study's");
        }
        if (!SealedFiles.isSound(run)) {
            SealedFiles.write(run, JSON.writeValueAsBytes(entry));
            says.accept(run + " was damaged; restored from the ledger");
        }
        for (Path file : List.of(config, model, folder.resolve(Pretraining.CURVE))) {
            if (!SealedFiles.isSound(file)) {
                says.accept(file + " is damaged and not used; the figures of " + rung(entry.run()) + " stand");
            }
        }
    }

    private static String rung(Run run) {
        return run.rung() + " seed " + run.seed();
    }
}
