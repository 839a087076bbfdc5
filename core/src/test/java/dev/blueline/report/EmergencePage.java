package dev.blueline.report;

import dev.blueline.evaluation.Emergence;
import dev.blueline.evaluation.SimulatedSkills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes a page with the section on simulated skills of every kind, to look at: {@code EmergencePage FILE [SEEDS]}. */
final class EmergencePage {
    private EmergencePage() {}

    static Emergence sample(int sizes, int seeds, int items) {
        return SimulatedSkills.emergence(SimulatedSkills.ladder(
                List.of(
                        SimulatedSkills.jump("arithmetic"),
                        SimulatedSkills.jump("arithmetic/1"),
                        SimulatedSkills.chance("arithmetic/2"),
                        SimulatedSkills.mirage("comparison"),
                        SimulatedSkills.gradual("grammar"),
                        SimulatedSkills.late("knowledge"),
                        SimulatedSkills.leaving("sentiment"),
                        SimulatedSkills.chance("spatial")),
                sizes,
                seeds,
                items,
                1));
    }

    public static void main(String[] arguments) throws IOException {
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Section section = EmergenceSection.section(Optional.of(sample(5, seeds, 800)));
        Files.writeString(Path.of(arguments[0]), Report.page("sample", List.of(section)));
    }
}
