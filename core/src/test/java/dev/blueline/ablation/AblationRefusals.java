package dev.blueline.ablation;

import dev.blueline.cli.Refusals;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.Run;
import dev.blueline.study.DataStudy;
import dev.blueline.study.Rates;
import dev.blueline.study.Size;
import dev.blueline.study.StudyFile;
import dev.blueline.study.Trunk;
import java.nio.file.Path;
import java.util.List;

/** Plans of studies with data as the axis. */
public final class AblationRefusals {
    private static final DataStudy STUDY =
            StudyFile.readData(Path.of(System.getProperty("blueline.home", ".."), "studies", "repetition.toml"));

    private AblationRefusals() {}

    public static void add(Refusals refusals) {
        Trunk trunk = new Trunk(Size.of("64x2"), 1, Run.Role.LADDER, 1, 0, List.of(100_000_000L));
        refusals.call("fits no grid", () -> plan(List.of()))
                .call("is too small", () -> plan(List.of(new Design(List.of(List.of(trunk))))));
    }

    private static DataPlan plan(List<Design> designs) {
        Rates rates = new Rates(2, 100e9, List.of(new Rates.Speed(64, 50e9)), 1);
        return new DataPlanner(STUDY, new Designs(designs), 100_000, rung -> false).plan(rates, 60, 10);
    }

    private record Designs(List<Design> designs) implements Experiment {
        @Override
        public ModelShape shape(String arm, Size size) {
            return STUDY.model().shape(size, 1024);
        }

        @Override
        public Arm arm(String name, Results results) {
            throw new IllegalStateException(name);
        }

        @Override
        public List<String> findings(Results results) {
            return List.of();
        }
    }
}
