package dev.blueline.ablation;

import dev.blueline.engine.ModelShape;
import dev.blueline.study.Line;
import dev.blueline.study.Size;
import java.util.List;
import java.util.Optional;

/** How one kind of data study is carried out: which texts, which runs, what is forecast before them. */
public interface Experiment {

    /** Ways to carry it out, the largest first; the budget takes the first that it pays for. */
    List<Design> designs();

    /** Shape of a size in an arm: vocabularies may differ. */
    ModelShape shape(String arm, Size size);

    /**
     * The text of an arm. Asked for when the arm's stage begins, or again to go on with it: the same results give the same text.
     *
     * @param results runs of the stages before
     */
    Arm arm(String name, Results results);

    /**
     * What is expected of a stage before it begins; often nothing.
     *
     * @param stage from 0
     * @param results runs of the stages before
     */
    default List<Expectation> expectations(Design design, int stage, Results results) {
        return List.of();
    }

    /** What the runs say, one plain sentence each, with intervals; the most important first. */
    List<String> findings(Results results);

    /** What the experiment's sections of the report are made from. */
    default Optional<Analysis> analysis(Results results) {
        return Optional.empty();
    }

    /** Curves that are judged: blue, red or undetermined. */
    default List<Line> lines(Results results) {
        return List.of();
    }
}
