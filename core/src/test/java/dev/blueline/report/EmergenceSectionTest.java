package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.evaluation.Emergence;
import dev.blueline.evaluation.SimulatedSkills;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class EmergenceSectionTest {
    @Test
    void everyKindOfSkillIsSaidInWords() {
        Section section = EmergenceSection.section(Optional.of(EmergencePage.sample(5, 3, 400)));
        String text = section.element().text();
        assertThat(text)
                .contains("arithmetic jumps: wrong answers at ")
                .contains("Taken alone, its level 1 jumps.")
                .contains("comparison seems to jump, but only by the measure: wrong answers at ")
                .contains("grammar comes gradually")
                .containsPattern(
                        "A sudden step of \\d+ points or more in the upper half of the runs would have been found")
                .contains("spatial never left chance: ")
                .contains("\"Never\" was said, and it was wrong: knowledge.")
                .contains("\"Never\" was said, and it was right: spatial.");
        assertThat(section.charts()).hasSize(1);
        assertThat(section.element().select("table")).hasSize(4);
    }

    @Test
    void fewPairsAreSaidWithTheirNumber() {
        Emergence few = SimulatedSkills.emergence(
                SimulatedSkills.ladder(List.of(SimulatedSkills.jump("arithmetic")), 4, 1, 100, 1));
        String text = EmergenceSection.section(Optional.of(few)).element().text();
        assertThat(text)
                .contains("Undetermined: arithmetic.")
                .contains("4 independent size-seed pairs, and fewer than 12 cannot tell")
                .doesNotContain("arithmetic jumps");
    }

    @Test
    void theLegendNamesOnlyWhatIsDrawnAndASharesAxisEndsAtOne() {
        Emergence few = SimulatedSkills.emergence(
                SimulatedSkills.ladder(List.of(SimulatedSkills.gradual("arithmetic")), 4, 1, 100, 1));
        Chart chart = EmergenceChart.of(few);
        assertThat(chart.legend())
                .extracting(Chart.Key::name)
                .contains("runs", "a guess")
                .doesNotContain("law that bends slowly", "law with a sudden turn, and where it lies");
        assertThat(chart.spec().get("yAxis"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .hasSizeGreaterThanOrEqualTo(2)
                .element(0, InstanceOfAssertFactories.MAP)
                .hasEntrySatisfying("max", most -> assertThat((Double) most).isLessThanOrEqualTo(1));
        assertThat(chart.spec().toString()).contains("markLine");
    }

    @Test
    void withoutSkillsTheSectionSaysWhatIsMissing() {
        assertThat(EmergenceSection.section(Optional.empty()).element().select(".missing"))
                .hasSize(1);
    }
}
