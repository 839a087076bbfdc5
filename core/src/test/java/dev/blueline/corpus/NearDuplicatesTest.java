package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearDuplicatesTest {
    @Property(tries = 200)
    void resemblance_is_the_jaccard_index_of_the_sets_of_five_words(
            @ForAll long seed, @ForAll @IntRange(max = 200) int words, @ForAll @IntRange(max = 30) int changes) {
        Random random = new Random(seed);
        String text = MadeUpInput.words(random, words);
        String changed = changed(random, text, changes);
        Set<String> one = InMemoryCorpus.shingles(text);
        Set<String> two = InMemoryCorpus.shingles(changed);
        Set<String> both = new HashSet<>(one);
        both.retainAll(two);
        Set<String> either = new HashSet<>(one);
        either.addAll(two);

        assertThat(Shingles.resemblance(Shingles.of(text, false), Shingles.of(changed, false)))
                .isEqualTo(both.isEmpty() ? 0 : (double) both.size() / either.size());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.7, 0.8, 0.9})
    void texts_share_a_key_as_often_as_theory_says(double jaccard) {
        Random random = new Random(11);
        int pairs = 600;
        int met = 0;
        for (int i = 0; i < pairs; i++) {
            // two sets with exactly this index: what both hold, and as much again for each alone
            int both = 400;
            int alone = (int) Math.round(both * (1 - jaccard) / jaccard / 2);
            long[] common = random.longs(both).toArray();
            int[] one = MinHash.bands(joined(common, random.longs(alone).toArray()));
            int[] two = MinHash.bands(joined(common, random.longs(alone).toArray()));
            boolean meet = false;
            for (int band = 0; band < MinHash.BANDS; band++) {
                meet |= one[band] == two[band];
            }
            met += meet ? 1 : 0;
        }
        double expected = 1 - Math.pow(1 - Math.pow(jaccard, 8), MinHash.BANDS);
        double error = Math.sqrt(expected * (1 - expected) / pairs);
        assertThat((double) met / pairs).isCloseTo(expected, within(Math.max(0.01, 4 * error)));
    }

    @Test
    void short_texts_and_texts_that_share_only_their_licence_stay() {
        assertThat(NearDuplicates.bands("too few words to tell a copy from a likeness", false))
                .isEmpty();
        String licence = "/*\n * Copyright 2020 the authors\n * "
                + MadeUpInput.words(new Random(1), 150).replace("\n", "\n * ") + "\n */\n";
        long[] one = Shingles.of(licence + "int one() { return 1; }", true);
        long[] two = Shingles.of(licence + "void two(String text) { System.out.println(text); }", true);

        assertThat(Shingles.resemblance(one, two)).isLessThan(0.1);
        assertThat(Shingles.of(licence, false)).hasSizeGreaterThan(100);
    }

    @Test
    void scripts_without_spaces_are_compared_by_their_characters() {
        String text = "日本語の文章には単語の間に空白がないので、一文字ずつ比べることにする。".repeat(2);
        assertThat(Shingles.of(text, false)).hasSize(text.length() - 4);
    }

    @Test
    void a_near_copy_across_the_sides_is_held_out_of_validation() {
        Random random = new Random(5);
        List<Document> documents = new java.util.ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String text = MadeUpInput.words(random, 120);
            documents.add(new Document("text", "file a" + i, "original " + i, text));
            documents.add(new Document("text", "file b" + i, "copy " + i, changed(random, text, 1)));
        }

        Corpus corpus = Corpus.inTemporaryFolder(MadeUpInput.of(documents), (removed, kept) -> {});

        assertThat(corpus.training().count() + corpus.validation().count()).isEqualTo(200);
        Set<String> trained = new HashSet<>();
        corpus.training().forEach(document -> trained.add(number(document)));
        assertThat(corpus.validation()).isNotEmpty().noneMatch(document -> trained.contains(number(document)));
        assertThat(corpus.report().skipped()).containsEntry(Skipped.NEAR_DUPLICATE, 200L);
    }

    private static String number(Document document) {
        return document.name().replaceAll("\\D", "");
    }

    private static String changed(Random random, String text, int changes) {
        String[] words = text.split(" ", -1);
        for (int i = 0; i < changes; i++) {
            words[random.nextInt(words.length)] = "changed" + i;
        }
        return String.join(" ", words);
    }

    private static long[] joined(long[] one, long[] two) {
        long[] all = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        return all;
    }
}
