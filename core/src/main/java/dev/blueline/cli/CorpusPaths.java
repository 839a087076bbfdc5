package dev.blueline.cli;

import dev.blueline.corpus.CorpusSelection;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Text that a command looks at: its paths, and where tables keep it. */
final class CorpusPaths {
    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Files, folders, archives, jdk, or - for standard input, as run --corpus takes them.")
    private List<String> paths = new ArrayList<>();

    @Mixin
    private TextColumns columns = new TextColumns();

    /** What was named, the built-in text without a path. */
    CorpusSelection selection() {
        return selection(paths);
    }

    /** Other text, read alike. */
    CorpusSelection selection(List<String> others) {
        return CorpusSelection.of(others, columns.names);
    }
}
