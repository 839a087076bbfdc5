package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityFilterTest {
    private static final double BAD = 0.2;

    @TempDir
    Path folder;

    @Test
    void a_filter_finds_the_garbage_that_it_can_see_and_only_that() {
        List<Document> clean = new MadeUpProse(1, new Random(1)).documents(400, "text");
        List<Document> good = new MadeUpProse(1, new Random(2)).documents(300, "reference");
        try (DocumentPool reference = DocumentPool.of(good, folder.resolve("reference"))) {
            FoundGarbage shuffledByRules = found(Garbage.SHUFFLED_WORDS, new Heuristics(), clean);
            FoundGarbage menusByRules = found(Garbage.BOILERPLATE, new Heuristics(), clean);
            FoundGarbage copies = found(Garbage.DUPLICATES, new DuplicateClusters(), clean);
            Garbage.Mixture shuffled = Garbage.SHUFFLED_WORDS.into(clean, BAD, new Random(5));
            FoundGarbage byClassifier;
            try (DocumentPool pool = DocumentPool.of(shuffled.documents(), folder.resolve("pool"))) {
                ReferenceClassifier classifier = ReferenceClassifier.learn(pool, reference, 1, share -> {});
                byClassifier = FoundGarbage.by(classifier, pool, shuffled);
            }

            assertThat(shuffledByRules.auc()).isLessThan(byClassifier.auc());
            assertThat(menusByRules.precision()).isEqualTo(1);
            assertThat(menusByRules.recall()).isEqualTo(1);
            assertThat(copies.precision()).isEqualTo(1);
            assertThat(copies.recall())
                    .isGreaterThan(0.75); // a word or two in a hundred and fifty come near the bound of 0.8
            assertThat(byClassifier.auc()).isGreaterThan(0.95);
            assertThat(byClassifier.recall()).isGreaterThan(0.9);
            assertThat(byClassifier.precision()).isGreaterThan(0.25);
            assertThat(byClassifier.atShare()).isGreaterThan(0.85);
        }
    }

    private FoundGarbage found(Garbage kind, QualityFilter filter, List<Document> clean) {
        Garbage.Mixture mixture = kind.into(clean, BAD, new Random(5));
        try (DocumentPool pool = DocumentPool.of(mixture.documents(), folder.resolve("pool"))) {
            return FoundGarbage.by(filter, pool, mixture);
        }
    }

    @Test
    void a_classifier_is_the_same_for_the_same_seed_and_says_how_well_it_does_on_text_held_out() {
        List<Document> one = new MadeUpProse(1, new Random(1)).documents(150, "one");
        List<Document> other = new MadeUpProse(9, new Random(2)).documents(150, "other");
        List<Document> same = new MadeUpProse(1, new Random(3)).documents(150, "same");
        try (DocumentPool reference = DocumentPool.of(one, folder.resolve("reference"));
                DocumentPool different = DocumentPool.of(other, folder.resolve("different"));
                DocumentPool alike = DocumentPool.of(same, folder.resolve("alike"))) {
            ReferenceClassifier first = ReferenceClassifier.learn(different, reference, 7, share -> {});
            ReferenceClassifier second = ReferenceClassifier.learn(different, reference, 7, share -> {});
            ReferenceClassifier chance = ReferenceClassifier.learn(alike, reference, 7, share -> {});

            assertThat(first.auc()).isEqualTo(1);
            assertThat(first.accuracy()).isEqualTo(1);
            assertThat(chance.auc()).isCloseTo(0.5, within(0.25));
            assertThat(first.scores(different, share -> {}).values())
                    .isEqualTo(second.scores(different, share -> {}).values());
            assertThat(first.score(one.getFirst())).isGreaterThan(0.9);
            assertThat(first.score(other.getFirst())).isLessThan(0.1);
            assertThat(first.score(same.getFirst())).isGreaterThan(0.9);
        }
    }

    @Test
    void what_stands_in_the_reference_too_is_not_learned_as_other_text() {
        List<Document> good = new MadeUpProse(1, new Random(1)).documents(150, "good");
        List<Document> all = new ArrayList<>(good);
        all.addAll(new MadeUpProse(9, new Random(2)).documents(150, "other"));
        try (DocumentPool reference = DocumentPool.of(good, folder.resolve("reference"));
                DocumentPool pool = DocumentPool.of(all, folder.resolve("pool"))) {
            FilterScores scores =
                    ReferenceClassifier.learn(pool, reference, 1, share -> {}).scores(pool, share -> {});

            assertThat(scores.figures().getLast())
                    .isEqualTo(
                            new FilterScores.Figure("documents of the reference itself", 150, FilterScores.Unit.COUNT));
            assertThat(scores.values()[0]).isGreaterThan(0.9);
            assertThat(scores.values()[299]).isLessThan(0.1);
            assertThatThrownBy(() -> ReferenceClassifier.learn(reference, reference, 1, share -> {}))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("the reference is the whole text");
        }
    }

    @Test
    void clusters_hold_copies_near_copies_and_short_copies() {
        String text = MadeUpInput.words(new Random(1), 200);
        List<Document> documents = List.of(
                document("a", text),
                document("b", "short"),
                document("c", text.replace('\n', ' ')),
                document("d", text + " and more"),
                document("e", " short\n"),
                document("f", MadeUpInput.words(new Random(2), 200)),
                document("g", text + " and more"));
        try (DocumentPool pool = DocumentPool.of(documents, folder.resolve("pool"))) {
            FilterScores scores = new DuplicateClusters().scores(pool, share -> {});

            assertThat(scores.values()).containsExactly(1, 1, 0, 0, 0, 1, 0);
            assertThat(scores.notes().apply(0)).isEqualTo("the first of 4 alike");
            assertThat(scores.notes().apply(6)).isEqualTo("one of 4 like a");
            assertThat(scores.notes().apply(4)).isEqualTo("one of 2 like b");
            assertThat(scores.notes().apply(5)).isEmpty();
            assertThat(scores.figures()).extracting(FilterScores.Figure::value).containsExactly(2.0, 4.0);
        }
    }

    @Test
    void a_share_is_met_to_the_document_and_a_threshold_keeps_what_reaches_it() {
        List<Document> documents = new MadeUpProse(1, new Random(1)).documents(10, "text");
        FilterScores scores = new FilterScores(new double[] {1, 1, 0.5, 1, 0.2, 1, 1, 0, 1, 1}, i -> "", List.of());
        try (DocumentPool pool = DocumentPool.of(documents, folder.resolve("pool"))) {
            Cutoff.Kept half = new Cutoff.Best(0.5).choose(scores, pool);
            Cutoff.Kept most = new Cutoff.Best(0.9).choose(scores, pool);
            Cutoff.Kept from = new Cutoff.AtLeast(0.5).choose(scores, pool);

            assertThat(half.documents().cardinality()).isEqualTo(5);
            assertThat(half.documents().stream()).allMatch(i -> scores.values()[i] == 1);
            assertThat(half.ties()).isEqualTo(2);
            assertThat(new Cutoff.Best(0.5).choose(scores, pool)).isEqualTo(half);
            assertThat(most.threshold()).isEqualTo(0.2);
            assertThat(most.ties()).isZero();
            assertThat(from.documents().cardinality()).isEqualTo(8);
            assertThatThrownBy(() -> new Cutoff.AtLeast(1.1).choose(scores, pool))
                    .isInstanceOf(BadInput.class)
                    .hasMessage("the threshold 1.1 keeps none of 10 documents, whose scores are 0.000 to 1.000;"
                            + " give a lower --threshold, or --keep");
            assertThatThrownBy(() -> new Cutoff.AtLeast(0).choose(scores, pool)).hasMessageContaining("keeps all of");
            assertThatThrownBy(() -> new Cutoff.Best(0.01).choose(scores, pool)).hasMessageContaining("keeps none of");
        }
    }

    @Test
    void a_score_from_elsewhere_is_a_filter_too() {
        DocumentScore length = new DocumentScore() {
            @Override
            public double score(Document document) {
                return document.text().length();
            }

            @Override
            public String name() {
                return "length";
            }

            @Override
            public String explanation() {
                return "characters";
            }

            @Override
            public double usualThreshold() {
                return 5;
            }
        };
        List<Document> documents = List.of(document("a", "ab"), document("b", "abcdef"));
        try (DocumentPool pool = DocumentPool.of(documents, folder.resolve("pool"))) {
            assertThat(length.scores(pool, share -> {}).values()).containsExactly(2, 6);
        }
    }

    @Test
    void held_out_figures_are_those_counted_by_hand() {
        HeldOut heldOut = HeldOut.of(new double[] {2, 1, -1}, new double[] {1, -2});

        // pairs: 2>1, 2>-2, 1=1, 1>-2, -1<1, -1>-2
        assertThat(heldOut.auc()).isEqualTo(4.5 / 6);
        assertThat(heldOut.accuracy()).isEqualTo((2 / 3.0 + 1 / 2.0) / 2);
    }

    @Property(tries = 100)
    void passages_make_up_the_text_and_break_no_character(@ForAll long seed, @ForAll @IntRange(max = 20_000) int size) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        int spaces = 1 + random.nextInt(10_000);
        while (text.length() < size) {
            text.appendCodePoint(random.nextInt(spaces) == 0 ? ' ' : 0x61 + (random.nextInt(9) == 0 ? 0x1F600 : 0));
        }
        ByteBuffer utf8 = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        StringBuilder joined = new StringBuilder();
        for (Passage passage : Passage.of(utf8)) {
            assertThat(passage.to() - passage.from()).isLessThanOrEqualTo(4_400);
            joined.append(passage.in(utf8));
        }

        assertThat(joined.toString()).isEqualTo(text.toString());
    }

    private static Document document(String name, String text) {
        return new Document("text", name, name, text);
    }
}
