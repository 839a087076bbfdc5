package dev.blueline.pretraining;

import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.Document;
import dev.blueline.corpus.Documents;
import dev.blueline.engine.Learners;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.study.Machine;
import dev.blueline.study.Size;
import dev.blueline.study.Study;
import dev.blueline.study.StudyFile;
import dev.blueline.study.Trunk;
import dev.blueline.tasks.Skill;
import dev.blueline.tasks.SkillText;
import dev.blueline.tasks.Skills;
import dev.blueline.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Models trained on built-in text mixed with skill text: the figures of docs/skills.md. Arguments: study file, output
 * folder, megabytes of built-in text, megabytes of each skill (0 for the control), millions of tokens, sizes.
 */
final class SkillStudy {
    private SkillStudy() {}

    public static void main(String[] arguments) throws IOException {
        Study study = StudyFile.read(Path.of(arguments[0]));
        Path folder = Path.of(arguments[1]);
        Corpus corpus = Corpus.read(List.of());
        List<Document> training = new ArrayList<>();
        double bytes = Double.parseDouble(arguments[2]) * 1e6;
        for (Document document : corpus.training()) {
            bytes -= document.bytes();
            if (bytes < 0) {
                break;
            }
            training.add(document);
        }
        long each = (long) (Double.parseDouble(arguments[3]) * 1e6);
        for (Skill skill : each > 0 ? Skills.all() : List.<Skill>of()) {
            SkillText.of(skill, 1, each).forEach(training::add);
        }
        Collections.shuffle(training, new Random(1));
        TextData text = TextData.of(
                study,
                new Corpus(Documents.of(training), corpus.validation(), corpus.report(), corpus.folder()),
                folder,
                System.out::println);
        Files.createDirectories(folder);
        text.save(folder);
        System.out.println(text.training().length() + " tokens of training text");
        long tokens = Long.parseLong(arguments[4]) * 1_000_000;
        for (String size : Arrays.copyOfRange(arguments, 5, arguments.length)) {
            Pretraining procedure = new Pretraining(
                    study,
                    text,
                    Learners.JAVA,
                    folder,
                    new Ledger(folder),
                    Machine.name(),
                    Machine.version(),
                    Trainer.CHECKPOINT_SECONDS);
            Trunk trunk = new Trunk(Size.of(size), 1, Run.Role.LADDER, 1, 0, List.of(tokens));
            procedure.carryOut(
                    trunk,
                    2,
                    advance -> {},
                    run -> System.out.println(run.rung() + " " + run.seconds() + " s, " + run.parameters()));
        }
    }
}
