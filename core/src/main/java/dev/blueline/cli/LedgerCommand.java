package dev.blueline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code blueline ledger}: finished runs, whoever trained them. */
@Command(
        name = "ledger",
        description = "Takes finished runs of other trainers into a ledger, and shows what a ledger holds.",
        subcommands = {LedgerImportCommand.class, LedgerShowCommand.class},
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline ledger import output/checkpoint-2000 --n 124e6 --schedule cosine",
            "  blueline ledger show runs/imported"
        })
final class LedgerCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.out);
        return CommandLine.ExitCode.OK;
    }
}
