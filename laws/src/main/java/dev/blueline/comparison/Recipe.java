package dev.blueline.comparison;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Observation;
import java.util.List;

/**
 * One way of training and its finished runs over several sizes. Compute is each run's own: a trick that costs FLOPs has them
 * counted there.
 *
 * @param name of the recipe
 * @param observations its runs; those of one trunk have correlated errors
 * @param seeds seed of each run, equal where two recipes' runs started and read alike; empty if not known
 */
public record Recipe(String name, List<Observation> observations, List<String> seeds) {
    public Recipe {
        observations = List.copyOf(observations);
        seeds = List.copyOf(seeds);
        if (observations.isEmpty()) {
            throw new BadInput("recipe " + name + " has no runs");
        }
        if (!seeds.isEmpty() && seeds.size() != observations.size()) {
            throw new BadInput("recipe " + name + " has " + observations.size() + " runs and " + seeds.size()
                    + " seeds: give one for each run, or none");
        }
    }

    /** A recipe whose seeds are not known. */
    public Recipe(String name, List<Observation> observations) {
        this(name, observations, List.of());
    }
}
