package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareCommandTest {
    private static final String LADDER =
            "../docs/muon-ladder.csv --by optimizer --seed seed --n parameters --d tokens --c flops";

    @Test
    void theMuonLadderGivesATableAndAVerdictInWords() {
        assertThat(output("compare " + LADDER))
                .contains("muon against adamw", "pairs of seeds", "average", "forecast at", "Keep muon: it multiplies");
    }

    @Test
    void jsonIsOneObjectWithPointsTrendForecastAndVerdict() {
        JsonNode root = JsonMapper.builder()
                .build()
                .readTree(output("compare " + LADDER + " --same-size --baseline adamw --json"));
        assertThat(root.get("baseline").asString()).isEqualTo("adamw");
        JsonNode muon = root.get("challengers").get(0);
        assertThat(muon.get("points")).hasSize(9);
        assertThat(muon.get("points").get(0).get("multiplier").get("low").asDouble())
                .isBetween(1.0, 1.2);
        assertThat(muon.get("trend").get("slope").get("value").isNumber()).isTrue();
        assertThat(muon.get("verdict").asString()).startsWith("keep");
    }

    private static String output(String line) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.execute(line.split(" ", -1))).isZero();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
