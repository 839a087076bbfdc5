package dev.blueline.evaluation;

import dev.blueline.engine.Batch;
import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Update;
import dev.blueline.tasks.Item;
import dev.blueline.tasks.Skill;
import dev.blueline.tasks.SkillText;
import dev.blueline.tasks.Skills;
import dev.blueline.tasks.Suite;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How long a model of a million parameters takes to be asked items of all skills: the figure of docs/skills.md. The model
 * (128x4, vocabulary 1,024, context 256) learns the skills' text for some steps first, so that it writes some answers and
 * almost writes others. Arguments: items, threads, steps, times asked.
 */
final class ItemScoringStudy {
    private static final int CONTEXT = 256;
    private static final int ROWS = 16;

    private ItemScoringStudy() {}

    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        List<String> text = new ArrayList<>();
        for (Skill skill : Skills.all()) {
            SkillText.of(skill, 1, 300_000).forEach(document -> text.add(document.text()));
        }
        Tokenizer tokenizer = BytePairTrainer.train(text, 1024);
        ModelShape shape =
                new ModelShape(tokenizer.vocabularySize(), CONTEXT, 4, 128, 4, 4, 32, 352, true, false, 10_000, 1e-5);
        List<Item> items = items(count);
        try (Learner learner = new JavaLearner(shape, 1, threads)) {
            double loss = train(learner, tokenizer, text, Integer.parseInt(arguments[2]));
            System.out.printf(
                    Locale.ROOT,
                    "%d items, %d parameters, loss %.3f%n",
                    items.size(),
                    shape.parameters().total(),
                    loss);
            for (int time = 0; time < Integer.parseInt(arguments[3]); time++) {
                long started = System.nanoTime();
                List<ItemScore> scores = new TaskScorer(learner, tokenizer).score(items, share -> {});
                double seconds = 1e-9 * (System.nanoTime() - started);
                System.out.printf(
                        Locale.ROOT,
                        "%.2f s; written %d, sum of log-probabilities %.10f%n",
                        seconds,
                        scores.stream().filter(ItemScore::exact).count(),
                        scores.stream()
                                .mapToDouble(
                                        score -> Arrays.stream(score.nats()).sum())
                                .sum());
            }
        }
    }

    /** As many items of every level of every skill, until there are enough. */
    private static List<Item> items(int count) {
        int levels =
                Skills.all().stream().mapToInt(skill -> skill.levels().size()).sum();
        List<Item> items = new ArrayList<>();
        for (int each = Math.ceilDiv(count, levels); items.size() < count; each += each / 4 + 1) {
            items.clear();
            for (Skill skill : Skills.all()) {
                items.addAll(Suite.of(skill, 1, each).items());
            }
        }
        return items.subList(0, count);
    }

    private static double train(Learner learner, Tokenizer tokenizer, List<String> text, int steps) {
        int[][] documents = text.stream().map(tokenizer::encode).toArray(int[][]::new);
        SplittableRandom random = new SplittableRandom(1);
        Update update = new Update(3e-3, 3e-3, 3e-3, 0.9, 0.95, 1e-8, 0.1, 1);
        double loss = Double.NaN;
        for (int step = 0; step < steps; step++) {
            int[] tokens = new int[ROWS * (CONTEXT + 1)];
            int at = 0;
            while (at < tokens.length) {
                tokens[at++] = tokenizer.endOfText();
                int[] document = documents[random.nextInt(documents.length)];
                int part = Math.min(document.length, tokens.length - at);
                System.arraycopy(document, 0, tokens, at, part);
                at += part;
            }
            loss = learner.step(new Batch(tokens, ROWS, CONTEXT), update).loss();
        }
        return loss;
    }
}
