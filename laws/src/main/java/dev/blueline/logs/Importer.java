package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.ImportedRun;
import dev.blueline.ledger.ImportedRun.Stage;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Origin;
import dev.blueline.ledger.RateSchedule;
import dev.blueline.ledger.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Puts runs of other programs into a ledger: reads logs and tables, makes finished runs of them, refuses with a reason what
 * is not the end of a run, and attaches benchmark scores to runs that are there.
 */
public final class Importer {
    private final Ledger ledger;
    private final Rules rules;
    private final Clock clock;
    private final List<Taken> taken = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    /**
     * How to import.
     *
     * @param reading how to read the logs
     * @param acceptMidrun take points before the end of a decaying schedule as they are, marked
     * @param everyPoint make a run of every logged loss, not only of the last
     * @param run name or id of the run that scores belong to, or name to give the only run
     */
    public record Rules(Reading reading, boolean acceptMidrun, boolean everyPoint, Optional<String> run) {}

    /**
     * A run that was read.
     *
     * @param run as it stands in the ledger
     * @param added false if the ledger had it already
     */
    public record Taken(ImportedRun run, boolean added) {}

    /**
     * Something that does not enter the ledger.
     *
     * @param file it stands in
     * @param name of the run or row
     * @param reason in a sentence
     */
    public record Refused(String file, String name, String reason) {}

    /**
     * Scores that were attached.
     *
     * @param file they were read from
     * @param run name of the run
     * @param count how many
     * @param added false if the ledger had them already
     */
    public record Attached(String file, String run, int count, boolean added) {}

    /** What an import did, in the order of the paths. */
    public record Result(List<Taken> taken, List<Refused> refused, List<Attached> attached) {}

    public Importer(Ledger ledger, Rules rules) {
        this(ledger, rules, Clock.systemUTC());
    }

