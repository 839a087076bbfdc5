package dev.blueline.testtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A strategy that goes by {@link Attempt#value}, and pays for it of every attempt that has an answer. It never looks at a score. */
public sealed interface LearnedStrategy extends Strategy {

    /** The first attempt of the highest value. */
    record BestOfN() implements LearnedStrategy {
        @Override
        public String word() {
            return "best-of-n-learned";
        }

        @Override
        public Choice choose(List<Attempt> attempts) {
            return new Choice(best(attempts), attempts.size(), 0, true);
        }
    }

    /** A vote in which an attempt weighs its value; of equally heavy answers that which came first. */
    record WeightedVote() implements LearnedStrategy {
        @Override
        public String word() {
            return "weighted-learned";
        }

        @Override
        public Choice choose(List<Attempt> attempts) {
            Map<String, Double> votes = new LinkedHashMap<>();
            attempts.stream()
                    .filter(LearnedStrategy::valued)
                    .forEach(attempt ->
                            votes.merge(attempt.answer(), attempt.value().right(), Double::sum));
            double most = votes.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(0);
            Optional<Attempt> chosen = attempts.stream()
                    .filter(LearnedStrategy::valued)
                    .filter(attempt -> votes.getOrDefault(attempt.answer(), 0.0) == most)
                    .findFirst();
            return new Choice(chosen, attempts.size(), 0, true);
        }
    }

    /**
     * Draws in rounds and takes the attempt of the highest value as soon as that is at least {@code certainty}. The more attempts are looked
     * at, the likelier one of them is valued so by mistake: the threshold is a price, not a test.
     *
     * @param round attempts between two looks, at least 1
     * @param certainty probability of being right, from 0 to 1
     */
    record Adaptive(int round, double certainty) implements LearnedStrategy {
        @Override
        public String word() {
            return "adaptive-learned";
        }

        @Override
        public Choice choose(List<Attempt> attempts) {
            int drawn = 0;
            Optional<Attempt> best = Optional.empty();
            while (drawn < attempts.size()
                    && best.filter(attempt -> attempt.value().right() >= certainty)
                            .isEmpty()) {
                drawn = Math.min(attempts.size(), drawn + round);
                best = best(attempts.subList(0, drawn));
            }
            return new Choice(best, drawn, 0, true);
        }
    }

    /** All of them; the adaptive one looks after every attempt and wants to be 95% certain. */
    static List<Strategy> all() {
        return List.of(new BestOfN(), new WeightedVote(), new Adaptive(1, 0.95));
    }

    private static boolean valued(Attempt attempt) {
        return attempt.answers() && !Double.isNaN(attempt.value().right());
    }

    private static Optional<Attempt> best(List<Attempt> attempts) {
        Optional<Attempt> best = Optional.empty();
        for (Attempt attempt : attempts) {
            if (valued(attempt)
                    && (best.isEmpty()
                            || attempt.value().right() > best.get().value().right())) {
                best = Optional.of(attempt);
            }
        }
        return best;
    }
}
