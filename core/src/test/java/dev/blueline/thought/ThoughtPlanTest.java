package dev.blueline.thought;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.problems.Style;
import dev.blueline.study.Size;
import dev.blueline.study.ThoughtStudy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ThoughtPlanTest {
    private static final ThoughtStudy.Thought THOUGHT = new ThoughtStudy.Thought(
            List.of(new ThoughtStudy.Lessons("arithmetic", List.of(1), List.of(1))),
            List.of(Style.DIRECT, Style.SUMMARY),
            List.of(new Size(32, 1), new Size(64, 2)),
            List.of(1e9),
            64,
            1,
            2,
            8);
    private static final List<ThoughtPlan.Group> ALL = ThoughtPlan.all(THOUGHT, List.of("arithmetic"), 5);
    private static final Map<ThoughtPlan.Group, Double> TEN_SECONDS =
            ALL.stream().collect(Collectors.toMap(Function.identity(), group -> 10.0));

    @Test
    void allSizesOfASeedComeBeforeTheNextSeed() {
        assertThat(ALL)
                .containsExactly(
                        new ThoughtPlan.Group("arithmetic", new Size(32, 1), 5),
                        new ThoughtPlan.Group("arithmetic", new Size(64, 2), 5),
                        new ThoughtPlan.Group("arithmetic", new Size(32, 1), 6),
                        new ThoughtPlan.Group("arithmetic", new Size(64, 2), 6));
    }

    @Test
    void asMuchIsPlannedAsFitsTheTimeAndSomethingAlways() {
        ThoughtPlan fits = ThoughtPlan.of(ALL, TEN_SECONDS, Optional.of(25.0), Optional.empty());
        assertThat(fits.groups()).isEqualTo(ALL.subList(0, 2));
        assertThat(fits.leftOut()).isEqualTo(2);
        assertThat(ThoughtPlan.of(ALL, TEN_SECONDS, Optional.of(1.0), Optional.empty())
                        .groups())
                .hasSize(1);
        assertThat(ThoughtPlan.of(ALL, Map.of(), Optional.empty(), Optional.empty())
                        .groups())
                .isEqualTo(ALL);
    }

    @Test
    void whatWasPlannedBeforeStaysHoweverShortTheTime() {
        ThoughtPlan earlier = ThoughtPlan.of(ALL, TEN_SECONDS, Optional.of(35.0), Optional.empty());
        assertThat(earlier.groups()).hasSize(3);
        assertThat(ThoughtPlan.of(ALL, TEN_SECONDS, Optional.of(5.0), Optional.of(earlier))
                        .groups())
                .isEqualTo(earlier.groups());
    }

    @Test
    void aGroupHasAModelOfEveryStyle() {
        assertThat(ALL.getFirst().cells(THOUGHT.styles()))
                .extracting(Cell::name)
                .containsExactly("arithmetic-direct-32x1-seed5", "arithmetic-summary-32x1-seed5");
    }
}
