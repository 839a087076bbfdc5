package dev.blueline.ablation;

import dev.blueline.study.Trunk;
import java.util.List;

/**
 * What is trained, stage by stage. Which text an arm reads may depend on the stages before; which runs are made does not, so that the
 * whole is planned, and its time known, before anything runs.
 *
 * @param stages trunks of each stage, each naming its arm
 */
public record Design(List<List<Trunk>> stages) {
    public Design {
        stages = stages.stream().map(List::copyOf).toList();
    }

    /** Trunks of all stages. */
    public List<Trunk> trunks() {
        return stages.stream().flatMap(List::stream).toList();
    }
}
