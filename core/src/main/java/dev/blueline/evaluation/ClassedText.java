package dev.blueline.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The held-out text with every token's class, so that losses which {@link BitsPerByte} gets anyway can be taken apart: no model is
 * asked anything more.
 */
public final class ClassedText {
    /** Metric: what a class adds to the bits per byte of all text. Over the classes it adds up to {@code bits_per_byte}. */
    public static final String BITS_PER_BYTE = "class_bits_per_byte";
    /** Metric: mean loss of a class's tokens. */
    public static final String NATS_PER_TOKEN = "class_nats_per_token";
    /** Metric: mean loss of tokens that repeat the document, by length of the match and by distance. */
    public static final String REPEATED = "repeated_nats_per_token";
    /** Ends the slice of repeats whose source the model sees. */
    public static final String IN_SIGHT = "_in_sight";
    /** Ends the slice of repeats whose source stands before the model's window. */
    public static final String OUT_OF_SIGHT = "_out_of_sight";
    /** Begins the slices of repeats by the tokens that match; {@code match_any} stands for all of them. */
    public static final String MATCH = "match_";
    /** Begins the slices of repeats in sight by their distance in tokens. */
    public static final String BACK = "back_";

    private static final int[] MATCHES = {4, 8, 16, 32};
    private static final int[] DISTANCES = {4, 16, 64, 256, 1024};
    /** A repeat is compared with one out of sight where the model sees at least this share of a window. */
    private static final int SHARE_SEEN = 8;

    private final List<Tagged> documents;
    private final int context;

    /** A document's place in the stream and the classes of its tokens. */
    private record Tagged(int first, TokenClass[] classes, Repeats repeats, long bytes) {}

    /** A measured figure with its place in a ledger. */
    public record Figure(String metric, String slice, Estimate estimate) {}

    private ClassedText(List<Tagged> documents, int context) {
        this.documents = documents;
        this.context = context;
    }

    /**
     * Tags the documents that a measure scores.
     *
     * @param context of the models: what lies before a window is not in sight
     */
    public static ClassedText of(BitsPerByte measured, TokenTagger tagger, int context) {
        List<ScoredText> documents = measured.documents();
        int[] firsts = new int[documents.size()];
        int at = 1;
        for (int d = 0; d < firsts.length; d++) {
            firsts[d] = at;
            at += documents.get(d).tokens().length + 1;
        }
        List<Tagged> tagged = IntStream.range(0, firsts.length)
                .parallel()
                .mapToObj(d -> {
                    ScoredText document = documents.get(d);
                    Repeats repeats = Repeats.of(document.tokens());
                    TokenClass[] classes =
                            tagger.tag(document.tokens(), repeats, token -> sight(firsts[d], token, context));
                    return new Tagged(firsts[d], classes, repeats, document.bytes());
                })
                .toList();
        return new ClassedText(tagged, context);
    }

    /** First token of a document that is in sight when one of its tokens is predicted, in windows of a stream. */
    private static int sight(int first, int token, int context) {
        int read = first + token - 1; // the last position read before the token is predicted
        return Math.max(0, read - read % context - first);
    }

    /** Share of all tokens in each class; classes without a token are left out. */
    public Map<TokenClass, Double> shares() {
        Map<TokenClass, Double> shares = new EnumMap<>(TokenClass.class);
        double each = 1.0 / documents.stream().mapToInt(d -> d.classes().length).sum();
        for (Tagged document : documents) {
            for (TokenClass tokenClass : document.classes()) {
                shares.merge(tokenClass, each, Double::sum);
            }
        }
        return shares;
    }

    /**
     * Takes losses apart.
     *
     * @param losses what {@link BitsPerByte#score} gave, in nats
     */
    public List<Figure> measure(float[] losses) {
        Map<TokenClass, Sums> classes = new EnumMap<>(TokenClass.class);
        for (TokenClass tokenClass : TokenClass.values()) {
            classes.put(tokenClass, new Sums());
        }
        Map<String, Sums> repeats = new TreeMap<>();
        for (Tagged document : documents) {
            for (int i = 0; i < document.classes().length; i++) {
                double loss = losses[document.first() + i - 1];
                Objects.requireNonNull(classes.get(document.classes()[i])).add(loss);
                if (document.repeats().repeated(i)) {
                    for (String slice : slices(document, i)) {
                        repeats.computeIfAbsent(slice, name -> new Sums()).add(loss);
                    }
                }
            }
            classes.values().forEach(sums -> sums.end(document.bytes()));
            repeats.values().forEach(sums -> sums.end(document.bytes()));
        }
        List<Figure> figures = new ArrayList<>();
        classes.forEach((name, sums) -> {
            if (sums.any()) {
                figures.add(new Figure(BITS_PER_BYTE, name.slice(), sums.perByte.estimate()));
                figures.add(new Figure(NATS_PER_TOKEN, name.slice(), sums.perToken.estimate()));
            }
        });
        repeats.forEach((slice, sums) -> figures.add(new Figure(REPEATED, slice, sums.perToken.estimate())));
        return figures;
    }

    private List<String> slices(Tagged document, int token) {
        List<String> slices = new ArrayList<>();
        boolean seen = document.repeats().since(token, sight(document.first(), token, context));
        if ((document.first() + token - 1) % context >= context / SHARE_SEEN) {
            String where = seen ? IN_SIGHT : OUT_OF_SIGHT;
            slices.add(MATCH + "any" + where);
            slices.add(MATCH + range(MATCHES, document.repeats().length(token)) + where);
        }
        if (seen) {
            slices.add(BACK + range(DISTANCES, document.repeats().distance(token)));
        }
        return slices;
    }

    /** The range of a value: from a bound to just below the next. */
    private static String range(int[] bounds, int value) {
        int i = bounds.length - 1;
        while (i > 0 && bounds[i] > value) {
            i--;
        }
        return i == bounds.length - 1 ? bounds[i] + "_up" : bounds[i] + "_" + (bounds[i + 1] - 1);
    }

    /** Sums over the tokens of a class, by document. */
    private static final class Sums {
        private final ClusteredRatio perByte = new ClusteredRatio();
        private final ClusteredRatio perToken = new ClusteredRatio();
        private double nats;
        private int tokens;
        private boolean any;

        void add(double loss) {
            nats += loss;
            tokens++;
            any = true;
        }

        /** Ends a document. */
        void end(long bytes) {
            perByte.add(nats / Math.log(2), bytes);
            if (tokens > 0) {
                perToken.add(nats, tokens);
            }
            nats = 0;
            tokens = 0;
        }

        boolean any() {
            return any;
        }
    }
}
