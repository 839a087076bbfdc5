package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Refuses an option that would do nothing, so that nobody believes it did something. */
final class UnusedOption {
    private UnusedOption() {}

    /**
     * Refuses the first of the options that was typed.
     *
     * @param where they do nothing, as in "with --method supervised"
     * @throws BadInput if one was
     */
    static void refuse(CommandSpec spec, String where, List<String> options) {
        ParseResult typed = spec.commandLine().getParseResult();
        for (String option : options) {
            if (typed.hasMatchedOption(option)) {
                throw new BadInput(option + " does nothing " + where + "; leave it out");
            }
        }
    }
}
