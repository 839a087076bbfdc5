package dev.blueline.ablation;

import dev.blueline.corpus.Corpus;
import dev.blueline.pretraining.TextData;
import dev.blueline.study.ContinuedAxis;
import dev.blueline.study.DataStudy;
import dev.blueline.study.MixtureAxis;
import dev.blueline.study.QualityAxis;
import dev.blueline.study.RepetitionAxis;
import dev.blueline.study.VocabularyAxis;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The experiment of each kind of data study. */
public final class Experiments {
    private Experiments() {}

    /**
     * What an experiment works with.
     *
     * @param study the study
     * @param corpus its text
     * @param text the same, ready to train on
     * @param folder the study's output folder; what is made of the text goes below {@code corpus/arms}
     * @param seed the study's seed
     * @param says hears one line for each stage of long work
     */
    public record Setting(DataStudy study, Corpus corpus, TextData text, Path folder, int seed, Consumer<String> says) {

        /** Seed of a training by its number in the study, 0 for the first: no two studies' seeds share one. */
        public int seed(int number) {
            return 1000 * seed + number;
        }
    }

    /** The experiment that a study's axis asks for. */
    public static Experiment of(Setting setting) {
        return switch (setting.study().axis()) {
            case RepetitionAxis axis -> new RepetitionExperiment(setting, axis);
            case QualityAxis axis -> new QualityExperiment(setting, axis);
            case MixtureAxis axis -> MixtureExperiment.of(setting, axis);
            case ContinuedAxis axis -> new ContinuedExperiment(setting, axis);
            case VocabularyAxis axis -> VocabularyExperiment.of(setting, axis);
        };
    }
}
