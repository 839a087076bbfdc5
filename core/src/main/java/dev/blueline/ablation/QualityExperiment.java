package dev.blueline.ablation;

import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Run;
import dev.blueline.study.DataStudy;
import dev.blueline.study.QualityAxis;
import dev.blueline.study.Size;
import dev.blueline.study.Trunk;
import java.util.ArrayList;
import java.util.List;

/**
 * Quality as an axis. A known share of the text is made bad ({@link dev.blueline.corpus.Corruption}); models are trained on all of it,
 * on the same text before it was made bad, and on what each filter keeps of it. How many times the compute of the dirty text a filter is
 * worth is read off the dirty text's own curve; what cleaning is worth at best, which is known here, must be found again. At one cell the
 * share kept is varied, once with so much text that nothing is read twice, once with no more text than is read, so that less of it is read
 * oftener.
 */
final class QualityExperiment implements Experiment {
    private final Experiments.Setting setting;
    private final QualityAxis axis;
    private final QualityCells cells;
    private final QualityTexts texts;

    /** @throws BadInput if the reference is no domain of the text, or the text cannot be divided as the study asks */
    QualityExperiment(Experiments.Setting setting, QualityAxis axis) {
        this.setting = setting;
        this.axis = axis;
        this.cells = QualityCells.of(setting.study(), axis, QualityPool.available(setting, axis));
        this.texts = new QualityTexts(setting, axis, cells);
        if (cells.compared(2).isEmpty() || !cells.isEnoughFor(1)) {
            throw new BadInput("study " + setting.study().name() + " fits no grid on this text; give more text with --corpus");
        }
        texts.made(); // before anything is planned, as it takes a while
    }

    @Override
    public List<Design> designs() {
        DataStudy.Grid grid = setting.study().grid();
        List<Design> designs = new ArrayList<>();
        for (int sizes = grid.sizes().size(); sizes >= 1; sizes--) {
            for (int counts = grid.tokens().size(); counts >= Math.min(3, grid.tokens().size()); counts--) {
                for (int varied = axis.varied().size(); varied >= 0; varied--) {
                    designs.add(design(grid.sizes().subList(0, sizes), counts, axis.varied().subList(0, varied)));
                }
            }
        }
        return designs;
    }

    private Design design(List<Size> sizes, int counts, List<String> varied) {
        List<Trunk> trunks = new ArrayList<>();
        for (Size size : sizes) {
            add(trunks, QualityArm.ALL, size, cells.dirty(counts));
            if (axis.garbage() > 0) {
                add(trunks, QualityArm.GOOD, size, cells.compared(counts));
            }
            for (String filter : axis.filters()) {
                add(trunks, new QualityArm(filter, axis.compared(), false), size, cells.compared(counts));
            }
        }
        for (String filter : varied) {
            for (QualityArm arm : cells.fresh(filter)) {
                add(trunks, arm, sizes.getFirst(), List.of(cells.varied()));
            }
            for (QualityArm arm : cells.repeated(filter)) {
                add(trunks, arm, sizes.getFirst(), List.of(cells.varied()));
            }
        }
        return new Design(List.of(trunks));
    }

    private void add(List<Trunk> trunks, QualityArm arm, Size size, List<Long> tokens) {
        for (int seed = 0; seed < setting.study().grid().seeds() && !tokens.isEmpty(); seed++) {
            trunks.add(new Trunk(arm.name(), size, setting.seed(seed), Run.Role.LADDER, 1, 0, tokens));
        }
    }

    @Override
    public ModelShape shape(String arm, Size size) {
        return setting.study().model().shape(size, setting.text().tokenizer().vocabularySize());
    }

    @Override
    public Arm arm(String name, Results results) {
        QualityArm arm = QualityArm.of(name);
        return new Arm(name, setting.text().trainedOn(texts.identity(arm), texts.stream(arm)));
    }

    @Override
    public List<String> findings(Results results) {
        QualityOutcome outcome = QualityOutcome.of(setting, axis, cells, texts.made(), results);
        outcome.write(setting.folder());
        return QualityFindings.of(outcome);
    }
}
