package dev.blueline;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.List;

/**
 * What to run.
 *
 * @param study TOML file of the study
 * @param budgetSeconds wall-clock for everything, from reading the text to the report
 * @param folder output folder
 * @param corpus sources as {@link dev.blueline.corpus.CorpusSource#parse} takes them; empty for the study's own
 * @param textColumns columns of tables and JSON records that make up a document; empty for the study's own, or the usual ones
 * @param learner name of the learner, such as {@code java}
 * @param seed the study's seed
 * @param threads cores to use
 * @param command the command line, for the report
 */
public record RunRequest(
        Path study,
        double budgetSeconds,
        Path folder,
        List<String> corpus,
        List<String> textColumns,
        String learner,
        int seed,
        int threads,
        String command) {
    /** On fewer cores than these, more threads than cores are slow but harmless. */
    private static final int FEW_CORES = 8;

    public RunRequest {
        if (!(budgetSeconds >= 20) || budgetSeconds > 30 * 86_400.0) {
            throw new BadInput("a budget of " + Math.round(budgetSeconds)
                    + " s cannot be used; give 20s to 30d, for example --budget 10m");
        }
        if (seed < 0 || seed > 1_000_000) {
            throw new BadInput("seed " + seed + " cannot be used; give 0 to 1000000");
        }
        int cores = Runtime.getRuntime().availableProcessors();
        if (threads < 1 || threads > Math.max(FEW_CORES, cores)) {
            throw new BadInput(threads + " threads cannot be used; give 1 to the number of cores, here " + cores);
        }
        if (textColumns.stream().anyMatch(String::isBlank)) {
            throw new BadInput(
                    "--text-column is empty; name the column that holds the text, such as text, or leave it out");
        }
    }

    /** With the usual columns of tables. */
    public RunRequest(
            Path study,
            double budgetSeconds,
            Path folder,
            List<String> corpus,
            String learner,
            int seed,
            int threads,
            String command) {
        this(study, budgetSeconds, folder, corpus, List.of(), learner, seed, threads, command);
    }
}
