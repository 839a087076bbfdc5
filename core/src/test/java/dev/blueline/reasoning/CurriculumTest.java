package dev.blueline.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CurriculumTest {
    private static final List<Curriculum.TaskLevel> LEVELS = List.of(
            new Curriculum.TaskLevel("arithmetic", 2),
            new Curriculum.TaskLevel("arithmetic", 3),
            new Curriculum.TaskLevel("arithmetic", 4));

    @Test
    void levelsNearAHalfGetMostAndNoneLessThanAQuarterOfItsShare() {
        List<Double> shares = new Curriculum(LEVELS, List.of(1.0, 0.5, 0.0)).shares();
        assertThat(shares.get(0)).isCloseTo(0.25 / 3, within(1e-12));
        assertThat(shares.get(1)).isCloseTo(0.25 / 3 + 0.75, within(1e-12));
        assertThat(shares.get(2)).isEqualTo(shares.get(0));
    }

    @Test
    void whereNothingIsMeasuredOrAllIsSettledLevelsAreAlike() {
        assertThat(Curriculum.of(LEVELS).shares())
                .allSatisfy(share -> assertThat(share).isCloseTo(1 / 3.0, within(1e-12)));
        assertThat(new Curriculum(LEVELS, List.of(1.0, 1.0, 1.0)).shares())
                .allSatisfy(share -> assertThat(share).isCloseTo(1 / 3.0, within(1e-12)));
    }

    @Test
    void problemsComeInTheSharesAndDependOnTheKeyAlone() {
        Map<String, Task> tasks = Map.of("arithmetic", Tasks.named("arithmetic"));
        Curriculum curriculum = new Curriculum(LEVELS, List.of(1.0, 0.5, 0.0));
        List<Problem> drawn = curriculum.draw(tasks, 2000, 7, 3);
        Map<Integer, Long> counts =
                drawn.stream().collect(Collectors.groupingBy(Problem::level, Collectors.counting()));
        assertThat(counts.getOrDefault(3, 0L) / 2000.0).isCloseTo(0.25 / 3 + 0.75, within(0.04));
        assertThat(curriculum.draw(tasks, 2000, 7, 3)).isEqualTo(drawn);
        assertThat(curriculum.draw(tasks, 2000, 7, 4)).isNotEqualTo(drawn);
    }
}
