package dev.blueline.testtime;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who gets the tries of a round: a bandit with costs. Each place goes to the beginning with the greatest upper bound of worth (UCB1, Auer et al.
 * 2002, with faded counts as in Garivier and Moulines 2011) for the tokens that a try takes; places already given count as tries. A quarter of
 * the places is for attempts from the start at temperature 1 whatever they are worth, so nothing that the model can write is out of reach.
 */
final class Allocation {
    /** One place in so many is for attempts from the start. */
    static final int START_ONE_IN = 4;

    /** Weight of what is not known; 2 in UCB1, whose worths are spread over all of 0 to 1. */
    private static final double EXPLORING = 0.1;

    private Allocation() {}

    /**
     * Places of each beginning.
     *
     * @param pool the first is the start at temperature 1
     * @param places to give, at least 1
     * @param together tries of a place
     * @param prompt tokens of the prompt
     */
    static int[] of(List<PartialAttempt> pool, int places, int together, int prompt) {
        int[] given = new int[pool.size()];
        given[0] = Math.ceilDiv(places, START_ONE_IN);
        for (int i = given[0]; i < places; i++) {
            given[best(pool, given, together, prompt)]++;
        }
        return given;
    }

    private static int best(List<PartialAttempt> pool, int[] given, int together, int prompt) {
        double all = all(pool, together);
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < given.length; i++) {
            double bound = bound(pool.get(i), given[i] * together, all, together, prompt);
            if (bound > most) {
                most = bound;
                best = i;
            }
        }
        return best;
    }

    private static double all(List<PartialAttempt> pool, int together) {
        return together + pool.stream().mapToDouble(PartialAttempt::tries).sum();
    }

    /** All starts and the beginnings of the greatest bounds, so many in all. */
    static List<PartialAttempt> kept(List<PartialAttempt> pool, int most, int together, int prompt) {
        double all = all(pool, together);
        List<PartialAttempt> starts =
                pool.stream().filter(PartialAttempt::isStart).toList();
        Stream<PartialAttempt> others = pool.stream()
                .filter(each -> !each.isStart())
                .sorted(Comparator.comparingDouble(each -> -bound(each, 0, all, together, prompt)))
                .limit(Math.max(0, most - starts.size()));
        return Stream.concat(starts.stream(), others).toList();
    }

    private static double bound(PartialAttempt each, int given, double all, int together, int prompt) {
        double unknown = Math.sqrt(EXPLORING * Math.log(all) / (1 + each.tries() + given));
        return (each.mean() + unknown) / each.cost(prompt, together);
    }
}
