package dev.blueline.accelerator;

import dev.blueline.corpus.Corpus;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Learners;
import dev.blueline.pretraining.TextData;
import dev.blueline.study.Size;
import dev.blueline.study.Study;
import dev.blueline.study.StudyFile;
import dev.blueline.training.Trainer;
import dev.blueline.training.WindowOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Trains the same models in float32 and with products in bfloat16 on the built-in text and prints the held-out bits per
 * byte of both, and of the latter's weights when scored in float32. Arguments: study file, tokens, seeds, sizes.
 */
final class LossStudy {
    private final Study study;
    private final TextData text;
    private final long tokens;

    private LossStudy(Study study, long tokens) {
        this.study = study;
        this.tokens = tokens;
        text = TextData.of(study, Corpus.read(List.of()), Path.of("nowhere"), System.out::println);
    }

    public static void main(String[] arguments) throws IOException {
        LossStudy it = new LossStudy(StudyFile.read(Path.of(arguments[0])), Long.parseLong(arguments[1]));
        int seeds = Integer.parseInt(arguments[2]);
        System.out.println("| size | seed | java | java-bf16 | the same, scored by java |");
        for (String size : arguments[3].split(",", -1)) {
            for (int seed = 1; seed <= seeds; seed++) {
                it.compare(Size.of(size), seed);
            }
        }
    }

    private void compare(Size size, int seed) throws IOException {
        Path folder = Files.createTempDirectory("loss");
        double plain = train("java", size, seed, folder.resolve("java"));
        double halved = train("java-bf16", size, seed, folder.resolve("java-bf16"));
        try (Learner learner = create("java", size, seed)) {
            learner.load(folder.resolve("java-bf16/model"));
            double scored = text.validation().measure(learner).all().value();
            System.out.printf(Locale.ROOT, "| %s | %d | %.4f | %.4f | %.4f |%n", size, seed, plain, halved, scored);
        }
    }

    private double train(String name, Size size, int seed, Path folder) throws IOException {
        int context = study.model().context();
        long steps = study.training().steps(tokens);
        long windows = WindowOrder.windowsIn(text.training().length(), context);
        int rows = study.training().batchTokens() / context;
        double[] loss = new double[1];
        Trainer trainer = new Trainer(
                () -> create(name, size, seed),
                new WindowOrder(text.training(), windows, context, rows, seed),
                study.training(),
                steps,
                1,
                Files.createDirectories(folder),
                Trainer.CHECKPOINT_SECONDS,
                (done, current) -> {});
        trainer.train(List.of(steps), (run, learner) -> {
            loss[0] = text.validation().measure(learner).all().value();
            learner.save(folder.resolve("model"));
        });
        return loss[0];
    }

    private Learner create(String name, Size size, int seed) {
        return Learners.create(name, study.model().shape(size, text.tokenizer().vocabularySize()), seed, 1);
    }
}
