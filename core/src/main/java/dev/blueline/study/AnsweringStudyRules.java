package dev.blueline.study;

import java.nio.file.Path;
import java.util.List;

/** What a study of compute at the answer must satisfy beyond being well-formed; whether its tasks have the levels and styles is for the tasks to say. */
final class AnsweringStudyRules {
    private static final Study.Model MODEL = new Study.Model(128, 32, 2.667, true, true);
    private static final double FEWEST_FLOPS = 1e7;

    private AnsweringStudyRules() {}

    static void check(AnsweringStudy study, Path file) {
        StudyRules rules = new StudyRules(file);
        AnsweringStudy.Answering answering = study.answering();
        rules.require(study.name().matches("[a-z0-9][a-z0-9-]*"), "name", "lower-case letters, digits and dashes");
        rules.require(
                different(answering.tasks().stream()
                        .map(AnsweringStudy.Lessons::name)
                        .toList()),
                "answering.tasks",
                "one or more tasks of different names");
        for (AnsweringStudy.Lessons lessons : answering.tasks()) {
            rules.require(
                    rules.increasing(lessons.levels())
                            && rules.increasing(lessons.examined())
                            && rules.increasing(lessons.improved())
                            && !lessons.styles().isEmpty(),
                    "answering.tasks",
                    "tasks with styles, whose levels, improved and examined are rising numbers, at least one each");
            rules.require(
                    flops(rules, lessons.flops())
                            && lessons.flops().size() == answering.computes()
                            && (lessons.improvedFlops().isEmpty() || flops(rules, lessons.improvedFlops()))
                            && lessons.improvedFlops().size() == answering.marks(),
                    "answering.tasks",
                    "tasks whose flops and improved_flops are rising numbers from 1e7 on, as many for every task; improved_flops may be empty");
        }
        rules.checkSizes(answering.sizes(), "answering.sizes", MODEL);
        rules.require(answering.rows() >= 1 && answering.rows() <= 4096, "answering.rows", "1 to 4096");
        rules.require(answering.tokens() >= 2 && answering.tokens() <= 128, "answering.tokens", "2 to 128");
        rules.require(answering.problems() >= 8 && answering.problems() <= 10_000, "answering.problems", "8 to 10000");
        rules.require(answering.samples() >= 4 && answering.samples() <= 65_536, "answering.samples", "4 to 65536");
        AnsweringStudy.Improvement improvement = answering.improvement();
        rules.require(
                answering.sizes().contains(improvement.size()), "answering.improvement.size", "one of answering.sizes");
        rules.require(
                improvement.rate() > 0 && improvement.rate() <= 10,
                "answering.improvement.rate",
                "above 0, at most 10");
    }

    private static boolean flops(StudyRules rules, List<Double> flops) {
        return rules.increasing(flops) && flops.getFirst() >= FEWEST_FLOPS;
    }

    private static boolean different(List<?> list) {
        return !list.isEmpty() && list.stream().distinct().count() == list.size();
    }
}
