package dev.blueline.testtime;

import dev.blueline.ledger.BadInput;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.hipparchus.special.Beta;

/** A way to spend attempts at an answer. None looks at the score of an attempt but {@link BestOfN}, which pays for it. */
public sealed interface Strategy
        permits Strategy.Greedy,
                Strategy.MajorityVote,
                Strategy.WeightedVote,
                Strategy.BestOfN,
                Strategy.Adaptive,
                LearnedStrategy {

    /** Word on the command line. */
    String word();

    /** Goes through attempts in their order, at least one, and chooses. */
    Choice choose(List<Attempt> attempts);

    /** The first attempt: greedy decoding if it was drawn at temperature 0. */
    record Greedy() implements Strategy {
        @Override
        public String word() {
            return "greedy";
        }

        @Override
        public Choice choose(List<Attempt> attempts) {
            return new Choice(Optional.of(attempts.getFirst()).filter(Attempt::answers), 1, 0);
        }
    }

    /** The most frequent answer; of equally frequent ones that which came first (self-consistency, Wang et al. 2022, arXiv 2203.11171). */
    record MajorityVote() implements Strategy {
        @Override
        public String word() {
            return "majority";
        }

        @Override
        public Choice choose(List<Attempt> attempts) {
            return new Choice(first(attempts, votes(attempts, attempt -> 1)), attempts.size(), 0);
        }
    }

    /** A vote in which an attempt weighs the geometric mean probability of its tokens, for want of a learned verifier. */
    record WeightedVote() implements Strategy {
        @Override
        public String word() {
            return "weighted";
        }

        @Override
        public Choice choose(List<Attempt> attempts) {
            return new Choice(
                    first(attempts, votes(attempts, attempt -> Math.exp(attempt.meanLogProbability()))),
                    attempts.size(),
                    0);
        }
    }

    /** The first attempt of the highest score: every attempt that has an answer is verified. For tasks whose verifier is a rule. */
    record BestOfN() implements Strategy {
        @Override
        public String word() {
            return "best-of-n";
        }

        @Override
        public Choice choose(List<Attempt> attempts) {
            Optional<Attempt> best = Optional.empty();
            int verified = 0;
            for (Attempt attempt : attempts) {
                if (attempt.answers()) {
                    verified++;
                    if (best.isEmpty() || value(attempt) > value(best.get())) {
                        best = Optional.of(attempt);
                    }
                }
            }
            return new Choice(best, attempts.size(), verified);
        }

        private static double value(Attempt attempt) {
            return Double.isNaN(attempt.score()) ? -1 : attempt.score();
        }
    }

    /**
     * Draws in rounds and takes the majority as soon as it is settled. With a and b votes for the first and the second answer, the share of
     * the first among the two has the posterior Beta(a + 1/2, b + 1/2) under Jeffreys' prior; it is settled where that share is above a half
     * with probability {@code certainty}. No key is looked at.
     *
     * @param round attempts between two looks, at least 1
     * @param certainty from a half to 1
     */
    record Adaptive(int round, double certainty) implements Strategy {
        @Override
        public String word() {
            return "adaptive";
        }

        @Override
        public Choice choose(List<Attempt> attempts) {
            Lead lead = new Lead();
            int drawn = 0;
            while (drawn < attempts.size()) {
                lead.add(attempts.get(drawn++));
                boolean looks = drawn % round == 0 || drawn == attempts.size();
                if (looks && lead.certainty() >= certainty) {
                    break;
                }
            }
            List<Attempt> seen = attempts.subList(0, drawn);
            return new Choice(first(seen, votes(seen, attempt -> 1)), drawn, 0);
        }
    }

    /** Votes as they come in. */
    final class Lead {
        private final Map<String, Integer> votes = new HashMap<>();
        private String leader = "";
        private int first;
        private int second;

        void add(Attempt attempt) {
            if (!attempt.answers()) {
                return;
            }
            int count = votes.merge(attempt.answer(), 1, Integer::sum);
            if (attempt.answer().equals(leader)) {
                first = count;
            } else if (count > first) {
                second = first;
                first = count;
                leader = attempt.answer();
            } else {
                second = Math.max(second, count);
            }
        }

        /** Probability that the leader is ahead of the second. */
        double certainty() {
            return Beta.regularizedBeta(0.5, second + 0.5, first + 0.5);
        }
    }

    /**
     * The strategy of a word.
     *
     * @throws BadInput if there is none
     */
    static Strategy of(String word) {
        return all().stream()
                .filter(strategy -> strategy.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no strategy \"" + word + "\"; choose from all, "
                        + all().stream().map(Strategy::word).collect(Collectors.joining(", "))));
    }

    /** All of them; the adaptive one looks after every 4 attempts and wants to be 95% certain. */
    static List<Strategy> all() {
        return List.of(new Greedy(), new MajorityVote(), new WeightedVote(), new BestOfN(), new Adaptive(4, 0.95));
    }

    private static Map<String, Double> votes(List<Attempt> attempts, ToDoubleFunction<Attempt> weight) {
        Map<String, Double> votes = new LinkedHashMap<>();
        for (Attempt attempt : attempts) {
            if (attempt.answers()) {
                votes.merge(attempt.answer(), weight.applyAsDouble(attempt), Double::sum);
            }
        }
        return votes;
    }

    private static Optional<Attempt> first(List<Attempt> attempts, Map<String, Double> votes) {
        double most =
                votes.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return votes.keySet().stream()
                .filter(answer -> votes.getOrDefault(answer, 0.0) == most)
                .findFirst()
                .flatMap(answer -> attempts.stream()
                        .filter(attempt -> attempt.answer().equals(answer))
                        .findFirst());
    }
}
