package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.pretraining.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code blueline generate}: what a trained model writes. */
@Command(
        name = "generate",
        description =
                "Prints what a trained model writes after a prompt, the likeliest next tokens, or what it thinks of each token of a text.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline generate --run runs/first-look --prompt \"The capital of France is\"",
            "  blueline generate --run runs/first-look --prompt \"On weekends, students like to\" --next",
            "  blueline generate --run runs/first-look --explain \"The capital of France is Paris.\""
        })
final class GenerateCommand implements Callable<Integer> {
    private static final int SHOWN = 20;
    private static final int MOST_EXPLAINED = 20_000;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "Folder of a run, or of a study: then its held-out rung, the largest model.")
    @SuppressWarnings("NullAway.Init")
    private Path run;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "Text to go on from; may be empty.")
    private String prompt = "";

    @Option(
            names = "--explain",
            paramLabel = "TEXT|FILE",
            description =
                    "Instead: every token of this text, or file, with its loss, its class (docs/skills.md) and what the model would rather have read.")
    private Optional<String> explain = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--tokens", paramLabel = "N", description = "Most tokens to write (default: ${DEFAULT-VALUE}).")
    private int tokens = 100;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description =
                    "0 always takes the likeliest token, 1 draws as the model believes (default: ${DEFAULT-VALUE}).")
    private double temperature = 0.8;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "Draw from the likeliest tokens that make up this probability (default: ${DEFAULT-VALUE}).")
    private double topP = 0.95;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the drawing (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--next", description = "Print the twenty likeliest next tokens with their probabilities instead.")
    private boolean next;

    @Option(names = "--speed", description = "Print on standard error how many tokens were written, and how fast.")
    private boolean speed;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        check();
        int threads = Runtime.getRuntime().availableProcessors();
        Optional<String> explained = explain.map(Explanation::read);
        try (TrainedModel model = TrainedModel.openToWrite(ModelFolder.find(run), threads)) {
            if (explained.isPresent()) {
                explain(model, explained.get());
            } else if (next) {
                printNext(model.next(prompt, SHOWN));
            } else {
                TrainedModel.Written written = model.writeTimed(prompt, tokens, temperature, topP, seed);
                printText(written.text());
                if (speed) {
                    System.err.printf(
                            Locale.ROOT,
                            "%,d tokens in %.2f s, %.1f tokens/s with the prompt%n",
                            written.tokens(),
                            written.seconds(),
                            written.tokens() / written.seconds());
                }
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private void explain(TrainedModel model, String text) {
        int tokens = model.tokens(text);
        if (tokens == 0 || tokens > MOST_EXPLAINED) {
            throw new BadInput("--explain has " + tokens + " tokens of text; give 1 to " + MOST_EXPLAINED);
        }
        List<TrainedModel.Explained> explained;
        try (Progress progress = new Progress("tokens")) {
            explained = model.explain(text, Explanation.OTHERS, progress);
        }
        Explanation explanation = new Explanation(text, explained, model.knowsWords());
        System.out.print(
                json
                        ? JsonMapper.shared().writeValueAsString(explanation.json()) + "\n"
                        : explanation.text(Explanation.colours()));
    }

    private void check() {
        boolean prompted = spec.commandLine().getParseResult().hasMatchedOption("--prompt");
        if (prompted == explain.isPresent()) {
            throw new BadInput("give either --prompt TEXT to go on from or --explain TEXT to look at");
        }
        if (tokens < 1 || tokens > 1_000_000) {
            throw new BadInput("--tokens " + tokens + " cannot be used; give 1 or more");
        }
        if (!(temperature >= 0) || temperature > 100) {
            throw new BadInput("--temperature " + temperature + " cannot be used; give 0 to 100, for example 0.8");
        }
        if (!(topP > 0) || topP > 1) {
            throw new BadInput("--top-p " + topP + " cannot be used; give a number above 0, at most 1");
        }
    }

    private void printText(String text) {
        System.out.println(
                json ? JsonMapper.shared().writeValueAsString(Map.of("prompt", prompt, "text", text)) : prompt + text);
    }

    private void printNext(List<TrainedModel.Next> likeliest) {
        if (json) {
            System.out.println(JsonMapper.shared().writeValueAsString(Map.of("prompt", prompt, "next", likeliest)));
            return;
        }
        System.out.println(prompt + " ___");
        likeliest.forEach(token ->
                System.out.printf(Locale.ROOT, "%6.2f%%  \"%s\"%n", 100 * token.probability(), visible(token.text())));
    }

    static String visible(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\r", "\\r");
    }
}
