package dev.blueline.ablation;

import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Target;
import dev.blueline.study.DataStudy;
import dev.blueline.study.Line;
import dev.blueline.study.RepetitionAxis;
import dev.blueline.study.Rung;
import dev.blueline.study.Size;
import dev.blueline.study.Trunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Epochs as an axis: every size reads a little text again and again, more text fewer times, and all of it once. An arm is the first so
 * many tokens of the training text, which is in the order of its documents' hashes, so that it mixes the domains alike.
 *
 * <p>The law of repeated text is fitted to the cells of least compute; the largest size at the most tokens, for the texts repeated least and
 * for fresh text, is forecast and then run.
 */
final class RepetitionExperiment implements Experiment {
    private static final int HELD_OUT_SEED = 999;
    private static final int FEWEST_SIZES = 3;
    private static final int FEWEST_TOKENS = 3;

    private final Experiments.Setting setting;
    private final RepetitionAxis axis;
    private final RepetitionFindings found;

    RepetitionExperiment(Experiments.Setting setting, RepetitionAxis axis) {
        this.setting = setting;
        this.axis = axis;
        this.found = new RepetitionFindings(setting.study());
    }

    /** Fewer sizes, fewer token counts, then one seed in place of several; those of which the law cannot be determined are left out. */
    @Override
    public List<Design> designs() {
        DataStudy.Grid grid = setting.study().grid();
        List<Design> designs = new ArrayList<>();
        for (int seeds : grid.seeds() == 1 ? new int[] {1} : new int[] {grid.seeds(), 1}) {
            for (int sizes = grid.sizes().size(); sizes >= FEWEST_SIZES; sizes--) {
                for (int counts = grid.tokens().size(); counts >= FEWEST_TOKENS; counts--) {
                    design(grid.sizes().subList(0, sizes), grid.tokens().subList(0, counts), seeds)
                            .ifPresent(designs::add);
                }
            }
        }
        designs.sort(Comparator.comparingDouble(this::costs).reversed());
        return designs;
    }

    private double costs(Design design) {
        return design.trunks().stream()
                .flatMap(trunk -> trunk.rungs().stream())
                .mapToDouble(rung -> flops(rung.size(), rung.tokens()))
                .sum();
    }

    private double flops(Size size, long tokens) {
        return setting.study().training().flops(shape("", size), tokens);
    }

    private Optional<Design> design(List<Size> sizes, List<Long> tokens, int seeds) {
        double most = flops(sizes.getLast(), tokens.getLast()) / axis.factor();
        List<Trunk> fitted = new ArrayList<>();
        for (Size size : sizes) {
            for (long unique : axis.unique()) {
                List<Long> counts = tokens.stream()
                        .filter(count -> fits(unique, count) && flops(size, count) <= most)
                        .toList();
                for (int s = 0; s < seedsAt(size, unique, sizes, seeds) && !counts.isEmpty(); s++) {
                    fitted.add(trunk(unique, size, setting.seed(s), Run.Role.LADDER, counts));
                }
            }
        }
        List<Trunk> heldOut = heldOut().stream()
                .filter(unique -> fits(unique, tokens.getLast()))
                .map(unique -> trunk(
                        unique,
                        sizes.getLast(),
                        setting.seed(HELD_OUT_SEED),
                        Run.Role.HELD_OUT,
                        List.of(tokens.getLast())))
                .toList();
        return RepetitionLaw.enough(cells(fitted)) && !heldOut.isEmpty()
                ? Optional.of(new Design(List.of(fitted, heldOut)))
                : Optional.empty();
    }

    /**
     * The two texts repeated least, and fresh text: the most repeated one is there to show where repetition ends, of which the law
     * knows nothing.
     */
    private List<Long> heldOut() {
        List<Long> repeated = repeated();
        return Stream.concat(
                        repeated.subList(Math.max(0, repeated.size() - 2), repeated.size()).stream(), Stream.of(0L))
                .toList();
    }

    /** Different tokens of the texts that are repeated, fewest first. */
    private List<Long> repeated() {
        return axis.unique().stream().filter(unique -> unique > 0).sorted().toList();
    }

    /** More seeds where a difference is claimed: one size, the most repeated text and fresh text. */
    private int seedsAt(Size size, long unique, List<Size> sizes, int seeds) {
        boolean compared = unique == 0 || unique == repeated().getFirst();
        return compared && size.equals(sizes.get((sizes.size() - 1) / 2)) ? seeds : 1;
    }

    /** Whether a run of so many tokens reads all of an arm's text, and fresh text suffices for it. */
    private boolean fits(long unique, long count) {
        long all = setting.text().training().length();
        return unique == 0 ? count <= all : count >= unique && unique <= all;
    }

    private static Trunk trunk(long unique, Size size, int seed, Run.Role role, List<Long> counts) {
        return new Trunk(RepeatedText.arm(unique), size, seed, role, 1, unique, counts);
    }

    private List<Target> cells(List<Trunk> trunks) {
        return trunks.stream()
                .flatMap(trunk -> trunk.rungs().stream())
                .map(this::cell)
                .toList();
    }

    private Target cell(Rung rung) {
        long tokens = setting.study().training().steps(rung.tokens())
                * setting.study().training().batchTokens();
        int context = setting.study().model().context();
        double unique =
                rung.uniqueTokens() == 0 ? tokens : Math.min(tokens, rung.uniqueTokens() / context * (double) context);
        return new Target(
                shape(rung.arm(), rung.size()).parameters().matmul(), tokens, flops(rung.size(), tokens), unique);
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
    public List<Expectation> expectations(Design design, int stage, Results results) {
        Optional<RepetitionLaw> law = stage == 1 ? found.law(results) : Optional.empty();
        return law.isEmpty()
                ? List.of()
                : design.stages().get(stage).stream()
                        .flatMap(trunk -> trunk.rungs().stream())
                        .map(rung -> expectation(law.get(), rung))
                        .toList();
    }

    private Expectation expectation(RepetitionLaw law, Rung rung) {
        Target cell = cell(rung);
        String text = rung.uniqueTokens() == 0
                ? "fresh text"
                : String.format(
                        Locale.ROOT,
                        "%s different tokens read %.3g times",
                        Rung.inWords(Math.round(cell.uniqueTokens())),
                        cell.tokens() / cell.uniqueTokens());
        return new Expectation(
                law.forecast(
                                "repetition " + rung.name() + " seed " + rung.seed(),
                                "bits per byte of " + rung.size() + " on " + Rung.inWords(rung.tokens()) + " tokens, "
                                        + text,
                                cell)
                        .forecast(),
                after -> after
                        .where(run -> run.role() == rung.role()
                                && run.rung().equals(rung.name())
                                && run.seed() == rung.seed())
                        .stream()
                        .mapToDouble((Ledger.Entry entry) -> Results.loss(entry))
                        .findFirst()
                        .orElse(Double.NaN));
    }

    @Override
    public List<String> findings(Results results) {
        return found.sentences(results);
    }

    @Override
    public List<Line> lines(Results results) {
        return found.lines(results);
    }
}
