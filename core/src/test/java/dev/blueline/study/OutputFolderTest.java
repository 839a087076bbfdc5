package dev.blueline.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    private static final OutputFolder.Owner OWNER = new OutputFolder.Owner("first-look", "abc", "text", 1, "java");

    @TempDir
    Path folder;

    @Test
    void lookingAtAFolderWritesNothing() {
        Path out = folder.resolve("runs/new");
        OutputFolder.of(out).close();
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void aClaimedFolderServesTheSameStudyAgain() {
        Path out = folder.resolve("runs/new");
        try (OutputFolder output = OutputFolder.of(out)) {
            output.claim(OWNER);
        }
        try (OutputFolder again = OutputFolder.of(out)) {
            again.claim(OWNER);
        }
        assertThat(out.resolve("study.json")).exists();
    }

    @Test
    void aFolderInUseIsRefused() {
        Path out = folder.resolve("busy");
        try (OutputFolder output = OutputFolder.of(out)) {
            output.claim(OWNER);
            assertThatThrownBy(() -> OutputFolder.of(out))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("in use");
        }
        OutputFolder.of(out).close();
    }

    @Test
    void aFolderFromBeforeThereWereSeveralLearnersIsOfTheJavaLearner() throws Exception {
        Path out = Files.createDirectory(folder.resolve("early"));
        Files.writeString(out.resolve("study.json"), """
                {"study": "first-look", "fingerprint": "abc", "corpus": "text", "seed": 1}""");
        try (OutputFolder output = OutputFolder.of(out)) {
            output.check(OWNER);
        }
    }

    @Test
    void aFolderOfAnotherStudyRecipeTextSeedOrLearnerIsRefused() {
        Path out = folder.resolve("owned");
        try (OutputFolder output = OutputFolder.of(out)) {
            output.claim(OWNER);
        }
        refused(out, new OutputFolder.Owner("other", "abc", "text", 1, "java"), "belongs to study");
        refused(out, new OutputFolder.Owner("first-look", "abd", "text", 1, "java"), "other settings");
        refused(out, new OutputFolder.Owner("first-look", "abc", "more", 1, "java"), "other text");
        refused(out, new OutputFolder.Owner("first-look", "abc", "text", 2, "java"), "--seed 1");
        refused(out, new OutputFolder.Owner("first-look", "abc", "text", 1, "torch"), "--learner java");
    }

    @Test
    void aFolderWithForeignFilesOrAFileInItsPlaceIsRefused() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "mine");
        refused(folder, OWNER, "not a study's");
        refused(folder.resolve("thesis.txt/deep"), OWNER, "is a file");
        assertThat(folder.resolve("thesis.txt")).hasContent("mine");
    }

    private static void refused(Path out, OutputFolder.Owner owner, String says) {
        assertThatThrownBy(() -> {
                    try (OutputFolder output = OutputFolder.of(out)) {
                        output.check(owner);
                    }
                })
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(says)
                .hasMessageContaining("--out");
    }
}
