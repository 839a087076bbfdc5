package dev.blueline.corpus;

import dev.blueline.corpus.ReferenceExamples.Example;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * Reference text against the rest, as GPT-3's filter did (Brown et al. 2020, appendix A): a linear model over words and pairs of
 * words ({@link WordFeatures}, {@link LinearModel}). A model that has seen a document among the rest knows it again and scores it
 * low, however good it is; so there are two, each of which learns from the reference and one half of the rest, and scores the
 * other half (cross-fitting). Equal for the same text and seed on every machine and for any number of threads.
 */
public final class ReferenceClassifier implements DocumentScore {
    private static final int EPOCHS = 3;
    private static final int MOST_MEASURED = 10_000;

    private final List<LinearModel> models;
    private final List<HeldOut> heldOut;
    private final long seed;
    private final int wanted;
    private final int others;
    private final int shared;

    private ReferenceClassifier(List<LinearModel> models, ReferenceExamples examples, long seed) {
        this.models = models;
        this.seed = seed;
        heldOut = IntStream.range(0, models.size())
                .mapToObj(half -> HeldOut.of(
                        logits(models.get(half), examples.heldOut()),
                        logits(
                                models.get(half),
                                examples.halves().get(half).stream()
                                        .limit(MOST_MEASURED)
                                        .toList())))
                .toList();
        wanted = examples.wanted().size();
        others = examples.halves().stream().mapToInt(List::size).sum();
        shared = examples.shared();
    }

    /**
     * Learns to tell a reference from a pool.
     *
     * @param seed of the order of the examples, of the halves, and of what is held out
     * @param progress hears the share of the learning that is done, from any thread
     * @throws dev.blueline.ledger.BadInput if the reference is all of the pool, or either side is too small
     */
    public static ReferenceClassifier learn(
            DocumentPool pool, DocumentPool reference, long seed, DoubleConsumer progress) {
        ReferenceExamples examples = ReferenceExamples.of(pool, reference, seed);
        int steps = EPOCHS
                * (examples.wanted().size() * ReferenceExamples.HALVES
                        + examples.halves().stream().mapToInt(List::size).sum());
        AtomicInteger done = new AtomicInteger();
        List<LinearModel> models = IntStream.range(0, ReferenceExamples.HALVES)
                .parallel()
                .mapToObj(half -> model(
                        examples.wanted(),
                        examples.halves().get(ReferenceExamples.HALVES - 1 - half),
                        seed,
                        () -> progress.accept((double) done.incrementAndGet() / steps)))
                .toList();
        return new ReferenceClassifier(models, examples, seed);
    }

    private record Labelled(Example example, boolean wanted, long place) {}

    private static LinearModel model(List<Example> wanted, List<Example> others, long seed, Runnable step) {
        LinearModel model = new LinearModel();
        double half = 0.5 * (wanted.size() + others.size());
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (Labelled each : shuffled(wanted, others, seed + epoch)) {
                double weight = half / (each.wanted ? wanted.size() : others.size()); // both sides count the same
                model.learn(each.example.features(), each.wanted, weight);
                step.run();
            }
        }
        return model;
    }

    private static List<Labelled> shuffled(List<Example> wanted, List<Example> others, long seed) {
        List<Labelled> all = new ArrayList<>();
        wanted.forEach(each -> all.add(new Labelled(each, true, TextHash.mix(each.key() + seed))));
        others.forEach(each -> all.add(new Labelled(each, false, TextHash.mix(each.key() + seed))));
        all.sort(Comparator.comparingLong(Labelled::place));
        return all;
    }

    private static double[] logits(LinearModel model, List<Example> examples) {
        return examples.parallelStream()
                .mapToDouble(each -> model.logit(each.features()))
                .toArray();
    }

    @Override
    public String name() {
        return "classifier";
    }

    @Override
    public String explanation() {
        return "probability that a document is of the reference rather than of the rest, were both the same size,"
                + " by a linear model over words and pairs of words";
    }

    @Override
    public double usualThreshold() {
        return 0.5;
    }

    /** By the mean log odds of the document's passages, from the model that has not seen it. */
    @Override
    public double score(Document document) {
        String text = document.text();
        LinearModel model = models.get(ReferenceExamples.half(TextHash.ofNormalised(text, 0, text.length(), 0), seed));
        ByteBuffer utf8 = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return LinearModel.probability(Passage.of(utf8).stream()
                .mapToDouble(passage -> model.logit(WordFeatures.of(passage.in(utf8))))
                .average()
                .orElse(0));
    }

    /** Share of the held-out passages told rightly, both sides weighing the same, mean of the models; 0.5 is chance. */
    public double accuracy() {
        return heldOut.stream().mapToDouble(HeldOut::accuracy).average().orElseThrow();
    }

    /** Probability that a held-out passage of the reference scores higher than one of the rest, mean of the models; 0.5 is chance. */
    public double auc() {
        return heldOut.stream().mapToDouble(HeldOut::auc).average().orElseThrow();
    }

    @Override
    public List<FilterScores.Figure> figures(DocumentPool pool) {
        return List.of(
                new FilterScores.Figure("held-out accuracy", accuracy(), FilterScores.Unit.PROBABILITY),
                new FilterScores.Figure("held-out AUC", auc(), FilterScores.Unit.PROBABILITY),
                new FilterScores.Figure("reference passages learned from", wanted, FilterScores.Unit.COUNT),
                new FilterScores.Figure(
                        "reference passages held out", heldOut.getFirst().wanted(), FilterScores.Unit.COUNT),
                new FilterScores.Figure("other passages", others, FilterScores.Unit.COUNT),
                new FilterScores.Figure("documents of the reference itself", shared, FilterScores.Unit.COUNT));
    }
}
