package dev.blueline.trials;

import dev.blueline.comparison.Estimate;
import dev.blueline.ledger.Ledger;
import dev.blueline.reasoning.Method;
import dev.blueline.reasoning.PassRates;
import dev.blueline.scaling.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a study of reasoning found, in words: also what reinforcement learning did not do. */
final class TrialFindings {
    /** A response that is this much longer is longer. */
    private static final double LONGER = 1.1;

    private final TrialOutcome outcome;

    TrialFindings(TrialOutcome outcome) {
        this.outcome = outcome;
    }

    List<String> sentences() {
        List<String> said = new ArrayList<>();
        said.add(gain());
        for (Method method : outcome.methods()) {
            if (method != Method.RL) {
                said.add(against(method));
            }
        }
        said.add(chance());
        said.add(tries());
        said.add(length());
        said.addAll(warnings());
        said.add(forecast());
        outcome.verdict().ifPresent(verdict -> said.add(verdict(verdict)));
        said.add(cost());
        said.add(covers());
        return said.stream().filter(sentence -> !sentence.isEmpty()).toList();
    }

    private String gain() {
        Estimate gain = outcome.gain(Method.RL, TrialOutcome::one);
        String figures = words(
                "from %.3f to %.3f right at once on held-out problems, %s (90%% interval %s)",
                mean(outcome.exams()), mean(outcome.ends(Method.RL)), signed(gain.value()), interval(gain));
        String seeds = outcome.ends(Method.RL).stream()
                .map(rates -> words("%.3f", mean(List.of(rates))))
                .collect(Collectors.joining(", "));
        String spent = words(", by %.2g FLOP of RL a seed", outcome.plan().flops())
                + (outcome.seeds().size() > 1 ? ", which ended at " + seeds : "");
        if (gain.low() > 0) {
            return "Reinforcement learning makes the model better: " + figures + spent + ".";
        }
        return gain.high() < 0
                ? "Reinforcement learning makes the model worse: " + figures + spent + "."
                : "Reinforcement learning brings no gain that its interval shows: " + figures + spent + ".";
    }

    private String against(Method method) {
        Estimate gap = outcome.over(method, TrialOutcome::one);
        String name = switch (method) {
            case SUPERVISED -> "continued supervised training";
            case EXPERT_ITERATION -> "expert iteration";
            case RL -> "itself";
        };
        String figures = words(
                "%.3f against %.3f, %s (%s)",
                mean(outcome.ends(Method.RL)), mean(outcome.ends(method)), signed(gap.value()), interval(gap));
        if (gap.low() > 0) {
            return "RL does better than " + name + " at equal FLOPs: " + figures + ".";
        }
        return gap.high() < 0
                ? "RL does worse than " + name + " at equal FLOPs: " + figures + "."
                : "Between RL and " + name + " at equal FLOPs the interval shows no difference: " + figures + ".";
    }

    /** Levels at which neither the floor of guessing nor the start is surpassed. */
    private String chance() {
        List<String> stayed = new ArrayList<>();
        for (TrialOutcome.ExamLevel level : outcome.levels()) {
            if (outcome.overGuessing(level).low() <= 0
                    || outcome.gain(Method.RL, level, TrialOutcome::one).low() <= 0
                            && mean(TrialOutcome.at(outcome.exams(), level)) < 2 * floor(level)) {
                stayed.add(words(
                        "%s (%.3f; guessing gets %.3f)",
                        level, mean(TrialOutcome.at(outcome.ends(Method.RL), level)), floor(level)));
            }
        }
        return stayed.isEmpty()
                ? ""
                : "What RL did not teach: no gain, or nothing above guessing, is shown on " + joined(stayed) + ".";
    }

    private double floor(TrialOutcome.ExamLevel level) {
        return mean(TrialOutcome.at(List.of(outcome.guesses()), level));
    }

