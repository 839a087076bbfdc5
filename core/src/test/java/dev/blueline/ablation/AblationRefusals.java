package dev.blueline.ablation;

import dev.blueline.cli.Refusals;
import dev.blueline.corpus.CorpusReport;
import dev.blueline.corpus.Document;
import dev.blueline.engine.ModelShape;
import dev.blueline.evaluation.BitsPerByte;
import dev.blueline.evaluation.ScoredText;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.ReferenceModel;
import dev.blueline.study.DataStudy;
import dev.blueline.study.Rates;
import dev.blueline.study.Size;
import dev.blueline.study.StudyFile;
import dev.blueline.study.Trunk;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plans of studies with data as the axis. */
public final class AblationRefusals {
    private static final DataStudy STUDY =
            StudyFile.readData(Path.of(System.getProperty("blueline.home", ".."), "studies", "repetition.toml"));

    private AblationRefusals() {}

    public static void add(Refusals refusals) {
        quality(refusals);
        Trunk trunk = new Trunk(Size.of("64x2"), 1, Run.Role.LADDER, 1, 0, List.of(100_000_000L));
        refusals.call("fits no grid", () -> plan(List.of()))
                .call("is too small", () -> plan(List.of(new Design(List.of(List.of(trunk))))));
        continued(refusals);
        MixtureDomains two = domains(Map.of("code", 900L, "prose", 100L), List.of("code", "prose"));
        refusals.call("leave the weights out of --corpus", () -> {
                    MixtureDomains.requireNoWeights(report(List.of("a"), List.of(new CorpusReport.Weight("a", 1))));
                    return two;
                })
                .call("the text has one domain, code", () -> {
                    domains(Map.of("code", 900L), List.of("code")).requireMixtures(8);
                    return two;
                })
                .call("too few to tell the effects of 2 domains", () -> {
                    two.requireMixtures(1);
                    return two;
                })
                .call(
                        "domain prose has no text to train on",
                        () -> domains(Map.of("code", 900L), List.of("code", "prose"))
                                .goal(Map.of()))
                .call(
                        "domain prose has no text to measure on",
                        () -> new MixtureDomains(
                                        report(List.of("code", "prose"), List.of()),
                                        Map.of("code", 900L, "prose", 100L),
                                        measured(List.of("code")))
                                .goal(Map.of()))
                .call("names poems, which is no domain", () -> two.goal(Map.of("poems", 1.0)))
                .call("domain prose has 100 tokens, too few", () -> {
                    two.requireText(10_000);
                    return two;
                })
                .call("even read four times", () -> {
                    MixtureDomains alike = domains(Map.of("code", 100L, "prose", 100L), List.of("code", "prose"));
                    alike.requireText(1000);
                    return alike;
                });
    }

    private static MixtureDomains domains(Map<String, Long> tokens, List<String> names) {
        return new MixtureDomains(report(names, List.of()), new TreeMap<>(tokens), measured(names));
    }

    private static CorpusReport report(List<String> names, List<CorpusReport.Weight> weights) {
        Map<String, CorpusReport.DomainSize> sizes = new TreeMap<>();
        names.forEach(name -> sizes.put(name, new CorpusReport.DomainSize(1, 100, 1, 10)));
        return new CorpusReport(List.of("text"), 1, sizes, .1, Map.of(), 0, 0, "hash", weights);
    }

    private static BitsPerByte measured(List<String> names) {
        return new BitsPerByte(
                names.stream()
                        .map(name -> new ScoredText(name, new int[] {40, 41}, 2))
                        .toList(),
                0);
    }

    private static void quality(Refusals refusals) {
        String tiny = quality();
        refusals.file("q/none.toml", tiny.replace("reference = \"good\"", "reference = \"poems\""))
                .file("q/large.toml", tiny.replaceFirst("\ntokens = .*", "\ntokens = [100_000, 110_000, 120_000]"))
                .commands("""
                        run IN/q/none.toml --corpus good=IN/good.jsonl --out IN/q/out1 | "poems" is no domain of the text
                        run IN/q/large.toml --corpus good=IN/good.jsonl --out IN/q/out2 | fits no grid on this text
                        """)
                .call("too little to train a model on", AblationRefusals::trained)
                .call(
                        "keeps none of the 2 documents",
                        () -> new BestOfDomain(new double[2], new int[] {9, 9}, List.of("a", "a")).keep(0.1, 2))
                .call(
                        "keeps all of the 1 documents",
                        () -> new BestOfDomain(new double[1], new int[] {9}, List.of("a")).keep(0.9, 1));
    }

    private static String quality() {
        try {
            return Files.readString(Path.of("src/test/resources/tiny-quality.toml"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Object trained() {
        List<Document> one =
                List.of(new Document("d", "g", "n", "A text of hardly any words, which are hardly any text."));
        Tokenizer tokenizer =
                BytePairTrainer.train(Collections.nCopies(9, "What is hardly any text of hardly any words"), 300);
        return ReferenceModel.train(
                one,
                tokenizer,
                STUDY.model().shape(Size.of("32x1"), tokenizer.vocabularySize()),
                STUDY.training(),
                10_000,
                "java",
                1,
                1,
                share -> {});
    }

    private static void continued(Refusals refusals) {
        CorpusReport.DomainSize some = new CorpusReport.DomainSize(9, 900, 1, 100);
        refusals.call("has no domain \"law\"", () -> domain("law", Map.of("code", some, "prose", some)))
                .call("no other domain than", () -> domain("code", Map.of("code", some)))
                .call("the measured text has no document of", () -> {
                    ContinuedText.requireMeasured("law", List.of("code"));
                    return "";
                });
    }

    private static String domain(String domain, Map<String, CorpusReport.DomainSize> domains) {
        ContinuedText.requireDomain(domain, domains);
        return domain;
    }

    private static DataPlan plan(List<Design> designs) {
        Rates rates = new Rates(2, 100e9, List.of(new Rates.Speed(64, 50e9)), 1);
        return new DataPlanner(STUDY, new Designs(designs), 100_000, rung -> false).plan(rates, 60, 10);
    }

    private record Designs(List<Design> designs) implements Experiment {
        @Override
        public ModelShape shape(String arm, Size size) {
            return STUDY.model().shape(size, 1024);
        }

        @Override
        public Arm arm(String name, Results results) {
            throw new IllegalStateException(name);
        }

        @Override
        public List<String> findings(Results results) {
            return List.of();
        }
    }
}
