package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ablation.QualityOutcome;
import java.util.List;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class QualitySectionsTest {
    @Test
    void everyTextHasItsMultiplierEveryShareItsLossEveryKindItsRecall() {
        List<Section> sections = QualitySections.of(QualityPage.outcome());
        assertThat(sections)
                .extracting(section -> section.element().id())
                .containsExactly("gains", "shares", "garbage");
        assertThat(rows(sections.get(0).element()))
                .hasSize(5)
                .first()
                .asString()
                .contains("clean", "1.52 [1.45, 1.60]", "keep");
        assertThat(rows(sections.get(1).element()))
                .hasSize(20)
                .anySatisfy(row -> assertThat(row).contains("perplexity, repeated", "20.0%", "5.00"));
        Element found = sections.get(2).element();
        assertThat(found.text()).contains("shuffled words", "wrong facts", "82% [79, 84]"); // 900 of 1100
        assertThat(sections.get(0).charts()).hasSize(1);
        assertThat(sections.get(1).charts()).hasSize(1);
    }

    @Test
    void whatABudgetLeftOutIsSaid() {
        QualityOutcome all = QualityPage.outcome();
        QualityOutcome little = new QualityOutcome(
                all.reference(), 0.6, 10, 1000, all.garbage(), List.of(), List.of(), "16x1", 100, List.of());
        List<Section> sections = QualitySections.of(little);
        assertThat(sections).hasSize(2);
        assertThat(sections.get(0).element().text()).contains("takes the dirty text at three scales");
        assertThat(sections.get(1).element().text()).contains("was not varied");
    }

    private static List<String> rows(Element section) {
        return section.expectFirst("table").select("tbody tr").eachText();
    }
}
