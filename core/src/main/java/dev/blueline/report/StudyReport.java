package dev.blueline.report;

import dev.blueline.pretraining.TextData;
import dev.blueline.study.Outcome;
import dev.blueline.study.Study;
import java.nio.file.Path;

/** Writes what a study found. */
public final class StudyReport {
    private StudyReport() {}

    public static void write(Study study, TextData text, Outcome outcome, Path folder, String command, double seconds) {
        ResultsTable.write(outcome, folder.resolve("results.csv"));
        ResultFiles.write(outcome, folder);
    }
}
