package dev.blueline.report;

import dev.blueline.evaluation.SkillControl;
import java.util.List;
import java.util.Optional;

/** What the skills' text taught, beside a run without it. */
final class SkillControlSection {
    private static final double EVIDENT = 0.05;

    private SkillControlSection() {}

    static Section section(Optional<SkillControl> control) {
        Section section = Section.titled("control", "With and without text made for skills");
        if (control.isEmpty()) {
            return section.missing(
                    "No run was trained without the skills' text: the study has no skills, or its budget did"
                            + " not pay for a control.");
        }
        SkillControl both = control.get();
        List<String> taught = both.skills().stream()
                .filter(skill -> skill.p() < EVIDENT && skill.difference().value() > 0)
                .map(SkillControl.Skill::name)
                .toList();
        section.text("A part of the training tokens is made for the skills. " + both.run()
                + " was trained twice from the same seed, with that text and without, on equally many tokens. "
                + (taught.isEmpty()
                        ? "No skill is shown to be better with it."
                        : "Better with it, beyond chance: " + String.join(", ", taught) + ".")
                + " The loss of natural held-out text is "
                + Format.loss(both.bitsPerByte().with().value()) + " bits per byte with it and "
                + Format.loss(both.bitsPerByte().without().value()) + " without, a difference of "
                + Format.fixed(both.bitsPerByte().difference(), 3)
                + ": what the skills' text took from the rest, on one seed.");
        section.text(
                both.skills().stream().allMatch(SkillControl.Skill::paired)
                        ? "The two are compared item by item, on the same items: p is how often the difference would come out as large if the"
                                + " sign of each frame's difference were drawn at random. It says whether these two models differ; other seeds"
                                + " may differ otherwise."
                        : "The ledger, of an earlier version, does not hold the answers to single items, so the two are compared as if they had been"
                                + " asked different ones: real differences are easily missed.");
        Table table = new Table(
                "Share of items whose right answer the model finds likeliest, " + both.run()
                        + ", one seed; p corrected for the number of skills (Holm)",
                "skill",
                "#chance",
                "#with",
                "#without",
                "#difference",
                "#p");
        both.skills()
                .forEach(skill -> table.row(
                        skill.name(),
                        Format.percent(skill.chance()),
                        percent(
                                skill.accuracy().with().value(),
                                skill.accuracy().with().standardError()),
                        percent(
                                skill.accuracy().without().value(),
                                skill.accuracy().without().standardError()),
                        Format.signedPercent(skill.difference().value()) + " ± "
                                + Format.percent(skill.difference().standardError()),
                        skill.p() < 0.001 ? "< 0.001" : Format.fixed(skill.p(), 3)));
        return section.table(table);
    }

    private static String percent(double value, double error) {
        return Format.percent(value) + " ± " + Format.percent(error);
    }
}
