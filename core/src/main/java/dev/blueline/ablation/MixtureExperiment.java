package dev.blueline.ablation;

import dev.blueline.comparison.Challenger;
import dev.blueline.comparison.Comparison;
import dev.blueline.comparison.Recipe;
import dev.blueline.engine.ModelShape;
import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.pretraining.TextData;
import dev.blueline.scaling.Forecast;
import dev.blueline.scaling.MixingForecast;
import dev.blueline.scaling.MixingLaw;
import dev.blueline.scaling.Outlook;
import dev.blueline.scaling.ScaledMixingLaw;
import dev.blueline.scaling.Target;
import dev.blueline.study.DataStudy;
import dev.blueline.study.MixtureAxis;
import dev.blueline.study.Rung;
import dev.blueline.study.Size;
import dev.blueline.study.Trunk;
import dev.blueline.tokenizer.DomainTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shares of domains as an axis. The i-th size of the grid reads the i-th number of tokens. First natural shares, uniform ones and drawn
 * ones are trained at a few small cells, a mixing law with compute is fitted, and the mixture of the lowest goal loss is searched at a
 * cell of {@code factor} times their compute; then that one, natural and uniform shares are trained there, and the best at the small cells
 * too.
 *
 * <p>Which mixture is the best is decided once, before any run of it, and kept in the file {@value #CHOICE}: a later start with a larger
 * budget goes on with it.
 */
final class MixtureExperiment implements Experiment {
    static final String BEST = "best";
    private static final String CHOICE = "mixture.json";
    private static final String LAW = "mixing";
    private static final double LEVEL = 0.9;
    private static final int DRAWS = 200;
    private static final int MOST_CELLS = 4;
    /** Windows that lie together in their domain's text. */
    private static final int WINDOWS = 4;
    /** How far beyond the shares that were tried the best may lie. */
    private static final double BEYOND = 0.1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Experiments.Setting setting;
    private final MixtureAxis axis;
    private final DomainTokens tokens;
    private final List<String> domains;
    private final MixtureShares mixtures;
    private final MixtureRuns runs;
    private Optional<Results> analysed = Optional.empty();
    private Optional<MixtureAnalysis> analysis = Optional.empty();

    /** What was decided before the second stage. */
    record Choice(List<String> domains, List<Double> shares, double compute) {}

    private MixtureExperiment(
            Experiments.Setting setting,
            MixtureAxis axis,
            DomainTokens tokens,
            MixtureShares mixtures,
            Map<String, Double> goal) {
        this.setting = setting;
        this.axis = axis;
        this.tokens = tokens;
        this.domains = List.copyOf(tokens.counts().keySet());
        this.mixtures = mixtures;
        this.runs = new MixtureRuns(domains, goal);
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
        DataStudy.Grid grid = setting.study().grid();
        List<Design> designs = new ArrayList<>();
        for (int top = grid.sizes().size() - 1; top >= 2; top--) {
            List<Integer> small = small(top);
            if (small.size() < 2) {
                continue;
            }
            int fewest = Math.min(axis.mixtures(), domains.size() + 2);
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
                .flops(shape("", grid.sizes().get(cell)), grid.tokens().get(cell));
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
            add(second, BEST, cell, Run.Role.LADDER, seeds);
        }
        for (String arm : List.of(BEST, MixtureShares.NATURAL, MixtureShares.UNIFORM)) {
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

    @Override
    public ModelShape shape(String arm, Size size) {
        return setting.study().model().shape(size, setting.text().tokenizer().vocabularySize());
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

    private Path choiceFile() {
        return setting.folder().resolve(CHOICE);
    }

    private Optional<Choice> choice() {
        if (!Files.exists(choiceFile())) {
            return Optional.empty();
        }
        try {
            return SealedFiles.readTwice(choiceFile(), "it is chosen again", setting.says())
                    .map(bytes -> JSON.readValue(bytes, Choice.class))
                    .filter(choice -> choice.domains().equals(domains));
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
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
        Choice chosen = choice().orElseGet(() -> decided(law, compute));
        setting.says().accept("Best mixture by the law: " + MixtureAnalysis.inWords(domains, chosen.shares()));
        List<String> arms = List.of(BEST, MixtureShares.NATURAL, MixtureShares.UNIFORM);
        MixingForecast forecast = law.forecast(
                runs.goal(),
                compute,
                arms.stream().map(this::shares).toList(),
                setting.study().grid().seeds());
        Target target = new Target(shape.parameters().matmul(), top.tokens(), compute);
        String cell = top.size() + "/" + Rung.inWords(top.tokens());
        String data = Fingerprint.of(runs.fitted(results, mixtures.mixtures()).toString());
        String laws = Fingerprint.of(law.laws().toString());
        List<Expectation> expectations = new ArrayList<>();
        for (int i = 0; i < arms.size(); i++) {
            String arm = arms.get(i);
            String words = arm.equals(BEST)
                    ? "goal loss of the best mixture (" + MixtureAnalysis.inWords(domains, chosen.shares()) + ")"
                    : "goal loss of " + arm + " shares";
            expectations.add(new Expectation(
                    Forecast.ofDraws(
                            "mixture-goal-" + arm + "-" + cell,
                            words + " at " + cell,
                            target,
                            LAW,
                            forecast.predicted().get(i),
                            forecast.draws()[i],
                            naive(results, arm, compute),
                            data,
                            laws),
                    measured -> runs.mean(at(measured, arm, top))));
        }
        for (int i = 1; i < arms.size(); i++) {
            String arm = arms.get(i);
            expectations.add(new Expectation(
                    Forecast.ofDraws(
                            "mixture-ratio-" + arm + "-" + cell,
                            "the best mixture's goal loss over that of " + arm + " shares at " + cell,
                            target,
                            LAW,
                            forecast.predicted().getFirst()
                                    / forecast.predicted().get(i),
                            forecast.ratio(0, i),
                            new Forecast.NaiveForecasts(1, 1),
                            data,
                            laws),
                    measured -> runs.mean(at(measured, BEST, top)) / runs.mean(at(measured, arm, top))));
        }
        return expectations;
    }

    private Choice decided(ScaledMixingLaw law, double compute) {
        double[] best = best(law, compute).shares().stream()
                .mapToDouble(MixingLaw.Share::share)
                .toArray();
        List<Double> shares = MixtureShares.bounded(best, mixtures.least(), mixtures.most());
        Choice choice = new Choice(domains, shares, compute);
        SealedFiles.writeTwice(choiceFile(), JSON.writeValueAsBytes(choice));
        return choice;
    }

    private static List<Ledger.Entry> at(Results results, String arm, Rung top) {
        return results.where(run -> run.arm().equals(arm)
                && run.role() == Run.Role.HELD_OUT
                && run.rung().equals(arm + "/" + top.size() + "/" + Rung.inWords(top.tokens())));
    }

    /** The arm's own last small cell and the line through its last two; for the best mixture those of the best so far. */
    private Forecast.NaiveForecasts naive(Results results, String arm, double compute) {
        List<MixtureAnalysis.Cell> cells = runs.cells(results).stream()
                .filter(cell -> cell.role() == Run.Role.LADDER)
                .toList();
        double[] levels = cells.stream()
                .mapToDouble(MixtureAnalysis.Cell::compute)
                .distinct()
                .sorted()
                .toArray();
        double last = levels[levels.length - 1];
        double before = levels[levels.length - 2];
        double loss = lowest(cells, arm, last);
        double slope = Math.log(loss / lowest(cells, arm, before)) / Math.log(last / before);
        return new Forecast.NaiveForecasts(loss, loss * Math.pow(compute / last, slope));
    }

    private static double lowest(List<MixtureAnalysis.Cell> cells, String arm, double compute) {
        return cells.stream()
                .filter(cell -> cell.compute() == compute
                        && (arm.equals(BEST) || cell.arm().equals(arm)))
                .mapToDouble(MixtureAnalysis.Cell::goalLoss)
                .min()
                .orElse(Double.NaN);
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
        boolean compared = law.isPresent() && Double.isFinite(top);
        Map<String, PairedSeeds> against = new LinkedHashMap<>();
        for (String arm : List.of(MixtureShares.NATURAL, MixtureShares.UNIFORM)) {
            PairedSeeds.of(
                            runs.bySeed(MixtureRuns.largest(results, BEST)),
                            runs.bySeed(MixtureRuns.largest(results, arm)))
                    .ifPresent(paired -> against.put(arm, paired));
        }
        return new MixtureAnalysis(
                domains,
                runs.goal(),
                shares,
                epochs(shares, results),
                law,
                compared ? Optional.of(best(law.orElseThrow(), top)) : Optional.empty(),
                runs.cells(results),
                compared ? figures(law.orElseThrow().at(top), shares, results) : List.of(),
                against,
                challenger(results));
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

    private Map<String, List<Double>> epochs(Map<String, List<Double>> shares, Results results) {
        Map<String, List<Double>> epochs = new LinkedHashMap<>();
        List<Long> counts = List.copyOf(tokens.counts().values());
        for (String arm : List.of(BEST, MixtureShares.NATURAL, MixtureShares.UNIFORM)) {
            long read = MixtureRuns.largest(results, arm).stream()
                    .mapToLong(entry -> entry.run().tokens())
                    .max()
                    .orElse(0);
            List<Double> of = shares.getOrDefault(arm, List.of());
            if (read > 0 && !of.isEmpty()) {
                epochs.put(
                        arm,
                        IntStream.range(0, of.size())
                                .mapToObj(j -> of.get(j) * read / counts.get(j))
                                .toList());
            }
        }
        return epochs;
    }

    private List<MixtureAnalysis.Figure> figures(MixingLaw there, Map<String, List<Double>> shares, Results results) {
        List<MixtureAnalysis.Figure> figures = new ArrayList<>();
        for (String arm : List.of(BEST, MixtureShares.NATURAL, MixtureShares.UNIFORM)) {
            List<Ledger.Entry> entries = MixtureRuns.largest(results, arm);
            double[] mixture = shares.getOrDefault(arm, List.of()).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            if (entries.isEmpty() || mixture.length == 0) {
                continue;
            }
            for (int k = 0; k < domains.size(); k++) {
                int set = k;
                double[] draws = there.draws().stream()
                        .mapToDouble(refit -> refit.get(set).predict(mixture))
                        .toArray();
                Outlook.Interval interval = Outlook.Interval.of(draws, LEVEL);
                double[] losses = entries.stream()
                        .mapToDouble(entry -> Results.loss(entry, domains.get(set)))
                        .toArray();
                figures.add(new MixtureAnalysis.Figure(
                        arm,
                        domains.get(set),
                        there.laws().get(set).predict(mixture),
                        interval.low(),
                        interval.high(),
                        Arrays.stream(losses).average().orElse(Double.NaN),
                        MixtureRuns.deviation(losses)));
            }
        }
        return figures;
    }

    private Optional<Challenger> challenger(Results results) {
        List<Ledger.Entry> natural = runs.all(results, MixtureShares.NATURAL);
        List<Ledger.Entry> best = runs.all(results, BEST);
        if (best.isEmpty()
                || natural.stream().map(entry -> entry.run().flops()).distinct().count() < 3) {
            return Optional.empty();
        }
        Comparison comparison = Comparison.of(
                List.of(recipe(MixtureShares.NATURAL, natural), recipe("the best mixture", best)),
                Comparison.Settings.standard());
        return Optional.of(comparison.challengers().getFirst());
    }

    private Recipe recipe(String name, List<Ledger.Entry> entries) {
        return new Recipe(
                name,
                entries.stream().map(runs::observation).toList(),
                entries.stream()
                        .map(entry -> String.valueOf(entry.run().seed()))
                        .toList());
    }
}
