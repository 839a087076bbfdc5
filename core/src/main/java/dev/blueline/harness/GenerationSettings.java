package dev.blueline.harness;

import java.util.List;
import java.util.Set;

/**
 * How a model is to write.
 *
 * @param until texts that end an answer, which are not part of it
 * @param tokens most tokens of an answer
 * @param temperature 0 takes the likeliest token
 * @param topP share of the likeliest tokens drawn from
 */
record GenerationSettings(List<String> until, int tokens, double temperature, double topP) {
    private static final int MOST_TOKENS = 256;

    static GenerationSettings of(Fields settings, String fewshotDelimiter) {
        settings.only(Set.of("until", "max_gen_toks", "max_tokens", "do_sample", "temperature", "top_p"));
        List<String> until = settings.texts("until");
        double temperature = settings.number("temperature", settings.flag("do_sample", false) ? 1 : 0);
        if (!(temperature >= 0)) {
            throw settings.refused("temperature", "must be 0 or more");
        }
        double topP = settings.number("top_p", 1);
        if (!(topP > 0 && topP <= 1)) {
            throw settings.refused("top_p", "must be above 0, at most 1");
        }
        return new GenerationSettings(
                until.isEmpty() ? List.of(fewshotDelimiter) : until,
                settings.whole("max_gen_toks", settings.whole("max_tokens", MOST_TOKENS, 1), 1),
                settings.flag("do_sample", temperature > 0) ? temperature : 0,
                topP);
    }

    /** An answer up to the first text that ends it. */
    String cut(String written) {
        int end = written.length();
        for (String stop : until) {
            int at = stop.isEmpty() ? -1 : written.indexOf(stop);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        return written.substring(0, end);
    }
}