    Importer(Ledger ledger, Rules rules, Clock clock) {
        this.ledger = ledger;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Imports files and folders. Nothing is written if one of them cannot be read.
     *
     * @throws BadInput if a file cannot be read or what the rules name is not there
     */
    public Result run(List<Path> paths) {
        List<ImportedRun> runs = new ArrayList<>();
        List<HarnessResults> scores = new ArrayList<>();
        for (Path path : paths) {
            read(path, runs, scores);
        }
        Set<ImportedRun> added = Collections.newSetFromMap(new IdentityHashMap<>());
        added.addAll(ledger.appendNew(runs));
        runs.forEach(run -> taken.add(new Taken(run, added.contains(run))));
        List<Attached> attached = new ArrayList<>();
        for (HarnessResults results : scores) {
            attach(results).ifPresent(attached::add);
        }
        return new Result(List.copyOf(taken), List.copyOf(refused), attached);
    }

    private void read(Path path, List<ImportedRun> runs, List<HarnessResults> scores) {
        if (Files.isDirectory(path)) {
            List<Path> results = resultsIn(path);
            results.forEach(file -> scores.add(HarnessResults.read(file, JsonText.read(file))));
            List<LoggedRun> found = results.isEmpty()
                    ? TrainingLogs.find(path, rules.reading())
                    : TrainingLogs.inFolder(path, rules.reading());
            finished(found, runs);
            return;
        }
        if (Rows.is(path) && rules.reading().profile().isEmpty() && Files.isRegularFile(path)) {
            Rows rows = Rows.read(path, rules.reading().live());
            Optional<String> step = rows.stepColumn(rules.reading().mapping());
            if (step.isPresent()) {
                finished(rows.logged(rules.reading(), step.get()), runs);
            } else {
                FinishedRows finished =
                        new FinishedRows(rows, rules.reading(), origin(path, LogFormat.TABLE, List.of(path)));
                runs.addAll(finished.runs());
                refused.addAll(finished.refused());
            }
            return;
        }
        if (path.getFileName().toString().endsWith(".json") && Files.isRegularFile(path)) {
            Optional<JsonNode> root = TrainingLogs.wholeJson(path);
            if (root.isPresent() && HarnessResults.is(root.get())) {
                scores.add(HarnessResults.read(path, root.get()));
                return;
            }
        }
        finished(TrainingLogs.find(path, rules.reading()), runs);
    }

    private static List<Path> resultsIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("results.*\\.json"))
                    .filter(Files::isRegularFile)
                    .filter(file -> HarnessResults.is(JsonText.read(file)))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new BadInput(folder + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** A run among several that cannot be used does not keep the others out. */
    private void finished(List<LoggedRun> found, List<ImportedRun> runs) {
        if (found.size() > 1 && rules.run().isPresent()) {
            throw new BadInput("--run " + rules.run().get() + " names one run, but there are " + found.size() + " ("
                    + Names.list(found.stream().map(LoggedRun::name).toList()) + "); give the file of one");
        }
        for (LoggedRun run : found) {
            try {
                finished(run, runs);
            } catch (BadInput bad) {
                if (found.size() == 1) {
                    throw bad;
                }
                refuse(run, String.valueOf(bad.getMessage()));
            }
        }
    }

    /** The finished run at the end of a log, or one for each point, or a refusal. */
    private void finished(LoggedRun run, List<ImportedRun> runs) {
        Mapping mapping = rules.reading().mapping();
        Figures figures = new Figures(run, rules.reading());
        Optional<String> rate = run.rateName(mapping);
        RateSchedule schedule = ScheduleEnd.known(run, mapping.schedule(), rate);
        List<LoggedStep> points = figures.points();
        if (points.isEmpty()) {
            refuse(run, "it has no value of " + figures.primary());
            return;
        }
        long interval = points.size() < 2
                ? 1
                : points.getLast().step() - points.get(points.size() - 2).step();
        int first = rules.everyPoint() ? 0 : points.size() - 1;
        for (LoggedStep point : points.subList(first, points.size())) {
            boolean last = point == points.getLast();
            Optional<String> bad = figures.bad(point);
            if (bad.isPresent()) {
                refuse(run, bad.get());
                continue;
            }
            ScheduleEnd end = ScheduleEnd.of(run, schedule, rate, point.step(), last ? interval : 1);
            if (end.stage() == Stage.MIDRUN && !rules.acceptMidrun()) {
                refuse(
                        run,
                        end.why()
                                + (end.why().contains("--schedule")
                                        ? " or accept it as it is with --accept-midrun"
                                        : " (--accept-midrun takes it all the same)"));
                continue;
            }
            if (run.ending() == LoggedRun.Ending.FAILED && end.stage() != Stage.FINISHED && !rules.acceptMidrun()) {
                refuse(run, "by its own account it failed (--accept-midrun takes its last loss all the same)");
                continue;
            }
            Origin origin = origin(run.file(), run.format(), run.files());
            runs.add(figures.run(point, end, schedule, origin, rules.everyPoint(), rules.run()));
        }
    }

    private void refuse(LoggedRun run, String reason) {
        refused.add(new Refused(run.file().toString(), run.name(), reason));
    }

    private Origin origin(Path file, LogFormat format, List<Path> files) {
        return new Origin(
                files.size() == 1 ? file.getFileName().toString() : JsonText.folderName(file),
                FileHash.of(files),
                format.words(),
                clock.instant(),
                "");
    }

    /** Scores go to the run of the model's name, or of the name given; a model of known size may become a run of its own. */
    private Optional<Attached> attach(HarnessResults results) {
        String wanted = rules.run().orElse(results.shortModel());
        List<Known> known = new ArrayList<>();
        ledger.entries()
                .forEach(entry ->
                        known.add(new Known(entry.run().id(), entry.run().rung())));
        ledger.imported().forEach(run -> known.add(new Known(run.id(), run.name())));
        List<Known> fitting = known.stream()
                .filter(run -> rules.run().isPresent()
                        ? run.id().equals(wanted) || run.name().equals(wanted)
                        : results.isOf(run.name()))
                .toList();
        Origin origin = origin(results.file(), LogFormat.HARNESS, List.of(results.file()));
        if (fitting.size() == 1) {
            String id = fitting.getFirst().id();
            boolean added = ledger.append(new Scores(id, origin, measurements(results, id)));
            return Optional.of(new Attached(
                    results.file().toString(),
                    fitting.getFirst().name(),
                    results.scores().size(),
                    added));
        }
        Mapping.Facts facts = rules.reading().mapping().run();
        if (fitting.isEmpty() && facts.tokens().isPresent() && !wanted.isEmpty()) {
            ImportedRun run = scored(results, wanted, facts, origin);
            taken.add(new Taken(run, ledger.append(run)));
            return Optional.empty();
        }
        String name = wanted.isEmpty() ? "(no name)" : wanted;
        refused.add(new Refused(
                results.file().toString(),
                name,
                fitting.isEmpty()
                        ? "no run of this name is in the ledger: import its log first, name the run with --run, or give --tokens (and --n) to make one"
                        : fitting.size() + " runs have this name: give the id of one with --run ("
                                + Names.list(fitting.stream().map(Known::id).toList()) + ")"));
        return Optional.empty();
    }

    private record Known(String id, String name) {}

    private ImportedRun scored(HarnessResults results, String name, Mapping.Facts facts, Origin origin) {
        Map<String, Double> quantities = new LinkedHashMap<>();
        StringBuilder note = new StringBuilder("Scores only; the user says the model is trained to the end.");
        OptionalDouble n = facts.parameters().isPresent() ? facts.parameters() : results.parameters();
        if (facts.parameters().isEmpty() && n.isPresent()) {
            note.append(" N is the model's count of all parameters in the results.");
        }
        String about = Figures.sizes(quantities, n, facts.tokens(), facts.flops());
        if (!about.isEmpty()) {
            note.append(' ').append(about);
        }
        String id = FileHash.id(origin, name);
        return new ImportedRun(
                id,
                name,
                name,
                quantities,
                rules.reading().mapping().settings(),
                rules.reading().mapping().schedule(),
                Stage.TAKEN_AS_FINISHED,
                new Origin(origin.file(), origin.sha256(), origin.format(), origin.importedAt(), note.toString()),
                measurements(results, id));
    }

    private static List<Measurement> measurements(HarnessResults results, String id) {
        return results.scores().stream()
                .map(score -> new Measurement(id, score.metric(), score.task(), score.value(), score.standardError()))
                .toList();
    }
}
