package dev.blueline.trials;

import dev.blueline.ledger.DurableFiles;
import dev.blueline.problems.Style;
import dev.blueline.study.ReasoningStudy;
import dev.blueline.study.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A study of reasoning that takes seconds: a very small model, one step of arithmetic. */
public final class SmallTrials {
    public static final ReasoningStudy STUDY = new ReasoningStudy(
            "small",
            "Does a very small model get better?",
            2,
            new ReasoningStudy.Model(new Size(32, 1)),
            new ReasoningStudy.Teaching(List.of("arithmetic"), List.of(1), List.of(Style.DIRECT), 60, 1),
            new ReasoningStudy.Improvement(
                    List.of("arithmetic"), List.of(1), List.of(1, 2), List.of("rl", "supervised"), 4e9),
            new ReasoningStudy.Policy(8, 8, 8, 0.05, 0, 2));

    private SmallTrials() {}

    static Trials in(Path folder, TrialListener listener) {
        DurableFiles.createFolder(folder);
        return new Trials(STUDY, new Trials.Setting(folder, 1, 3600, "java", 2), listener, 0);
    }

    /** Keeps the lines, and stops the study at one. */
    static final class Stopping implements TrialListener {
        final List<String> lines = new ArrayList<>();
        private final String at;

        Stopping(String at) {
            this.at = at;
        }

        @Override
        public void says(String line) {
            lines.add(line);
            if (!at.isEmpty() && line.startsWith(at)) {
                throw new IllegalStateException("stopped");
            }
        }

        @Override
        public void advanced(double share, String detail) {}
    }
}
