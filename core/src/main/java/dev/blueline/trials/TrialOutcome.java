package dev.blueline.trials;

import dev.blueline.comparison.Estimate;
import dev.blueline.ledger.Ledger;
import dev.blueline.problems.AuditedLevel;
import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.PassRates;
import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastScore;
import dev.blueline.scaling.Verdict;
import dev.blueline.study.ReasoningStudy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What came of a study of reasoning.
 *
 * @param plan how far it went
 * @param seeds of the starts
 * @param starts what was taught, by seed
 * @param tracks every run
 * @param exams what the starts made of the last examination, in the order of the seeds
 * @param ends what the ends of the runs made of it, by method, in the order of the seeds
 * @param guesses what random answers in the right form made of it
 * @param forecast of RL's end, made at half, unless there were too few measurements or a run was past half by then
 * @param score of it
 * @param undetermined why the forecast says nothing, if it does not, or why there is none, if not for too few measurements
 * @param verdict on the whole curve, unless there were too few measurements
 * @param audit of the tasks' verifiers, the levels examined
 * @param folder of the study
 */
public record TrialOutcome(
        ReasoningStudy study,
        TrialPlan plan,
        List<Long> seeds,
        List<Ledger.Entry> starts,
        List<Track> tracks,
        List<PassRates> exams,
        Map<Method, List<PassRates>> ends,
        PassRates guesses,
        Optional<Forecast> forecast,
        Optional<ForecastScore> score,
        Optional<String> undetermined,
        Optional<Verdict> verdict,
        List<AuditedLevel> audit,
        Path folder) {

    /** A level of a task, as it is written. */
    public record ExamLevel(String task, int level) {
        /** What a measurement says of it. */
        public ReasoningRecord.Level of(ReasoningRecord.Examined examined) {
            return examined.levels().stream()
                    .filter(each -> each.task().equals(task) && each.level() == level)
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return task + "/" + level;
        }
    }

    /** Levels examined. */
    public List<ExamLevel> levels() {
        return guesses.problems().stream()
                .map(problem -> new ExamLevel(problem.task(), problem.level()))
                .distinct()
                .toList();
    }

    /** Runs of a method. */
    public List<Track> of(Method method) {
        return tracks.stream().filter(track -> track.method() == method).toList();
    }

    /** Methods, reinforcement learning first. */
    public List<Method> methods() {
        return List.copyOf(ends.keySet());
    }

    /** The curve of a method over all levels examined. */
    public List<CurvePoint> curve(Method method) {
        return CurvePoint.of(
                of(method),
                Marks.of(study.improvement().flops(), method),
                each -> each.all().pass1(),
                each -> each.all().pass1Error());
    }

    /** The same at one level. */
    public List<CurvePoint> curve(Method method, ExamLevel level) {
        return CurvePoint.of(
                of(method),
                Marks.of(study.improvement().flops(), method),
                each -> level.of(each).pass1(),
                each -> level.of(each).pass1Error());
    }

    /** The run of reinforcement learning that ends best. */
    public Track best() {
        return of(Method.RL).stream()
                .max(Comparator.comparingDouble(track -> track.last().all().pass1()))
                .orElseThrow();
    }

    /** Folder of a run. */
    public Path folder(Track track) {
        return Trials.run(folder, track.seed(), track.method());
    }

    /** The last examination of a method's ends, by seed. */
    public List<PassRates> ends(Method method) {
        return ends.getOrDefault(method, List.of());
    }

    /** Share of single answers that are right, of one problem; NaN if none was scored. */
    public static double one(PassRates.Counted problem) {
        return problem.drawn() == 0 ? Double.NaN : (double) problem.right() / problem.drawn();
    }

    /** Whether any answer to one problem is right; NaN if none was scored. */
    public static double any(PassRates.Counted problem) {
        return problem.drawn() == 0 ? Double.NaN : problem.right() > 0 ? 1 : 0;
    }

    /** Mean over seeds and problems, those left out of which nothing is known. */
    public static double mean(List<PassRates> rates, ToDoubleFunction<PassRates.Counted> of) {
        return rates.stream()
                .flatMap(each -> each.problems().stream())
                .mapToDouble(of)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** Those of one level alone. */
    public static List<PassRates> at(List<PassRates> rates, ExamLevel level) {
        return rates.stream().map(each -> each.of(level.task(), level.level())).toList();
    }

    /** A method's ends less their starts. */
    public Estimate gain(Method method, ToDoubleFunction<PassRates.Counted> of) {
        return PairedGap.of(ends(method), exams, of);
    }

    /** The same at one level. */
    public Estimate gain(Method method, ExamLevel level, ToDoubleFunction<PassRates.Counted> of) {
        return PairedGap.of(at(ends(method), level), at(exams, level), of);
    }

    /** Reinforcement learning less another method, at equal FLOPs. */
    public Estimate over(Method other, ToDoubleFunction<PassRates.Counted> of) {
        return PairedGap.of(ends(Method.RL), ends(other), of);
    }

    /** Reinforcement learning less guessing. */
    public Estimate overGuessing(ExamLevel level) {
        List<PassRates> floor = new ArrayList<>();
        seeds.forEach(seed -> floor.add(guesses));
        return PairedGap.of(at(ends(Method.RL), level), at(floor, level), TrialOutcome::one);
    }

    /** Every comparison of pass@1, by its name. */
    public Map<String, Estimate> gaps() {
        Map<String, Estimate> gaps = new LinkedHashMap<>();
        for (Method method : methods()) {
            gaps.put(method.word() + " less its start", gain(method, TrialOutcome::one));
        }
        for (Method method : methods()) {
            if (method != Method.RL) {
                gaps.put("rl less " + method.word(), over(method, TrialOutcome::one));
            }
        }
        return gaps;
    }

    /** What the study found, in words, the most important first. */
    public List<String> findings() {
        return new TrialFindings(this).sentences();
    }
}
