package dev.blueline;

import dev.blueline.pretraining.DamagedFolders;
import dev.blueline.training.DamagedCheckpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Damages files of a small study at random, thousands of times, and counts what became of each kind of file. See
 * docs/reliability.md for the command.
 */
final class FlipStudy {
    private FlipStudy() {}

    /**
     * Arguments: cases with checkpoints; cases for each kind of file of a folder that is mended without training; cases for
     * each kind of file of a study that is run to its end; a folder to work in; seed.
     */
    public static void main(String[] arguments) throws IOException {
        int checkpoints = Integer.parseInt(arguments[0]);
        int mended = Integer.parseInt(arguments[1]);
        int run = Integer.parseInt(arguments[2]);
        Path work = Files.createTempDirectory(Path.of(arguments[3]), "flips");
        long seed = Long.parseLong(arguments[4]);
        Outcomes outcomes = new Outcomes();
        try {
            long started = System.nanoTime();
            new DamagedCheckpoints(Files.createDirectory(work.resolve("checkpoints")), seed).run(checkpoints, outcomes);
            System.err.printf("checkpoints: %.0f s%n", (System.nanoTime() - started) * 1e-9);
            DamagedFolders folders = new DamagedFolders(Files.createDirectory(work.resolve("folders")), seed);
            for (String kind : DamagedFolders.KINDS) {
                folders.run(kind, mended, outcomes);
            }
            System.err.printf("folders: %d cases, %.0f s%n", outcomes.cases(), (System.nanoTime() - started) * 1e-9);
            if (run > 0) {
                DamagedStudies studies = new DamagedStudies(Files.createDirectory(work.resolve("studies")), seed);
                for (String kind : DamagedStudies.KINDS) {
                    studies.run(kind, run, outcomes);
                    System.err.printf(
                            "%s: %d cases, %.0f s%n", kind, outcomes.cases(), (System.nanoTime() - started) * 1e-9);
                }
            }
        } finally {
            Faults.delete(work);
        }
        System.out.println(outcomes.table());
        outcomes.wrong().forEach(System.out::println);
        System.exit(outcomes.wrong().isEmpty() ? 0 : 1);
    }
}
