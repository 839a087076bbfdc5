package dev.blueline;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Kills one small study with SIGKILL again and again, starts it again each time, and compares what it ends with to the study that
 * nobody killed, to the bit. Half of the kills come at a random time, half when the folder shows that a certain write is under
 * way: a temporary file, or a growing ledger. The program knows nothing of it.
 */
final class KillStudy {
    private static final long POLL_NANOS = 40_000;
    private static final double LONGEST_SECONDS = 300;

    private final Path work;
    private final Random random;
    private final Path study;
    private final Path text;
    private final int[] within = new int[Write.values().length];
    private final int[] rightAfter = new int[Write.values().length];
    private Map<Path, String> leftBefore = Map.of();
    private PrintStream told = new PrintStream(OutputStream.nullOutputStream());
    private int between;
    private int byTime;
    private int killed;
    private int studies;
    private double seconds;

    /** What a kill fell into. */
    private enum Write {
        STUDY("study.json"),
        TOKENIZER("tokenizer"),
        PLAN("plan"),
        CHECKPOINT("checkpoint: weights and optimizer"),
        STATE("checkpoint: state file"),
        RUN("finished run: model, curve, tokenizer"),
        LEDGER("ledger"),
        FORECAST("forecast, its start or its score"),
        RESULTS("results.csv, law.json, forecast.json, report");

        private final String words;

        Write(String words) {
            this.words = words;
        }

        /** The write a file belongs to. */
        static Optional<Write> of(Path relative) {
            String name = relative.getFileName().toString().replaceFirst("\\.tmp$", "");
            String top = relative.getName(0).toString();
            if (top.equals("trunks")) {
                return Optional.of(name.endsWith("-state.json") ? STATE : CHECKPOINT);
            }
            if (top.equals("runs")) {
                return Optional.of(RUN);
            }
            return switch (name) {
                case "study.json" -> Optional.of(STUDY);
                case "tokenizer.json" -> Optional.of(TOKENIZER);
                case "plan.json" -> Optional.of(PLAN);
                case "ledger.jsonl" -> Optional.of(LEDGER);
                case "forecasts.jsonl" -> Optional.of(FORECAST);
                case "results.csv", "law.json", "forecast.json", "report.html" -> Optional.of(RESULTS);
                default -> Optional.empty();
            };
        }
    }

    /** What the folder shows at one moment: temporary files, and the lengths of the files that grow. */
    private record Sight(Set<Write> underWay, long ledger, long forecasts) {
        boolean shows(Write wanted, Sight before) {
            return switch (wanted) {
                case LEDGER -> ledger > before.ledger;
                case FORECAST -> forecasts > before.forecasts;
                default -> underWay.contains(wanted);
            };
        }
    }

    /**
     * @param work an empty folder to work in
     * @param study TOML file of a study of seconds
     * @param text file or folder
     */
    KillStudy(Path work, Path study, Path text, long seed) {
        this.work = work;
        this.study = study;
        this.text = text;
        this.random = new Random(seed);
    }

