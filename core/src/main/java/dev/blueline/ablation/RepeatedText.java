package dev.blueline.ablation;

import dev.blueline.ledger.Run;
import dev.blueline.study.DataStudy;
import dev.blueline.study.RepetitionAxis;
import dev.blueline.study.Rung;
import java.util.Locale;
import java.util.OptionalDouble;

/** How many different tokens a run of a study of repetition has read. */
public final class RepeatedText {
    /** The arm that reads nothing twice. */
    public static final String FRESH = "fresh";

    private RepeatedText() {}

    /** Name of the arm of so many different tokens, 0 for fresh text. */
    static String arm(long unique) {
        return unique == 0 ? FRESH : Rung.inWords(unique).toLowerCase(Locale.ROOT);
    }

    /** Different tokens among those that a run has read; empty in a study of something else. */
    public static OptionalDouble unique(DataStudy study, Run run) {
        if (!(study.axis() instanceof RepetitionAxis axis)) {
            return OptionalDouble.empty();
        }
        int context = study.model().context();
        return axis.unique().stream()
                .filter(unique -> arm(unique).equals(run.arm()))
                .mapToDouble(unique ->
                        unique == 0 ? run.tokens() : Math.min(run.tokens(), unique / context * (double) context))
                .findFirst();
    }
}
