package dev.blueline.evaluation;

import dev.blueline.evaluation.SkillEmergence.Accuracy;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.scaling.Mixture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/**
 * Whether skills come suddenly: every figure of every skill on the same runs, a test for a break on each, and what the smaller runs alone would have
 * forecast. The axis is effective compute, as for {@link ClassLaws}.
 *
 * @param skills every skill, by name
 * @param levels every level of a skill, by skill and number: accuracy and log-probability alone, without forecast
 * @param runs runs with skills
 * @param pairs independent size-seed pairs among them
 */
public record Emergence(List<SkillEmergence> skills, List<SkillEmergence> levels, int runs, int pairs) {
    private static final int FEWEST = 5;

    /** A ladder has tens of levels: one figure with a threshold and one without keep the whole within seconds. */
    private static final List<EmergenceMetric> OF_LEVELS =
            List.of(EmergenceMetric.ACCURACY, EmergenceMetric.LOG_PROBABILITY);

    /** Standard errors on either side of a 90% interval. */
    private static final double Z = 1.645;

    /**
     * Judges every skill.
     *
     * @param ladder runs that ended well; those without skills are left out
     * @param bitsPerByte the loss over all text of an entry
     * @param total law of all text
     * @param seed seed of all draws
     * @param threads threads over skills; results do not depend on it
     * @return empty with fewer than five runs with skills
     */
    public static Optional<Emergence> of(
            List<Ledger.Entry> ladder,
            ToDoubleFunction<Ledger.Entry> bitsPerByte,
            Mixture total,
            long seed,
            int threads) {
        List<Ledger.Entry> entries = ladder.stream()
                .filter(entry -> Double.isFinite(bitsPerByte.applyAsDouble(entry)))
                .filter(entry ->
                        entry.measurements().stream().anyMatch(m -> m.metric().equals(TaskFigures.ACCURACY)))
                .sorted(Comparator.comparingDouble(entry -> entry.run().flops()))
                .toList();
        if (entries.size() < FEWEST) {
            return Optional.empty();
        }
        EffectiveCompute effective = EffectiveCompute.of(
                total,
                entries.getFirst().run().flops() / 10,
                entries.getLast().run().flops() * 10);
        List<PlacedRun> runs = entries.stream()
                .map(entry -> new PlacedRun(entry, effective.at(bitsPerByte.applyAsDouble(entry))))
                .sorted(Comparator.comparingDouble(PlacedRun::compute))
                .toList();
        Set<String> skills = new LinkedHashSet<>();
        Set<String> levels = new LinkedHashSet<>();
        entries.stream()
                .flatMap(entry -> entry.measurements().stream())
                .filter(m -> m.metric().equals(TaskFigures.ACCURACY))
                .map(Measurement::slice)
                .sorted(Comparator.comparing(Emergence::skill).thenComparingInt(Emergence::level))
                .forEach(slice -> {
                    switch (level(slice)) {
                        case 0 -> skills.add(slice);
                        case -1 -> {}
                        default -> levels.add(slice);
                    }
                });
        List<SkillEmergence> judged = judged(List.copyOf(skills), levels, runs, seed, threads);
        int pairs = (int) runs.stream().map(PlacedRun::pair).distinct().count();
        return Optional.of(new Emergence(
                judged.stream().filter(each -> skills.contains(each.slice())).toList(),
                judged.stream().filter(each -> levels.contains(each.slice())).toList(),
                runs.size(),
                pairs));
    }

    /** The levels of a skill. */
    public List<SkillEmergence> levelsOf(SkillEmergence skill) {
        return levels.stream()
                .filter(level -> skill(level.slice()).equals(skill.slice()))
                .toList();
    }

    private static String skill(String slice) {
        int slash = slice.indexOf('/');
        return slash < 0 ? slice : slice.substring(0, slash);
    }

    /** The number after the slash; 0 without one, -1 where it is no number from 1 on. */
    static int level(String slice) {
        int slash = slice.indexOf('/');
        if (slash < 0) {
            return 0;
        }
        String part = slice.substring(slash + 1);
        return part.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(part) : -1;
    }

    private static List<SkillEmergence> judged(
            List<String> skills, Set<String> levels, List<PlacedRun> runs, long seed, int threads) {
        List<Future<Optional<SkillEmergence>>> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads))) {
            List<EmergenceMetric> every = List.of(EmergenceMetric.values());
            skills.forEach(slice -> all.add(pool.submit(() -> judged(slice, every, true, runs, seed))));
            levels.forEach(slice -> all.add(pool.submit(() -> judged(slice, OF_LEVELS, false, runs, seed))));
            List<SkillEmergence> judged = new ArrayList<>();
            for (Future<Optional<SkillEmergence>> each : all) {
                each.get().ifPresent(judged::add);
            }
            return judged;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Empty where too few runs have the slice. */
    private static Optional<SkillEmergence> judged(
            String slice, List<EmergenceMetric> metrics, boolean forecast, List<PlacedRun> runs, long seed) {
        List<PlacedRun> having = runs.stream()
                .filter(run -> run.measured(TaskFigures.ACCURACY, slice).isPresent())
                .toList();
        if (having.size() < FEWEST) {
            return Optional.empty();
        }
        List<EmergenceLine> lines = metrics.stream()
                .flatMap(metric -> EmergenceLine.of(metric, slice, having, seed).stream())
                .toList();
        int pairs = (int) having.stream().map(PlacedRun::pair).distinct().count();
        double chance = having.getLast().chance(slice);
        Accuracy last = accuracy(slice, having.getLast(), having);
        Accuracy first = accuracy(slice, having.getFirst(), having);
        EmergenceRule rule = EmergenceRule.of(lines, pairs, first, last, chance);
        return Optional.of(new SkillEmergence(
                slice,
                lines,
                first,
                last,
                chance,
                pairs,
                rule.answer(),
                rule.jumped(),
                rule.confirmed(),
                rule.reason(),
                forecast ? SkillForecast.of(slice, having, seed, 1) : Optional.empty()));
    }

    /** Accuracy of the rung of a run, all its seeds together; the larger of the errors over items and over seeds stands. */
    private static Accuracy accuracy(String slice, PlacedRun of, List<PlacedRun> runs) {
        List<Measurement> seeds = runs.stream()
                .filter(run -> run.entry().run().rung().equals(of.entry().run().rung()))
                .flatMap(run -> run.measured(TaskFigures.ACCURACY, slice).stream())
                .toList();
        int n = seeds.size();
        double mean = seeds.stream().mapToDouble(Measurement::value).average().orElseThrow();
        double squares = seeds.stream()
                .mapToDouble(m -> (m.value() - mean) * (m.value() - mean))
                .sum();
        double bySeed = n > 1 ? squares / (n - 1) / n : 0;
        double byItem = seeds.stream()
                .mapToDouble(Measurement::standardError)
                .filter(error -> error > 0)
                .map(error -> error * error)
                .average()
                .orElse(0);
        double error = Math.sqrt(Math.max(bySeed, byItem));
        return new Accuracy(of.entry().run().rung(), mean, mean - Z * error, mean + Z * error, n);
    }
}
