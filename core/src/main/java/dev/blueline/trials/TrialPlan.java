package dev.blueline.trials;

import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.ReinforcementLearning;
import dev.blueline.study.ReasoningStudy;
import java.util.List;
import java.util.Locale;

/**
 * How far along a study goes, written to {@code plan.json} before the runs: all of it, or what fits a budget at the speed measured. The
 * speed decides seeds and length, and no figure.
 *
 * @param seeds starts, of those of the study
 * @param fraction of the study's length of a run: 1, a half, a quarter or an eighth
 * @param flops of one run
 * @param budgetSeconds asked for
 * @param expectedSeconds from the trial to the end
 * @param teachingSeconds of one start
 * @param pace of reinforcement learning
 */
public record TrialPlan(
        int seeds,
        double fraction,
        double flops,
        double budgetSeconds,
        double expectedSeconds,
        double teachingSeconds,
        ReinforcementLearning.Pace pace) {
    /** Shortest part of a run. */
    static final double SHORTEST = 1.0 / 8;

    /** Times are measured in seconds on a machine that has other work too. */
    private static final double MARGIN = 1.15;

    /** Audit and report. */
    private static final double REPORT_SECONDS = 8;

    /**
     * The longest runs of all seeds that fit, else of fewer seeds; if nothing fits, the shortest run of one seed.
     *
     * @param left seconds left of the budget, the first start being taught
     */
    static TrialPlan choose(
            ReasoningStudy study,
            ReinforcementLearning.Pace pace,
            double teachingSeconds,
            double left,
            double budgetSeconds) {
        for (int seeds = study.seeds(); ; seeds--) {
            for (double fraction = 1; fraction >= SHORTEST; fraction /= 2) {
                double expected = expected(study, pace, teachingSeconds, seeds, fraction);
                boolean last = seeds == 1 && fraction == SHORTEST;
                if (expected <= left || last) {
                    return new TrialPlan(
                            seeds,
                            fraction,
                            fraction * study.improvement().flops(),
                            budgetSeconds,
                            expected,
                            teachingSeconds,
                            pace);
                }
            }
        }
    }

    private static double expected(
            ReasoningStudy study, ReinforcementLearning.Pace pace, double teachingSeconds, int seeds, double fraction) {
        double flops = fraction * study.improvement().flops();
        double runs = 0;
        for (String word : study.improvement().methods()) {
            List<Double> marks = Marks.of(study.improvement().flops(), Method.of(word));
            runs += runSeconds(pace, flops) + pace.examination() * Marks.measurements(marks, flops, pace.flops());
        }
        double exams = examSeconds(pace) * (1 + study.improvement().methods().size());
        return MARGIN * ((seeds - 1) * teachingSeconds + seeds * (runs + exams)) + REPORT_SECONDS;
    }

    /** Expected seconds of the last examination of one model. */
    double examSeconds() {
        return examSeconds(pace);
    }

    /** It asks more problems of a level than an examination on the way. */
    private static double examSeconds(ReinforcementLearning.Pace pace) {
        return pace.examination() * FinalExam.PROBLEMS / ReinforcementLearning.PROBLEMS;
    }

    private static double runSeconds(ReinforcementLearning.Pace pace, double flops) {
        return flops / pace.flops() * pace.seconds();
    }

    /** Expected seconds of a run with its measurements. */
    double runSeconds(ReasoningStudy study, Method method) {
        List<Double> marks = Marks.of(study.improvement().flops(), method);
        return runSeconds(pace, flops) + pace.examination() * Marks.measurements(marks, flops, pace.flops());
    }

    /**
     * At least as far as this one and another: what was begun is never given up. More seeds of one and longer runs of the other take
     * longer than either.
     */
    TrialPlan orFurther(TrialPlan earlier, ReasoningStudy study) {
        int most = Math.max(seeds, earlier.seeds);
        double longest = Math.max(fraction, earlier.fraction);
        return new TrialPlan(
                most,
                longest,
                Math.max(flops, earlier.flops),
                Math.max(budgetSeconds, earlier.budgetSeconds),
                expected(study, pace, teachingSeconds, most, longest),
                teachingSeconds,
                pace);
    }

    /** One line. */
    String inWords(ReasoningStudy study) {
        return String.format(
                Locale.ROOT,
                "%d %s, %.3g FLOP for each of %s%s, about %.0f s",
                seeds,
                seeds == 1 ? "start" : "starts",
                flops,
                String.join(", ", study.improvement().methods()),
                fraction < 1 || seeds < study.seeds()
                        ? String.format(
                                Locale.ROOT,
                                " (the budget takes %s of the study's length%s)",
                                part(),
                                seeds < study.seeds() ? " and " + seeds + " of its " + study.seeds() + " starts" : "")
                        : "",
                expectedSeconds);
    }

    /** The fraction in words. */
    String part() {
        return switch ((int) Math.round(1 / fraction)) {
            case 1 -> "all";
            case 2 -> "a half";
            case 4 -> "a quarter";
            default -> "an eighth";
        };
    }
}
