package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.Ledger;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskMapTest {

    /** Above chance .2, .7, .9 on grammar 1; .1, .56, .2 on a skill that no class knows; nought on arithmetic 2. */
    private static List<Ledger.Entry> entries() {
        return List.of(
                run(32, 4, 0.6, 0.55, 0.25).entry(),
                run(64, 2, 0.84, 0.5, 0.25).entry(),
                run(64, 4, 0.85, 0.78, 0.25).entry(),
                run(96, 4, 0.95, 0.6, 0.25).entry());
    }

    private static AskedRuns run(int width, double millions, double grammar, double own, double arithmetic) {
        return AskedRuns.run(width, millions, 1)
                .asked("grammar", grammar, 0.02, 0.5)
                .asked("grammar/1", grammar, 0.02, 0.5)
                .asked("own", own, 0.01, 0.5)
                .asked("own/7", own, 0.01, 0.5)
                .asked("arithmetic/2", arithmetic, 0.01, 0.25)
                .asked("arithmetic/steps:2", arithmetic, 0.01, 0.25);
    }

    @Test
    void levelsStandByDifficultyWithTheSmallestModelThatDoesThem() {
        TaskMap map = TaskMap.of(entries()).orElseThrow();
        assertThat(map.models()).extracting(AskedModel::rung).containsExactly("32x2/4.0M", "64x2/4.0M", "96x2/4.0M");
        assertThat(map.tasks()).extracting(TaskMap.Task::skill).containsExactly("grammar", "own", "arithmetic");
        assertThat(map.tasks())
                .extracting(TaskMap.Task::name)
                .containsExactly("a or an", "level 7", "1 digit, 3 terms");
        TaskMap.Task grammar = map.tasks().getFirst();
        assertThat(grammar.difficulty()).isCloseTo(1 - 1.8 / 3, within(1e-12));
        // .68 above chance with an error of .04: the lower end is .614, and 64x2/2M is the run of fewest FLOPs.
        assertThat(grammar.smallest().orElseThrow().rung()).isEqualTo("64x2/2.0M");
        assertThat(grammar.steady()).isTrue();
        assertThat(grammar.done(0)).isFalse();
        assertThat(grammar.done(2)).isTrue();
    }

    @Test
    void anIntervalThatReachesBelowTheBarDoesNotDo() {
        assertThat(TaskMap.does(new AboveChance(0.56, 0.03))).isTrue();
        assertThat(TaskMap.does(new AboveChance(0.56, 0.04))).isFalse();
        assertThat(TaskMap.does(new AboveChance(0.5, 0))).isFalse();
    }

    @Test
    void aSmallModelThatLargerOnesDoNotFollowIsMarkedAndWhatNoneDoesIsListed() {
        TaskMap map = TaskMap.of(entries()).orElseThrow();
        TaskMap.Task own = map.of("own").getFirst();
        assertThat(own.smallest().orElseThrow().rung()).isEqualTo("64x2/4.0M");
        assertThat(own.steady()).isFalse();
        assertThat(map.of("arithmetic").getFirst().smallest()).isEmpty();
    }

    @Test
    void aSkillWithoutLevelsIsOneTask() {
        TaskMap map = TaskMap.of(List.of(AskedRuns.run(32, 1, 1)
                        .asked("my-items.jsonl", 1, 0, 0.5)
                        .entry()))
                .orElseThrow();
        assertThat(map.tasks()).hasSize(1);
        assertThat(map.tasks().getFirst().name()).isEqualTo("all items");
        assertThat(TaskMap.of(List.of(AskedRuns.run(32, 1, 1).entry()))).isEmpty();
    }
}
