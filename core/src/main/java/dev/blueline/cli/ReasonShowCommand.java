package dev.blueline.cli;

import dev.blueline.corpus.OneLine;
import dev.blueline.ledger.BadInput;
import dev.blueline.reasoning.ReasoningLog;
import dev.blueline.reasoning.Thoughts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code blueline reason show}: what a model wrote to one problem as it learned. */
@Command(
        name = "show",
        description =
                "Shows what a model wrote to the same held-out problem at every measurement: right answers green, wrong ones red; then in how many"
                        + " responses it restated, planned, verified, went back or corrected (docs/reasoning.md has the rules).",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  blueline reason show --run runs/countdown-rl --problem 2")
final class ReasonShowCommand implements Callable<Integer> {
    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "Folder that blueline reason has written.")
    @SuppressWarnings("NullAway.Init")
    private Path run;

    @Option(
            names = "--problem",
            paramLabel = "N",
            description = "Which of the kept problems (default: ${DEFAULT-VALUE}).")
    private int problem = 1;

    @Option(names = "--json", description = "Print all that is kept as JSON on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        if (!Files.exists(run.resolve("thoughts.jsonl"))) {
            throw new BadInput(run + " holds no thoughts; give a folder that blueline reason has written");
        }
        List<Thoughts.Thought> all = new Thoughts(run).all();
        if (json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(all));
            return CommandLine.ExitCode.OK;
        }
        List<String> problems =
                all.stream().map(Thoughts.Thought::problem).distinct().toList();
        if (problem < 1 || problem > problems.size()) {
            throw new BadInput("--problem " + problem + " cannot be shown; " + problems.size()
                    + " problems are kept, numbered from 1");
        }
        String asked = problems.get(problem - 1);
        List<Thoughts.Thought> of =
                all.stream().filter(thought -> thought.problem().equals(asked)).toList();
        System.out.println(of.getFirst().task() + ", level " + of.getFirst().level() + ": " + OneLine.of(asked));
        long step = -1;
        for (Thoughts.Thought thought : of) {
            if (thought.step() != step) {
                step = thought.step();
                System.out.println("\nafter " + step + " steps");
            }
            System.out.println("  " + line(thought));
        }
        System.out.print(BehaviourTable.text(new ReasoningLog(run).examinations()));
        return CommandLine.ExitCode.OK;
    }

    private static String line(Thoughts.Thought thought) {
        String written = OneLine.of(thought.answer());
        String answer = thought.cut() ? written + " (cut)" : written;
        String color = thought.reward() == 1 ? "green" : "red";
        return (thought.thought().isEmpty() ? "" : painted("faint", OneLine.of(thought.thought())) + "  ")
                + painted(color, answer)
                + "  "
                + thought.verdict();
    }

    /**
     * The words that a model wrote may hold what looks like markup, so they are painted by codes of their own; codes among the words are
     * escaped before.
     */
    private static String painted(String style, String text) {
        Ansi.IStyle[] styles = Ansi.Style.parse(style);
        return Ansi.AUTO.enabled() ? Ansi.Style.on(styles) + text + Ansi.Style.off(styles) : text;
    }
}
