package dev.blueline.testtime;

import dev.blueline.engine.Answer;
import dev.blueline.engine.KeyedRandom;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Sampling;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.GivenProblem;
import dev.blueline.problems.Trace;
import dev.blueline.problems.Verification;
import dev.blueline.reasoning.Breakage;
import dev.blueline.reasoning.Dialogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Thinks about one problem in rounds. A round draws responses from the beginnings that {@link Allocation} chooses, on all cores, verifies
 * answers that are new, notes what each try was worth, and takes beginnings of the best into the pool. Nothing but the length of the work
 * depends on the clock.
 *
 * <p>A try is worth the mean of the verifier's score and of how likely the model found what it drew (the geometric mean probability of a
 * token), and nothing if its answer was known or there is none. So where scores are only 0 and 1, beginnings count that lead to new answers which
 * the model believes in.
 */
final class Thinker {
    /** Tries of a place: enough that its beginning is read for many. */
    static final int TOGETHER = 8;

    private static final int FIRST_PLACES = 2;
    private static final int MOST_PLACES = 128;
    private static final double FLOPS_A_ROUND = 2e10;
    private static final int MOST_IN_POOL = 32;
    private static final int NEW_A_ROUND = 8;
    /** Of the starts; where the model repeats itself at 1, it has more to say at others. */
    private static final List<Double> TEMPERATURES = List.of(1.0, 1.4, 2.0);

    private static final long CUTS = KeyedRandom.purpose("thinking cuts");
    private static final long DRAWS = KeyedRandom.purpose("thinking draws");

    private final Learner learner;
    private final Dialogue dialogue;
    private final GivenProblem given;
    private final int[] prompt;
    private final int mostPlaces;
    private final Breakage breakage = new Breakage();
    private final SeenAnswers seen;
    private ThinkingState state;

    /** @throws BadInput if the problem leaves no room for a response */
    Thinker(Learner learner, Dialogue dialogue, GivenProblem given, ThinkingState state) {
        this.learner = learner;
        this.dialogue = dialogue;
        this.given = given;
        this.state = state;
        seen = SeenAnswers.of(state.seen());
        prompt = dialogue.prompt(given.problem().prompt());
        int context = learner.shape().context();
        if (prompt.length + 1 >= context) {
            throw new BadInput("the problem has " + prompt.length
                    + " tokens, which leaves no room for a response in the model's context of " + context
                    + "; give a shorter problem, or a model of a longer context");
        }
        double response = learner.shape().forwardFlopsPerSequence(Math.min(context, prompt.length + state.tokens()));
        mostPlaces = (int) Math.clamp(
                Long.highestOneBit((long) (FLOPS_A_ROUND / (TOGETHER * response))), FIRST_PLACES, MOST_PLACES);
    }

    /** A state from which nothing was done yet. */
    static ThinkingState beginning(GivenProblem given, String model, int tokens, long seed, boolean alone) {
        return new ThinkingState(
                given.problem(),
                model,
                tokens,
                seed,
                alone,
                0,
                TEMPERATURES.stream()
                        .limit(alone ? 1 : TEMPERATURES.size())
                        .map(temperature -> PartialAttempt.start(temperature, tokens))
                        .toList(),
                new byte[0],
                Tally.NONE,
                Spending.NOTHING,
                List.of());
    }

    /** Where it stands, without the answers seen, which only {@link #checkpoint} needs. */
    ThinkingState state() {
        return state;
    }

    /** All of where it stands. */
    ThinkingState checkpoint() {
        return with(state, state.pool(), seen.bytes(), Tally.NONE, Spending.NOTHING, state.trail(), 0);
    }

    /** One round, the time since {@code begun} counted to it. */
    void round(long begun) {
        new Round(begun).run();
    }

