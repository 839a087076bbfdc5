package dev.blueline.ledger;

import java.util.Locale;
import java.util.Objects;

/**
 * One rung carried out: a model of one shape, trained on a number of tokens from one seed.
 *
 * @param id identity: a hash of shape, data, tokenizer, schedule, seed and numerics version
 * @param rung place on the ladder, such as {@code 64x2/4M}
 * @param arm training text of a study that compares texts, by its name there; empty in a study of one text
 * @param trunk constant-rate training that this run branched off; runs of one trunk have correlated errors
 * @param role what the run is for
 * @param layers transformer blocks
 * @param width model width
 * @param parameters parameter counts, three ways
 * @param tokens training tokens seen, cooldown included
 * @param flops exact training FLOPs, from the shape: attention and head included, and the optimizer's matrix products
 * @param seed seed of initialisation and data order
 * @param rateScale factor on the learning rate of the study's rule, 1 unless swept or retried
 * @param seconds training wall-clock on the worker's threads, this run's share of its trunk included
 * @param status how the run ended
 * @param note one line on anything unusual, empty if nothing was
 * @param provenance what made the figures
 */
public record Run(
        String id,
        String rung,
        String arm,
        String trunk,
        Role role,
        int layers,
        int width,
        Parameters parameters,
        long tokens,
        double flops,
        long seed,
        double rateScale,
        double seconds,
        Status status,
        String note,
        Provenance provenance) {

    /** Ledgers from before there were arms do not have them. */
    public Run {
        arm = Objects.requireNonNullElse(arm, "");
    }

    /** A run of a study of one text. */
    public Run(
            String id,
            String rung,
            String trunk,
            Role role,
            int layers,
            int width,
            Parameters parameters,
            long tokens,
            double flops,
            long seed,
            double rateScale,
            double seconds,
            Status status,
            String note,
            Provenance provenance) {
        this(
                id,
                rung,
                "",
                trunk,
                role,
                layers,
                width,
                parameters,
                tokens,
                flops,
                seed,
                rateScale,
                seconds,
                status,
                note,
                provenance);
    }

    /** What a run is for. */
    public enum Role {
        /** Enters the fit of the law. */
        LADDER,
        /** Forecast first, run afterwards, never in the fit that forecast it. */
        HELD_OUT,
        /** Checks the learning-rate rule. */
        RATE_CHECK,
        /** A line expected to saturate, judged beside the frontier. */
        CONTRAST,
        /** Beside the runs of interest: the same without the training text of skills, or by another method. */
        CONTROL
    }

    /** How a run ended. */
    public enum Status {
        FINISHED,
        /** Finished after at least one restart at a lower rate. */
        RECOVERED,
        /** Not a number, or a loss that did not come down, after all retries: the same run would diverge again. */
        DIVERGED,
        /** Broken off by a fault of the program or the machine; the note says which. It may go well another time. */
        FAILED
    }

    /**
     * Parameter counts.
     *
     * @param total every weight
     * @param nonEmbedding all but the token embedding and the head
     * @param matmul weights in matrix products: the head, but not the lookup
     */
    public record Parameters(long total, long nonEmbedding, long matmul) {}

    /** Whether it ended with figures: it neither diverged nor failed. */
    public boolean succeeded() {
        return switch (status) {
            case FINISHED, RECOVERED -> true;
            case DIVERGED, FAILED -> false;
        };
    }

    /** Which run, how it ended and why, such as {@code 64x2/4M seed 1 diverged: step 31 left out: its loss is not a number}. */
    public String inWords() {
        return rung + " seed " + seed + " " + status.name().toLowerCase(Locale.ROOT)
                + (note.isEmpty() ? "" : ": " + note);
    }

    /** The textbook count {@code 6 N D} with N the parameters in matrix products, for comparison with papers. */
    public double flops6nd() {
        return 6.0 * parameters.matmul() * tokens;
    }
}
