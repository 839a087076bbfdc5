package dev.blueline.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.scaling.Observation;
import dev.blueline.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The worked example of docs/comparing.md, against the figures that docs/muon.md had from other code. */
class MuonLadderTest {

    @Test
    void muonMultipliesComputeByAsMuchAsTheTableMadeForItSays() {
        Challenger muon = compared(Growth.TOKENS);
        double mean = Math.exp(muon.points().stream()
                .mapToDouble(point -> Math.log(point.multiplier().value()))
                .average()
                .orElseThrow());
        assertThat(mean).isCloseTo(1.31, within(0.03));
        assertThat(muon.average().low()).isGreaterThan(1.1);
        assertThat(muon.average().high()).isLessThan(1.46);
        assertThat(muon.points())
                .hasSize(9)
                .allSatisfy(point -> assertThat(point.match()).isEqualTo(Match.SEEDS));
        assertThat(muon.points().getFirst().replicates()).isEqualTo(3);
        assertThat(muon.points().getFirst().gain()).isCloseTo(-Math.log1p(-0.0166), within(2e-4));
    }

    @Test
    void whatIsCheapestForAdamWIsNeverDearerThanMoreTokens() {
        List<Challenger.Point> cheapest = compared(Growth.CHEAPEST).points();
        List<Challenger.Point> tokens = compared(Growth.TOKENS).points();
        for (int i = 0; i < tokens.size(); i++) {
            assertThat(cheapest.get(i).multiplier().value())
                    .isLessThan(1.03 * tokens.get(i).multiplier().value());
        }
    }

    private static Challenger compared(Growth growth) {
        List<Recipe> recipes = new ArrayList<>();
        for (String optimizer : List.of("adamw", "muon")) {
            try (Table table = Table.open(List.of(Path.of("..", "docs", "muon-ladder.csv")))) {
                table.keep("optimizer = '" + optimizer + "'");
                double[] n = table.numbers("parameters");
                double[] d = table.numbers("tokens");
                double[] c = table.numbers("flops");
                double[] loss = table.numbers("bits_per_byte");
                List<String> seeds = table.texts("seed");
                List<Observation> runs = new ArrayList<>();
                for (int i = 0; i < n.length; i++) {
                    runs.add(new Observation(n[i], d[i], c[i], loss[i], n[i] + " " + seeds.get(i)));
                }
                recipes.add(new Recipe(optimizer, runs, seeds));
            }
        }
        return Comparison.of(recipes, new Comparison.Settings(400, 1, 2, 0.9, Optional.empty(), growth))
                .challengers()
                .getFirst();
    }
}
