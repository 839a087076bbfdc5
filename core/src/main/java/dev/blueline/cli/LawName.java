package dev.blueline.cli;

import dev.blueline.scaling.Family;
import java.util.List;

/** Laws by the names of {@code --law}. */
enum LawName {
    AUTO("auto", Family.RIVALS),
    POWER("power", List.of(Family.POWER)),
    POWER_FLOOR("power-floor", List.of(Family.POWER_FLOOR)),
    BNSL("bnsl", List.of(Family.BROKEN_POWER)),
    KAPLAN("kaplan-nd", List.of(Family.KAPLAN)),
    KAPLAN_FLOOR("kaplan-floor", List.of(Family.KAPLAN_FLOOR)),
    CHINCHILLA("chinchilla", List.of(Family.CHINCHILLA)),
    ISOFLOP("isoflop", List.of(Family.ISOFLOP)),
    OVERTRAIN("overtrain", List.of(Family.OVERTRAIN)),
    DATA_CONSTRAINED("data-constrained", List.of(Family.DATA_CONSTRAINED)),
    LADDER("ladder", List.of(Family.CHINCHILLA)),
    /** A {@link dev.blueline.scaling.MixingLaw}, which is of no family. */
    MIXING("mixing", List.of()),
    /** A {@link dev.blueline.scaling.RlSigmoid}, of no family either, as the next. */
    RL_SIGMOID("rl-sigmoid", List.of()),
    LOG_COMPUTE("log-compute", List.of()),
    /** A {@link dev.blueline.scaling.SaturationCurve}, of no family either. */
    SATURATION("saturation", List.of()),
    /** A {@link dev.blueline.scaling.Coverage}, of no family either, as the next two. */
    COVERAGE("coverage", List.of()),
    BETA_BINOMIAL("beta-binomial", List.of()),
    /** A {@link dev.blueline.scaling.ThinkingBudget}. */
    BUDGET_FORCING("budget-forcing", List.of());

    private final String word;
    private final List<Family> families;

    LawName(String word, List<Family> families) {
        this.word = word;
        this.families = families;
    }

    List<Family> families() {
        return families;
    }

    /** Whether the law is of accuracy against RL compute. */
    boolean ofRl() {
        return this == RL_SIGMOID || this == LOG_COMPUTE;
    }

    /** Whether the law is of compute spent at the answer. */
    boolean ofAnswers() {
        return this == COVERAGE || this == BETA_BINOMIAL || this == BUDGET_FORCING;
    }

    /** The word for a family. */
    static String of(Family family) {
        for (LawName name : values()) {
            if (name.families.size() == 1 && name.families.getFirst() == family) {
                return name.word;
            }
        }
        throw new IllegalArgumentException(family.toString());
    }

    @Override
    public String toString() {
        return word;
    }
}
