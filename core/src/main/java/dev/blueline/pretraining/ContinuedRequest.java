package dev.blueline.pretraining;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What to go on with from a finished run.
 *
 * @param from the run's folder
 * @param corpus sources of new text, as {@link dev.blueline.corpus.CorpusSource#parse} takes them
 * @param textColumns columns of tables and JSON records that make up a document; empty for the usual ones
 * @param replay share of the tokens that is general text, which the run has learned from
 * @param replayCorpus sources of the general text; empty for that of the run's study
 * @param tokens of training; one pass over the new text, but no more than the run was trained on, if empty
 * @param out folder for the new run
 * @param rate factor on the learning rate that models of the run's width have in studies
 * @param seed of the order of the text
 * @param learner name of the learner
 * @param threads cores to use
 */
public record ContinuedRequest(
        Path from,
        List<String> corpus,
        List<String> textColumns,
        double replay,
        List<String> replayCorpus,
        OptionalLong tokens,
        Path out,
        double rate,
        int seed,
        String learner,
        int threads) {

    public ContinuedRequest {
        if (corpus.isEmpty()) {
            throw new BadInput("continued training needs new text; give --corpus PATH");
        }
        if (!(replay >= 0) || replay >= 1) {
            throw new BadInput("--replay " + replay
                    + " cannot be used; give the share of the tokens that is general text, 0 or more, below 1,"
                    + " for example 0.1");
        }
        if (!(rate > 0) || rate > 10) {
            throw new BadInput("--rate " + rate + " cannot be used; give a factor on the usual learning rate above 0,"
                    + " at most 10, for example 0.5");
        }
        if (seed < 0 || threads < 1) {
            throw new BadInput("--seed " + seed + " with --threads " + threads
                    + " cannot be used; give a seed of 0 or more and 1 thread or more");
        }
    }
}
