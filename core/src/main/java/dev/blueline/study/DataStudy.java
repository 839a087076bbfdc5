package dev.blueline.study;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.blueline.training.Recipe;
import java.util.List;

/**
 * An experiment with data as the axis: models of a few sizes are trained on several texts ("arms"), one recipe for all, and compared
 * on the same held-out text. Its file in {@code studies/} has a table {@code [axis]}.
 *
 * @param name short name, used for the default output folder
 * @param question what the study asks, in plain words
 * @param corpus which text
 * @param tokenizer how text becomes tokens
 * @param model what all sizes share
 * @param training the recipe and its rules
 * @param grid sizes, tokens and seeds
 * @param skills items asked of every run
 * @param axis how the arms' texts differ
 */
public record DataStudy(
        String name,
        String question,
        Study.Corpus corpus,
        Study.Tokenizer tokenizer,
        Study.Model model,
        Recipe training,
        Grid grid,

        @JacksonInject(value = "skills", useInput = OptBoolean.TRUE)
        Study.Skills skills,

        DataAxis axis) {

    /**
     * What an arm can be trained at; the axis says which cells it uses, and a short budget leaves out the largest.
     *
     * @param sizes models, smallest first
     * @param tokens training tokens, fewest first
     * @param seeds seeds of every arm where arms are compared
     */
    public record Grid(List<Size> sizes, List<Long> tokens, int seeds) {}

    /** Text, model and recipe as {@code pretraining} takes them: the grid as a ladder without a held-out rung. */
    public Study pretraining() {
        return new Study(
                name,
                question,
                corpus,
                tokenizer,
                model,
                training,
                new Study.Ladder(
                        grid.sizes(),
                        grid.tokens(),
                        List.of(grid.seeds()),
                        grid.tokens().getLast(),
                        List.of(grid.tokens().getLast()),
                        Double.MAX_VALUE,
                        List.of(0.0, Double.MAX_VALUE),
                        List.of(2.0),
                        1),
                new Study.RateCheck(List.of()),
                new Study.Contrast(grid.sizes().getFirst(), model.context() * 8L, List.of(1)),
                List.of(),
                skills);
    }
}
