package dev.blueline;

import dev.blueline.comparison.Comparison;
import dev.blueline.comparison.Growth;
import dev.blueline.comparison.Recipe;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.report.ComparisonReport;
import dev.blueline.scaling.Observation;
import dev.blueline.study.FolderLock;
import dev.blueline.study.Outcome;
import dev.blueline.study.Rates;
import dev.blueline.study.Study;
import dev.blueline.study.StudyFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several studies, one after the other, compared in the end: the first is the baseline. All are planned with the speeds measured
 * for the first, so that equal grids give equal ladders; the comparison stands on the runs they have in common, and on the rest
 * through the baseline's law. Seeds are paired where the studies name the same text, tokenizer and windows, because a seed then
 * means the same data in the same order.
 *
 * @param outcomes what each study found
 * @param comparison of the studies' recipes
 * @param notes what a reader should know of the pairing
 */
public record SideBySide(List<Outcome> outcomes, Comparison comparison, List<String> notes) {
    private static final int DRAWS = 1000;

    /** Carries out one study, with a listener of its choice. */
    public interface Host {
        /**
         * @param request the study's
         * @param run to be called with the listener that is to hear of it
         */
        Outcome host(RunRequest request, Function<RunListener, Outcome> run);
    }

    /**
     * Runs the studies, or goes on where an earlier run stopped, and writes {@code comparison.json} and
     * {@code comparison.html}.
     *
     * @param requests one a study, each with its own folder
     * @param folder where the comparison is written
     * @throws BadInput as {@link Blueline#run}, if two studies have one name, and if another process compares in the folder
     */
    public static SideBySide run(List<RunRequest> requests, Path folder, Host host) {
        Set<String> names = new HashSet<>();
        List<Study> studies = new ArrayList<>();
        for (RunRequest request : requests) {
            if (!names.add(name(request.study()))) {
                throw new BadInput("two studies are in files called " + name(request.study())
                        + ".toml: rename one, as each has a folder of its name");
            }
            studies.add(StudyFile.read(request.study()));
        }
        try (FolderLock lock = FolderLock.of(folder)) {
            return run(requests, studies, folder, host);
        }
    }

    private static SideBySide run(List<RunRequest> requests, List<Study> studies, Path folder, Host host) {
        List<Outcome> outcomes = new ArrayList<>();
        Optional<Rates> rates = Optional.empty();
        for (RunRequest request : requests) {
            Optional<Rates> shared = rates;
            Outcome outcome = host.host(request, listener -> Blueline.run(request, listener, shared));
            outcomes.add(outcome);
            rates = rates.or(() -> Optional.of(outcome.plan().rates()));
        }
        List<String> notes = new ArrayList<>();
        List<Recipe> recipes = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            String name = name(requests.get(i).study());
            boolean paired = i == 0
                    || sameData(
                            studies.getFirst(),
                            studies.get(i),
                            requests.getFirst().corpus());
            if (!paired) {
                notes.add(name + " reads other text, or reads it otherwise, than "
                        + name(requests.getFirst().study()) + ": a seed does not mean the same in both");
            }
            recipes.add(recipe(name, runs(outcomes.get(i)), paired));
            notes.addAll(apart(requests, outcomes, i));
        }
        Comparison comparison = Comparison.of(
                recipes,
                new Comparison.Settings(
                        DRAWS,
                        requests.getFirst().seed(),
                        requests.getFirst().threads(),
                        0.9,
                        Optional.empty(),
                        Growth.CHEAPEST));
        ComparisonReport.write(comparison, notes, folder);
        return new SideBySide(outcomes, comparison, notes);
    }

    /** The study's name on the command line and in folders. */
    public static String name(Path study) {
        return String.valueOf(study.getFileName()).replaceFirst("\\.toml$", "");
    }

    /** Whether a seed means the same windows of the same text in the same order. */
    private static boolean sameData(Study a, Study b, List<String> corpus) {
        return (!corpus.isEmpty() || a.corpus().paths().equals(b.corpus().paths()))
                && a.corpus().textColumns().equals(b.corpus().textColumns())
                && a.corpus().measuredMegabytes() == b.corpus().measuredMegabytes()
                && a.tokenizer().equals(b.tokenizer())
                && a.model().context() == b.model().context()
                && a.training().batchTokens() == b.training().batchTokens();
    }

    private static List<Ledger.Entry> runs(Outcome outcome) {
        return outcome.entries().stream()
                .filter(entry ->
                        entry.run().role() == Run.Role.LADDER || entry.run().role() == Run.Role.HELD_OUT)
                .filter(entry -> entry.run().succeeded())
                .toList();
    }

    private static Recipe recipe(String name, List<Ledger.Entry> entries, boolean paired) {
        return new Recipe(
                name,
                entries.stream().map(SideBySide::observation).toList(),
                paired
                        ? entries.stream()
                                .map(entry -> Long.toString(entry.run().seed()))
                                .toList()
                        : List.of());
    }

    private static Observation observation(Ledger.Entry entry) {
        Run run = entry.run();
        double loss = entry.measurement(Pretraining.BITS_PER_BYTE, Pretraining.ALL)
                .orElseThrow()
                .value();
        return new Observation(
                run.parameters().matmul(),
                run.tokens(),
                run.flops(),
                loss,
                run.layers() + " " + run.width() + " " + run.seed());
    }

    /** Runs that only one of a study and the baseline has. */
    private static List<String> apart(List<RunRequest> requests, List<Outcome> outcomes, int which) {
        Set<String> first = labels(outcomes.getFirst());
        Set<String> other = labels(outcomes.get(which));
        List<String> notes = new ArrayList<>();
        only(first, other)
                .ifPresent(runs -> notes.add("only " + name(requests.getFirst().study()) + " has " + runs));
        only(other, first)
                .ifPresent(runs -> notes.add("only " + name(requests.get(which).study()) + " has " + runs));
        return notes;
    }

    private static Optional<String> only(Set<String> these, Set<String> those) {
        Set<String> left = new TreeSet<>(these);
        left.removeAll(those);
        return left.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", left));
    }

    private static Set<String> labels(Outcome outcome) {
        return runs(outcome).stream()
                .map(entry -> entry.run().rung() + " seed " + entry.run().seed())
                .collect(Collectors.toSet());
    }
}