    private static ThinkingState with(
            ThinkingState before,
            List<PartialAttempt> pool,
            byte[] seen,
            Tally tally,
            Spending spent,
            List<Improvement> trail,
            int rounds) {
        return new ThinkingState(
                before.problem(),
                before.model(),
                before.tokens(),
                before.seed(),
                before.alone(),
                before.rounds() + rounds,
                pool,
                seen,
                before.tally().plus(tally),
                before.spent().plus(spent),
                trail);
    }

    /** Work on one round. */
    private final class Round {
        private final long begun;
        private final List<PartialAttempt> pool = new ArrayList<>(state.pool());
        private final List<Integer> places = new ArrayList<>();
        private final List<Candidate> candidates = new ArrayList<>();
        private final List<Improvement> trail = new ArrayList<>(state.trail());
        private Tally tally = Tally.NONE;
        private Spending spent = Spending.NOTHING;

        Round(long begun) {
            this.begun = begun;
        }

        /** A response that is worth going on from. */
        private record Candidate(int[] response, double temperature, double worth) {}

        void run() {
            choose();
            List<List<Answer>> answers = new ArrayList<>();
            for (double temperature : places.stream()
                    .map(place -> pool.get(place).temperature())
                    .distinct()
                    .toList()) {
                answers.addAll(draw(temperature));
            }
            pool.replaceAll(PartialAttempt::faded);
            for (int i = 0; i < answers.size(); i++) {
                for (Answer answer : answers.get(i)) {
                    look(places.get(i), answer);
                }
            }
            retire();
            if (!state.alone()) {
                grow();
            }
            double seconds = (System.nanoTime() - begun) * 1e-9;
            state = with(
                    state,
                    Allocation.kept(pool, MOST_IN_POOL, TOGETHER, prompt.length),
                    state.seen(),
                    tally,
                    spent.plus(new Spending(0, 0, 0, 0, seconds)),
                    List.copyOf(trail),
                    1);
        }

        /** Twice as many places as in the round before, up to what keeps a round short. */
        private void choose() {
            int count = (int) Math.min(mostPlaces, (long) FIRST_PLACES << Math.min(state.rounds(), 30));
            int[] each = Allocation.of(pool, count, TOGETHER, prompt.length);
            for (int i = 0; i < each.length; i++) {
                for (int j = 0; j < (state.alone() ? 0 : each[i]); j++) {
                    places.add(i);
                }
            }
            while (places.size() < count) {
                places.add(0);
            }
            places.sort(Comparator.comparingDouble(place -> pool.get(place).temperature()));
        }

        /** Tries of the places of a temperature, which stand together. */
        private List<List<Answer>> draw(double temperature) {
            List<int[]> prompts = places.stream()
                    .map(pool::get)
                    .filter(from -> from.temperature() == temperature)
                    .map(from -> join(prompt, from.tokens()))
                    .toList();
            long seed = KeyedRandom.bits(
                    state.seed(),
                    DRAWS,
                    state.rounds() * (long) TEMPERATURES.size() + TEMPERATURES.indexOf(temperature));
            Sampling sampling = new Sampling(state.tokens(), temperature, 1, seed, dialogue.endOfTurn());
            List<List<Answer>> answers =
                    learner.answers(prompts, TOGETHER, sampling).each();
            for (int i = 0; i < answers.size(); i++) {
                count(prompts.get(i).length, answers.get(i));
            }
            return answers;
        }

        private void count(int read, List<Answer> answers) {
            double flops = learner.shape().promptFlops(read);
            double before = learner.shape().forwardFlopsPerSequence(read);
            long tokens = 0;
            for (Answer answer : answers) {
                int length = answer.tokens().length;
                flops += learner.shape().forwardFlopsPerSequence(read + Math.max(0, length - 1)) - before;
                tokens += length;
            }
            spent = spent.plus(new Spending(tokens, flops, 0, 0, 0));
        }

        private void look(int place, Answer answer) {
            PartialAttempt from = pool.get(place);
            int[] response = join(from.tokens(), answer.tokens());
            double worth = worth(from, response, answer);
            pool.set(place, from.tried(worth, answer.tokens().length));
            if (worth > 0) {
                candidates.add(new Candidate(response, from.temperature(), worth));
            }
        }

