package dev.blueline.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Options with which no verifier can be trained and no model be led. */
final class ThinkVerifierRefusals {
    private ThinkVerifierRefusals() {}

    static void add(Refusals refusals) {
        Path run = refusals.folder().resolve("summarised");
        refusals.call(
                        "--flops -1.0, --rate 1.0, --tokens 64, --seed 1",
                        () -> called(
                                new ThinkVerifierCommand(),
                                "--run",
                                run.toString(),
                                "--task",
                                "countdown",
                                "--flops",
                                "-1"))
                .call(
                        "--problems 0, --each 4, --tokens 48",
                        () -> called(
                                new ThinkLeadCommand(),
                                "--run",
                                run.toString(),
                                "--task",
                                "countdown",
                                "--problems",
                                "0"))
                .commands(
                        "train --task arithmetic --levels 1 --style summary --size 32x1 --steps 2 --out IN/summarised | "
                                + Refusals.SAVED)
                .call(
                        "there is no way to lead thoughts \"backwards\"",
                        () -> called(
                                new ThinkLeadCommand(),
                                "--run",
                                run.toString(),
                                "--task",
                                "arithmetic",
                                "--how",
                                "backwards"))
                .call(
                        "was not taught monologues",
                        () -> called(
                                new ThinkLeadCommand(),
                                "--run",
                                run.toString(),
                                "--task",
                                "arithmetic",
                                "--how",
                                "go-on"));
    }

    private static Object called(Callable<Integer> command, String... arguments) throws Exception {
        new CommandLine(command).parseArgs(arguments);
        return command.call();
    }
}
