package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.evaluation.SkillEmergence.Answer;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Skills that are known to jump, to jump only by the measure, to come gradually, and not to come. The larger study is {@link EmergenceStudy}. */
class EmergenceTest {
    private static final List<SimulatedSkills.Truth> TRUTHS = List.of(
            SimulatedSkills.jump("jumping"),
            SimulatedSkills.mirage("seeming"),
            SimulatedSkills.gradual("growing"),
            SimulatedSkills.chance("guessing"),
            SimulatedSkills.gradual("growing/2"),
            SimulatedSkills.gradual("growing/steps:3"),
            SimulatedSkills.gradual("growing/stated:4"));

    private static Emergence found = new Emergence(List.of(), List.of(), 0, 0);

    @BeforeAll
    static void aLadderOfFifteenPairs() {
        found = SimulatedSkills.emergence(SimulatedSkills.ladder(TRUTHS, 5, 3, 600, 4));
    }

    private static SkillEmergence skill(String name) {
        return found.skills().stream()
                .filter(each -> each.slice().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The margin begins to rise at half of a thousandfold, 3.2e11; the log-probability turns there, accuracy a little later. */
    @Test
    void aPlantedJumpIsFoundWhereItIs() {
        SkillEmergence jump = skill("jumping");
        assertThat(jump.answer()).isEqualTo(Answer.JUMP);
        assertThat(jump.confirmed()).extracting(EmergenceLine::metric).contains(EmergenceMetric.LOG_PROBABILITY);
        assertThat(jump.line(EmergenceMetric.LOG_PROBABILITY)
                        .orElseThrow()
                        .change()
                        .at()
                        .orElseThrow()
                        .x())
                .isBetween(2.5e11, 5e11);
    }

    @Test
    void aThresholdOnASmoothScoreIsCalledTheMeasuresJump() {
        SkillEmergence mirage = skill("seeming");
        assertThat(mirage.answer()).isEqualTo(Answer.MIRAGE);
        assertThat(mirage.jumped()).extracting(EmergenceLine::metric).containsExactly(EmergenceMetric.ACCURACY);
        assertThat(mirage.confirmed()).isEmpty();
    }

    @Test
    void aGradualSkillDoesNotJumpAndAGuessedOneIsAtChance() {
        assertThat(skill("growing").answer()).isEqualTo(Answer.GRADUAL);
        assertThat(skill("guessing").answer()).isEqualTo(Answer.CHANCE);
        assertThat(skill("guessing").reason()).contains("a guess 25.0%");
    }

    @Test
    void levelsAreNumbersAndOtherSlicesAreLeftOut() {
        assertThat(found.skills())
                .extracting(SkillEmergence::slice)
                .containsExactly("growing", "guessing", "jumping", "seeming");
        assertThat(found.levels()).extracting(SkillEmergence::slice).containsExactly("growing/2");
        assertThat(found.levelsOf(skill("growing"))).hasSize(1);
        assertThat(found.levels().getFirst().forecast()).isEmpty();
    }

    @Test
    void tenPairsAreUndeterminedHoweverClearTheLine() {
        Emergence few = SimulatedSkills.emergence(
                SimulatedSkills.ladder(List.of(SimulatedSkills.jump("jumping")), 5, 2, 300, 4));
        assertThat(few.pairs()).isEqualTo(10);
        assertThat(few.runs()).isEqualTo(30);
        assertThat(few.skills().getFirst().answer()).isEqualTo(Answer.UNDETERMINED);
        assertThat(few.skills().getFirst().reason()).contains("10 independent size-seed pairs");
    }

    /** Twelve pairs, 40 items: the same skill that fifteen pairs and 600 items call gradual could have jumped unseen. */
    @Test
    void whatCouldNotHaveBeenToldFromAJumpIsUndetermined() {
        Emergence few = SimulatedSkills.emergence(
                SimulatedSkills.ladder(List.of(SimulatedSkills.gradual("growing")), 4, 3, 40, 4));
        assertThat(few.pairs()).isEqualTo(12);
        assertThat(few.skills().getFirst().answer()).isEqualTo(Answer.UNDETERMINED);
        assertThat(few.skills().getFirst().reason())
                .contains("the smallest sudden step that these runs would have shown is ");
        EmergenceLine.Gain gain = skill("growing")
                .line(EmergenceMetric.ACCURACY)
                .orElseThrow()
                .gain(0.25)
                .orElseThrow();
        assertThat(gain.smallest().orElseThrow()).isLessThan(gain.from() - gain.to());
        assertThat(gain.told()).isTrue();
    }

    @Test
    void smoothSkillsAreRarelyCalledAJump() {
        List<SimulatedSkills.Truth> smooth =
                List.of(SimulatedSkills.gradual("growing"), SimulatedSkills.leaving("leaving"));
        int jumps = 0;
        for (int draw = 0; draw < 6; draw++) {
            List<Ledger.Entry> entries = SimulatedSkills.ladder(smooth, 5, 3, 200, 50 + draw);
            List<PlacedRun> runs = entries.stream()
                    .map(entry -> new PlacedRun(entry, entry.run().flops()))
                    .sorted(Comparator.comparingDouble(PlacedRun::compute))
                    .toList();
            for (SimulatedSkills.Truth truth : smooth) {
                List<EmergenceLine> lines = new ArrayList<>();
                for (EmergenceMetric metric : EmergenceMetric.values()) {
                    lines.add(EmergenceLine.of(metric, truth.name(), runs, 1).orElseThrow());
                }
                SkillEmergence.Accuracy any = new SkillEmergence.Accuracy("r", 0.8, 0.75, 0.85, 3);
                jumps += EmergenceRule.of(lines, 15, any, any, 0.25).answer() == Answer.JUMP ? 1 : 0;
            }
        }
        assertThat(jumps).isLessThanOrEqualTo(1);
    }

    @Test
    void runsWithoutSkillsGiveNothing() {
        List<Ledger.Entry> entries = SimulatedSkills.ladder(List.of(), 5, 1, 1, 1);
        assertThat(Emergence.of(entries, SimulatedSkills::loss, SimulatedSkills.total(entries), 1, 1))
                .isEmpty();
    }

    /** 0 of 200 wrong is half an item wrong; its error is that of one item in 202. */
    @Test
    void aPerfectRunKeepsHalfAnItemWrong() {
        Ledger.Entry entry = SimulatedSkills.ladder(List.of(), 2, 1, 1, 1).getFirst();
        String id = entry.run().id();
        List<Measurement> perfect = List.of(
                new Measurement(id, TaskFigures.ACCURACY, "s", 1, 0),
                new Measurement(id, TaskFigures.ITEMS, "s", 200, 0));
        EmergenceLine line = EmergenceLine.of(
                        EmergenceMetric.ACCURACY,
                        "s",
                        List.of(new PlacedRun(new Ledger.Entry(entry.run(), perfect), 1e10)),
                        1)
                .orElseThrow();
        assertThat(line.points().getFirst().value()).isEqualTo(0.0025);
        double share = 1.5 / 202;
        assertThat(line.points().getFirst().sd()).isBetween(0.99 * Math.sqrt(share * (1 - share) / 200), 0.01);
    }
}