    /** The full form: {@code KillStudy [KILLS [SEED]]}, from the repository's folder. */
    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Path work = Files.createTempDirectory("kill-study");
        KillStudy torture = new KillStudy(
                work,
                Path.of("core", "src", "test", "resources", "killed.toml"),
                Path.of("laws", "src", "main", "java"),
                seed);
        torture.told = System.err;
        torture.run(kills);
        System.out.print(torture.report());
        deleteTree(work);
    }

    /**
     * Kills so many times, in as many studies as that takes; the last one is carried to its end.
     *
     * @throws AssertionError if a study does not end as the one that nobody killed, or runs anything twice
     */
    void run(int kills) throws IOException, InterruptedException {
        Path reference = work.resolve("reference");
        long started = System.nanoTime();
        Process whole = start(reference);
        end(whole);
        seconds = (System.nanoTime() - started) * 1e-9;
        Map<String, String> figures = StudyFigures.of(reference);
        while (killed < kills) {
            Path folder = work.resolve("study-" + studies++);
            boolean done = false;
            while (!done) {
                Set<String> before = StudyFigures.finished(folder);
                leftBefore = stamps(folder);
                Process child = start(folder);
                done = killed < kills ? !killed(child, folder) : end(child);
                Set<String> after = StudyFigures.finished(folder);
                if (!after.containsAll(before)) {
                    throw new AssertionError("finished runs were lost: " + before + " became " + after);
                }
            }
            compare(figures, StudyFigures.of(folder));
            List<Path> left = temporary(folder);
            if (!left.isEmpty()) {
                throw new AssertionError("temporary files were left over: " + left);
            }
            deleteTree(folder);
        }
    }

    private Process start(Path folder) throws IOException {
        return ChildJvm.start(
                KilledStudy.class,
                work.resolve("output"),
                work.resolve("errors"),
                study.toString(),
                text.toString(),
                folder.toString());
    }

    private boolean end(Process child) throws IOException, InterruptedException {
        if (!child.waitFor((long) LONGEST_SECONDS, TimeUnit.SECONDS)) {
            child.destroyForcibly();
            throw new AssertionError("the study hung");
        }
        if (child.exitValue() != 0) {
            throw new AssertionError("the study ended with exit code " + child.exitValue() + ":\n"
                    + Files.readString(work.resolve("errors")));
        }
        return true;
    }

    /** Kills the child at the moment drawn; false if it came to its end before that moment. */
    private boolean killed(Process child, Path folder) throws IOException, InterruptedException {
        boolean timed = random.nextBoolean();
        double at = random.nextDouble() * seconds;
        Write wanted = rarest(folder);
        long delay = random.nextInt(3) == 0 ? random.nextInt(1_500_000) : 0;
        long started = System.nanoTime();
        Sight before = look(folder);
        while (child.isAlive()) {
            double now = (System.nanoTime() - started) * 1e-9;
            if (now > LONGEST_SECONDS) {
                child.destroyForcibly();
                throw new AssertionError("the study hung");
            }
            Sight sight = look(folder);
            if (timed ? now >= at : sight.shows(wanted, before)) {
                LockSupport.parkNanos(delay);
                before = look(folder);
                child.destroyForcibly();
                child.waitFor();
                if (child.exitValue() == 0) {
                    return false;
                }
                count(timed, wanted, folder, before);
                return true;
            }
            LockSupport.parkNanos(timed ? 1_000_000 : POLL_NANOS);
        }
        end(child);
        return false;
    }

    /** The write hit least so far among those still to come. */
    private Write rarest(Path folder) {
        List<Write> coming = new ArrayList<>(List.of(Write.values()));
        if (Files.exists(folder.resolve("study.json"))) {
            coming.remove(Write.STUDY);
        }
        if (Files.exists(folder.resolve("forecasts.jsonl"))) {
            coming.removeAll(List.of(Write.LEDGER, Write.CHECKPOINT, Write.STATE, Write.RUN));
        }
        Collections.shuffle(coming, random);
        return coming.stream()
                .min(Comparator.comparingInt(write -> within[write.ordinal()] + rightAfter[write.ordinal()]))
                .orElseThrow();
    }

    private void count(boolean timed, Write wanted, Path folder, Sight last) throws IOException {
        killed++;
        byTime += timed ? 1 : 0;
        Sight now = look(folder);
        Set<Write> torn = new TreeSet<>(now.underWay);
        if (now.ledger > last.ledger) {
            torn.add(Write.LEDGER);
        }
        if (now.forecasts > last.forecasts) {
            torn.add(Write.FORECAST);
        }
        torn.forEach(write -> within[write.ordinal()]++);
        if (!timed && !torn.contains(wanted)) {
            rightAfter[wanted.ordinal()]++;
        } else if (torn.isEmpty()) {
            between++;
        }
        told.println("kill " + killed + (timed ? " at a random time" : " aimed at: " + wanted.words) + "; fell into "
                + torn);
    }

    private Sight look(Path folder) throws IOException {
        Set<Write> underWay = new TreeSet<>();
        stamps(folder).forEach((file, stamp) -> {
            if (!stamp.equals(leftBefore.get(file))) {
                Write.of(folder.relativize(file)).ifPresent(underWay::add);
            }
        });
        return new Sight(underWay, size(folder.resolve("ledger.jsonl")), size(folder.resolve("forecasts.jsonl")));
    }

    /** Temporary files, with what tells one that an earlier kill left from one that is being written. */
    private static Map<Path, String> stamps(Path folder) throws IOException {
        Map<Path, String> stamps = new TreeMap<>();
        for (Path file : temporary(folder)) {
            try {
                stamps.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
            } catch (NoSuchFileException renamed) {
                // it is whole now
            }
        }
        return stamps;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException none) {
            return 0;
        }
    }

    private static List<Path> temporary(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        collect(folder, 0, found);
        return found;
    }

    /** A walk that does not mind folders that vanish under it. */
    private static void collect(Path folder, int depth, List<Path> found) throws IOException {
        String[] names = folder.toFile().list();
        if (names == null || depth > 3) {
            return;
        }
        for (String name : names) {
            if (name.endsWith(".tmp")) {
                found.add(folder.resolve(name));
            } else if (name.indexOf('.') < 0 || depth == 1) {
                collect(folder.resolve(name), depth + 1, found);
            }
        }
    }

    private static void compare(Map<String, String> expected, Map<String, String> found) {
        Set<String> missing = new TreeSet<>(expected.keySet());
        missing.removeAll(found.keySet());
        Set<String> added = new TreeSet<>(found.keySet());
        added.removeAll(expected.keySet());
        if (!missing.isEmpty() || !added.isEmpty()) {
            throw new AssertionError("missing: " + missing + ", added: " + added);
        }
        expected.forEach((name, content) -> {
            if (!content.equals(found.get(name))) {
                throw new AssertionError(name + " differs:\n" + found.get(name) + "\ninstead of\n" + content);
            }
        });
    }

    /** What was done, for docs/reliability.md. */
    String report() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d kills, %d at a random time and %d aimed at a write, in %d studies of %.1f s: all ended bit-identical,%n"
                        + "no run twice, none lost.%n%n%-48s %10s %10s%n",
                killed,
                byTime,
                killed - byTime,
                studies,
                seconds,
                "write",
                "within",
                "right after"));
        for (Write write : Write.values()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-48s %10d %10d%n",
                    write.words,
                    within[write.ordinal()],
                    rightAfter[write.ordinal()]));
        }
        text.append(String.format(Locale.ROOT, "%-48s %10d%n", "between writes", between));
        return text.toString();
    }

    static void deleteTree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    int kills() {
        return killed;
    }
}
