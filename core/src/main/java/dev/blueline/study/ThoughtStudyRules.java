package dev.blueline.study;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/** What a study of thought must satisfy beyond being well-formed; whether its tasks have the levels and styles is for the tasks to say. */
final class ThoughtStudyRules {
    private static final Study.Model MODEL = new Study.Model(128, 32, 2.667, true, true);
    private static final double FEWEST_FLOPS = 1e7;

    private ThoughtStudyRules() {}

    static void check(ThoughtStudy study, Path file) {
        StudyRules rules = new StudyRules(file);
        ThoughtStudy.Thought thought = study.thought();
        rules.require(study.name().matches("[a-z0-9][a-z0-9-]*"), "name", "lower-case letters, digits and dashes");
        rules.require(
                !thought.tasks().isEmpty()
                        && distinct(thought.tasks().stream()
                                .map(ThoughtStudy.Lessons::name)
                                .toList()),
                "thought.tasks",
                "one or more tasks of different names");
        for (ThoughtStudy.Lessons lessons : thought.tasks()) {
            rules.require(
                    rules.increasing(lessons.levels()) && rules.increasing(lessons.examined()),
                    "thought.tasks",
                    "tasks whose levels and examined are rising numbers, at least one each");
        }
        rules.require(
                thought.styles().size() >= 2 && distinct(thought.styles()),
                "thought.styles",
                "two or more different styles: direct, summary, monologue");
        rules.checkSizes(thought.sizes(), "thought.sizes", MODEL);
        rules.require(
                rules.increasing(thought.flops()) && thought.flops().getFirst() >= FEWEST_FLOPS,
                "thought.flops",
                "rising numbers from 1e7 on, at least one");
        rules.require(thought.rows() >= 1 && thought.rows() <= 4096, "thought.rows", "1 to 4096");
        rules.require(thought.rate() > 0 && thought.rate() <= 100, "thought.rate", "a number above 0, at most 100");
        rules.require(thought.seeds() >= 1 && thought.seeds() <= 100, "thought.seeds", "1 to 100");
        rules.require(thought.problems() >= 8 && thought.problems() <= 10_000, "thought.problems", "8 to 10000");
    }

    private static boolean distinct(List<?> all) {
        return new HashSet<>(all).size() == all.size();
    }
}
