package dev.blueline.report;

import dev.blueline.ablation.AblationOutcome;
import dev.blueline.ablation.RepeatedText;
import dev.blueline.ablation.RepetitionLaw;
import dev.blueline.ablation.Results;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A run of a study of repetition as its charts draw it.
 *
 * @param run the run
 * @param fresh whether it reads nothing twice
 * @param unique different tokens
 * @param loss bits per byte
 * @param past whether the same size did better on fewer tokens of the same text
 */
record RepetitionRun(Run run, boolean fresh, double unique, double loss, boolean past) {
    static List<RepetitionRun> of(AblationOutcome outcome) {
        List<Ledger.Entry> all = outcome.results().where(run -> true);
        return all.stream()
                .map(entry -> new RepetitionRun(
                        entry.run(),
                        entry.run().arm().equals(RepeatedText.FRESH),
                        RepeatedText.unique(outcome.study(), entry.run())
                                .orElse(entry.run().tokens()),
                        Results.loss(entry),
                        RepetitionLaw.isPastBest(entry.run(), all)))
                .toList();
    }

    /** Arms in the order of their different tokens, fresh text last. */
    static List<String> arms(List<RepetitionRun> runs) {
        return runs.stream()
                .sorted((a, b) -> a.fresh != b.fresh
                        ? Boolean.compare(a.fresh, b.fresh)
                        : a.fresh ? 0 : Double.compare(a.unique, b.unique))
                .map(run -> run.run.arm())
                .distinct()
                .toList();
    }

    /** Different tokens of the repeated arms, fewest first. */
    static List<Double> uniques(List<RepetitionRun> runs) {
        return runs.stream()
                .filter(run -> !run.fresh)
                .map(RepetitionRun::unique)
                .distinct()
                .sorted()
                .toList();
    }

    boolean heldOut() {
        return run.role() == Run.Role.HELD_OUT;
    }

    boolean fitted() {
        return !heldOut() && !past;
    }

    double times() {
        return run.tokens() / unique;
    }

    /** Fresh tokens at which the same size has this run's loss, on straight lines between fresh runs; empty outside them. */
    OptionalDouble equivalent(List<RepetitionRun> runs) {
        List<double[]> curve = runs.stream()
                .filter(other -> other.fresh
                        && other.run.width() == run.width()
                        && other.run.layers() == run.layers()
                        && !other.heldOut())
                .map(other -> new double[] {other.run.tokens(), other.loss})
                .collect(java.util.stream.Collectors.groupingBy(
                        point -> point[0],
                        java.util.TreeMap::new,
                        java.util.stream.Collectors.averagingDouble(point -> point[1])))
                .entrySet()
                .stream()
                .map(point -> new double[] {Math.log(point.getKey()), Math.log(point.getValue())})
                .toList();
        double sought = Math.log(loss);
        for (int i = 1; i < curve.size(); i++) {
            double[] left = curve.get(i - 1);
            double[] right = curve.get(i);
            if (left[1] >= sought && sought >= right[1] && left[1] > right[1]) {
                return OptionalDouble.of(
                        Math.exp(left[0] + (right[0] - left[0]) * (left[1] - sought) / (left[1] - right[1])));
            }
        }
        return OptionalDouble.empty();
    }
}
