package dev.blueline.report;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.study.ContinuedAxis;
import dev.blueline.study.MixtureAxis;
import dev.blueline.study.QualityAxis;
import dev.blueline.study.RepetitionAxis;
import dev.blueline.study.VocabularyAxis;
import java.util.List;

/** The sections of a report that one kind of data study alone has. */
final class DataSections {
    private DataSections() {}

    static List<Section> of(AblationOutcome outcome) {
        return switch (outcome.study().axis()) {
            case QualityAxis axis -> List.of();
            case MixtureAxis axis -> MixtureSections.of(outcome);
            case RepetitionAxis axis -> List.of();
            case ContinuedAxis axis -> ContinuedSections.of(outcome, axis);
            case VocabularyAxis axis -> List.of();
        };
    }
}
