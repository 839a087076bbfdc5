package dev.blueline.study;

import java.nio.file.Path;
import java.util.List;

/** What a study of reasoning must satisfy beyond being well-formed; tasks and methods say themselves whether they exist. */
final class ReasoningStudyRules {
    private static final int WIDTHS = 32;

    private ReasoningStudyRules() {}

    static void check(ReasoningStudy study, Path file) {
        StudyRules rules = new StudyRules(file);
        rules.require(study.name().matches("[a-z0-9][a-z0-9-]*"), "name", "lower-case letters, digits and dashes");
        rules.require(study.seeds() >= 1 && study.seeds() <= 100, "seeds", "1 to 100");
        Size size = study.model().size();
        rules.require(
                size.width() >= WIDTHS && size.width() % WIDTHS == 0 && size.layers() >= 1,
                "model.size",
                "a width in multiples of 32 and at least one layer, unlike " + size);
        ReasoningStudy.Teaching teaching = study.teaching();
        rules.require(different(teaching.tasks()), "teaching.tasks", "different tasks, at least one");
        rules.require(different(teaching.levels()), "teaching.levels", "different levels, at least one");
        rules.require(!teaching.styles().isEmpty(), "teaching.styles", "at least one style");
        rules.require(teaching.steps() >= 1, "teaching.steps", "1 or more");
        rules.require(teaching.rate() > 0 && teaching.rate() <= 10, "teaching.rate", "above 0, at most 10");
        ReasoningStudy.Improvement improvement = study.improvement();
        rules.require(different(improvement.tasks()), "improvement.tasks", "different tasks, at least one");
        rules.require(different(improvement.levels()), "improvement.levels", "different levels, at least one");
        rules.require(different(improvement.examine()), "improvement.examine", "different levels, at least one");
        rules.require(
                different(improvement.methods()) && improvement.methods().contains(ReasoningStudy.RL),
                "improvement.methods",
                "different methods, \"rl\" among them");
        rules.require(improvement.flops() >= 1e6, "improvement.flops", "1e6 or more");
        ReasoningStudy.Policy policy = study.policy();
        rules.require(policy.prompts() >= 1, "policy.prompts", "1 or more");
        rules.require(policy.group() >= 2, "policy.group", "2 or more");
        rules.require(policy.tokens() >= 2, "policy.tokens", "2 or more");
        rules.require(policy.rate() > 0 && policy.rate() <= 10, "policy.rate", "above 0, at most 10");
        rules.require(policy.kl() >= 0, "policy.kl", "0 or more");
        rules.require(policy.updates() >= 1, "policy.updates", "1 or more");
    }

    private static boolean different(List<?> list) {
        return !list.isEmpty() && list.stream().distinct().count() == list.size();
    }
}
