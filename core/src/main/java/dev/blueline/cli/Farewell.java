package dev.blueline.cli;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.study.Plan;
import dev.blueline.study.Rung;
import dev.blueline.study.Trunk;
import dev.blueline.training.LatestCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a study says when the user stops it: what is saved, as the folder shows it, and how to go on.
 *
 * @param folder the study's
 * @param plan its runs, if the study has come to it
 * @param training runs under way
 * @param command that goes on
 */
record Farewell(
        Path folder, Optional<List<Plan.PlannedRun>> plan, List<TrainingPace.Training> training, String command) {

    String text() {
        return plan.map(this::saved).orElseGet(this::early) + "\nGo on with: " + command;
    }

    private String early() {
        return Files.isDirectory(folder.resolve("corpus"))
                ? "Stopped before the plan stood. The text read so far is kept in " + folder.resolve("corpus") + "."
                : "Stopped before anything new was written.";
    }

    private String saved(List<Plan.PlannedRun> made) {
        try {
            int done = done(made);
            String runs = done + " of " + made.size() + " runs are finished and saved in " + folder + ".";
            if (done == made.size()) {
                return "Stopped. All " + runs.replaceFirst("^\\d+ of ", "") + " The report is still to be written.";
            }
            String checkpoints =
                    training.stream().map(this::checkpoint).distinct().collect(Collectors.joining("; "));
            return "Stopped. " + runs + (checkpoints.isEmpty() ? "" : "\nUnder way: " + checkpoints + ".");
        } catch (RuntimeException unreadable) {
            return "Stopped. Finished runs and the latest checkpoints are in " + folder + ".";
        }
    }

    /** Runs of the plan that are in the ledger; an earlier held-out run may stand for one of them, which then costs nothing. */
    private int done(List<Plan.PlannedRun> made) {
        List<String> ended = new ArrayList<>(new Ledger(folder)
                .entries().stream()
                        .map(Ledger.Entry::run)
                        .filter(run -> run.status() != Run.Status.FAILED)
                        .map(run -> key(run.rung(), run.role(), run.seed()))
                        .toList());
        int done = 0;
        for (Plan.PlannedRun run : made) {
            boolean found = ended.remove(key(run.rung(), run.role(), run.seed()));
            done += found || run.seconds() == 0 ? 1 : 0;
        }
        return done;
    }

    private static String key(String rung, Run.Role role, long seed) {
        return rung + " " + role + " " + seed;
    }

    private String checkpoint(TrainingPace.Training run) {
        OptionalLong saved = furthest(run.rung());
        String at = String.format(Locale.ROOT, " at step %,d of %,d", run.step(), run.steps());
        return run.rung().name()
                + at
                + (saved.isPresent()
                        ? String.format(Locale.ROOT, ", checkpoint at step %,d", saved.getAsLong())
                        : ", no checkpoint yet");
    }

    private OptionalLong furthest(Rung rung) {
        String trunk = new Trunk(
                        rung.arm(),
                        rung.size(),
                        rung.seed(),
                        rung.role(),
                        rung.rateScale(),
                        rung.uniqueTokens(),
                        List.of())
                .name();
        try (Stream<Path> trunks = Files.list(folder.resolve("trunks"))) {
            return trunks.filter(path -> path.getFileName().toString().matches(trunk + "-[0-9a-f]{8}"))
                    .map(LatestCheckpoint::steps)
                    .filter(OptionalLong::isPresent)
                    .findFirst()
                    .orElse(OptionalLong.empty());
        } catch (IOException none) {
            return OptionalLong.empty();
        }
    }
}
