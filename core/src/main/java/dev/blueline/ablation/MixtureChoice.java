package dev.blueline.ablation;

import dev.blueline.ledger.SealedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The best mixture, decided once, before any run of it.
 *
 * @param shares in the order of the domains
 * @param compute at which it is the best by the law, FLOPs
 */
record MixtureChoice(List<String> domains, List<Double> shares, double compute) {
    static final String FILE = "mixture.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    void write(Path folder) {
        SealedFiles.writeTwice(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    }

    /** The choice in a folder; empty if there is none of these domains. */
    static Optional<MixtureChoice> read(Path folder, List<String> domains, Consumer<String> says) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return SealedFiles.readTwice(file, "it is chosen again", says)
                    .map(bytes -> JSON.readValue(bytes, MixtureChoice.class))
                    .filter(choice -> choice.domains().equals(domains));
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }
}
