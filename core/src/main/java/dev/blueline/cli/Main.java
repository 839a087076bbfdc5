package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.study.StudyFailure;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the command line: exit code 0 done, 1 failed, 2 bad input. */
@Command(
        name = "blueline",
        description = "A scaling laboratory for language models: measure, fit the law, forecast, run, score.",
        subcommands = {
            RunCommand.class,
            FitCommand.class,
            VerdictCommand.class,
            WatchCommand.class,
            ForecastCommand.class,
            PlanCommand.class,
            LedgerCommand.class,
            CompareCommand.class,
            GenerateCommand.class,
            BenchCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExample:%n",
        footer = "  blueline run --budget 10m")
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs one command and returns its exit code. */
    static int execute(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setCommandName("blueline");
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Main::badParameter);
        line.setExecutionExceptionHandler(Main::failed);
        if (arguments.length == 0) {
            line.usage(System.out);
            return 0;
        }
        return line.execute(arguments);
    }

    private static int badParameter(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        PrintWriter err = line.getErr();
        String message = Objects.requireNonNullElse(failure.getMessage(), "bad parameter")
                .lines()
                .findFirst()
                .orElse("bad parameter");
        List<String> suggestions =
                failure instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String hint = suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
        err.println(
                "blueline: " + message + hint + "; see " + line.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return 2;
    }

    private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        err.println("blueline: " + Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
        if (!(failure instanceof BadInput || failure instanceof StudyFailure)) {
            failure.printStackTrace(err);
        }
        err.flush();
        return failure instanceof BadInput ? 2 : 1;
    }
}
