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

    /** Ten frames, each one more right with the text: two of 1,024 patterns of signs are as far from none, whatever the errors of the two figures. */
    @Test
    void answersToTheSameItemsAreComparedInPairs() {
        SkillControl control = SkillControl.of(
                        List.of(framed(Run.Role.LADDER, 1), framed(Run.Role.CONTROL, 0)), "bits_per_byte", "all")
                .orElseThrow();
        SkillControl.Skill grammar = control.skills().getFirst();
        assertThat(grammar.paired()).isTrue();
        assertThat(grammar.difference().value()).isCloseTo(0.1, within(1e-12));
        assertThat(grammar.difference().standardError()).isCloseTo(0, within(1e-9));
        assertThat(grammar.p()).isEqualTo(2 * 2 / 1024.0);
        SkillControl.Skill spatial = control.skills().getLast();
        assertThat(spatial.paired()).isFalse();
        assertThat(spatial.difference().standardError()).isCloseTo(0.04 * Math.sqrt(2), within(1e-12));
    }

    private static Ledger.Entry framed(Run.Role role, int more) {
        Ledger.Entry entry = entry(role, 2, 2.3, 0.5 + 0.1 * more, 0.5);
        List<Measurement> all = new java.util.ArrayList<>(entry.measurements());
        for (int frame = 0; frame < 10; frame++) {
            all.add(new Measurement(
                    entry.run().id(), FrameSums.METRIC, "grammar/frame:" + frame + ":10", frame % 5 + more, 0));
        }
        return new Ledger.Entry(entry.run(), all);
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
