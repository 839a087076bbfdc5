package dev.blueline.study;

import dev.blueline.engine.Optimizer;
import dev.blueline.ledger.BadInput;
import dev.blueline.tasks.Skill;
import dev.blueline.tasks.Skills;
import java.nio.file.Path;
import java.util.List;

/** What a study must satisfy beyond being well-formed. */
final class StudyRules {
    private final Path file;

    StudyRules(Path file) {
        this.file = file;
    }

    static void check(Study study, Path file) {
        StudyRules rules = new StudyRules(file);
        rules.checkCommon(study);
        rules.checkLadder(study);
        rules.require(
                study.rateCheck().factors().stream().allMatch(f -> f > 0 && f != 1),
                "rate_check.factors",
                "above 0, not 1");
        rules.require(rules.increasing(study.contrast().epochs()), "contrast.epochs", "rising numbers, at least one");
        rules.require(
                study.contrast().uniqueTokens() >= study.model().context() * 8L,
                "contrast.unique_tokens",
                "at least 8 windows of the context");
    }

    /** What holds for text, tokenizer, model, recipe and skills of any study. */
    void checkCommon(Study study) {
        require(study.name().matches("[a-z0-9][a-z0-9-]*"), "name", "lower-case letters, digits and dashes");
        require(
                study.tokenizer().vocabulary() >= 320 && study.tokenizer().vocabulary() <= 1_048_576,
                "tokenizer.vocabulary",
                "320 to 1048576: 256 bytes, 32 special tokens and some merges");
        require(study.corpus().measuredMegabytes() > 0, "corpus.measured_megabytes", "above 0");
        require(study.tokenizer().sampleMegabytes() >= 1, "tokenizer.sample_megabytes", "at least 1");
        checkModel(study.model());
        checkTraining(study);
        checkSkills(study.skills());
    }

    private void checkSkills(Study.Skills skills) {
        require(skills.share() >= 0 && skills.share() <= 0.5, "skills.share", "0 or more, at most 0.5");
        require(skills.items() >= 0 && skills.items() <= 10_000, "skills.items", "0 to 10000, for each level");
        List<String> known = Skills.all().stream().map(Skill::name).toList();
        for (String name : skills.names()) {
            require(
                    known.contains(name),
                    "skills.names",
                    "names out of " + String.join(", ", known) + ", unlike \"" + name + "\""
                            + StudyFile.nearest(name, known).orElse(""));
        }
        require(
                skills.names().stream().distinct().count() == skills.names().size(),
                "skills.names",
                "different names, each skill once");
        require(skills.share() == 0 || skills.items() > 0, "skills.items", "1 or more where skills.share is above 0");
    }

    private void checkModel(Study.Model model) {
        require(model.context() >= 8 && model.context() <= 65_536, "model.context", "8 to 65536");
        require(model.headWidth() >= 16 && model.headWidth() % 16 == 0, "model.head_width", "a multiple of 16");
        require(model.hiddenRatio() > 0 && model.hiddenRatio() <= 16, "model.hidden_ratio", "above 0, at most 16");
    }

    private void checkTraining(Study study) {
        var recipe = study.training();
        require(
                recipe.batchTokens() > 0 && recipe.batchTokens() % study.model().context() == 0,
                "training.batch_tokens",
                "a multiple of model.context");
        require(recipe.muonRate() >= 0 && recipe.muonRate() <= 10, "training.muon_rate", "0 or more, at most 10");
        require(
                recipe.optimizer() == Optimizer.ADAMW || recipe.muonRate() > 0,
                "training.muon_rate",
                "above 0 where training.optimizer is \"muon\"");
        require(recipe.matrixRate() > 0, "training.matrix_rate", "above 0");
        require(recipe.embeddingRate() > 0, "training.embedding_rate", "above 0");
        require(recipe.gainRate() >= 0, "training.gain_rate", "0 or more");
        require(recipe.beta1() >= 0 && recipe.beta1() < 1, "training.beta1", "0 or more, below 1");
        require(recipe.beta2() >= 0 && recipe.beta2() < 1, "training.beta2", "0 or more, below 1");
        require(recipe.epsilon() > 0, "training.epsilon", "above 0");
        require(recipe.weightDecay() >= 0, "training.weight_decay", "0 or more");
        require(recipe.clip() > 0, "training.clip", "above 0");
        require(recipe.warmup() >= 0 && recipe.warmup() < 0.5, "training.warmup", "0 or more, below 0.5");
        require(recipe.cooldown() > 0 && recipe.cooldown() < 1, "training.cooldown", "above 0, below 1");
        require(recipe.retries() >= 0, "training.retries", "0 or more");
        require(recipe.retryFactor() > 0 && recipe.retryFactor() < 1, "training.retry_factor", "above 0, below 1");
    }

    private void checkLadder(Study study) {
        Study.Ladder ladder = study.ladder();
        checkSizes(ladder.sizes(), "ladder.sizes", study.model());
        require(increasing(ladder.tokens()), "ladder.tokens", "rising numbers, at least one");
        require(increasing(ladder.topTokens()), "ladder.top_tokens", "rising numbers, at least one");
        require(
                ladder.seedTokens() >= ladder.tokens().getFirst(),
                "ladder.seed_tokens",
                "at least the first of ladder.tokens");
        require(
                !ladder.seeds().isEmpty() && ladder.seeds().stream().allMatch(n -> n >= 1),
                "ladder.seeds",
                "one or more each");
        require(
                ladder.topTokensPerParameter().size() == 2
                        && ladder.topTokensPerParameter().get(0)
                                < ladder.topTokensPerParameter().get(1),
                "ladder.top_tokens_per_parameter",
                "two rising numbers");
        require(
                !ladder.factors().isEmpty() && ladder.factors().stream().allMatch(f -> f > 1),
                "ladder.factors",
                "one or more numbers above 1");
        require(ladder.mostTokensPerParameter() > 0, "ladder.most_tokens_per_parameter", "above 0");
        require(ladder.mostEpochs() >= 1 && ladder.mostEpochs() <= 1000, "ladder.most_epochs", "1 to 1000");
        require(ladder.sizes().contains(study.contrast().size()), "contrast.size", "one of ladder.sizes");
    }

    void checkSizes(List<Size> sizes, String key, Study.Model model) {
        require(!sizes.isEmpty(), key, "at least one size");
        for (Size size : sizes) {
            require(
                    size.width() >= model.headWidth() && size.width() % model.headWidth() == 0 && size.layers() >= 1,
                    key,
                    "widths in multiples of model.head_width and at least one layer, unlike " + size);
        }
        require(sizes.stream().distinct().count() == sizes.size(), key, "different sizes");
    }

    <N extends Number> boolean increasing(List<N> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i).longValue() <= (i == 0 ? 0 : numbers.get(i - 1).longValue())) {
                return false;
            }
        }
        return !numbers.isEmpty();
    }

    void require(boolean holds, String key, String what) {
        if (!holds) {
            throw new BadInput(file + ": key \"" + key + "\" must be " + what);
        }
    }
}
