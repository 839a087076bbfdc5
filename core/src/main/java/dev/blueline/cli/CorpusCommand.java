package dev.blueline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code blueline corpus}: text, before anything is trained on it. */
@Command(
        name = "corpus",
        description = "Looks at text, and filters it, before anything is trained on it.",
        subcommands = {CorpusInspectCommand.class, CorpusFilterCommand.class},
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  blueline corpus inspect books/ web.jsonl.zst", "  blueline corpus filter web.jsonl.zst --out clean"
        })
final class CorpusCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.out);
        return CommandLine.ExitCode.OK;
    }
}
