package dev.blueline.cli;

import java.io.FileDescriptor;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the command line: exit code 0 done, 1 failed, 2 bad input. */
@Command(
        name = "blueline",
        description = "A scaling laboratory for language models: measure, fit the law, forecast, run, score.",
        subcommands = {
            RunCommand.class,
            CorpusCommand.class,
            StatusCommand.class,
            FitCommand.class,
            VerdictCommand.class,
            WatchCommand.class,
            ForecastCommand.class,
            PlanCommand.class,
            LedgerCommand.class,
            CompareCommand.class,
            SaturationCommand.class,
            TrainCommand.class,
            GenerateCommand.class,
            EvaluateCommand.class,
            ReasonCommand.class,
            ThinkCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            BenchCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExample:%n",
        footer = "  blueline run --budget 10m")
public final class Main {
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "After an error, print where in the program it arose.")
    private boolean debug;

    private Main() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // numbers are written and read alike everywhere
        Output out = new Output(FileDescriptor.out);
        boolean whole = whole(List.of(arguments));
        System.setOut(out.printer(System.out, whole ? Integer.MAX_VALUE : Terminal.Stream.OUTPUT.width()));
        System.setErr(new Output(FileDescriptor.err)
                .printer(System.err, whole ? Integer.MAX_VALUE : Terminal.Stream.ERRORS.width()));
        boolean debug = List.of(arguments).contains("--debug");
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
                tell(thrown, debug, "in thread " + thread.getName() + ": ", new PrintWriter(System.err, true)));
        int code = execute(arguments);
        System.out.flush();
        if (out.failure().isPresent()) {
            code = Math.max(
                    code,
                    tell(out.failure().get(), debug, "the output is not whole: ", new PrintWriter(System.err, true)));
        }
        System.exit(code);
    }

    /** Whether lines stay whole on a terminal too: JSON, and what a model writes. */
    private static boolean whole(List<String> arguments) {
        boolean json = arguments.stream()
                .map(argument -> argument.toLowerCase(Locale.ROOT))
                .anyMatch(argument ->
                        List.of("--json", "json", "--log-format=json").contains(argument));
        boolean text = arguments.contains("generate")
                && arguments.stream().noneMatch(argument -> argument.startsWith("--explain"));
        return json || text;
    }

    /** Runs one command and returns its exit code. */
    static int execute(String... arguments) {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // a library's remark on logging is no news to a user
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        line.setCommandName("blueline");
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(Terminal.columns(80, 60, 120));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.dumb() ? Ansi.OFF : Ansi.AUTO));
        line.setParameterExceptionHandler(Main::badParameter);
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> tell(failure, main.debug, "", command.getErr()));
        if (arguments.length == 0) {
            line.usage(System.out);
            return 0;
        }
        try {
            return line.execute(arguments);
        } catch (Error failure) { // out of memory, say: picocli hands on exceptions only
            return tell(failure, main.debug, "", line.getErr());
        }
    }

    private static int badParameter(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        String help = line.getCommandSpec().qualifiedName() + " --help";
        PrintWriter err = line.getErr();
        err.println("blueline: " + wrong(failure, line) + "; see " + help);
        err.flush();
        return 2;
    }

    /** What picocli found wrong, in this program's words. */
    private static String wrong(ParameterException failure, CommandLine line) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            if (!word.startsWith("-") && line.getSubcommands().isEmpty()) {
                return "\"" + word + "\" is one argument too many, or no path of this system";
            }
            String kind = word.startsWith("-") ? "option" : "command";
            List<String> close = unmatched.getSuggestions().stream()
                    .filter(other -> other.replace("-", "")
                            .startsWith(word.replace("-", "").substring(0, 1)))
                    .toList();
            return "there is no " + kind + " " + word
                    + (close.isEmpty() ? "" : "; did you mean " + String.join(" or ", close) + "?");
        }
        return Objects.requireNonNullElse(failure.getMessage(), "bad parameter")
                .lines()
                .findFirst()
                .orElse("bad parameter")
                .replace("is not an int", "is not a whole number")
                .replace("is not a long", "is not a whole number")
                .replace("is not a double", "is not a number");
    }

    private static int tell(Throwable thrown, boolean debug, String where, PrintWriter err) {
        Failure failure = Failure.of(thrown);
        err.println("blueline: " + where + failure.line());
        if (debug) {
            thrown.printStackTrace(err);
        }
        err.flush();
        return failure.code();
    }
}
