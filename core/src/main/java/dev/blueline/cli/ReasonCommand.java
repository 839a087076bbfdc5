package dev.blueline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code blueline reason}: problems whose answers a program can verify. */
@Command(
        name = "reason",
        description = "Works with problems whose answers a program can verify.",
        subcommands = {ReasonAuditCommand.class},
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  blueline reason audit --task sudoku-6,programs")
final class ReasonCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.out);
        return CommandLine.ExitCode.OK;
    }
}
