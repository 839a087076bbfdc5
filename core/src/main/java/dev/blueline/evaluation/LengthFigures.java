package dev.blueline.evaluation;

import dev.blueline.tasks.Draw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a model's answers are as long as asked for.
 *
 * @param withinTwice share that end by themselves within twice the need
 * @param wordsPerNeeded words written over words needed
 */
record LengthFigures(Estimate withinTwice, Estimate wordsPerNeeded) {
    private static final int EACH = 12;
    /** Tokens written at most: more than twice the longest answer asked for. */
    private static final int TOKENS = 48;

    static LengthFigures of(Writer writer, long seed) {
        List<ShortAnswer> asked = ShortAnswer.FRAMES.stream()
                .flatMap(frame -> prompts(frame, seed).stream())
                .toList();
        List<Written> written =
                writer.greedy(asked.stream().map(ShortAnswer::prompt).toList(), TOKENS);
        ClusteredMean within = new ClusteredMean();
        ClusteredMean ratio = new ClusteredMean();
        for (int i = 0; i < asked.size(); i++) {
            ShortAnswer each = asked.get(i);
            within.add(each.frame(), each.keptBy(written.get(i)) ? 1 : 0);
            ratio.add(each.frame(), written.get(i).words(), each.words());
        }
        return new LengthFigures(within.estimate(), ratio.estimate());
    }

    /** The first dozen different prompts of a seed. */
    static List<ShortAnswer> prompts(ShortAnswer.Frame frame, long seed) {
        Map<String, ShortAnswer> prompts = new LinkedHashMap<>();
        for (long index = 0; prompts.size() < EACH; index++) {
            ShortAnswer answer = frame.maker().apply(new Draw("length:" + frame.name(), seed, 0, index));
            prompts.putIfAbsent(answer.prompt(), answer);
        }
        return new ArrayList<>(prompts.values());
    }
}