    /** Whether reinforcement learning took answers away that the start had among several. */
    private String tries() {
        List<String> fell = new ArrayList<>();
        for (TrialOutcome.ExamLevel level : outcome.levels()) {
            if (outcome.gain(Method.RL, level, TrialOutcome::any).high() < 0) {
                fell.add(words(
                        "%s (from %.3f to %.3f)",
                        level,
                        TrialOutcome.mean(TrialOutcome.at(outcome.exams(), level), TrialOutcome::any),
                        TrialOutcome.mean(TrialOutcome.at(outcome.ends(Method.RL), level), TrialOutcome::any)));
            }
        }
        String all = words(
                "from %.3f to %.3f over all levels",
                TrialOutcome.mean(outcome.exams(), TrialOutcome::any),
                TrialOutcome.mean(outcome.ends(Method.RL), TrialOutcome::any));
        return fell.isEmpty()
                ? "One right answer in 16 (pass@16) fell at no level by more than its interval: " + all + "."
                : "One right answer in 16 (pass@16) fell on " + joined(fell) + ": " + all + ".";
    }

    private String length() {
        double before = TrialOutcome.mean(outcome.exams(), PassRates.Counted::tokens);
        double after = TrialOutcome.mean(outcome.ends(Method.RL), PassRates.Counted::tokens);
        String change = after > LONGER * before ? "grew" : after < before / LONGER ? "shrank" : "hardly changed";
        return words("Responses %s: %.1f tokens before, %.1f after.", change, before, after);
    }

    /** What the runs themselves noticed: a collapse, or that nothing new is tried. */
    private List<String> warnings() {
        return outcome.of(Method.RL).stream()
                .filter(track -> !track.end().run().note().isEmpty())
                .map(track ->
                        words("Seed %d: %s.", track.seed(), track.end().run().note()))
                .toList();
    }

    private String forecast() {
        if (outcome.forecast().isEmpty()) {
            return "No forecast was made: " + outcome.undetermined().orElse("the first half has too few measurements")
                    + ".";
        }
        var made = outcome.forecast().get();
        String measured = outcome.score()
                .map(score ->
                        words("; measured %.3f, %s", score.measured(), score.inside() ? "inside" : "outside of it"))
                .orElse("");
        String figures = words("%.3f (90%% interval %.3f to %.3f)", made.predicted(), made.low(), made.high());
        return outcome.undetermined()
                .map(why -> "The forecast made at half was undetermined, as " + why + ": " + figures + measured + ".")
                .orElse("Forecast at half, before the rest was run: " + figures + measured + ".");
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Blue blue -> "The curve is blue, it keeps rising: " + blue.reason() + ".";
            case Verdict.Red red ->
                "The curve is red, it has levelled off: " + red.reason() + ". Cause: "
                        + red.cause().inWords() + ".";
            case Verdict.Undetermined open ->
                "The curve is undetermined: " + open.reason() + ". What would decide: " + open.wouldDecide() + ".";
        };
    }

    private String cost() {
        double teaching = outcome.starts().stream()
                .map(Ledger.Entry::run)
                .mapToDouble(run -> run.flops())
                .average()
                .orElseThrow();
        double seconds = outcome.starts().stream()
                .map(Ledger.Entry::run)
                .mapToDouble(run -> run.seconds())
                .average()
                .orElseThrow();
        return words(
                "Teaching a start cost %.2g FLOP of supervised training (%.0f s), %.1f times a run of RL.",
                teaching, seconds, teaching / outcome.plan().flops());
    }

    private String covers() {
        int problems = outcome.guesses().problems().size();
        return outcome.seeds().size() == 1
                ? words(
                        "Intervals are over the %d problems alone, as there is one seed: another start may differ by more.",
                        problems)
                : words(
                        "Intervals of differences are over %d seeds, each with a start of its own, and %d problems that all were asked.",
                        outcome.seeds().size(), problems);
    }

    private static double mean(List<PassRates> rates) {
        return TrialOutcome.mean(rates, TrialOutcome::one);
    }

    private static String signed(double value) {
        return words("%+.3f", value).replaceFirst("^-(0\\.000)$", "+$1");
    }

    private static String interval(Estimate estimate) {
        return signed(estimate.low()) + " to " + signed(estimate.high());
    }

    private static String joined(List<String> parts) {
        return String.join(", ", parts);
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).replaceAll("e\\+(\\d)", "e$1");
    }
}
