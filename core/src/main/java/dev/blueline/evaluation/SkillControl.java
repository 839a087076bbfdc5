package dev.blueline.evaluation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hipparchus.special.Erf;

/**
 * A run with the training text of skills beside the same run without it: what that text taught, and what it cost the rest.
 *
 * @param run name of both
 * @param bitsPerByte held-out loss on natural text, with the skills' text and without
 * @param skills each skill's accuracy in both
 */
public record SkillControl(String run, Pair bitsPerByte, List<Skill> skills) {

    /** A figure with the text and without. */
    public record Pair(Measurement with, Measurement without) {
        /** What the text changed. */
        public double difference() {
            return with.value() - without.value();
        }

        /**
         * Its standard error, the two taken for independent: too large rather than too small, since both runs read the same held-out text
         * and are asked the same items.
         */
        public double standardError() {
            return Math.hypot(with.standardError(), without.standardError());
        }
    }

    /**
     * One skill.
     *
     * @param chance accuracy of a guess
     * @param difference of the accuracies, with its standard error: clustered by frame over pairs of answers to the same item, or, where the
     *     ledger does not hold them, that of {@link Pair#standardError}
     * @param paired whether the two were compared item by item
     * @param p two-sided, of no difference, corrected for the number of skills by Holm's rule: by flipping the signs of frames, or a z-test
     *     where the two were not paired
     */
    public record Skill(String name, double chance, Pair accuracy, Estimate difference, boolean paired, double p) {
        /** The same with another p-value. */
        Skill with(double corrected) {
            return new Skill(name, chance, accuracy, difference, paired, corrected);
        }
    }

    /**
     * The control with the most tokens beside its run of the ladder.
     *
     * @param bitsPerByte metric of the held-out loss
     * @param all its slice of all text
     * @return nothing if the study has no control
     */
    public static Optional<SkillControl> of(List<Ledger.Entry> entries, String bitsPerByte, String all) {
        return entries.stream()
                .filter(is(Run.Role.CONTROL))
                .max(Comparator.comparingLong(entry -> entry.run().tokens()))
                .flatMap(control -> entries.stream()
                        .filter(is(Run.Role.LADDER))
                        .filter(entry -> entry.run().rung().equals(control.run().rung())
                                && entry.run().seed() == control.run().seed())
                        .findFirst()
                        .flatMap(trained -> of(trained, control, bitsPerByte, all)));
    }

    private static Predicate<Ledger.Entry> is(Run.Role role) {
        return entry -> entry.run().role() == role && entry.run().succeeded();
    }

    private static Optional<SkillControl> of(
            Ledger.Entry trained, Ledger.Entry control, String bitsPerByte, String all) {
        List<Skill> skills = new ArrayList<>();
        for (Measurement with : trained.measurements()) {
            if (with.metric().equals(TaskFigures.ACCURACY) && with.slice().indexOf('/') < 0) {
                pair(trained, control, TaskFigures.ACCURACY, with.slice())
                        .ifPresent(accuracy -> skills.add(skill(trained, control, accuracy)));
            }
        }
        double[] corrected =
                SkillDifference.holm(skills.stream().mapToDouble(Skill::p).toArray());
        for (int i = 0; i < corrected.length; i++) {
            skills.set(i, skills.get(i).with(corrected[i]));
        }
        return skills.isEmpty()
                ? Optional.empty()
                : pair(trained, control, bitsPerByte, all)
                        .map(loss -> new SkillControl(trained.run().rung(), loss, skills));
    }

    private static Skill skill(Ledger.Entry trained, Ledger.Entry control, Pair accuracy) {
        String name = accuracy.with().slice();
        double chance = trained.measurement(TaskFigures.CHANCE, name)
                .map(Measurement::value)
                .orElse(0.0);
        Optional<FrameSums> without = FrameSums.of(control, name);
        return FrameSums.of(trained, name)
                .filter(with -> without.filter(with::pairsWith).isPresent())
                .map(with -> new Skill(
                        name, chance, accuracy, with.more(without.orElseThrow()), true, with.p(without.orElseThrow())))
                .orElseGet(() -> new Skill(
                        name,
                        chance,
                        accuracy,
                        new Estimate(accuracy.difference(), accuracy.standardError(), 0),
                        false,
                        p(accuracy)));
    }

    private static Optional<Pair> pair(Ledger.Entry with, Ledger.Entry without, String metric, String slice) {
        return with.measurement(metric, slice)
                .flatMap(one -> without.measurement(metric, slice).map(other -> new Pair(one, other)));
    }

    private static double p(Pair pair) {
        double error = pair.standardError();
        return error == 0
                ? pair.difference() == 0 ? 1 : 0
                : Erf.erfc(Math.abs(pair.difference()) / error / Math.sqrt(2));
    }
}
