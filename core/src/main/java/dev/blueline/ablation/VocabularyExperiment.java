package dev.blueline.ablation;

import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.pretraining.TextData;
import dev.blueline.scaling.Outlook;
import dev.blueline.study.DataStudy;
import dev.blueline.study.Rung;
import dev.blueline.study.Size;
import dev.blueline.study.Trunk;
import dev.blueline.study.VocabularyAxis;
import dev.blueline.tokenizer.Tokenizer;
import dev.blueline.training.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Size of the vocabulary as an axis, at equal training compute: a larger vocabulary makes a token stand for more bytes and cost more in
 * the head, so it trains on fewer tokens. Every arm has its own tokenizer, all learned from the same text, and is measured on the same
 * bytes. The loss of the best vocabulary at the largest compute is forecast from the smaller ones.
 */
final class VocabularyExperiment implements Experiment {
    /** Shares of the grid's tokens that smaller designs train on. */
    private static final double[] SCALES = {1, 0.5, 0.25};

    private static final String PREFIX = "v";

    private final Experiments.Setting setting;
    private final VocabularyAxis axis;
    private final Tokenizer largest;

    private VocabularyExperiment(Experiments.Setting setting, VocabularyAxis axis, Tokenizer largest) {
        this.setting = setting;
        this.axis = axis;
        this.largest = largest;
    }

    /**
     * Learns the largest tokenizer, of which the others are the first merges, or takes the one that lies in the study's folder.
     *
     * @throws dev.blueline.ledger.BadInput if the text is too short for it
     */
    static VocabularyExperiment of(Experiments.Setting setting, VocabularyAxis axis) {
        int most = axis.vocabularies().getLast();
        Path file = folder(setting).resolve("tokenizer-" + most + ".json");
        if (SealedFiles.isSound(file)) {
            return new VocabularyExperiment(setting, axis, Tokenizer.load(file));
        }
        setting.says().accept("Learning a tokenizer of " + most + " tokens, and of fewer");
        Tokenizer learned = TextData.tokenizer(setting.study().pretraining(), setting.corpus(), most);
        DurableFiles.createFolder(file.resolveSibling(""));
        learned.save(file);
        return new VocabularyExperiment(setting, axis, learned);
    }

    private static Path folder(Experiments.Setting setting) {
        return setting.folder().resolve("corpus").resolve("arms");
    }

    /** Every vocabulary, then every second; of each, all tokens, half of them, a quarter; then one seed in place of several. */
    @Override
    public List<Design> designs() {
        DataStudy.Grid grid = setting.study().grid();
        List<Design> designs = new ArrayList<>();
        List<Integer> all = axis.vocabularies();
        for (int seeds : grid.seeds() == 1 ? new int[] {1} : new int[] {grid.seeds(), 1}) {
            for (double scale : SCALES) {
                designs.add(design(all, scale, seeds));
                if (all.size() >= 5) {
                    designs.add(design(everySecond(all), scale, seeds));
                }
            }
        }
        long text = setting.text().training().length();
        return designs.stream()
                .filter(design -> design.trunks().stream()
                        .allMatch(trunk -> trunk.tokens().getLast() <= text))
                .toList();
    }

    /** Beginning with the first: odd places of a list of odd length are its middle ones. */
    private static List<Integer> everySecond(List<Integer> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % 2 == 0)
                .mapToObj(all::get)
                .toList();
    }

    private Design design(List<Integer> vocabularies, double scale, int seeds) {
        List<List<Trunk>> stages = List.of(new ArrayList<>(), new ArrayList<>());
        int computes = setting.study().grid().sizes().size();
        for (int i = 0; i < computes; i++) {
            boolean last = i == computes - 1;
            for (int vocabulary : vocabularies) {
                for (int s = 0; s < seeds; s++) {
                    stages.get(last ? 1 : 0)
                            .add(new Trunk(
                                    PREFIX + vocabulary,
                                    setting.study().grid().sizes().get(i),
                                    setting.seed(s),
                                    last ? Run.Role.HELD_OUT : Run.Role.LADDER,
                                    1,
                                    0,
                                    List.of(tokens(vocabulary, i, scale))));
                }
            }
        }
        return new Design(stages);
    }

    /** Tokens that cost as much as the grid's i-th cell does with the study's own vocabulary, in whole batches. */
    private long tokens(int vocabulary, int i, double scale) {
        Recipe recipe = setting.study().training();
        Size size = setting.study().grid().sizes().get(i);
        long own = Math.round(scale * setting.study().grid().tokens().get(i));
        double compute = recipe.flops(shape(size, setting.study().tokenizer().vocabulary()), own);
        return recipe.batchTokens() * equal(recipe, shape(size, vocabulary), compute);
    }

    /** Steps whose training costs a compute most nearly, at least one. */
    static long equal(Recipe recipe, ModelShape shape, double compute) {
        return Math.max(1, Math.round(compute / recipe.flops(shape, recipe.batchTokens())));
    }

    private ModelShape shape(Size size, int vocabulary) {
        return setting.study().model().shape(size, vocabulary);
    }

    @Override
    public ModelShape shape(String arm, Size size) {
        return shape(size, VocabularyLaw.vocabulary(arm));
    }

    @Override
    public Arm arm(String name, Results results) {
        int vocabulary = VocabularyLaw.vocabulary(name);
        long most = IntStream.range(0, setting.study().grid().sizes().size())
                .mapToLong(i -> tokens(vocabulary, i, 1))
                .max()
                .orElseThrow();
        setting.says().accept("Encoding " + Rung.inWords(most) + " tokens with a vocabulary of " + vocabulary);
        TextData text = setting.text()
                .through(
                        setting.study().pretraining(),
                        setting.corpus(),
                        largest.first(vocabulary),
                        most + setting.study().model().context() + 1L,
                        folder(setting).resolve("vocabulary-" + vocabulary + ".tokens"));
        return new Arm(name, text);
    }

    @Override
    public List<Expectation> expectations(Design design, int stage, Results results) {
        if (stage == 0) {
            return List.of();
        }
        List<Trunk> ahead = design.stages().get(stage);
        List<Long> seeds =
                ahead.stream().map(trunk -> (long) trunk.seed()).distinct().toList();
        Trunk any = ahead.getFirst();
        double compute = setting.study()
                .training()
                .flops(shape(any.arm(), any.size()), any.tokens().getFirst());
        List<VocabularyLaw.At> fitted = VocabularyLaw.of(results).ats().stream()
                .filter(at -> at.compute() < compute / 1.2)
                .toList();
        Optional<Outlook> outlook = VocabularyLaw.forecast(
                "vocabulary " + any.rungs().getFirst().name() + " seeds " + seeds,
                "bits per byte of the best vocabulary at " + any.size() + ", " + VocabularyLaw.inWords(compute)
                        + " FLOP",
                fitted,
                compute);
        return outlook.stream()
                .map(found -> new Expectation(
                        found.forecast(),
                        after -> VocabularyLaw.of(after).ats().stream()
                                .filter(at -> Math.abs(Math.log(at.compute() / compute)) < 0.1)
                                .mapToDouble(at -> at.best().loss())
                                .findFirst()
                                .orElse(Double.NaN)))
                .toList();
    }

    @Override
    public List<String> findings(Results results) {
        return VocabularyFindings.of(VocabularyLaw.of(results));
    }
}
