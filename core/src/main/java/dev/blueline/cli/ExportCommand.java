package dev.blueline.cli;

import dev.blueline.engine.NumberFormat;
import dev.blueline.interop.ModelExport;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code blueline export}: a run's model as other programs load it. */
@Command(
        name = "export",
        description =
                "Writes a run's model for other programs: a Hugging Face folder, or a GGUF file for llama.cpp and its kin. See docs/interop.md.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline export --run runs/first-look --format huggingface --out exported/",
            "  blueline export --run runs/first-look --format gguf --type q8_0 --out model.gguf"
        })
final class ExportCommand implements Callable<Integer> {
    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "Folder of a run, or of a study: then its largest model.")
    @SuppressWarnings("NullAway.Init")
    private Path run;

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "huggingface or gguf.")
    @SuppressWarnings("NullAway.Init")
    private ModelExport.Format format;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "How matrices are stored in GGUF: f32, f16, bf16, q8_0 (default: f32).")
    private NumberFormat type = NumberFormat.F32;

    @Option(names = "--out", required = true, paramLabel = "PATH", description = "Folder or file to make.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(names = "--json", description = "Print what was written as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        ModelExport.Exported made = ModelExport.run(new ModelExport.Request(ModelFolder.find(run), format, type, out));
        System.out.print(json ? json(made) : text(made));
        return CommandLine.ExitCode.OK;
    }

    private String text(ModelExport.Exported made) {
        return String.format(
                Locale.ROOT,
                "%s: a %s model of %,d parameters, weights in %s, %,d bytes%n",
                out,
                made.family(),
                made.shape().parameters().total(),
                type.name().toLowerCase(Locale.ROOT),
                made.bytes());
    }

    private String json(ModelExport.Exported made) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("out", out.toString()).put("family", made.family());
        node.put("parameters", made.shape().parameters().total());
        return JsonMapper.shared().writeValueAsString(node.put("bytes", made.bytes())) + "\n";
    }
}
