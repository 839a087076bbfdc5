package dev.blueline;

import dev.blueline.SmallStudy.At;
import dev.blueline.SmallStudy.Results;
import dev.blueline.ledger.BadInput;
import dev.blueline.study.StudyFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One small study with real models, kept at three places of its way: some rungs done, forecast registered, all done. A
 * case takes one of them, damages one file, and gives the same command again: the results must be those of the study that
 * nothing happened to, or the command must stop in one line that names the file.
 */
final class DamagedStudies {
    /** Files of a study's folder by what becomes of them. */
    static final List<String> KINDS = List.of(
            "study\\.json",
            "plan\\.json",
            "ledger\\.jsonl",
            "forecasts\\.jsonl",
            "tokenizer\\.json",
            "checksums\\.jsonl",
            "\\.copies/.*",
            "forecast\\.json|law\\.json|results\\.csv|report\\.html",
            "trunks/.*",
            "runs/.*/model\\.safetensors",
            "runs/.*/config\\.json",
            "runs/.*/tokenizer\\.json",
            "runs/.*/(curve|run)\\.json",
            "runs/.*/checksums\\.jsonl");

    private final Path work;
    private final SmallStudy study;
    private final List<Path> states;
    private final Results whole;
    private final Faults faults;

    /** @param work a folder for this study and its damaged copies */
    DamagedStudies(Path work, long seed) throws IOException {
        this.work = work;
        this.faults = new Faults(seed);
        this.study = new SmallStudy(work);
        Path finished = work.resolve("finished");
        study.run(finished);
        this.whole = Results.of(finished);
        Path rungs = work.resolve("rungs");
        Path registered = work.resolve("registered");
        study.stopped(rungs, At.FOUR_RUNS, () -> {});
        study.stopped(registered, At.HELD_OUT, () -> {});
        this.states = List.of(rungs, registered, finished);
        for (Path state : states) { // the three must lead to the same before anything is damaged
            Path copy = copy(state);
            study.run(copy);
            if (!Results.of(copy).equals(whole)) {
                throw new IllegalStateException(state + " does not lead to the same results");
            }
        }
    }

    /** Damages files of a kind at any of the three places. */
    void run(String kind, int cases, Outcomes outcomes) throws IOException {
        List<Path> having = new ArrayList<>();
        for (Path state : states) {
            if (!Faults.matching(state, kind).isEmpty()) {
                having.add(state);
            }
        }
        for (int i = 0; i < cases; i++) {
            Path folder = copy(having.get(i % having.size()));
            Path file = faults.choose(folder, kind);
            String how = having.get(i % having.size()).getFileName() + ", " + folder.relativize(file) + ": "
                    + faults.damage(file);
            outcomes.count(name(folder.relativize(file)), outcome(folder, file), how);
        }
    }

    /** Without the names of single runs. */
    private static String name(Path file) {
        return file.toString().replaceFirst("^(runs|trunks)/[^/]*/", "$1/ ").replaceFirst("[a-z-]+-g\\d+-\\d+/", "");
    }

    private Outcomes.Kind outcome(Path folder, Path file) throws IOException {
        List<String> said;
        try {
            said = study.run(folder);
        } catch (BadInput | StudyFailure refused) {
            String message = String.valueOf(refused.getMessage());
            return message.contains(String.valueOf(file.getFileName())) && !message.contains("\n")
                    ? Outcomes.Kind.REFUSED
                    : Outcomes.Kind.WRONG;
        }
        boolean named = said.stream().anyMatch(line -> line.contains(String.valueOf(file.getFileName())));
        Results results = Results.of(folder);
        if (!results.equals(whole)) {
            return Outcomes.Kind.WRONG;
        }
        return named ? Outcomes.Kind.REPAIRED : Outcomes.Kind.NOT_READ;
    }

    private Path copy(Path state) throws IOException {
        Path copy = work.resolve("case");
        Faults.delete(copy);
        try (Stream<Path> all = Files.walk(state)) {
            for (Path path : all.toList()) {
                Files.copy(path, copy.resolve(state.relativize(path).toString()));
            }
        }
        return copy;
    }
}
