package dev.blueline.ablation;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.Corruption;
import dev.blueline.corpus.Document;
import dev.blueline.corpus.DocumentPool;
import dev.blueline.corpus.Documents;
import dev.blueline.corpus.DuplicateClusters;
import dev.blueline.corpus.Heuristics;
import dev.blueline.corpus.ReferenceClassifier;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.pretraining.ReferenceModel;
import dev.blueline.study.QualityAxis;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * The text of a study of quality while it is made: documents of the training side, some of them made bad, beside a part of the
 * reference that is set aside for filters to learn from.
 */
final class QualityPool implements AutoCloseable {
    /** Share of the reference's training side that filters learn from, and no model reads. */
    static final double SET_ASIDE = 0.25;

    private final Experiments.Setting setting;
    private final QualityAxis axis;
    private final QualityCells cells;
    private final List<Integer> reference = new ArrayList<>();
    private final Documents clean;
    private final Corruption corruption;
    private final DocumentPool pool;
    private final List<String> domains = new ArrayList<>();
    private final int[] cleanTokens;
    private final int[] tokens;
    private final Map<String, double[]> scores = new HashMap<>();

    /** @throws BadInput if the reference is no domain of the text */
    QualityPool(Experiments.Setting setting, QualityAxis axis, QualityCells cells, Path folder) {
        this.setting = setting;
        this.axis = axis;
        this.cells = cells;
        Documents training = setting.corpus().training();
        List<Integer> chosen = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        long taken = 0;
        for (int i = 0; i < training.count(); i++) {
            Document document = training.get(i);
            if (isSetAside(document)) {
                reference.add(i);
            } else if (taken < cells.needed()) {
                chosen.add(i);
                lengths.add(length(document));
                taken += lengths.getLast();
            }
        }
        clean = training.in(i -> chosen.get((int) i), chosen.size());
        cleanTokens = lengths.stream().mapToInt(x -> x).toArray();
        corruption = Corruption.of(clean, axis.garbage(), setting.seed());
        pool = DocumentPool.of(corruption.documents(), folder.resolve("pool"));
        tokens = IntStream.range(0, pool.size())
                .parallel()
                .map(i -> corruption.kind(i).isEmpty() ? cleanTokens[i] : length(pool.get(i)))
                .toArray();
        pool.documents().forEach(document -> domains.add(document.domain()));
    }

    /** Tokens of the training side beside what is set aside, about. */
    static double available(Experiments.Setting setting, QualityAxis axis) {
        Corpus corpus = setting.corpus();
        var domain = corpus.report().domains().get(axis.reference());
        if (domain != null && domain.trainingBytes() == 0) {
            throw new BadInput("axis.reference: all text of \"" + axis.reference()
                    + "\" is held out; give more files of it, or name another domain");
        }
        if (domain == null) {
            throw new BadInput("axis.reference: \"" + axis.reference() + "\" is no domain of the text; it has "
                    + String.join(", ", corpus.report().domains().keySet()));
        }
        double aside = SET_ASIDE * domain.trainingBytes() / corpus.report().trainingBytes();
        return setting.text().natural().length() * (1 - aside);
    }

    private boolean isSetAside(Document document) {
        if (!document.domain().equals(axis.reference())) {
            return false;
        }
        String hash = Fingerprint.of("reference " + document.group() + "\n" + document.name());
        return Long.remainderUnsigned(Long.parseUnsignedLong(hash.substring(0, 15), 16), 1000) < 1000 * SET_ASIDE;
    }

    /** Tokens of a document, with the end-of-text behind it. */
    private int length(Document document) {
        return tokenizer().encode(document.text()).length + 1;
    }

    private Tokenizer tokenizer() {
        return setting.text().tokenizer();
    }

    int size() {
        return pool.size();
    }

    long tokens() {
        return IntStream.of(tokens).asLongStream().sum();
    }

    /** Documents that every filter is asked about, by kind of what was done to them. */
    Map<String, Integer> garbage() {
        return kinds(new BitSet());
    }

    /** Tokens of garbage, by kind. */
    Map<String, Long> garbageTokens() {
        Map<String, Long> sums = new TreeMap<>();
        for (int i = 0; i < size(); i++) {
            long own = tokens[i];
            corruption.kind(i).ifPresent(kind -> sums.merge(kind.words(), own, Long::sum));
        }
        return sums;
    }

