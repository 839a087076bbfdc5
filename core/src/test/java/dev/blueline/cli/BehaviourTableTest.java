package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.reasoning.Spent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BehaviourTableTest {
    private static ReasoningRecord.Examined examined(long step, Map<String, Double> behaviour) {
        ReasoningRecord.Level all = new ReasoningRecord.Level("all", 0, 0.25, 0.01, 16, 0.5, 0.02, 20, 0, behaviour);
        return new ReasoningRecord.Examined(step, all, List.of(all), Spent.NOTHING, 0, 0, 0);
    }

    @Test
    void everyMeasurementHasALineWithTheShareOfEachBehaviour() {
        String text = BehaviourTable.text(
                List.of(examined(0, Map.of("verify", 0.75, "go back", 0.5)), examined(20, Map.of("verify", 1.0))));
        assertThat(text.lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains("steps go back verify right tokens", "0 0.50 0.75 0.25 20.0", "20 0.00 1.00 0.25 20.0");
    }

    @Test
    void linesFromBeforeBehaviourWasCountedAreReadAndShowNothing() {
        JsonMapper json = JsonMapper.builder().build();
        String line = json.writeValueAsString(examined(3, Map.of())).replace(",\"behaviour\":{}", "");
        assertThat(line).doesNotContain("behaviour");
        ReasoningRecord.Examined old = json.readValue(line, ReasoningRecord.Examined.class);
        assertThat(old.all().behaviour()).isEmpty();
        assertThat(BehaviourTable.text(List.of(old))).isEmpty();
    }
}
