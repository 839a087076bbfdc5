package dev.blueline.ablation;

import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.Run;
import dev.blueline.study.DataStudy;
import dev.blueline.study.RepetitionAxis;
import dev.blueline.study.Rung;
import dev.blueline.study.Size;
import dev.blueline.study.Trunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Epochs as an axis: every size reads a little text again and again, more text fewer times, and all of it once. An arm is the first so
 * many tokens of the training text, which is in the order of its documents' hashes, so that it mixes the domains alike.
 */
final class RepetitionExperiment implements Experiment {
    private final Experiments.Setting setting;
    private final RepetitionAxis axis;

    RepetitionExperiment(Experiments.Setting setting, RepetitionAxis axis) {
        this.setting = setting;
        this.axis = axis;
    }

    @Override
    public List<Design> designs() {
        DataStudy.Grid grid = setting.study().grid();
        List<Design> designs = new ArrayList<>();
        for (int sizes = grid.sizes().size(); sizes >= 2; sizes--) {
            for (int counts = grid.tokens().size(); counts >= 3; counts--) {
                designs.add(design(grid.sizes().subList(0, sizes), grid.tokens().subList(0, counts)));
            }
        }
        return designs;
    }

    private Design design(List<Size> sizes, List<Long> tokens) {
        long all = setting.text().training().length();
        List<Trunk> trunks = new ArrayList<>();
        for (Size size : sizes) {
            for (long unique : axis.unique()) {
                List<Long> counts = tokens.stream()
                        .filter(count -> unique == 0 ? count <= all : count >= unique && unique <= all)
                        .toList();
                if (!counts.isEmpty()) {
                    trunks.add(new Trunk(arm(unique), size, setting.seed(0), Run.Role.LADDER, 1, unique, counts));
                }
            }
        }
        return new Design(List.of(trunks));
    }

    private static String arm(long unique) {
        return unique == 0 ? "fresh" : Rung.inWords(unique).toLowerCase(Locale.ROOT);
    }

    @Override
    public ModelShape shape(String arm, Size size) {
        return setting.study().model().shape(size, setting.text().tokenizer().vocabularySize());
    }

    @Override
    public Arm arm(String name, Results results) {
        return new Arm(name, setting.text());
    }

    @Override
    public List<String> findings(Results results) {
        return List.of();
    }
}
