package dev.blueline.report;

import dev.blueline.evaluation.ClassForecasts;
import dev.blueline.evaluation.ClassLaws;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the report shows, as plain values. Losses are validation bits per byte unless a component says otherwise.
 * Lists may be empty and optionals absent: the page then leaves that section out or says what is missing.
 *
 * @param study name of the study, such as {@code first-look}
 * @param question what the study asks, in one sentence
 * @param finishedAt when the study ended
 * @param version version of the program
 * @param command command line that made the report
 * @param machine what it ran on
 * @param budget wall-clock asked for and used
 * @param corpus the text
 * @param tokenizer the vocabulary
 * @param plan the rungs the budget allowed, in the order of their compute
 * @param runs every run, whatever its role and status
 * @param lossCurves training loss along tokens
 * @param laws the candidate laws and what they say along compute
 * @param forecast the forecast of the held-out rung; absent if the ladder was too short for one
 * @param verdicts the frontier first, then the lines expected to saturate
 * @param rateChecks losses at scaled learning rates, one for each rung checked
 * @param samples what the largest run of each size wrote, the smallest size first for each prompt
 * @param classes the loss taken apart by classes of tokens; absent if too few runs have it
 * @param foreseen which classes the fitted runs foresee at the held-out one; absent if there are too few
 * @param skills what the models can do, skill by skill
 * @param counting how FLOPs, parameters and bytes were counted: heading to sentence, in order of the map
 * @param limitations what the reader must not conclude, one sentence each
 * @param warnings what went wrong or falls short in this study, one sentence each
 */
public record ReportData(
        String study,
        String question,
        Instant finishedAt,
        String version,
        String command,
        Machine machine,
        Budget budget,
        Corpus corpus,
        Tokenizer tokenizer,
        List<PlannedRung> plan,
        List<RunResult> runs,
        LossCurves lossCurves,
        Laws laws,
        Optional<ForecastResult> forecast,
        List<VerdictPanel> verdicts,
        List<RateCheck> rateChecks,
        List<Sample> samples,
        Optional<ClassLaws> classes,
        Optional<ClassForecasts> foreseen,
        SkillResults skills,
        Map<String, String> counting,
        List<String> limitations,
        List<String> warnings) {

    /**
     * What the study ran on.
     *
     * @param processor name of the processor
     * @param cores cores used
     * @param peakGflopsPerCore fused multiply-adds measured on one core, in GFLOP/s
     * @param java Java runtime version
     */
    public record Machine(String processor, int cores, double peakGflopsPerCore, String java) {}

    /**
     * Wall-clock.
     *
     * @param asked budget given
     * @param used from reading the text to the report, this time; an earlier, stopped time in this folder is not in it
     */
    public record Budget(Duration asked, Duration used) {}

    /**
     * The text learnt from and measured on.
     *
     * @param source where it came from, in one sentence
     * @param domains one for each domain
     * @param dropped why documents were left out or repaired, to how many
     */
    public record Corpus(String source, List<Domain> domains, Map<String, Long> dropped) {

        /**
         * One domain.
         *
         * @param name such as {@code parliament}
         * @param trainingDocuments documents learnt from
         * @param trainingBytes bytes learnt from
         * @param validationDocuments documents measured on: the clusters of the standard error
         * @param validationBytes bytes measured on
         */
        public record Domain(
                String name,
                long trainingDocuments,
                long trainingBytes,
                long validationDocuments,
                long validationBytes) {}
    }

    /**
     * The tokenizer.
     *
     * @param vocabulary tokens, the reserved ones included
     * @param bytesPerToken mean over the validation text
     */
    public record Tokenizer(int vocabulary, double bytesPerToken) {}

    /**
     * A rung the budget allowed.
     *
     * @param rung such as {@code 64x2/4M}
     * @param parameters weights in matrix products
     * @param tokens training tokens
     * @param flops training FLOPs
     * @param expectedSeconds time foreseen
     */
    public record PlannedRung(String rung, long parameters, long tokens, double flops, double expectedSeconds) {}

    /**
     * Training loss along tokens.
     *
     * @param unit unit of the losses, such as {@code bits per byte}
     * @param curves one for each trunk
     */
    public record LossCurves(String unit, List<Curve> curves) {

        /**
         * One trunk's smoothed training loss.
         *
         * @param trunk name
         * @param layers transformer blocks
         * @param width model width
         * @param points losses in order of tokens; thinned by the report where there are many
         */
        public record Curve(String trunk, int layers, int width, List<Point> points) {}

        /**
         * One place on a curve.
         *
         * @param tokens tokens seen
         * @param loss smoothed training loss
         */
        public record Point(long tokens, double loss) {}
    }

    /**
     * Losses at scaled learning rates on one rung.
     *
     * @param rung such as {@code 96x3/2M}
     * @param trials losses by rate, the rule's own (scale 1) included
     */
    public record RateCheck(String rung, List<Trial> trials) {

        /**
         * One rate tried.
         *
         * @param rateScale factor on the rate of the study's rule
         * @param loss loss and standard error; not a number if the run diverged
         */
        public record Trial(double rateScale, Loss loss) {}
    }

    /**
     * What a model wrote.
     *
     * @param prompt text given, the same for every model
     * @param model name, such as {@code 128x3/9.8M}
     * @param text continuation
     */
    public record Sample(String prompt, String model, String text) {}
}
