package dev.blueline.pretraining;

import dev.blueline.engine.ModelConfig;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.ledger.WriteFailure;
import dev.blueline.study.Rung;
import dev.blueline.study.Size;
import dev.blueline.study.Study;
import dev.blueline.study.Trunk;
import dev.blueline.training.LossPoint;
import dev.blueline.training.Recipe;
import dev.blueline.training.TrainedRun;
import dev.blueline.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains a finished run once more, because its model was damaged: from the trunk's branch point if that is still there, otherwise from
 * the start. Training is the same to the last bit each time, so the run must reach the held-out losses in the ledger; a model that
 * does not is thrown away. The ledger is not touched.
 */
record TrainingAgain(Pretraining pretraining, Path study) implements Remaking {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long NANOS_BETWEEN_LINES = 10_000_000_000L;

    @Override
    public boolean writeConfig(Run run, Path runFolder) {
        ModelConfig.write(runFolder, pretraining.shape(size(run)));
        return true;
    }

    @Override
    public boolean writeEvents(Ledger.Entry entry, Path runFolder) {
        Run run = entry.run();
        List<LossPoint> curve = JSON.readValue(
                SealedFiles.read(runFolder.resolve(Pretraining.CURVE)), new TypeReference<List<LossPoint>>() {});
        // the curve holds no clock: the points are spread evenly over the time that the run took
        List<Double> clock = curve.stream()
                .map(point -> run.seconds() * point.tokens() / run.tokens())
                .toList();
        int batch = pretraining.study().training().batchTokens();
        TrainedRun trained =
                new TrainedRun(run.tokens() / batch, run.rateScale(), 0, run.seconds(), curve, clock, List.of(), false);
        SealedFiles.write(
                runFolder.resolve(TrainingEvents.FILE), TrainingEvents.of(trained, run, batch, entry.measurements()));
        return true;
    }

    @Override
    public boolean train(Ledger.Entry entry, Consumer<String> says) {
        Run run = entry.run();
        Optional<Rung> rung = rung(run);
        if (rung.isEmpty()) {
            says.accept(RunFolders.name(run) + " was made by another version or learner and cannot be trained again");
            return false;
        }
        Trunk trunk = Pretraining.trunkOf(rung.get());
        Recipe recipe = pretraining.recipe(run.role());
        long steps = recipe.steps(rung.get().tokens());
        Path place = study.resolve("trunks").resolve("again-" + run.id());
        DurableFiles.createFolder(place);
        branchPoints(pretraining.trunkFolder(trunk), recipe.branchPoint(steps), place);
        says.accept(String.format(
                Locale.ROOT,
                "Training %s again for its model; the first time it took %.0f s",
                RunFolders.name(run),
                run.seconds()));
        Trainer trainer = new Trainer(
                () -> pretraining.fresh(trunk, run.provenance().threads(), says),
                pretraining.batches(trunk),
                recipe,
                pretraining.shortest(trunk),
                trunk.rateScale(),
                place,
                pretraining.checkpointSeconds(),
                progress(run, steps, says),
                says);
        boolean[] same = {false};
        trainer.train(List.of(steps), (trained, learner) -> {
            if (trained.diverged()) {
                says.accept(RunFolders.name(run) + " diverged this time");
            }
            same[0] = !trained.diverged() && agree(entry, pretraining.measure(run.id(), learner), says);
            if (same[0]) {
                discard(Pretraining.folderOf(study, run).resolve(SealedFiles.CHECKSUMS));
                pretraining.keep(run, trained, entry.measurements(), learner);
            }
        });
        discard(place);
        return same[0];
    }

    /** A line now and then: the work is not in the plan, so no bar shows it. */
    private static Trainer.StepListener progress(Run run, long steps, Consumer<String> says) {
        long started = System.nanoTime();
        long[] first = {-1};
        long[] told = {started};
        return (step, loss) -> {
            long now = System.nanoTime();
            if (first[0] < 0) {
                first[0] = step;
            }
            if (now - told[0] >= NANOS_BETWEEN_LINES && step > first[0]) {
                told[0] = now;
                double left = (now - started) * 1e-9 * (steps - step) / (step - first[0]);
                says.accept(String.format(
                        Locale.ROOT,
                        "Training %s again: step %,d of %,d, %.0f s left",
                        RunFolders.name(run),
                        step,
                        steps,
                        left));
            }
        };
    }

    private static Size size(Run run) {
        return new Size(run.width(), run.layers());
    }

    /** The rung that a ledger line came from, which keeps neither its planned tokens nor its planned rate. */
    private Optional<Rung> rung(Run run) {
        Study study = pretraining.study();
        List<Long> tokens = new ArrayList<>(study.ladder().tokens());
        tokens.addAll(study.ladder().topTokens());
        study.contrast()
                .epochs()
                .forEach(epochs -> tokens.add(epochs * study.contrast().uniqueTokens()));
        List<Double> rates = new ArrayList<>(List.of(1.0));
        rates.addAll(study.rateCheck().factors());
        return tokens.stream()
                .distinct()
                .flatMap(count -> rates.stream()
                        .flatMap(rate -> Stream.of(0L, study.contrast().uniqueTokens())
                                .map(unique -> new Rung(
                                        run.arm(), size(run), count, (int) run.seed(), run.role(), rate, unique))))
                .filter(rung -> rung.name().equals(run.rung())
                        && pretraining.identity(rung).equals(run.id()))
                .findFirst();
    }

    private static boolean agree(Ledger.Entry entry, List<Measurement> now, Consumer<String> says) {
        for (Measurement measurement : now) {
            Optional<Measurement> before = entry.measurement(measurement.metric(), measurement.slice());
            if (before.isPresent() && before.get().value() != measurement.value()) {
                says.accept(
                        RunFolders.name(entry.run()) + " did not come out the same: " + measurement.metric() + " on "
                                + measurement.slice() + " is " + measurement.value() + ", in the ledger "
                                + before.get().value()
                                + "; it was made on another machine, or after other runs of its trunk had"
                                + " lowered the learning rate");
                return false;
            }
        }
        return true;
    }

    /** Copies branch points of the run's trunk that the run has passed, whole ones and others: training checks them. */
    private static void branchPoints(Path trunk, long lastStep, Path place) {
        if (Files.notExists(trunk)) {
            return;
        }
        try (Stream<Path> states = Files.list(trunk)) {
            for (Path state : states.toList()) {
                String name = String.valueOf(state.getFileName());
                if (name.matches("branch-point-g\\d+-\\d+")
                        && Long.parseLong(name.substring(name.lastIndexOf('-') + 1)) <= lastStep) {
                    copy(state, place.resolve(name));
                }
            }
        } catch (IOException failure) {
            throw WriteFailure.of(place, failure);
        }
    }

    /** {@code state.json} last: a copy that a kill cut short counts for nothing. */
    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            return;
        }
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.sorted(Comparator.comparing((Path path) -> path.endsWith("state.json")))
                    .toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void discard(Path place) {
        if (Files.notExists(place)) {
            return;
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw WriteFailure.of(place, failure);
        }
    }
}
