package dev.blueline.cli;

import dev.blueline.corpus.CorpusFilter;
import dev.blueline.corpus.CorpusSelection;
import dev.blueline.corpus.Cutoff;
import dev.blueline.corpus.DocumentPool;
import dev.blueline.corpus.DuplicateClusters;
import dev.blueline.corpus.FilterJson;
import dev.blueline.corpus.FilterReport;
import dev.blueline.corpus.Heuristics;
import dev.blueline.corpus.QualityFilter;
import dev.blueline.corpus.ReferenceClassifier;
import dev.blueline.evaluation.ReferencePerplexity;
import dev.blueline.ledger.BadInput;
import dev.blueline.pretraining.ReferenceModel;
import dev.blueline.pretraining.TrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code blueline corpus filter}: text divided by a score of its quality. */
@Command(
        name = "filter",
        description = {
            "Gives every document a score, and writes those that are kept and those that are dropped to files of their own,",
            "DIR/kept.jsonl and DIR/dropped.jsonl, with DIR/filter.json on what was done. DIR/kept.jsonl can be given to",
            "--corpus. Shown are counts by domain, scores, and samples of both sides.",
            "Without a path the built-in text is filtered."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline corpus filter web.jsonl.zst --out clean",
            "  blueline corpus filter web.jsonl.zst --out clean --by duplicates",
            "  blueline corpus filter web.jsonl.zst --out clean --by classifier --reference books/ --keep 0.3",
            "  blueline corpus filter web.jsonl.zst --out clean --by perplexity --reference books/",
            "  blueline corpus filter web.jsonl.zst --out clean --by perplexity --run runs/books/runs/64x2-4M-1a2b3c4d --keep 0.5"
        })
final class CorpusFilterCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 100;

    @Mixin
    private CorpusPaths text = new CorpusPaths();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the files.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--by",
            paramLabel = "FILTER",
            description =
                    "heuristics: rules for web text; classifier: likeness to a reference; perplexity: how well a small model of a reference predicts it; duplicates: near-duplicates (default: ${DEFAULT-VALUE}).")
    private String by = "heuristics";

    @Option(
            names = "--reference",
            paramLabel = "PATH",
            description =
                    "With --by classifier or perplexity: text of the quality that is wanted; may be given more than once.")
    private List<String> references = new ArrayList<>();

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "With --by perplexity: folder of a finished run whose model scores, in place of one trained on the reference.")
    private Optional<Path> run = Optional.empty();

    @Option(
            names = "--keep",
            paramLabel = "SHARE",
            description = "Keep this share of the documents, those with the highest scores.")
    private Optional<Double> keep = Optional.empty();

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description =
                    "Keep all documents from this score on (default: 1 for heuristics and duplicates, 0.5 for classifier, for perplexity what 19 of 20 held-out documents of the reference exceed).")
    private Optional<Double> threshold = Optional.empty();

    @Option(
            names = "--samples",
            paramLabel = "N",
            description =
                    "Documents to show of both sides, nearest to the threshold and at the extremes (default: ${DEFAULT-VALUE}).")
    private int samples = 2;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "With --by classifier or perplexity: seed of the learning (default: ${DEFAULT-VALUE}).")
    private int seed = 1;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        check();
        Optional<Cutoff> asked = keep.<Cutoff>map(Cutoff.Best::new).or(() -> threshold.map(Cutoff.AtLeast::new));
        CorpusSelection selection = text.selection();
        FilterReport report;
        try (DocumentPool pool = read(selection, ".reading")) {
            report = switch (by) {
                case "heuristics" -> divided(pool, new Heuristics(), asked);
                case "duplicates" -> divided(pool, new DuplicateClusters(), asked);
                case "classifier" -> divided(pool, classifier(pool), asked);
                default -> byPerplexity(pool, asked);
            };
        }
        if (json) {
            System.out.println(FilterJson.of(report).toPrettyString());
        } else {
            System.out.print(FilterText.of(report, out));
        }
        return CommandLine.ExitCode.OK;
    }

    private void check() {
        if (!List.of("heuristics", "classifier", "perplexity", "duplicates").contains(by)) {
            throw new BadInput(
                    "there is no filter \"" + by + "\"; choose heuristics, classifier, perplexity or duplicates");
        }
        if (by.equals("classifier") && references.isEmpty()) {
            throw new BadInput("--by classifier needs text of the quality that is wanted; give --reference PATH");
        }
        if (by.equals("perplexity") && references.isEmpty() == run.isEmpty()) {
            throw new BadInput("--by perplexity needs either text of the quality that is wanted or a model of it; give"
                    + " --reference PATH or --run DIR");
        }
        if (!by.equals("classifier") && !by.equals("perplexity") && !references.isEmpty()) {
            throw new BadInput("--reference has no use with --by " + by
                    + "; leave it out, or give --by classifier or --by perplexity");
        }
        if (!by.equals("perplexity") && run.isPresent()) {
            throw new BadInput("--run has no use with --by " + by + "; leave it out, or give --by perplexity");
        }
        if (run.isPresent() && keep.isEmpty() && threshold.isEmpty()) {
            throw new BadInput(
                    "--run does not tell which scores are good; give --keep SHARE or --threshold SCORE as well");
        }
        if (keep.isPresent() && threshold.isPresent()) {
            throw new BadInput("--keep and --threshold exclude each other; give one of them");
        }
        if (samples < 0 || samples > MOST_SAMPLES) {
            throw new BadInput(samples + " samples cannot be shown; give --samples 0 to " + MOST_SAMPLES);
        }
    }

    private DocumentPool read(CorpusSelection selection, String folder) {
        CorpusFilter.prepare(out, selection);
        try (Progress progress = new Progress("reading")) {
            return DocumentPool.read(selection, out.resolve(folder), progress);
        }
    }

    private DocumentPool reference() {
        return read(text.selection(references), ".reference");
    }

    private FilterReport divided(DocumentPool pool, QualityFilter filter, Optional<Cutoff> asked) {
        Cutoff cutoff = asked.orElseGet(() -> new Cutoff.AtLeast(filter.usualThreshold()));
        try (Progress progress = new Progress("scoring")) {
            return CorpusFilter.run(pool, filter, cutoff, out, samples, progress);
        }
    }

    private QualityFilter classifier(DocumentPool pool) {
        try (DocumentPool reference = reference();
                Progress progress = new Progress("learning")) {
            return ReferenceClassifier.learn(pool, reference, seed, progress);
        }
    }

    private FilterReport byPerplexity(DocumentPool pool, Optional<Cutoff> asked) {
        int threads = Runtime.getRuntime().availableProcessors();
        if (run.isPresent()) {
            try (TrainedModel model = TrainedModel.open(run.get(), threads)) {
                return divided(pool, new ReferencePerplexity(model.learner(), model.tokenizer(), List.of()), asked);
            }
        }
        try (ReferenceModel model = trained(threads)) {
            return divided(pool, model.filter(), asked);
        }
    }

    private ReferenceModel trained(int threads) {
        try (DocumentPool reference = reference();
                Progress progress = new Progress("training a model of the reference")) {
            return ReferenceModel.train(reference.documents(), seed, threads, progress);
        }
    }
}
