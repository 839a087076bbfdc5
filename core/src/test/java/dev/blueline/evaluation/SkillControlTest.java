package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkillControlTest {
    private static final Provenance PROVENANCE =
            new Provenance("s", "d", "t", "java", 1, "v", "j", "m", 1, Instant.EPOCH, Instant.EPOCH);

    private static Ledger.Entry entry(Run.Role role, long tokens, double loss, double grammar, double spatial) {
        String id = role + "-" + tokens;
        Run run = new Run(
                id,
                "64x2/" + tokens,
                "trunk",
                role,
                2,
                64,
                new Run.Parameters(1, 1, 1),
                tokens,
                1,
                1000,
                1,
                1,
                Run.Status.FINISHED,
                "",
                PROVENANCE);
        return new Ledger.Entry(
                run,
                List.of(
                        new Measurement(id, "bits_per_byte", "all", loss, 0.01),
                        new Measurement(id, TaskFigures.ACCURACY, "grammar", grammar, 0.03),
                        new Measurement(id, TaskFigures.ACCURACY, "grammar/1", 0.99, 0.01),
                        new Measurement(id, TaskFigures.CHANCE, "grammar", 0.5, 0),
                        new Measurement(id, TaskFigures.ACCURACY, "spatial", spatial, 0.04)));
    }

    @Test
    void theLongestControlStandsBesideItsRunOfTheLadder() {
        SkillControl control = SkillControl.of(
                        List.of(
                                entry(Run.Role.LADDER, 1, 2.5, 0.6, 0.5),
                                entry(Run.Role.LADDER, 2, 2.3, 0.9, 0.52),
                                entry(Run.Role.CONTROL, 1, 2.4, 0.5, 0.5),
                                entry(Run.Role.CONTROL, 2, 2.2, 0.7, 0.50)),
                        "bits_per_byte",
                        "all")
                .orElseThrow();
        assertThat(control.run()).isEqualTo("64x2/2");
        assertThat(control.bitsPerByte().difference()).isCloseTo(0.1, within(1e-12));
        assertThat(control.skills()).extracting(SkillControl.Skill::name).containsExactly("grammar", "spatial");
        SkillControl.Skill grammar = control.skills().getFirst();
        assertThat(grammar.chance()).isEqualTo(0.5);
        assertThat(grammar.accuracy().standardError()).isCloseTo(0.03 * Math.sqrt(2), within(1e-12));
        // z = 0.2 / 0.0424 = 4.714: two-sided 2.43e-6 (tables), twice that after Holm.
        assertThat(grammar.p()).isCloseTo(4.86e-6, within(1e-7));
        // z = 0.02 / 0.0566 = 0.3536: two-sided 0.7237, the larger of two: unchanged.
        assertThat(control.skills().getLast().p()).isCloseTo(0.7237, within(1e-3));
    }

    @Test
    void withoutAControlThereIsNothingToCompare() {
        assertThat(SkillControl.of(
                        List.of(entry(Run.Role.LADDER, 1, 2.5, 0.6, 0.5), entry(Run.Role.CONTROL, 2, 2, 0.5, 0.5)),
                        "bits_per_byte",
                        "all"))
                .isEmpty();
    }
}
