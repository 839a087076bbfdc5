package dev.blueline.cli;

import dev.blueline.interop.ModelImport;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code blueline import}: a model of another program becomes a run folder. */
@Command(
        name = "import",
        description = {
            "Takes over a model of another program: a Hugging Face folder (Llama, SmolLM, Qwen2, Qwen3), a GGUF file (F32, F16, BF16,"
                    + " Q8_0), or a llama2.c checkpoint. It becomes a run folder that generate, evaluate, reason and train --from take.",
            "",
            "What the model needs and this program cannot compute is refused by name. Results and logs of other trainers are for"
                    + " blueline ledger import. See docs/interop.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline import SmolLM2-135M/ --out runs/smollm2",
            "  blueline import stories260K.bin --tokenizer tok512.bin --out runs/stories",
            "  blueline import model-q8_0.gguf --context 2048 --out runs/model"
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(arity = "1", paramLabel = "PATH", description = "Folder or file of the model.")
    @SuppressWarnings("NullAway.Init")
    private Path path;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "Its tokenizer, if it is not beside or in it: tokenizer.json, or tokenizer.bin of llama2.c.")
    private Optional<Path> tokenizer = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The run folder to make.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "Read at most this many tokens at once: less memory for training (default: the model's own).")
    private Optional<Integer> context = Optional.empty();

    @Option(
            names = "--dialogue-tokens",
            description =
                    "Add the special tokens of a dialogue that reason needs, where the tokenizer has none of that name.")
    private boolean dialogueTokens;

    @Option(names = "--json", description = "Print what was imported as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        OptionalInt shorter = context.map(OptionalInt::of).orElse(OptionalInt.empty());
        ModelImport.Imported made =
                ModelImport.run(new ModelImport.Request(path, tokenizer, out, shorter, dialogueTokens));
        System.out.print(json ? json(made) : text(made));
        return CommandLine.ExitCode.OK;
    }

    private String text(ModelImport.Imported made) {
        return String.format(
                Locale.ROOT,
                "%s from a %s: %,d parameters, %d layers of width %d, %,d tokens, context %,d%nTry: %s generate --run %s --prompt \"\"%n",
                out,
                made.format().words(),
                made.shape().parameters().total(),
                made.shape().layers(),
                made.shape().width(),
                made.tokens(),
                made.shape().context(),
                System.getProperty("blueline.command", "./blueline"),
                out);
    }

    private String json(ModelImport.Imported made) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("run", out.toString()).put("format", made.format().words());
        node.put("parameters", made.shape().parameters().total());
        node.put("layers", made.shape().layers()).put("width", made.shape().width());
        node.put("tokens", made.tokens()).put("context", made.shape().context());
        return JsonMapper.shared().writeValueAsString(node) + "\n";
    }
}
