package dev.blueline.report;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.study.ContinuedAxis;
import dev.blueline.study.MixtureAxis;
import dev.blueline.study.QualityAxis;
import dev.blueline.study.RepetitionAxis;
import dev.blueline.study.VocabularyAxis;
import java.nio.file.Path;
import java.util.List;

/** The sections of a report that one kind of data study alone has. */
final class DataSections {
    private DataSections() {}

    /** @param folder where the study's results lie */
    static List<Section> of(AblationOutcome outcome, Path folder) {
        return switch (outcome.study().axis()) {
            case QualityAxis axis -> QualitySections.of(folder);
            case MixtureAxis axis -> MixtureSections.of(outcome);
            case RepetitionAxis axis -> RepetitionSections.of(outcome);
            case ContinuedAxis axis -> ContinuedSections.of(outcome, axis);
            case VocabularyAxis axis -> VocabularySections.of(outcome);
        };
    }
}
