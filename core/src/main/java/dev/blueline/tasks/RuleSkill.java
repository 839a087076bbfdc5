package dev.blueline.tasks;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A skill that follows a rule, such as sums: cases on the training side are stated, cases on the held-out side are asked.
 * A case's side is that of its key, so no wording of a held-out case is ever trained.
 */
public abstract class RuleSkill implements Skill {

    /** One case of a level, on either side. */
    protected abstract Question question(Draw draw, int level);

    /** What follows the answer in training text. */
    protected String ending(Question question) {
        return ".";
    }

    @Override
    public final Item item(long seed, int level, long index) {
        Question question = on(Split.HELD_OUT, new Draw(name() + " items", seed, level, index), level);
        return new Item(
                name(),
                level,
                question.template(),
                Split.HELD_OUT,
                question.prompt(),
                question.right(),
                question.wrong(),
                question.steps(),
                Optional.empty(),
                OptionalLong.empty());
    }

    @Override
    public final String sentence(long seed, long index) {
        Draw draw = new Draw(name() + " training", seed, 0, index);
        int level = levels().get(draw.below(levels().size())).number();
        Question question = on(Split.TRAINING, draw, level);
        return question.prompt() + question.right() + ending(question);
    }

    private Question on(Split side, Draw draw, int level) {
        Question question = question(draw, level);
        while (Split.of(name() + " " + question.key()) != side) {
            question = question(draw, level);
        }
        return question;
    }
}
