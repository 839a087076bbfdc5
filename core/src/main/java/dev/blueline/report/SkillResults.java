package dev.blueline.report;

import dev.blueline.evaluation.Emergence;
import dev.blueline.evaluation.Memory;
import dev.blueline.evaluation.SkillControl;
import dev.blueline.evaluation.Steps;
import dev.blueline.evaluation.TaskFigures;
import dev.blueline.evaluation.TaskMap;
import dev.blueline.evaluation.Winners;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.study.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a study's models can do, skill by skill, and how they behave.
 *
 * @param asked whether any run was asked items
 * @param models the largest run of each size, smallest first
 */
record SkillResults(
        boolean asked,
        Optional<SkillControl> control,
        Optional<TaskMap> map,
        Optional<Emergence> emergence,
        Optional<Memory> memory,
        Optional<Steps> steps,
        Optional<Winners> winners,
        List<MeasuredModel> models) {
    static final SkillResults NONE = new SkillResults(
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    static SkillResults of(Outcome outcome, Path folder) {
        List<Ledger.Entry> ladder = outcome.entries().stream()
                .filter(entry -> entry.run().succeeded())
                .filter(entry ->
                        entry.run().role() == Run.Role.LADDER || entry.run().role() == Run.Role.HELD_OUT)
                .toList();
        long seed = outcome.heldOut().run().seed();
        return new SkillResults(
                ladder.stream()
                        .flatMap(entry -> entry.measurements().stream())
                        .anyMatch(measurement -> measurement.metric().equals(TaskFigures.ACCURACY)),
                SkillControl.of(outcome.entries(), Pretraining.BITS_PER_BYTE, Pretraining.ALL),
                TaskMap.of(ladder),
                Emergence.of(
                        ladder,
                        entry -> Loss.of(entry).value(),
                        outcome.ahead().mixture(),
                        seed,
                        outcome.plan().rates().workers()),
                Memory.of(ladder, seed),
                Steps.of(ladder),
                Winners.of(ladder, entry -> entry.measurement(Pretraining.BITS_PER_BYTE, Pretraining.ALL)),
                StudyBehaviour.of(outcome, folder));
    }

    /** Sections on skills where any were asked; how models behave, and the lecture's examples, in every report. */
    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        if (asked) {
            sections.add(SkillControlSection.section(control));
            sections.add(TaskMapSection.section(map));
            sections.add(EmergenceSection.section(emergence));
            sections.add(MemorySection.section(memory));
            sections.add(StepsSection.section(steps));
            sections.add(WinnersSection.section(winners));
        }
        sections.add(BehaviourSection.section(models));
        sections.add(LectureSection.section(models));
        return sections;
    }
}
