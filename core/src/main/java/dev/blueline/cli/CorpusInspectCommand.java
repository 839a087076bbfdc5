package dev.blueline.cli;

import dev.blueline.corpus.CorpusInspection;
import dev.blueline.corpus.CorpusSelection;
import dev.blueline.ledger.BadInput;
import dev.blueline.study.Study;
import dev.blueline.study.StudyFile;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blueline corpus inspect}: what is there, what is wrong with it, and how far it would reach. */
@Command(
        name = "inspect",
        description = {
            "Reads text as a run would and shows what is there: documents, domains, scripts, quality, what is left out and why,",
            "samples, and how far up a study's ladder it would reach. Nothing is trained and nothing is kept.",
            "Without a path it looks at the built-in text."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline corpus inspect books/ notes.txt.gz",
            "  blueline corpus inspect reviews.csv --text-column title,body --samples 5",
            "  zstd -dc web.jsonl.zst | blueline corpus inspect web=- --json",
            "  blueline corpus inspect jdk"
        })
final class CorpusInspectCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 100;

    @Mixin
    private CorpusPaths text = new CorpusPaths();

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Documents of each domain to show the start of, chosen by hash (default: ${DEFAULT-VALUE}).")
    private int samples = 2;

    @Option(
            names = "--study",
            paramLabel = "STUDY",
            description = "Study whose ladder the text is held against (default: ${DEFAULT-VALUE}).")
    private String study = "first-look";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        if (samples < 0 || samples > MOST_SAMPLES) {
            throw new BadInput(samples + " samples cannot be shown; give --samples 0 to " + MOST_SAMPLES);
        }
        Study ladder = StudyFile.read(Studies.file(study));
        CorpusSelection selection = text.selection();
        CorpusInspection inspection;
        try (Progress progress = new Progress("reading")) {
            inspection = CorpusInspection.of(selection, samples, progress);
        }
        CorpusReach reach = CorpusReach.of(inspection.corpus(), ladder, System.err::println);
        List<String> warnings = CorpusWarnings.of(inspection, selection, reach);
        if (json) {
            System.out.println(InspectionJson.of(inspection, reach, warnings).toPrettyString());
        } else {
            System.out.print(InspectionText.of(inspection, reach, warnings));
        }
        return CommandLine.ExitCode.OK;
    }
}
