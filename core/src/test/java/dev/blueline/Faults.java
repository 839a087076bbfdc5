package dev.blueline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What disks do to files, drawn at random: a bit flips, the end is missing, a block reads as zeros. */
public final class Faults {
    private final SplittableRandom random;

    public Faults(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Damages a non-empty file so that its content differs, and says how. */
    public String damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] before = bytes.clone();
        String how;
        do {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> {
                    int bit = random.nextInt(8);
                    bytes[at] ^= (byte) (1 << bit);
                    how = "bit " + bit + " of byte " + at + " flipped";
                }
                case 3 -> {
                    bytes = Arrays.copyOf(bytes, at);
                    how = "cut at byte " + at + " of " + before.length;
                }
                default -> {
                    int end = Math.min(bytes.length, at + 1 + random.nextInt(512));
                    Arrays.fill(bytes, at, end, (byte) 0);
                    how = "bytes " + at + " to " + end + " zeroed";
                }
            }
        } while (Arrays.equals(bytes, before));
        Files.write(file, bytes);
        return how;
    }

    /** One of the folder's files, not empty, for which the path, from the folder on, matches the expression. */
    public Path choose(Path folder, String expression) throws IOException {
        List<Path> files = matching(folder, expression);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no file matches " + expression + " in " + folder);
        }
        return files.get(random.nextInt(files.size()));
    }

    /** The folder's files, not empty, for which the path, from the folder on, matches the expression, by name. */
    public static List<Path> matching(Path folder, String expression) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .filter(file -> folder.relativize(file).toString().matches(expression))
                    .sorted()
                    .toList();
        }
    }

    /** Deletes a folder with all that is in it, if it is there. */
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
