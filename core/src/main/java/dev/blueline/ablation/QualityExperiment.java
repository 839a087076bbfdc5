package dev.blueline.ablation;

import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Target;
import dev.blueline.study.DataStudy;
import dev.blueline.study.QualityAxis;
import dev.blueline.study.Size;
import dev.blueline.study.Trunk;
import dev.blueline.training.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
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
            throw new BadInput(
                    "study " + setting.study().name() + " fits no grid on this text; give more text with --corpus");
        }
        texts.made(); // before anything is planned, as it takes a while
    }

    @Override
    public List<Design> designs() {
        DataStudy.Grid grid = setting.study().grid();
        List<Design> designs = new ArrayList<>();
        for (int sizes = grid.sizes().size(); sizes >= 1; sizes--) {
            for (int counts = grid.tokens().size();
                    counts >= Math.min(3, grid.tokens().size());
                    counts--) {
                for (int varied = axis.varied().size(); varied >= 0; varied--) {
                    designs.add(design(
                            grid.sizes().subList(0, sizes),
                            counts,
                            axis.varied().subList(0, varied)));
                }
            }
        }
        return designs;
    }

    /** The clean text and the filters at the largest size come last, so that what they gain there can be forecast. */
    private Design design(List<Size> sizes, int counts, List<String> varied) {
        List<Trunk> first = new ArrayList<>();
        List<Trunk> last = new ArrayList<>();
        for (Size size : sizes) {
            add(first, QualityArm.ALL, size, cells.dirty(counts));
            boolean forecast = sizes.size() > 1 && size == sizes.getLast();
            for (QualityArm arm : compared()) {
                add(forecast ? last : first, arm, size, cells.compared(counts));
            }
        }
        for (String filter : varied) {
            for (QualityArm arm : cells.fresh(filter)) {
                add(first, arm, sizes.getFirst(), List.of(cells.varied()));
            }
            for (QualityArm arm : cells.repeated(filter)) {
                add(first, arm, sizes.getFirst(), List.of(cells.varied()));
            }
        }
        return new Design(last.isEmpty() ? List.of(first) : List.of(first, last));
    }

    /** The clean text, if it differs, and every filter's. */
    private List<QualityArm> compared() {
        List<QualityArm> arms = new ArrayList<>();
        if (axis.garbage() > 0) {
            arms.add(QualityArm.GOOD);
        }
        axis.filters().forEach(filter -> arms.add(new QualityArm(filter, axis.compared(), false)));
        return arms;
    }

    /** Of the clean text, and of the filter that is best at the size before. */
    @Override
    public List<Expectation> expectations(Design design, int stage, Results results) {
        if (stage == 0) {
            return List.of();
        }
        Trunk last = design.stages().get(stage).getFirst();
        List<Size> sizes = setting.study().grid().sizes();
        Size smaller = sizes.get(sizes.indexOf(last.size()) - 1);
        Recipe recipe = setting.study().training();
        long tokens = recipe.steps(last.tokens().getLast()) * recipe.batchTokens();
        QualityForecast forecast = new QualityForecast(axis.reference(), smaller, last.size(), tokens);
        ModelShape shape = shape(QualityArm.DIRTY, last.size());
        Target target = new Target(shape.parameters().matmul(), tokens, recipe.flops(shape, tokens));
        String prefix = setting.study().name() + "-" + setting.seed();
        return compared().stream()
                .map(QualityArm::name)
                .sorted(Comparator.comparing((String arm) -> !arm.equals(QualityArm.CLEAN))
                        .thenComparingDouble(arm -> forecast.smallerLoss(results, arm)))
                .limit(axis.garbage() > 0 ? 2 : 1)
                .flatMap(arm -> forecast.of(prefix, arm, target, results).stream())
                .toList();
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
