package dev.blueline.problems;

import dev.blueline.problems.AuditedLevel.Cost;
import dev.blueline.problems.AuditedLevel.Count;
import dev.blueline.problems.AuditedLevel.Example;
import dev.blueline.problems.AuditedLevel.Mutated;
import dev.blueline.problems.AuditedLevel.Policy;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.LongStream;

/** The audit of one level. */
final class LevelAudit {
    /** Time for measuring the solver, unless {@link #LEAST_SOLVED} problems take longer. */
    private static final long SOLVING_NANOS = 1_500_000_000L;

    private static final int MOST_SOLVED = 50;
    private static final int LEAST_SOLVED = 5;
    /** A verification is timed as one of so many in a row: the clock is too coarse for one. */
    private static final int REPEATS = 20;

    private static final int SHOWN = 5;
    /** Longer answers are not shown whole. */
    private static final int LONGEST_SHOWN = 300;

    private final Task task;
    private final Level level;
    private final long seed;
    private final int mutations;
    private final Verifier verifier;
    private final List<Problem> heldOut;
    private final List<Problem> training;
    private final List<String> faults = new ArrayList<>();

    LevelAudit(Task task, Level level, long seed, int problems, int mutations) {
        this.task = task;
        this.level = level;
        this.seed = seed;
        this.mutations = mutations;
        this.verifier = task.verifier();
        this.heldOut = problems(Split.HELD_OUT, problems);
        this.training = problems(Split.TRAINING, problems);
    }

    private List<Problem> problems(Split side, int count) {
        return LongStream.range(0, count)
                .mapToObj(index -> task.problem(side, seed, level.number(), index))
                .toList();
    }

    AuditedLevel run(DoubleConsumer progress) {
        Count gold = gold();
        progress.accept(0.1);
        Map<Style, Count> traces = traces();
        progress.accept(0.2);
        Map<String, Policy> policies = policies();
        progress.accept(0.3);
        Mutated mutated = mutated(share -> progress.accept(0.3 + 0.4 * share));
        Optional<Cost> solve = task.solver().flatMap(this::solving);
        progress.accept(0.95);
        Cost verify = verifying();
        progress.accept(1);
        return new AuditedLevel(
                task.name(),
                level.number(),
                level.name(),
                verifier.kind(),
                gold,
                traces,
                policies,
                mutated,
                solve,
                verify,
                List.copyOf(faults));
    }

    private Verification verified(Problem problem, String answer) {
        return Verification.of(verifier, problem, answer, Verification.MOST_STEPS, Verification.LONGEST);
    }

    /** The score; 0 with a fault where the verifier breaks. */
    private double score(Problem problem, String answer, String what) {
        return switch (verified(problem, answer)) {
            case Verification.Scored scored -> scored.score();
            case Verification.Broken broken -> {
                fault("the verifier broke on " + what + " (" + broken.cause() + ")");
                yield 0;
            }
        };
    }

    /** Each kind of fault is told once. */
    private void fault(String inWords) {
        if (!faults.contains(inWords)) {
            faults.add(inWords);
        }
    }

    private Count gold() {
        int right = 0;
        for (List<Problem> side : List.of(heldOut, training)) {
            for (Problem problem : side) {
                right += score(problem, problem.gold(), "a gold answer") == 1 ? 1 : 0;
            }
        }
        int all = heldOut.size() + training.size();
        if (right < all) {
            fault((all - right) + " of " + all + " gold answers are not right by the verifier");
        }
        return new Count(right, all);
    }

    private Map<Style, Count> traces() {
        Map<Style, Count> traces = new EnumMap<>(Style.class);
        for (Style style : task.styles()) {
            int right = 0;
            for (int i = 0; i < training.size(); i++) {
                Draw draw = new Draw("audit " + task.name() + " " + style, seed, level.number(), i);
                Trace trace = task.trace(training.get(i), style, draw);
                right += score(training.get(i), trace.answer(), "the answer of a trace") == 1 ? 1 : 0;
            }
            if (style != Style.MONOLOGUE && right < training.size()) {
                fault((training.size() - right) + " of " + training.size() + " traces in style " + style
                        + " end with a wrong answer");
            }
            traces.put(style, new Count(right, training.size()));
        }
        return traces;
    }

    private Map<String, Policy> policies() {
        String constant = mostFrequentGold();
        Map<String, Policy> policies = new LinkedHashMap<>();
        policies.put("empty", policy("empty", i -> ""));
        policies.put("copy", policy("copy", i -> heldOut.get(i).prompt()));
        policies.put("constant", policy("constant", i -> constant));
        policies.put(
                "guess",
                policy(
                        "guess",
                        i -> task.guess(
                                heldOut.get(i), new Draw("audit guess " + task.name(), seed, level.number(), i))));
        if (policies.values().iterator().next().score() > 0) {
            fault("an empty answer scores more than 0");
        }
        return policies;
    }

    private Policy policy(String name, Function<Integer, String> answers) {
        int right = 0;
        double sum = 0;
        for (int i = 0; i < heldOut.size(); i++) {
            double score = score(heldOut.get(i), answers.apply(i), "an answer of the policy " + name);
            right += score == 1 ? 1 : 0;
            sum += score;
        }
        return new Policy(new Count(right, heldOut.size()), sum / heldOut.size());
    }

