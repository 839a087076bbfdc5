package dev.blueline.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a study with data as the axis must satisfy beyond being well-formed. */
final class DataStudyRules {
    private final StudyRules rules;

    private DataStudyRules(Path file) {
        this.rules = new StudyRules(file);
    }

    static void check(DataStudy study, Path file) {
        DataStudyRules data = new DataStudyRules(file);
        data.checkGrid(study);
        data.rules.checkCommon(study.pretraining());
        data.rules.require(
                study.skills().share() == 0, "skills.share", "0 in a study with data as the axis; items may be asked");
        switch (study.axis()) {
            case QualityAxis quality -> data.checkQuality(quality);
            case MixtureAxis mixture -> data.checkMixture(mixture, study);
            case RepetitionAxis repetition -> data.checkRepetition(repetition, study);
            case ContinuedAxis continued -> data.checkContinued(continued, study);
            case VocabularyAxis vocabulary -> data.checkVocabulary(vocabulary, study);
        }
    }

    private void checkGrid(DataStudy study) {
        DataStudy.Grid grid = study.grid();
        rules.checkSizes(grid.sizes(), "grid.sizes", study.model());
        rules.require(rules.increasing(grid.tokens()), "grid.tokens", "rising numbers, at least one");
        rules.require(grid.seeds() >= 1 && grid.seeds() <= 100, "grid.seeds", "1 to 100");
    }

    private void checkQuality(QualityAxis quality) {
        rules.require(quality.garbage() >= 0 && quality.garbage() < 1, "axis.garbage", "0 or more, below 1");
        rules.require(
                !quality.shares().isEmpty() && quality.shares().stream().allMatch(share -> share > 0 && share < 1),
                "axis.shares",
                "one or more numbers between 0 and 1: to keep nothing or everything divides nothing");
        rules.require(
                !quality.filters().isEmpty()
                        && QualityAxis.FILTERS.containsAll(quality.filters())
                        && quality.filters().stream().distinct().count()
                                == quality.filters().size(),
                "axis.filters",
                "one or more of " + String.join(", ", QualityAxis.FILTERS));
    }

    private void checkMixture(MixtureAxis mixture, DataStudy study) {
        double sum = mixture.goal().values().stream().mapToDouble(x -> x).sum();
        rules.require(
                mixture.goal().isEmpty()
                        || mixture.goal().values().stream().allMatch(weight -> weight >= 0) && Math.abs(sum - 1) < 1e-6,
                "axis.goal",
                "weights of 0 or more that add up to 1, not " + sum + ", or empty");
        rules.require(mixture.mixtures() >= 2 && mixture.mixtures() <= 1000, "axis.mixtures", "2 to 1000");
        rules.require(mixture.factor() > 1, "axis.factor", "above 1");
        DataStudy.Grid grid = study.grid();
        int cells = grid.sizes().size();
        rules.require(
                cells == grid.tokens().size() && cells >= 3,
                "grid.tokens",
                "as many numbers as there are sizes, three or more, as each size reads one in a study of mixtures");
        double reach = compute(study, cells - 1) / compute(study, 1);
        rules.require(
                reach >= mixture.factor(),
                "axis.factor",
                String.format(
                        Locale.ROOT,
                        "at most %.1f, the compute of the grid's last cell over that of its second",
                        reach));
    }

    private static double compute(DataStudy study, int cell) {
        return study.training()
                .flops(
                        study.model()
                                .shape(
                                        study.grid().sizes().get(cell),
                                        study.tokenizer().vocabulary()),
                        study.grid().tokens().get(cell));
    }

    private void checkRepetition(RepetitionAxis repetition, DataStudy study) {
        rules.require(
                !repetition.unique().isEmpty()
                        && repetition.unique().stream()
                                .allMatch(unique ->
                                        unique == 0 || unique >= study.model().context() * 8L),
                "axis.unique",
                "0 for fresh text, or at least 8 windows of the context");
        rules.require(
                repetition.unique().contains(0L)
                        && repetition.unique().stream()
                                        .map(Rung::inWords)
                                        .distinct()
                                        .count()
                                == repetition.unique().size()
                        && repetition.unique().size() >= 2,
                "axis.unique",
                "two or more counts of different size, 0 for fresh text among them");
        rules.require(repetition.factor() > 1, "axis.factor", "above 1");
        rules.require(study.grid().sizes().size() >= 3, "grid.sizes", "three or more where repetition is the axis");
        rules.require(study.grid().tokens().size() >= 3, "grid.tokens", "three or more where repetition is the axis");
    }

    private void checkContinued(ContinuedAxis continued, DataStudy study) {
        List<Double> shares = continued.replay();
        rules.require(
                shares.size() >= 3
                        && shares.getFirst() >= 0
                        && shares.getLast() < 1
                        && shares.equals(shares.stream().sorted().distinct().toList()),
                "axis.replay",
                "three or more rising shares of 0 or more, below 1");
        rules.require(rules.increasing(continued.tokens()), "axis.tokens", "rising numbers, at least one");
        rules.require(continued.rate() > 0 && continued.rate() <= 10, "axis.rate", "above 0, at most 10");
        rules.require(continued.restWeight() >= 0, "axis.rest_weight", "0 or more");
        rules.require(study.grid().sizes().size() >= 2, "grid.sizes", "two or more: the largest is forecast");
    }

    private void checkVocabulary(VocabularyAxis vocabulary, DataStudy study) {
        rules.require(
                rules.increasing(vocabulary.vocabularies())
                        && vocabulary.vocabularies().getFirst() >= 320
                        && vocabulary.vocabularies().getLast() <= 1_048_576,
                "axis.vocabularies",
                "rising numbers of 320 or more");
        rules.require(vocabulary.vocabularies().size() >= 3, "axis.vocabularies", "three or more");
        rules.require(
                study.grid().tokens().size() == study.grid().sizes().size()
                        && study.grid().sizes().size() >= 2,
                "grid.tokens",
                "one number for each of grid.sizes, two or more, where the vocabulary is the axis");
        rules.require(
                study.skills().items() == 0,
                "skills.items",
                "0 where the vocabulary is the axis: whether a question fits the context hangs on it");
    }
}
