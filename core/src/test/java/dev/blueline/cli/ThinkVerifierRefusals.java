package dev.blueline.cli;

import picocli.CommandLine;

/** Options that no verifier can be trained with. */
final class ThinkVerifierRefusals {
    private ThinkVerifierRefusals() {}

    static void add(Refusals refusals) {
        refusals.call("--flops -1.0, --rate 1.0, --tokens 64, --seed 1", () -> {
            ThinkVerifierCommand command = new ThinkVerifierCommand();
            new CommandLine(command)
                    .parseArgs("--run", refusals.folder().toString(), "--task", "countdown", "--flops", "-1");
            return command.call();
        });
    }
}