    /** Of the training side; of equally frequent ones the first. */
    private String mostFrequentGold() {
        Map<String, Integer> counts = new HashMap<>();
        training.forEach(problem -> counts.merge(problem.gold(), 1, Integer::sum));
        String most = training.getFirst().gold();
        for (Problem problem : training) {
            if (counts.getOrDefault(problem.gold(), 0) > counts.getOrDefault(most, 0)) {
                most = problem.gold();
            }
        }
        return most;
    }

    private Mutated mutated(DoubleConsumer progress) {
        Map<Problem, String> solved = new HashMap<>();
        int confirmed = 0;
        int contradicted = 0;
        int unchecked = 0;
        int partly = 0;
        int wrong = 0;
        int broken = 0;
        List<Example> toRead = new ArrayList<>();
        for (int i = 0; i < mutations; i++) {
            Draw draw = new Draw("audit mutation " + task.name(), seed, level.number(), i);
            Problem problem = heldOut.get(i % heldOut.size());
            String answer = Mutation.of(problem, heldOut.get((i + 1) % heldOut.size()), draw);
            switch (verified(problem, answer)) {
                case Verification.Broken failed -> {
                    broken++;
                    fault("the verifier broke on a spoiled answer (" + failed.cause() + ")");
                }
                case Verification.Scored scored -> {
                    if (scored.right()) {
                        Optional<Boolean> right = secondOpinion(problem, answer, solved);
                        confirmed += right.equals(Optional.of(true)) ? 1 : 0;
                        contradicted += right.equals(Optional.of(false)) ? 1 : 0;
                        unchecked += right.isEmpty() ? 1 : 0;
                        if (!right.equals(Optional.of(true)) && toRead.size() < SHOWN) {
                            toRead.add(new Example(problem.prompt(), problem.gold(), bounded(answer)));
                        }
                    } else if (scored.score() > 0) {
                        partly++;
                    } else {
                        wrong++;
                    }
                }
            }
            if (i % 256 == 0) {
                progress.accept((double) i / mutations);
            }
        }
        if (contradicted > 0) {
            fault(contradicted + " spoiled answers scored 1 that a second check finds wrong");
        }
        return new Mutated(confirmed, contradicted, unchecked, partly, wrong, broken, List.copyOf(toRead));
    }

    /** Whether an answer is right by other means than the verifier; nothing where none can tell. */
    private Optional<Boolean> secondOpinion(Problem problem, String answer, Map<Problem, String> solved) {
        if (answer.strip().equals(problem.gold())) {
            return Optional.of(true);
        }
        Optional<Verifier> check = task.secondCheck();
        if (check.isPresent()) {
            Verification verification =
                    Verification.of(check.get(), problem, answer, Verification.MOST_STEPS, Verification.LONGEST);
            return verification instanceof Verification.Scored scored ? Optional.of(scored.right()) : Optional.empty();
        }
        if (!solved.containsKey(problem)) {
            task.solver()
                    .flatMap(solver -> solved(solver, problem))
                    .ifPresent(found -> solved.put(problem, found.answer()));
        }
        return answer.strip().equals(solved.get(problem)) ? Optional.of(true) : Optional.empty();
    }

    /** What a solver finds; nothing, with a fault, where it fails. */
    private Optional<Solver.Solution> solved(Solver solver, Problem problem) {
        try {
            return Optional.of(solver.solve(problem));
        } catch (RuntimeException failed) {
            fault("the reference solver failed on \"" + Audit.shortened(problem.prompt()) + "\" (" + failed.getMessage()
                    + ")");
            return Optional.empty();
        }
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_SHOWN
                ? text
                : text.substring(0, LONGEST_SHOWN) + "... (" + text.length() + " characters)";
    }

    private Optional<Cost> solving(Solver solver) {
        long start = System.nanoTime();
        int warm = 0;
        for (; warm < training.size() && warm < MOST_SOLVED && System.nanoTime() - start < SOLVING_NANOS / 3; warm++) {
            solved(solver, training.get(warm));
        }
        List<Double> nodes = new ArrayList<>();
        List<Double> micros = new ArrayList<>();
        start = System.nanoTime();
        for (Problem problem : heldOut) {
            if (nodes.size() >= MOST_SOLVED
                    || nodes.size() >= LEAST_SOLVED && System.nanoTime() - start > SOLVING_NANOS) {
                break;
            }
            long from = System.nanoTime();
            Optional<Solver.Solution> solution = solved(solver, problem);
            double taken = (System.nanoTime() - from) / 1e3;
            if (solution.isPresent()) {
                micros.add(taken);
                nodes.add((double) solution.get().nodes());
                if (score(problem, solution.get().answer(), "the solver's answer") < 1) {
                    fault("the solver's answer is not right by the verifier");
                }
            }
        }
        return nodes.isEmpty() ? Optional.empty() : Optional.of(Cost.of(array(nodes), array(micros)));
    }

    private Cost verifying() {
        double[] steps = new double[heldOut.size()];
        double[] micros = new double[heldOut.size()];
        for (int i = 0; i < heldOut.size(); i++) {
            long start = System.nanoTime();
            for (int k = 0; k < REPEATS; k++) {
                steps[i] = verified(heldOut.get(i), heldOut.get(i).gold()).steps();
            }
            micros[i] = (System.nanoTime() - start) / 1e3 / REPEATS;
        }
        return Cost.of(steps, micros);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
