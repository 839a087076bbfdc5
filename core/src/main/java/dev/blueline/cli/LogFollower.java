package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.monitor.Notice;
import dev.blueline.monitor.Watch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Watches a log that grows: on a terminal the whole picture is drawn again, elsewhere there is a line for each change of
 * state, suggestion or notice. Ctrl-C ends it with the exit code of the latest state.
 */
final class LogFollower {
    private final Path path;
    private final WatchOptions options;
    private final long pause;
    private final PrintStream out;
    private final boolean terminal;
    private final Set<String> said = new HashSet<>();
    private volatile int code;

    LogFollower(Path path, WatchOptions options, double seconds, PrintStream out) {
        this.path = path;
        this.options = options;
        this.pause = Math.max(1, Math.round(1000 * seconds));
        this.out = out;
        this.terminal = Terminal.Stream.OUTPUT.read() && !Terminal.dumb();
    }

    /** The state at the end of the plan. */
    Watch follow(ToIntFunction<Watch> codeOf) {
        Thread farewell = new Thread(this::sayFarewell);
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            return watch(codeOf);
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(farewell);
            } catch (IllegalStateException shuttingDown) {
                // the hook is running: the user stopped the program
            }
        }
    }

    private Watch watch(ToIntFunction<Watch> codeOf) {
        WatchedRun run = options.open(options.read(path, true));
        LogHistory history = LogHistory.of(run.log());
        Watch watch = run.look();
        show(run, watch);
        code = codeOf.applyAsInt(watch);
        String seen = signature();
        while (run.done() < 1 - 1e-9) {
            sleep();
            if (out.checkError()) {
                return watch; // its reader went away, as head does
            }
            String now = signature();
            if (now.equals(seen)) {
                continue;
            }
            seen = now;
            Optional<LogHistory> newer = again(history);
            if (newer.isEmpty()) {
                continue;
            }
            history = newer.get();
            if (history.restarted()) {
                said.clear();
                out.println("The log begins anew at step "
                        + history.log().points().getFirst().step() + ": watching from there.");
                run = options.open(history.log());
            }
            run = run.with(history.log());
            watch = run.look();
            show(run, watch);
            code = codeOf.applyAsInt(watch);
        }
        out.println("The run has reached its planned end.");
        return watch;
    }

    /** Nothing while the log is being moved or is empty: it may come back. */
    private Optional<LogHistory> again(LogHistory history) {
        try {
            return Optional.of(history.then(options.read(path, true)));
        } catch (BadInput notNow) {
            tell("Waiting: " + notNow.getMessage());
            return Optional.empty();
        }
    }

    private void show(WatchedRun run, Watch watch) {
        if (terminal) {
            out.print("\u001b[H\u001b[2J");
            WatchText.print(run, watch, out);
            out.println("Watching " + path + "; Ctrl-C ends.");
            return;
        }
        String at = "step " + run.log().points().getLast().step() + ": ";
        run.warnings(watch).forEach(warning -> tell("Warning: " + warning));
        watch.notices().stream().map(Notice::words).forEach(this::tell);
        change("state", WatchText.state(watch), at);
        change("advice", watch.advice().action() + "", at, WatchText.advice(watch.advice()));
    }

    private void change(String what, String now, String at) {
        change(what, now, at, now);
    }

    /** A line if this is not what was said last of the same thing. */
    private void change(String what, String now, String at, String words) {
        if (!said.contains(what + now)) {
            said.removeIf(before -> before.startsWith(what));
            said.add(what + now);
            out.println(at + words);
        }
    }

    private void tell(String line) {
        if (said.add(line)) {
            out.println(line);
        }
    }

    /** Changes with any file of the log. */
    private String signature() {
        if (!Files.exists(path)) {
            return "";
        }
        try (Stream<Path> files = Files.walk(path)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append(file)
                        .append(Files.size(file))
                        .append(Files.getLastModifiedTime(file))
                        .append(';');
            }
            return all.toString();
        } catch (IOException moving) {
            return "?" + System.nanoTime();
        }
    }

    private void sleep() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BadInput("the watch was interrupted", stopped);
        }
    }

    /** Ctrl-C is the ordinary end of following a run, so the exit code is not that of a killed program. */
    private void sayFarewell() {
        out.println();
        out.println("Stopped watching " + path + "; the run itself is not touched.");
        out.flush();
        Runtime.getRuntime().halt(code);
    }
}
