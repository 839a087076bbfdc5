package dev.blueline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.SmallStudy.Results;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DamagedFile;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.pretraining.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finished study whose files were moved, edited and damaged by hand: the same command makes it what it was. */
class MendedStudyTest {
    private static final String MODEL = "model.safetensors";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path work;

    @Test
    void theSameCommandMendsWhatWasSwappedReplacedOrDeletedAndTrainsALostModelToTheSameBytes() throws IOException {
        SmallStudy study = new SmallStudy(work);
        Path out = work.resolve("out");
        study.run(out);
        Results whole = Results.of(out);
        List<Path> runs = new Ledger(out)
                .entries().stream()
                        .map(Ledger.Entry::run)
                        .filter(Run::succeeded)
                        .map(run -> Pretraining.folderOf(out, run))
                        .toList();
        Path first = runs.get(0);
        Path second = runs.get(1);
        Path replaced = runs.get(2);
        Path unsealed = runs.get(3);
        Path events = runs.get(4).resolve("events.out.tfevents.0000000000.blueline");

        swap(first, second);
        for (String file : List.of(MODEL, "checksums.jsonl")) {
            Files.copy(runs.get(5).resolve(file), replaced.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path overwritten = runs.get(6);
        for (String file : filesOf(runs.get(5))) {
            Files.copy(runs.get(5).resolve(file), overwritten.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        flip(unsealed.resolve(MODEL));
        Files.delete(unsealed.resolve("checksums.jsonl"));
        flip(events);
        Path plan = out.resolve("plan.json");
        String sound = Files.readString(plan);
        Files.writeString(plan, sound.replace("\"budgetSeconds\" : 60.0", "\"budgetSeconds\" : 61.0"));
        Files.delete(out.resolve("checksums.jsonl"));

        assertThatThrownBy(() -> TrainedModel.open(first, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(String.valueOf(second.getFileName()))
                .hasMessageContaining("swapped");
        for (Path other : List.of(replaced, unsealed)) {
            assertThatThrownBy(() -> TrainedModel.open(other, 1))
                    .isInstanceOf(DamagedFile.class)
                    .hasMessageContaining(other.resolve(MODEL).toString());
        }

        List<String> said = study.run(out);

        assertThat(Results.of(out)).isEqualTo(whole);
        assertThat(Files.readString(plan)).isEqualTo(sound);
        assertThat(said)
                .anyMatch(line -> line.startsWith(first + " held the run of " + second.getFileName()))
                .anyMatch(line -> line.startsWith(plan + " could not be checked, as checksums.jsonl beside it"))
                .anyMatch(line -> line.startsWith(out.resolve("tokenizer.json") + " cannot be checked"))
                .anyMatch(line -> line.startsWith(replaced.resolve(MODEL) + " and its checksums are of another run"))
                .anyMatch(line -> line.equals(replaced + " is whole again, with the same figures to the last bit"))
                .anyMatch(line -> line.startsWith(unsealed.resolve("checksums.jsonl") + " is missing"))
                .anyMatch(line -> line.equals(unsealed + " is whole again, with the same figures to the last bit"))
                .anyMatch(line -> line.startsWith(overwritten + " held a copy of " + runs.get(5)))
                .anyMatch(line -> line.equals(overwritten + " is whole again, with the same figures to the last bit"))
                .anyMatch(line -> line.startsWith(events + " was damaged; made again"))
                .contains("Fitting the laws and writing the report again");
        for (Path run : runs) {
            TrainedModel.open(run, 1).close();
        }
        assertThat(study.run(out))
                .noneMatch(line -> line.contains("runs" + work.getFileSystem().getSeparator()));
    }

    private static List<String> filesOf(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static void swap(Path a, Path b) throws IOException {
        Path aside = a.resolveSibling("aside");
        Files.move(a, aside);
        Files.move(b, a);
        Files.move(aside, b);
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
