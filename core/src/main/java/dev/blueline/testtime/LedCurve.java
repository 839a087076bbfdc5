package dev.blueline.testtime;

import dev.blueline.evaluation.Estimate;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Accuracy against what is spent for strategies that lead a model through its thoughts, on problems that each are answered several times.
 *
 * @param each answers to each problem
 * @param tokens most of a thought
 */
public record LedCurve(LedModel model, List<Problem> problems, int each, int tokens, long seed) {
    private static final List<Integer> LENGTHS = List.of(0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512);
    private static final int MOST_TIMES = 6;
    private static final int MOST_ATTEMPTS = 16;
    private static final int MOST_WIDTH = 8;
    private static final int BRANCHES = 4;

    /** What is done to thoughts, and what its size is. */
    public enum Kind {
        /** {@link BudgetForcing#cut}; size: tokens. */
        CUT,
        /** {@link BudgetForcing#goOn} where a thought gave up; size: times. */
        GO_ON,
        /** {@link BudgetForcing#goOn} always; size: times. */
        DOUBT,
        /** {@link Revision}, the best by learned value; size: attempts. */
        REVISE,
        /** {@link Beam} of four branches; size: width. */
        BEAM;

        /** The name that a user types: {@code go-on}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** @throws BadInput if there is none of this word */
        public static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new BadInput("there is no way to lead thoughts \"" + word + "\"; choose from "
                            + Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "))));
        }

        /** Whether it goes by a learned verifier. */
        public boolean learned() {
            return this == REVISE || this == BEAM;
        }

        /** Whether it needs the sign that monologues have for another try. */
        public boolean needsMonologues() {
            return this == GO_ON || this == DOUBT || this == REVISE;
        }

        /** Whether thoughts on a task have the form that it needs. */
        public boolean fits(String task) {
            return switch (this) {
                case CUT -> true;
                case GO_ON, DOUBT -> RetrySign.TASKS.contains(task);
                case REVISE -> task.equals("countdown");
                case BEAM -> ThoughtSteps.knows(task);
            };
        }
    }

    /**
     * Means over problems.
     *
     * @param size see {@link Kind}
     * @param accuracy share of right answers, its error clustered by problem
     * @param tokens drawn for one answer
     * @param flops for one answer, those of a learned verifier included
     */
    public record Point(int size, Estimate accuracy, double tokens, double flops) {}

    /**
     * Of a kind that needs no learned verifier.
     *
     * @throws BadInput if thoughts on the task have not the form that it needs
     */
    public List<Point> of(Kind kind) {
        List<Problem> asked = asked();
        BudgetForcing forcing = new BudgetForcing(model);
        return switch (kind) {
            case CUT ->
                LENGTHS.stream()
                        .filter(length -> length <= tokens)
                        .map(length -> point(length, forcing.cut(asked, length, seed)))
                        .toList();
            case GO_ON -> times(forcing.goOn(asked, MOST_TIMES, false, tokens, seed));
            case DOUBT -> times(forcing.goOn(asked, MOST_TIMES, true, tokens, seed));
            case REVISE, BEAM -> throw new IllegalArgumentException(kind + " goes by a learned verifier");
        };
    }

    /**
     * Of any kind.
     *
     * @throws BadInput if thoughts on the task have not the form that it needs
     */
    public List<Point> of(Kind kind, LearnedVerifier verifier) {
        return switch (kind) {
            case CUT, GO_ON, DOUBT -> of(kind);
            case REVISE -> revisions(verifier);
            case BEAM -> beams(verifier);
        };
    }

    private List<Point> times(List<List<Outcome>> outcomes) {
        return IntStream.range(0, outcomes.size())
                .mapToObj(times -> point(times, outcomes.get(times)))
                .toList();
    }

    private List<Point> revisions(LearnedVerifier verifier) {
        List<Pool> chains = new Revision(model, Optional.of(verifier)).chains(asked(), MOST_ATTEMPTS, tokens, seed);
        List<Point> points = new ArrayList<>();
        for (int attempts = 1; attempts <= MOST_ATTEMPTS; attempts *= 2) {
            int first = attempts;
            points.add(point(
                    first,
                    chains.stream()
                            .map(chain -> Revision.outcome(chain, first, new LearnedStrategy.BestOfN()))
                            .toList()));
        }
        return points;
    }

    private List<Point> beams(LearnedVerifier verifier) {
        List<Point> points = new ArrayList<>();
        for (int width = 1; width <= MOST_WIDTH; width *= 2) {
            Beam beam = new Beam(model, verifier, width, BRANCHES, Math.max(1, tokens / 4), tokens - tokens / 4);
            points.add(point(width, beam.answer(asked(), seed)));
        }
        return points;
    }

    /** Each problem so many times in succession. */
    private List<Problem> asked() {
        return problems.stream()
                .flatMap(problem -> Collections.nCopies(each, problem).stream())
                .toList();
    }

    private Point point(int size, List<Outcome> outcomes) {
        double[] right = new double[problems.size()];
        for (int i = 0; i < outcomes.size(); i++) {
            right[i / each] += outcomes.get(i).right() ? 1.0 / each : 0;
        }
        return new Point(
                size,
                Estimate.ofMean(right),
                outcomes.stream()
                        .mapToDouble(outcome -> outcome.spending().tokens())
                        .average()
                        .orElse(Double.NaN),
                outcomes.stream()
                        .mapToDouble(outcome -> outcome.spending().flops())
                        .average()
                        .orElse(Double.NaN));
    }
}
