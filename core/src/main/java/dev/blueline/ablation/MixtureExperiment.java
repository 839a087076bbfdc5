package dev.blueline.ablation;

import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Run;
import dev.blueline.pretraining.TextData;
import dev.blueline.scaling.MixingLaw;
import dev.blueline.scaling.ScaledMixingLaw;
import dev.blueline.study.MixtureAxis;
import dev.blueline.study.Rung;
import dev.blueline.study.Size;
import dev.blueline.tokenizer.DomainTokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Shares of domains as an axis. The i-th size of the grid reads the i-th number of tokens. First natural shares, uniform ones and drawn
 * ones are trained at a few small cells, a mixing law with compute is fitted, and the mixture of the lowest goal loss is searched at a
 * cell of {@code factor} times their compute; then that one, natural and uniform shares are trained there, and the best at the small cells
 * too.
 *
 * <p>Which mixture is the best is decided once, before any run of it, and kept in the file {@value MixtureChoice#FILE}: a later start with a larger
 * budget goes on with it.
 */
final class MixtureExperiment implements Experiment {
    static final String BEST = "best";
    static final double LEVEL = 0.9;
    private static final int DRAWS = 200;
    /** Windows that lie together in their domain's text. */
    private static final int WINDOWS = 4;
    /** How far beyond the shares that were tried the best may lie. */
    private static final double BEYOND = 0.1;

    private final Experiments.Setting setting;
    private final DomainTokens tokens;
    private final List<String> domains;
    private final MixtureShares mixtures;
    private final MixtureRuns runs;
    private final MixtureDesigns designs;
    private Optional<Results> analysed = Optional.empty();
    private Optional<MixtureAnalysis> analysis = Optional.empty();

    private MixtureExperiment(
            Experiments.Setting setting,
            MixtureAxis axis,
            DomainTokens tokens,
            MixtureShares mixtures,
            Map<String, Double> goal) {
        this.setting = setting;
        this.tokens = tokens;
        this.domains = List.copyOf(tokens.counts().keySet());
        this.mixtures = mixtures;
        this.runs = new MixtureRuns(domains, goal);
        this.designs = new MixtureDesigns(setting, axis, mixtures, domains.size());
    }

    /** @throws BadInput if the text has too few domains or too little of one, or the goal asks for what it does not have */
    static MixtureExperiment of(Experiments.Setting setting, MixtureAxis axis) {
        TextData text = setting.text();
        MixtureDomains.requireNoWeights(setting.corpus().report());
        DomainTokens tokens = DomainTokens.of(
                text.natural(),
                TextData.documents(setting.study().pretraining(), setting.corpus()),
                text.tokenizer().endOfText());
        long largest = setting.study().grid().tokens().getLast();
        MixtureDomains found = new MixtureDomains(setting.corpus().report(), tokens.counts(), text.validation());
        Map<String, Double> goal = found.goal(axis.goal());
        found.requireMixtures(axis.mixtures());
        found.requireText(largest);
        MixtureShares mixtures =
                MixtureShares.of(List.copyOf(tokens.counts().values()), axis.mixtures(), largest, setting.seed(0));
        MixtureExperiment experiment = new MixtureExperiment(setting, axis, tokens, mixtures, goal);
        setting.says().accept("Natural shares: " + experiment.inWords(MixtureShares.NATURAL));
        for (String arm : List.of(MixtureShares.NATURAL, MixtureShares.UNIFORM)) {
            found.repeated(mixtures.mixtures().getOrDefault(arm, List.of()), largest)
                    .ifPresent(
                            words -> setting.says().accept("The largest run with " + arm + " shares reads " + words));
        }
        return experiment;
    }

    private String inWords(String arm) {
        return MixtureAnalysis.inWords(domains, mixtures.mixtures().getOrDefault(arm, List.of()));
    }

    @Override
    public List<Design> designs() {
        return designs.designs();
    }

    @Override
    public ModelShape shape(String arm, Size size) {
        return designs.shape(size);
    }

    @Override
    public Arm arm(String name, Results results) {
        List<Double> shares = shares(name);
        List<Long> counts = setting.study().grid().tokens();
        boolean drawn = name.startsWith("mix-");
        int context = setting.study().model().context();
        long least = counts.get(counts.size() - (drawn ? 2 : 1)) + context;
        int piece = WINDOWS * context;
        Map<String, Double> byDomain = new TreeMap<>();
        for (int j = 0; j < domains.size(); j++) {
            byDomain.put(domains.get(j), shares.get(j));
        }
        return new Arm(
                name,
                setting.text()
                        .trainedOn(
                                "shares " + byDomain + ", pieces of " + piece + " tokens",
                                tokens.mixed(
                                        setting.folder()
                                                .resolve("corpus")
                                                .resolve("arms")
                                                .resolve(name + ".tokens"),
                                        setting.text().report().hash()
                                                + setting.text().tokenizer().hash(),
                                        byDomain,
                                        piece,
                                        least,
                                        setting.text().tokenizer().vocabularySize())));
    }

    private List<Double> shares(String arm) {
        return arm.equals(BEST)
                ? choice().orElseThrow(() -> new IllegalStateException("no best mixture was chosen"))
                        .shares()
                : Optional.ofNullable(mixtures.mixtures().get(arm)).orElseThrow();
    }

    private Optional<MixtureChoice> choice() {
        return MixtureChoice.read(setting.folder(), domains, setting.says());
    }

    private ScaledMixingLaw law(Results results) {
        return ScaledMixingLaw.fit(domains, domains, runs.fitted(results, mixtures.mixtures()), DRAWS, 1);
    }

    /** The mixture of the lowest goal loss among those that the text allows and the fit knows. */
    private MixingLaw.Best best(ScaledMixingLaw law, double compute) {
        List<Double> lower = new ArrayList<>();
        List<Double> upper = new ArrayList<>();
        for (int j = 0; j < domains.size(); j++) {
            lower.add(mixtures.least());
            upper.add(Math.min(mixtures.most().get(j), law.most().get(j) + BEYOND));
        }
        return law.at(compute).best(runs.goal(), LEVEL, lower, upper);
    }

    @Override
    public List<Expectation> expectations(Design design, int stage, Results results) {
        if (stage == 0) {
            return List.of();
        }
        Rung top = design.stages().get(stage).stream()
                .filter(trunk -> trunk.role() == Run.Role.HELD_OUT)
                .findFirst()
                .orElseThrow()
                .rungs()
                .getFirst();
        ModelShape shape = shape(BEST, top.size());
        double compute = setting.study().training().flops(shape, top.tokens());
        ScaledMixingLaw law = law(results);
        MixtureChoice chosen = choice().orElseGet(() -> decided(law, compute));
        setting.says().accept("Best mixture by the law: " + MixtureAnalysis.inWords(domains, chosen.shares()));
        return new MixtureForecasts(runs, mixtures, results, law, top, shape, compute)
                .expectations(chosen, this::shares, setting.study().grid().seeds());
    }

    private MixtureChoice decided(ScaledMixingLaw law, double compute) {
        double[] best = best(law, compute).shares().stream()
                .mapToDouble(MixingLaw.Share::share)
                .toArray();
        List<Double> shares = MixtureShares.bounded(best, mixtures.least(), mixtures.most());
        MixtureChoice choice = new MixtureChoice(domains, shares, compute);
        choice.write(setting.folder());
        return choice;
    }

    @Override
    public List<String> findings(Results results) {
        return MixtureFindings.of(analysed(results));
    }

    @Override
    public Optional<Analysis> analysis(Results results) {
        return Optional.of(analysed(results));
    }

    private MixtureAnalysis analysed(Results results) {
        if (analysis.isEmpty() || !analysed.equals(Optional.of(results))) {
            analysis = Optional.of(analyse(results));
            analysed = Optional.of(results);
        }
        return analysis.get();
    }

    private MixtureAnalysis analyse(Results results) {
        Map<String, List<Double>> shares = new LinkedHashMap<>(mixtures.mixtures());
        choice().ifPresent(choice -> shares.put(BEST, choice.shares()));
        Optional<ScaledMixingLaw> law = fitted(results);
        double top = MixtureRuns.largest(results, BEST).stream()
                .mapToDouble(entry -> entry.run().flops())
                .max()
                .orElse(Double.NaN);
        MixtureMeasured measured = new MixtureMeasured(runs, results);
        boolean compared = law.isPresent() && Double.isFinite(top);
        Map<String, PairedDifference> against = new LinkedHashMap<>();
        for (String arm : List.of(MixtureShares.NATURAL, MixtureShares.UNIFORM)) {
            PairedDifference paired = PairedDifference.of(
                    runs.bySeed(MixtureRuns.largest(results, BEST)),
                    runs.bySeed(MixtureRuns.largest(results, arm)),
                    PairedDifference.LOGARITHM);
            if (paired.seeds() > 0) {
                against.put(arm, paired);
            }
        }
        return new MixtureAnalysis(
                domains,
                runs.goal(),
                shares,
                measured.epochs(shares, List.copyOf(tokens.counts().values())),
                law,
                compared ? Optional.of(best(law.orElseThrow(), top)) : Optional.empty(),
                runs.cells(results),
                compared ? measured.figures(law.orElseThrow().at(top), shares) : List.of(),
                against,
                measured.challenger());
    }

    /** The law, unless so many runs failed that they do not determine one. */
    private Optional<ScaledMixingLaw> fitted(Results results) {
        try {
            return Optional.of(law(results));
        } catch (BadInput undetermined) {
            setting.says().accept("No mixing law: " + undetermined.getMessage());
            return Optional.empty();
        }
    }
}