    private Map<String, Integer> kinds(BitSet kept) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = kept.nextClearBit(0); i < size(); i = kept.nextClearBit(i + 1)) {
            corruption.kind(i).ifPresent(kind -> counts.merge(kind.words(), 1, Integer::sum));
        }
        return counts;
    }

    /** How much of the garbage a filter finds when it keeps as much as is not garbage. */
    Detection detection(String filter) {
        BitSet kept = best(filter).keep(axis.compared(), size());
        return new Detection(filter, axis.compared(), size(), size() - kept.cardinality(), garbage(), kinds(kept));
    }

    /**
     * The documents of a text, in order.
     *
     * @param tokens of all of them, ends of text included
     */
    record Text(List<Document> documents, long tokens) {}

    /** The text of an arm; of one that is not read again and again, the beginning that is needed. */
    Text text(QualityArm arm, int context) {
        boolean good = arm.filter().equals(QualityArm.CLEAN);
        int count = arm.repeated() ? little() : size();
        BitSet kept;
        if (arm.share() == 1) {
            kept = new BitSet();
            kept.set(0, count);
        } else {
            kept = best(arm.filter()).keep(arm.share(), count);
        }
        long most = arm.repeated() ? Long.MAX_VALUE : cells.length(arm, context);
        List<Document> documents = new ArrayList<>();
        long sum = 0;
        for (int i = kept.nextSetBit(0); i >= 0 && sum < most; i = kept.nextSetBit(i + 1)) {
            documents.add(good ? clean.get(i) : pool.get(i));
            sum += good ? cleanTokens[i] : tokens[i];
        }
        return new Text(documents, Math.min(sum, most));
    }

    /** Documents at the beginning that make up as many tokens as runs at varied shares read. */
    private int little() {
        long sum = 0;
        int count = 0;
        while (count < tokens.length && sum < cells.varied()) {
            sum += tokens[count++];
        }
        return count;
    }

    private BestOfDomain best(String filter) {
        return new BestOfDomain(scores.computeIfAbsent(filter, this::score), tokens, domains);
    }

    private double[] score(String filter) {
        setting.says().accept("Scoring " + size() + " documents by " + filter);
        return switch (filter) {
            case "heuristics" -> new Heuristics().scores(pool, share -> {}).values();
            case "duplicates" ->
                new DuplicateClusters().scores(pool, share -> {}).values();
            case "classifier" -> {
                Documents good = reference();
                try (DocumentPool wanted = DocumentPool.of(good, pool.folder().resolveSibling("reference"))) {
                    yield ReferenceClassifier.learn(pool, wanted, setting.seed(), share -> {})
                            .scores(pool, share -> {})
                            .values();
                }
            }
            case "perplexity" -> {
                try (ReferenceModel model = model()) {
                    yield model.filter()
                            .scores(pool, said("Scoring by perplexity"))
                            .values();
                }
            }
            default -> throw new IllegalArgumentException(filter);
        };
    }

    /** The study's smallest size, on no more than its longest run reads. */
    private ReferenceModel model() {
        Tokenizer tokenizer = tokenizer();
        ModelShape shape =
                setting.study().model().shape(setting.study().grid().sizes().getFirst(), tokenizer.vocabularySize());
        return ReferenceModel.train(
                reference(),
                tokenizer,
                shape,
                setting.study().training(),
                setting.study().grid().tokens().getLast(),
                Learners.JAVA,
                setting.seed(),
                Runtime.getRuntime().availableProcessors(),
                said("Training a model of " + axis.reference()));
    }

    private Documents reference() {
        return setting.corpus().training().in(i -> reference.get((int) i), reference.size());
    }

    /** Hears a share, and says it every five seconds. */
    private DoubleConsumer said(String what) {
        long[] last = {System.nanoTime()};
        return share -> {
            if (share < 1 && System.nanoTime() - last[0] > 5e9) {
                last[0] = System.nanoTime();
                setting.says().accept(what + ": " + Math.round(100 * share) + "%");
            }
        };
    }

    @Override
    public void close() {
        pool.close();
    }
}
