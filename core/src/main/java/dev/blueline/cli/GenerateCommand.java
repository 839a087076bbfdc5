package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.pretraining.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code blueline generate}: what a trained model writes. */
@Command(
        name = "generate",
        description = "Prints what a trained model writes after a prompt, or the likeliest next tokens.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline generate --run runs/first-look --prompt \"The capital of France is\"",
            "  blueline generate --run runs/first-look --prompt \"On weekends, students like to\" --next"
        })
final class GenerateCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "Folder of a run, or of a study: then its held-out rung, the largest model.")
    @SuppressWarnings("NullAway.Init")
    private Path run;

    @Option(names = "--prompt", required = true, paramLabel = "TEXT", description = "Text to go on from; may be empty.")
    @SuppressWarnings("NullAway.Init")
    private String prompt;

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

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        check();
        try (TrainedModel model = TrainedModel.open(ModelFolder.find(run), 1)) {
            if (next) {
                printNext(model.next(prompt, SHOWN));
            } else {
                printText(model.write(List.of(prompt), tokens, temperature, topP, seed)
                        .getFirst());
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private void check() {
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

    private static String visible(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\r", "\\r");
    }
}
