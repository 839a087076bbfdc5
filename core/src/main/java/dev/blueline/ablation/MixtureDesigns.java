package dev.blueline.ablation;

import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.Run;
import dev.blueline.study.DataStudy;
import dev.blueline.study.MixtureAxis;
import dev.blueline.study.Size;
import dev.blueline.study.Trunk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which runs a study of mixtures makes: all arms at a few small cells, then the best, natural and uniform shares at one of the compute
 * asked for.
 *
 * @param domains number of them
 */
record MixtureDesigns(Experiments.Setting setting, MixtureAxis axis, MixtureShares mixtures, int domains) {
    private static final int MOST_CELLS = 4;

    ModelShape shape(Size size) {
        return setting.study().model().shape(size, setting.text().tokenizer().vocabularySize());
    }

    /** All designs, the largest first. */
    List<Design> designs() {
        DataStudy.Grid grid = setting.study().grid();
        List<Design> designs = new ArrayList<>();
        for (int top = grid.sizes().size() - 1; top >= 2; top--) {
            List<Integer> small = small(top);
            if (small.size() < 2) {
                continue;
            }
            int fewest = Math.min(axis.mixtures(), domains + 2);
            int some = Math.max(fewest, axis.mixtures() * 2 / 3);
            for (int count :
                    IntStream.of(axis.mixtures(), some, fewest).distinct().toArray()) {
                designs.add(design(top, small, count));
            }
        }
        return designs;
    }

    /** Cells of so little compute that the top has the factor asked for. */
    private List<Integer> small(int top) {
        List<Integer> small = IntStream.range(0, top)
                .filter(cell -> compute(cell) * axis.factor() <= compute(top) * 1.001)
                .boxed()
                .toList();
        return small.subList(Math.max(0, small.size() - MOST_CELLS), small.size());
    }

    private double compute(int cell) {
        DataStudy.Grid grid = setting.study().grid();
        return setting.study()
                .training()
                .flops(shape(grid.sizes().get(cell)), grid.tokens().get(cell));
    }

    private Design design(int top, List<Integer> small, int count) {
        int seeds = setting.study().grid().seeds();
        List<Trunk> first = new ArrayList<>();
        List<Trunk> second = new ArrayList<>();
        for (int cell : small) {
            mixtures.mixtures().keySet().stream().limit(2L + count).forEach(arm -> {
                boolean drawn = !arm.equals(MixtureShares.NATURAL) && !arm.equals(MixtureShares.UNIFORM);
                add(first, arm, cell, Run.Role.LADDER, drawn ? 1 : seeds);
            });
            add(second, MixtureExperiment.BEST, cell, Run.Role.LADDER, seeds);
        }
        for (String arm : List.of(MixtureExperiment.BEST, MixtureShares.NATURAL, MixtureShares.UNIFORM)) {
            add(second, arm, top, Run.Role.HELD_OUT, seeds);
        }
        return new Design(List.of(first, second.reversed()));
    }

    /** Each run reads the first tokens of its arm once: those have the shares to within a piece. */
    private void add(List<Trunk> trunks, String arm, int cell, Run.Role role, int seeds) {
        DataStudy.Grid grid = setting.study().grid();
        long count = grid.tokens().get(cell);
        for (int seed = 0; seed < seeds; seed++) {
            trunks.add(new Trunk(arm, grid.sizes().get(cell), setting.seed(seed), role, 1, count, List.of(count)));
        }
    }
}
