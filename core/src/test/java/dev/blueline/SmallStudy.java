package dev.blueline;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.ForecastRegistry;
import dev.blueline.study.Plan;
import dev.blueline.study.Rates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The whole story with models so small that it takes seconds, on some of this project's own sources, always by one plan. */
final class SmallStudy {
    private static final Optional<Rates> RATES =
            Optional.of(new Rates(1, 100e9, List.of(new Rates.Speed(16, 0.5e9), new Rates.Speed(48, 1e9)), 1));

    private final Path text;

    /** @param work folder for the text */
    SmallStudy(Path work) throws IOException {
        this.text = text(work);
    }

    /** An instant of the study. */
    enum At {
        FOUR_RUNS,
        HELD_OUT,
        NEVER
    }

    private static Path text(Path work) throws IOException {
        Path folder = Files.createDirectories(work.resolve("text"));
        for (String name : List.of("engine", "study", "corpus", "report")) {
            Path place = Files.createDirectories(folder.resolve(name));
            try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/blueline", name))) {
                for (Path source : sources.sorted().toList()) {
                    Files.copy(source, place.resolve(source.getFileName()));
                }
            }
        }
        return folder;
    }

    /** Runs the study to its end, or goes on with it, and returns what it said. */
    List<String> run(Path folder) {
        return run(folder, At.NEVER, () -> {});
    }

    /** As {@link #run(Path)}; at the instant, something happens. */
    List<String> run(Path folder, At when, Runnable happening) {
        Listener listener = new Listener(when, happening);
        Blueline.run(
                new RunRequest(
                        Path.of("src", "test", "resources", "tiny.toml"),
                        3000,
                        folder,
                        List.of(text.toString()),
                        "java",
                        1,
                        1,
                        "./blueline run tiny"),
                listener,
                RATES);
        return listener.said;
    }

    /** Runs the study up to an instant. */
    void stopped(Path folder, At when, Runnable first) {
        try {
            run(folder, when, () -> {
                first.run();
                throw new StoppedException();
            });
            throw new IllegalStateException("was not stopped");
        } catch (StoppedException stopped) {
            // as wished
        }
    }

    /** What a study's folder holds, times and speeds left out. */
    record Results(Map<String, String> figures, Map<String, Integer> files) {
        static Results of(Path folder) throws IOException {
            Map<String, String> figures = new TreeMap<>();
            Map<String, Integer> files = new TreeMap<>();
            for (Ledger.Entry entry : new Ledger(folder).entries()) {
                Run run = entry.run();
                figures.put(run.id(), run.rung() + run.status() + entry.measurements());
                files.put(run.id(), bytes(Pretraining.folderOf(folder, run).resolve("model.safetensors")));
            }
            for (Forecast forecast : new ForecastRegistry(folder).forecasts()) {
                figures.put(
                        "forecast of " + forecast.id(),
                        forecast.predicted() + " " + forecast.low() + " " + forecast.high() + forecast.weights());
            }
            new ForecastRegistry(folder)
                    .scores()
                    .forEach(score ->
                            figures.put("score of " + score.id(), score.measured() + " " + score.relativeError()));
            for (String file : List.of("tokenizer.json", "study.json", "law.json")) {
                files.put(file, bytes(folder.resolve(file)));
            }
            String plan = Files.readString(folder.resolve("plan.json"));
            figures.put("plan", plan.replaceFirst("\"expectedSeconds\" : [^,]*,", ""));
            return new Results(figures, files);
        }

        private static int bytes(Path file) throws IOException {
            return Arrays.hashCode(Files.readAllBytes(file));
        }
    }

    /** No fault of a run, which the study would go on after: it ends the study. */
    private static final class StoppedException extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super(new IOException("stopped"));
        }
    }

    private static final class Listener implements RunListener {
        private final List<String> said = Collections.synchronizedList(new ArrayList<>());
        private final At when;
        private final Runnable happening;
        private int runs;
        private boolean registered;
        private boolean happened;

        Listener(At when, Runnable happening) {
            this.when = when;
            this.happening = happening;
        }

        private synchronized void happen() {
            if (!happened) {
                happened = true;
                happening.run();
            }
        }

        @Override
        public void says(String line) {
            said.add(line);
        }

        @Override
        public void planned(Plan plan, double flops) {}

        @Override
        public void registered(Forecast forecast) {
            registered = true;
        }

        @Override
        public synchronized void finished(Run run) {
            runs++;
            if (when == At.FOUR_RUNS && runs == 4) {
                happen();
            }
        }

        @Override
        public void advanced(Advance advance) {
            if (when == At.HELD_OUT && registered) {
                happen();
            }
        }
    }
}
