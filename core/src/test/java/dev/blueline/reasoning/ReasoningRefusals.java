package dev.blueline.reasoning;

import dev.blueline.cli.Refusals;
import dev.blueline.problems.Verification;

/** Verifiers that break. */
public final class ReasoningRefusals {
    private ReasoningRefusals() {}

    public static void add(Refusals refusals) {
        refusals.call("the verifier of mine broke on 2 of 3 responses, at last with: took longer than 5 s", () -> {
            Breakage breakage = new Breakage();
            breakage.add("mine", new Verification.Scored(1, 1));
            breakage.add("mine", new Verification.Broken("a score of 7.0, not from 0 to 1", 1));
            breakage.add("mine", new Verification.Broken("took longer than 5 s", 1));
            breakage.requireFew();
            return breakage;
        });
    }
}
