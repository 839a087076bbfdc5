package dev.blueline.answering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.trials.SmallTrials;
import dev.blueline.trials.TrialListener;
import dev.blueline.trials.TrialOutcome;
import dev.blueline.trials.Trials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the second half of {@code run}, on a very small study. */
class AnswersOfTrialTest {
    @TempDir
    Path folder;

    private static final TrialListener SILENT = new TrialListener() {
        @Override
        public void says(String line) {}

        @Override
        public void advanced(double share, String detail) {}
    };

    private AnswersOfTrial answers(TrialOutcome outcome, double seconds) {
        return AnswersOfTrial.of(outcome, seconds, 1, 2, SILENT);
    }

    @Test
    void startAndEndAnswerTheSameProblemsAndMoreTimeDrawsMore() throws Exception {
        TrialOutcome outcome =
                new Trials(SmallTrials.STUDY, new Trials.Setting(folder, 1, 20, "java", 2), SILENT).carryOut();
        AnswersOfTrial few = answers(outcome, 0);
        assertThat(few.end().coverage().drawn()).isEqualTo(16);
        assertThat(few.start().curve("majority").problems())
                .isEqualTo(few.end().curve("majority").problems());
        assertThat(few.end().trained().improvedFlops()).isPositive();
        AnswersOfTrial many = answers(outcome, 1_000);
        assertThat(many.end().curve("best-of-n").samples()).isEqualTo(List.of(1, 2, 4, 8, 16, 32, 64));
        assertThat(many.end().early().right()).isEqualTo(many.end().coverage().right());
        assertThat(many.finding()).contains("a vote of 64");
        List<Path> before = files();
        AnswersOfTrial again = answers(outcome, 0);
        assertThat(again.end().coverage().right())
                .isEqualTo(many.end().coverage().right());
        assertThat(files()).isEqualTo(before);
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> all = Files.walk(folder.resolve("pools"))) {
            return all.sorted().toList();
        }
    }
}
