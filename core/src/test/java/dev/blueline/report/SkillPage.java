package dev.blueline.report;

import dev.blueline.evaluation.ClassForecasts;
import dev.blueline.evaluation.ClassLaws;
import dev.blueline.evaluation.Emergence;
import dev.blueline.evaluation.Memory;
import dev.blueline.evaluation.SimulatedSkills;
import dev.blueline.evaluation.SkillControl;
import dev.blueline.evaluation.Steps;
import dev.blueline.evaluation.TaskMap;
import dev.blueline.evaluation.Winners;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.scaling.Mixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sections on skills of a study that was run before, from its ledger alone, to look at: {@code SkillPage STUDY FILE}. */
final class SkillPage {
    private SkillPage() {}

    public static void main(String[] arguments) throws Exception {
        List<Ledger.Entry> all = Ledger.open(Path.of(arguments[0])).entries();
        List<Ledger.Entry> ladder = all.stream()
                .filter(entry -> entry.run().succeeded())
                .filter(entry ->
                        entry.run().role() == Run.Role.LADDER || entry.run().role() == Run.Role.HELD_OUT)
                .toList();
        Mixture total = SimulatedSkills.total(ladder);
        List<Section> sections = List.of(
                ClassSection.section(
                        ClassLaws.of(ladder, SimulatedSkills::loss, total, 1, 2),
                        ClassForecasts.of(ladder.subList(0, ladder.size() - 1), ladder.getLast())),
                SkillControlSection.section(SkillControl.of(all, Pretraining.BITS_PER_BYTE, Pretraining.ALL)),
                TaskMapSection.section(TaskMap.of(ladder)),
                EmergenceSection.section(Emergence.of(ladder, SimulatedSkills::loss, total, 1, 2)),
                MemorySection.section(Memory.of(ladder, 1)),
                StepsSection.section(Steps.of(ladder)),
                WinnersSection.section(
                        Winners.of(ladder, entry -> entry.measurement(Pretraining.BITS_PER_BYTE, Pretraining.ALL))));
        Files.writeString(Path.of(arguments[1]), Report.page("skills", sections));
    }
}
