package dev.blueline.evaluation;

import dev.blueline.tasks.Draw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Whether a model keeps formats.
 *
 * @param all share over all prompts, clustered by format
 * @param byFormat share of each format's prompts, by its title
 */
record FormatFigures(Estimate all, Map<String, Estimate> byFormat) {
    private static final int EACH = 12;
    /** Tokens written at most: a line, or a statement. */
    private static final int TOKENS = 48;

    static FormatFigures of(Writer writer, long seed) {
        List<AskedFormat> asked = new ArrayList<>();
        List<String> prompts = new ArrayList<>();
        for (AskedFormat format : AskedFormat.values()) {
            for (String prompt : prompts(format, seed)) {
                asked.add(format);
                prompts.add(prompt);
            }
        }
        List<Written> written = writer.greedy(prompts, TOKENS);
        ClusteredMean all = new ClusteredMean();
        Map<String, ClusteredMean> each = new LinkedHashMap<>();
        for (int i = 0; i < prompts.size(); i++) {
            String title = asked.get(i).title();
            double kept = asked.get(i).kept(prompts.get(i), written.get(i)) ? 1 : 0;
            all.add(title, kept);
            each.computeIfAbsent(title, unseen -> new ClusteredMean()).add(prompts.get(i), kept);
        }
        return new FormatFigures(all.estimate(), estimates(each));
    }

    /** The first dozen different prompts of a seed. */
    static List<String> prompts(AskedFormat format, long seed) {
        Set<String> prompts = new LinkedHashSet<>();
        LongStream.iterate(0, index -> index + 1)
                .takeWhile(index -> prompts.size() < EACH)
                .forEach(index -> prompts.add(format.prompt(new Draw("format:" + format.title(), seed, 0, index))));
        return List.copyOf(prompts);
    }

    static Map<String, Estimate> estimates(Map<String, ClusteredMean> means) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        means.forEach((name, mean) -> estimates.put(name, mean.estimate()));
        return estimates;
    }
}
