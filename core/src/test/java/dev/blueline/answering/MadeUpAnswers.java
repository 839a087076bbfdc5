package dev.blueline.answering;

import dev.blueline.problems.Problem;
import dev.blueline.problems.Style;
import dev.blueline.study.AnsweringStudy;
import dev.blueline.study.Size;
import dev.blueline.testtime.Attempt;
import dev.blueline.testtime.CoverageForecasts;
import dev.blueline.testtime.Pool;
import dev.blueline.testtime.Strategy;
import dev.blueline.testtime.ThinkingReport;
import dev.blueline.testtime.WithoutThought;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Answers of models that were never trained: each is right with a stated chance, wrong answers being several. */
public final class MadeUpAnswers {
    private static final int PROBLEMS = 24;
    private static final int SAMPLES = 64;

    private MadeUpAnswers() {}

    /** Two sizes at three training computes, then reinforcement learning; two levels of one task. */
    public static AnsweringResults results() {
        AnsweringStudy study = new AnsweringStudy(
                "made-up",
                "Does it help?",
                new AnsweringStudy.Answering(
                        List.of(new AnsweringStudy.Lessons(
                                "arithmetic",
                                List.of(1, 2),
                                List.of(Style.DIRECT),
                                List.of(1e9, 2e9, 4e9),
                                List.of(2),
                                List.of(2e9),
                                List.of(1, 2))),
                        List.of(new Size(32, 1), new Size(64, 2)),
                        32,
                        16,
                        PROBLEMS,
                        128,
                        new AnsweringStudy.Improvement(new Size(64, 2), 0.1)));
        List<Answered> answered = new ArrayList<>();
        for (Size size : study.answering().sizes()) {
            for (int taught = 0; taught < 3; taught++) {
                answered.addAll(levels(new Candidate("arithmetic", size, taught, 0), 0.15 + 0.12 * taught));
            }
        }
        answered.addAll(levels(new Candidate("arithmetic", new Size(64, 2), 2, 1), 0.6));
        List<Integer> none = new ArrayList<>();
        for (int i = 0; i < PROBLEMS; i++) {
            none.add(0);
        }
        return AnsweringResults.of(
                study,
                new AnsweringPlan(60, 3, 1, SAMPLES, 30, 20),
                answered,
                Map.of(
                        "arithmetic",
                        ThinkingReport.of(
                                Strategy.all(),
                                new TreeMap<>(Map.of(1, pools(1, 0.6, 64), 2, pools(2, 0.3, 64))),
                                1,
                                share -> {})),
                Map.of(
                        "arithmetic",
                        Map.of(
                                1, new WithoutThought(OptionalDouble.of(0.002), none, SAMPLES),
                                2, new WithoutThought(OptionalDouble.empty(), none, SAMPLES))),
                Map.of(
                        "arithmetic",
                        List.of(new CoverageForecasts.Scored(2, "beta-binomial", 0.9, 0.95, 0.9, 1, 0.97))),
                1);
    }

    /** Of a study of reasoning: .2 right before, .6 after. */
    public static AnswersOfTrial ofTrial() {
        Candidate start = new Candidate("arithmetic", new Size(64, 4), 0, 0);
        return new AnswersOfTrial(
                answered(start, AnsweringResults.ALL, 0.2),
                answered(new Candidate("arithmetic", new Size(64, 4), 0, 1), AnsweringResults.ALL, 0.6),
                1e9);
    }

    private static List<Answered> levels(Candidate candidate, double chance) {
        return List.of(answered(candidate, 1, chance), answered(candidate, 2, chance / 2));
    }

    private static Answered answered(Candidate candidate, int level, double chance) {
        Trained trained = new Trained(
                candidate, 1_000, 900, 1e9 * (1 << candidate.taught()), 2e9 * candidate.improved(), 50_000, 12);
        return Answered.of(trained, level, pools(level, chance, candidate.size().width()), 1);
    }

    private static List<Pool> pools(int level, double chance, int width) {
        double perToken = 1e3 * width;
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < PROBLEMS; i++) {
            SplittableRandom random = new SplittableRandom(31L * i + level);
            double here = Math.clamp(chance + 0.3 * (random.nextDouble() - 0.5), 0, 1);
            List<Attempt> attempts = new ArrayList<>();
            for (int j = 0; j <= SAMPLES; j++) {
                boolean right = random.nextDouble() < here;
                attempts.add(
                        new Attempt(right ? "7" : "wrong " + random.nextInt(12), -1, right ? 1 : 0, 10, 10 * perToken));
            }
            pools.add(new Pool(
                    new Problem("arithmetic", level, "p" + i, "p" + i, "7", level),
                    perToken,
                    attempts.subList(1, attempts.size()),
                    Optional.of(attempts.getFirst())));
        }
        return pools;
    }
}
