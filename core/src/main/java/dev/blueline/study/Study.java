package dev.blueline.study;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.blueline.engine.ModelShape;
import dev.blueline.training.Recipe;
import java.util.List;

/**
 * One experiment, as its file in {@code studies/} gives it: the text, the model family, how it is trained, and the grid
 * of rungs. Nothing in it depends on the machine or on the time given.
 *
 * @param name short name, used for the default output folder
 * @param question what the study asks, in plain words
 * @param corpus which text
 * @param tokenizer how text becomes tokens
 * @param model what all sizes share
 * @param training the recipe and its rules
 * @param ladder the grid and what is held out
 * @param rateCheck the check of the learning-rate rule
 * @param contrast the line expected to saturate
 * @param prompts beginnings that the largest run of each size continues in the report
 * @param skills what is trained and asked beside natural text
 */
public record Study(
        String name,
        String question,
        Corpus corpus,
        Tokenizer tokenizer,
        Model model,
        Recipe training,
        Ladder ladder,
        RateCheck rateCheck,
        Contrast contrast,
        List<String> prompts,

        @JacksonInject(value = "skills", useInput = OptBoolean.TRUE)
        Skills skills) {

    /** A study without skills is the same study as before there were any. */
    @Override
    public String toString() {
        return "Study[name=" + name + ", question=" + question + ", corpus=" + corpus + ", tokenizer=" + tokenizer
                + ", model=" + model + ", training=" + training + ", ladder=" + ladder + ", rateCheck=" + rateCheck
                + ", contrast=" + contrast + ", prompts=" + prompts
                + (skills.equals(Skills.NONE) ? "" : ", skills=" + skills) + "]";
    }

    /**
     * @param paths files, folders, archives, {@code jdk}, each perhaps with a name and a weight; empty for the built-in corpus
     * @param textColumns columns of tables and JSON records that make up a document; the usual ones if a study does not say
     * @param measuredMegabytes held-out text that every run is measured on: the first documents of the held-out side, whose
     *     order mixes the domains
     */
    public record Corpus(
            List<String> paths,

            @JacksonInject(value = "textColumns", useInput = OptBoolean.TRUE)
            List<String> textColumns,

            double measuredMegabytes) {
        /** A study without columns of its own is the same study as before there were any. */
        @Override
        public String toString() {
            return "Corpus[paths=" + paths + (textColumns.isEmpty() ? "" : ", textColumns=" + textColumns)
                    + ", measuredMegabytes=" + measuredMegabytes + "]";
        }
    }

    /**
     * @param vocabulary tokens in all: 256 bytes, 32 special tokens and the merges
     * @param sampleMegabytes training text that the merges are learned from
     */
    public record Tokenizer(int vocabulary, int sampleMegabytes) {}

    /**
     * @param context longest sequence
     * @param headWidth width of one attention head
     * @param hiddenRatio feed-forward width over model width, rounded up to a multiple of 32
     * @param queryKeyNorm normalise queries and keys
     * @param tied the head is the embedding
     */
    public record Model(int context, int headWidth, double hiddenRatio, boolean queryKeyNorm, boolean tied) {

        /** The shape of one size with a vocabulary. */
        public ModelShape shape(Size size, int vocabulary) {
            int heads = size.width() / headWidth;
            int hidden = (int) Math.ceil(size.width() * hiddenRatio / 32) * 32;
            return new ModelShape(
                    vocabulary,
                    context,
                    size.layers(),
                    size.width(),
                    heads,
                    heads,
                    headWidth,
                    hidden,
                    queryKeyNorm,
                    tied,
                    10_000,
                    1e-5);
        }
    }

    /**
     * The grid: every size at every token count, from which the budget takes what it can pay for.
     *
     * @param sizes models, smallest first
     * @param tokens training tokens, fewest first
     * @param seeds seeds at each size, in the order of sizes; the last holds for all further sizes
     * @param seedTokens most tokens of second and further seeds, which are there to measure the noise
     * @param topTokens training tokens a held-out rung may have, fewest first
     * @param mostTokensPerParameter cells above this ratio are left out of the fit
     * @param topTokensPerParameter least and most tokens per parameter of a held-out rung
     * @param factors wished ratio of the held-out rung's compute to the largest fitted rung's; the first that the budget
     *     can pay for is taken
     * @param mostEpochs times that a rung may read the text, 1 if a study does not say: rungs past the text's end read it again
     */
    public record Ladder(
            List<Size> sizes,
            List<Long> tokens,
            List<Integer> seeds,
            long seedTokens,
            List<Long> topTokens,
            double mostTokensPerParameter,
            List<Double> topTokensPerParameter,
            List<Double> factors,

            @JacksonInject(value = "mostEpochs", useInput = OptBoolean.TRUE)
            double mostEpochs) {

        /** A ladder that repeats nothing is the same as before any could. */
        @Override
        public String toString() {
            return "Ladder[sizes=" + sizes + ", tokens=" + tokens + ", seeds=" + seeds + ", seedTokens=" + seedTokens
                    + ", topTokens=" + topTokens + ", mostTokensPerParameter=" + mostTokensPerParameter
                    + ", topTokensPerParameter=" + topTokensPerParameter + ", factors=" + factors
                    + (mostEpochs == 1 ? "" : ", mostEpochs=" + mostEpochs) + "]";
        }

        int seedsAt(int sizeIndex) {
            return seeds.get(Math.min(sizeIndex, seeds.size() - 1));
        }
    }

    /**
     * The check of the learning-rate rule, at the middle rung of the fitted ladder.
     *
     * @param factors factors on the rate, beside the rule's own 1
     */
    public record RateCheck(List<Double> factors) {}

    /**
     * @param size model that reads the same little text again and again
     * @param uniqueTokens tokens of the repeated text
     * @param epochs times the text is read; each is a point of the line
     */
    public record Contrast(Size size, long uniqueTokens, List<Integer> epochs) {}

    /**
     * Skills as tasks, see package {@code tasks}. The middle size of the fitted ladder is trained once more without their text, as a
     * control.
     *
     * @param share of the training tokens that is text made for the skills, in equal parts; the rest is natural
     * @param items asked of every run, for each level of each skill
     * @param names the skills; empty for all
     */
    public record Skills(
            double share,
            int items,

            @JacksonInject(value = "skillNames", useInput = OptBoolean.TRUE)
            List<String> names) {
        /** Nothing but natural text. */
        public static final Skills NONE = new Skills(0, 0, List.of());
    }
}
