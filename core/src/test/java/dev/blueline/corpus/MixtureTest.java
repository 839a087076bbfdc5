package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.corpus.CorpusReport.Weight;
import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
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
import org.junit.jupiter.params.provider.CsvSource;

class MixtureTest {
    @Property(tries = 300)
    void every_prefix_and_so_every_stretch_keeps_the_shares(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 5) int sources,
            @ForAll @IntRange(min = 10, max = 400) int documents) {
        Random random = new Random(seed);
        double[] parts = random.doubles(sources, 0.05, 1).toArray();
        double all = Arrays.stream(parts).sum();
        List<Weight> weights = new ArrayList<>();
        for (int s = 0; s < sources; s++) {
            weights.add(new Weight("s" + s, parts[s] / all));
        }
        int[] source = random.ints(documents, 0, sources).toArray();
        int[] size = random.ints(documents, 1, 1000).toArray();
        int longest = Arrays.stream(size).max().orElseThrow();

        Mixture mixture = Mixture.of(weights, documents, i -> source[(int) i], i -> size[(int) i]);

        long[] used = new long[sources];
        long sum = 0;
        Set<Long> seen = new HashSet<>();
        long[] last = new long[sources];
        Arrays.fill(last, -1);
        for (long i = 0; i < mixture.count(); i++) {
            long document = mixture.order().applyAsLong(i);
            int from = source[(int) document];
            assertThat(seen.add(document)).isTrue();
            assertThat(document).isGreaterThan(last[from]);
            last[from] = document;
            used[from] += size[(int) document];
            sum += size[(int) document];
            for (int s = 0; s < sources; s++) {
                assertThat(Math.abs(used[s] - weights.get(s).share() * sum)).isLessThanOrEqualTo(2.0 * longest);
            }
        }
        // it ends only where the shares could not be kept: some source has too little left for its part
        double most = Double.POSITIVE_INFINITY;
        for (int s = 0; s < sources; s++) {
            Mixture.Part part = mixture.parts().get(s);
            assertThat(part.used()).isEqualTo(used[s]);
            most = Math.min(
                    most, (part.used() + part.leftOver()) / weights.get(s).share());
        }
        assertThat((double) sum)
                .isBetween(
                        most - 2.0 * sources * longest / smallest(weights),
                        most + 2.0 * sources * longest / smallest(weights));
    }

    private static double smallest(List<Weight> weights) {
        return weights.stream().mapToDouble(Weight::share).min().orElseThrow();
    }

    @Test
    void a_hand_made_case_alternates_as_the_shares_ask() {
        // source 0 has a quarter; documents 0, 4 are its, all of size 1
        int[] source = {0, 1, 1, 1, 0, 1, 1, 1, 1};
        Mixture mixture =
                Mixture.of(List.of(new Weight("a", 0.25), new Weight("b", 0.75)), 9, i -> source[(int) i], i -> 1);

        // middles: a at 2, 6; b at 0.67, 2, 3.33, 4.67, 6, 7.33; a goes first where they are equal; at 8 it is due and
        // has none
        assertThat(java.util.stream.LongStream.range(0, mixture.count())
                        .map(mixture.order())
                        .toArray())
                .containsExactly(1, 0, 2, 3, 5, 4, 6, 7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=x:0.3 b=y:0.6 | add up to 0.9",
                "a=x:0.5 b=y:0.6 | add up to 1.1",
                "a=x:0.5 y | no share",
            })
    void shares_that_cannot_be_meant_are_one_line(String given, String says) {
        List<CorpusSource> sources =
                Arrays.stream(given.split(" ")).map(CorpusSource::parse).toList();
        assertThatThrownBy(() -> SourceInput.weights(sources))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(says)
                .hasMessageNotContaining("\n");
    }

    @Test
    void whole_numbers_are_parts() {
        assertThat(SourceInput.weights(List.of(CorpusSource.parse("a=x:3"), CorpusSource.parse("b=y:1"))))
                .containsExactly(new Weight("a", 0.75), new Weight("b", 0.25));
    }
}