        private double worth(PartialAttempt from, int[] response, Answer answer) {
            if (solved()) {
                tally = tally.plus(new Tally(1, 0, 0, 0, 0, 0, 1));
                return 0;
            }
            Trace read = answer.stopped() ? dialogue.read(response) : new Trace("", "");
            String text = read.answer().strip();
            if (text.isEmpty()) {
                tally = tally.plus(new Tally(1, answer.stopped() ? 0 : 1, answer.stopped() ? 1 : 0, 0, 0, 0, 0));
                return 0;
            }
            if (!seen.add(text)) {
                tally = tally.plus(new Tally(1, 0, 0, 1, 0, 0, 0));
                return 0;
            }
            double score = verified(read.answer());
            tally = tally.plus(new Tally(1, 0, 0, 0, 1, Double.isNaN(score) ? 1 : 0, 0));
            if (Double.isNaN(score)) {
                return 0;
            }
            if (trail.isEmpty() || score > trail.getLast().score()) {
                trail.add(new Improvement(
                        state.spent().seconds() + (System.nanoTime() - begun) * 1e-9,
                        state.tally().attempts() + (long) places.size() * TOGETHER,
                        state.spent().tokens() + spent.tokens(),
                        from.tokens().length,
                        from.temperature(),
                        score,
                        read.thought(),
                        text));
            }
            return (score + likelihood(answer)) / 2;
        }

        private boolean solved() {
            return !trail.isEmpty() && trail.getLast().score() == 1;
        }

        /** Score of an answer; no number where the verifier broke. */
        private double verified(String answer) {
            long started = System.nanoTime();
            Verification outcome = Verification.of(
                    given.task().verifier(), given.problem(), answer, Verification.MOST_STEPS, Verification.LONGEST);
            double seconds = (System.nanoTime() - started) * 1e-9;
            spent = spent.plus(new Spending(0, 0, outcome.steps(), seconds, 0));
            breakage.add(given.problem().task(), outcome);
            return switch (outcome) {
                case Verification.Scored scored -> scored.score();
                case Verification.Broken none -> Double.NaN;
            };
        }

        /** A beginning that was tried stays while it earns more for a token than attempts from the start. */
        private void retire() {
            double start = pool.getFirst().earned(prompt.length, TOGETHER);
            Set<PartialAttempt> gone = new HashSet<>();
            for (int place : places) {
                PartialAttempt tried = pool.get(place);
                if (!tried.isStart() && tried.earned(prompt.length, TOGETHER) <= start) {
                    gone.add(tried);
                }
            }
            pool.removeAll(gone);
        }

        /** Takes beginnings of the best responses into the pool, each cut at a random place before its end. */
        private void grow() {
            List<Candidate> best = candidates.stream()
                    .sorted(Comparator.comparingDouble(each -> -each.worth()))
                    .limit(NEW_A_ROUND)
                    .toList();
            for (int i = 0; i < best.size(); i++) {
                int[] response = best.get(i).response();
                double uniform = KeyedRandom.uniform(state.seed(), CUTS, (long) state.rounds() * NEW_A_ROUND + i);
                int place = (int) (uniform * response.length);
                int[] tokens = Arrays.copyOf(response, place);
                double temperature = best.get(i).temperature();
                if (pool.stream()
                        .noneMatch(each -> each.temperature() == temperature && Arrays.equals(each.tokens(), tokens))) {
                    pool.add(PartialAttempt.of(
                            response, place, temperature, best.get(i).worth()));
                }
            }
        }
    }

    private static double likelihood(Answer answer) {
        double sum = 0;
        for (float each : answer.logProbabilities()) {
            sum += each;
        }
        return Math.exp(sum / Math.max(1, answer.logProbabilities().length));
    }

    private static int[] join(int[] first, int[] second) {
        int[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
