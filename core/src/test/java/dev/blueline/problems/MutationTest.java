package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.tasks.Draw;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MutationTest {
    private static final Problem PROBLEM = new Problem("countdown", 2, "8 9 10>18", "10 8 9>18", "(10-8)*9", 2);
    private static final Problem OTHER = new Problem("countdown", 2, "2 3 4>24", "2 3 4>24", "2*3*4", 2);

    @Test
    void theSameDrawGivesTheSameMutation() {
        assertThat(stream(2000, i -> Mutation.of(PROBLEM, draw(i))))
                .isEqualTo(stream(2000, i -> Mutation.of(PROBLEM, draw(i))));
    }

    @Test
    void mutationsDifferAndAreMostlyNotTheGoldAnswer() {
        List<String> mutations = stream(2000, i -> Mutation.of(PROBLEM, draw(i)));
        assertThat(mutations.stream().distinct().count()).isGreaterThan(1200);
        assertThat(mutations.stream().filter(PROBLEM.gold()::equals).count()).isLessThan(100);
    }

    @Test
    void theStreamHoldsEveryKindOfTrouble() {
        List<String> mutations = stream(5000, i -> Mutation.of(PROBLEM, draw(i)));
        assertThat(mutations).contains("").contains("(10-8)*");
        assertThat(mutations).anyMatch(text -> text.startsWith("((((") && text.length() > 200_000);
        assertThat(mutations).anyMatch(text -> text.startsWith("(10-8)*9") && text.length() > 200_000);
        assertThat(mutations).anyMatch(text -> text.chars().anyMatch(c -> c > 127 && Character.isDigit(c)));
        assertThat(mutations).anyMatch(text -> text.contains("\n"));
        assertThat(mutations.stream().filter(text -> text.length() > 1000).count())
                .isBetween(20L, 100L);
    }

    @Test
    void anotherProblemsGoldAnswerComesWhole() {
        assertThat(stream(500, i -> Mutation.of(PROBLEM, OTHER, draw(i)))).contains(OTHER.gold());
    }

    @ParameterizedTest
    @EnumSource
    void everyWayWorksOnTextsOfAnyLength(Mutation way) {
        for (String text : List.of("", "7", "42", "two\nlines", "Ünïcode")) {
            for (int i = 0; i < 50; i++) {
                assertThat(way.applied(text, draw(i))).isNotNull();
            }
        }
    }

    private static Draw draw(long index) {
        return new Draw("mutations", 1, 2, index);
    }

    private static List<String> stream(int count, LongFunction<String> mutation) {
        return LongStream.range(0, count).mapToObj(mutation).toList();
    }
}
