package dev.blueline.cli;

import dev.blueline.design.Grid;
import dev.blueline.design.Hardware;
import dev.blueline.design.Planner;
import dev.blueline.design.Purchase;
import dev.blueline.design.Serving;
import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.SavedLaw;
import dev.blueline.scaling.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code blueline plan}: which runs next, and what a budget buys. */
@Command(
        name = "plan",
        description = {
            "Says which runs within a budget of FLOPs shrink a forecast's interval most, or tell two recipes or laws apart, and what the budget buys in one run.",
            "",
            "Every assumption is printed. Nothing is run."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline plan --law law.json --budget 1e22 --target c=1e24",
            "  blueline plan --law law.json --budget 1e22 --between kaplan,chinchilla",
            "  blueline plan --between recipe-a.json,recipe-b.json --budget 1e22 --target n=7e9,d=1e12",
            "  blueline plan --law law.json --budget 1e22 --serve 1e12 --peak 989e12 --utilisation 0.4 --devices 64"
        })
final class PlanCommand implements Callable<Integer> {
    private static final double TEN = 10;

    @Option(names = "--law", paramLabel = "LAW.json", description = "A law saved by blueline fit --save.")
    private Optional<Path> law = Optional.empty();

    @Option(
            names = "--budget",
            required = true,
            paramLabel = "FLOPS",
            description = "Training FLOPs to spend, all runs together, such as 1e22.")
    private double budget;

    @Option(
            names = "--target",
            paramLabel = "POINT",
            description =
                    "The run to be forecast: c=1e24 (its compute-optimal point) or n=..,d=.. (default: ten times the compute of the larger of budget and data).")
    private Optional<String> target = Optional.empty();

    @Option(
            names = "--between",
            paramLabel = "A,B",
            description =
                    "Tell two recipes apart (two saved laws, A.json,B.json: which is better at the target) or two laws of --law (kaplan,chinchilla: which holds).")
    private Optional<String> between = Optional.empty();

    @Option(
            names = "--reach",
            paramLabel = "FACTOR",
            description =
                    "Candidates lie within this many times the sizes and token counts of the data (default: ${DEFAULT-VALUE}).")
    private double reach = Grid.standard().reach();

    @Option(
            names = "--ratios",
            split = ",",
            arity = "1",
            paramLabel = "LEAST,MOST",
            description = "Tokens per parameter of candidates (default: 1,1000).")
    private double[] ratios = {Grid.standard().leastRatio(), Grid.standard().mostRatio()};

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Most runs in the plan, seeds counted (default: ${DEFAULT-VALUE}).")
    private int runs = 12;

    @Option(
            names = "--confidence",
            paramLabel = "P",
            description =
                    "With --between: probability from which the question counts as decided (default: ${DEFAULT-VALUE}).")
    private double confidence = 0.95;

    @Option(
            names = "--serve",
            paramLabel = "TOKENS",
            description =
                    "Tokens the model will serve: finds the smaller model that is cheapest over training and serving.")
    private Optional<Double> serve = Optional.empty();

    @Option(
            names = "--peak",
            paramLabel = "FLOPS",
            description = "Peak of one device in FLOPs per second, such as 989e12.")
    private Optional<Double> peak = Optional.empty();

    @Option(
            names = "--utilisation",
            paramLabel = "SHARE",
            description = "Share of the peak that training reaches, such as .4.")
    private Optional<Double> utilisation = Optional.empty();

    @Option(names = "--devices", paramLabel = "N", description = "Devices side by side (default: ${DEFAULT-VALUE}).")
    private int devices = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the simulations (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--json", description = "Print one JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        PlanText text = new PlanText(budget, runs, reach, ratios, hardware(), confidence);
        Planner planner = planner();
        Optional<Recipes> recipes = recipes();
        Mixture mixture;
        if (recipes.isPresent()) {
            Recipes pair = recipes.get();
            mixture = pair.first;
            text.recipes(pair.names, pair.first, planner.betweenRecipes(pair.first, pair.second, target(pair.first)));
        } else {
            mixture = SavedLaw.read(law.orElseThrow(() ->
                            new BadInput("which law? Give --law LAW.json, or two of them: --between A.json,B.json")))
                    .mixture();
            if (between.isPresent()) {
                String[] names = two(between.get());
                text.laws(
                        names,
                        mixture,
                        planner.betweenLaws(mixture, LawSource.family(names[0]), LawSource.family(names[1])));
            } else {
                text.shrink(mixture, planner.shrink(mixture, target(mixture)));
            }
        }
        purchase(text, mixture);
        System.out.print(json ? text.json(JsonMapper.shared()) : text.text());
        return CommandLine.ExitCode.OK;
    }

    private void purchase(PlanText text, Mixture mixture) {
        Purchase purchase = Purchase.of(mixture, budget);
        text.purchase(purchase);
        serve.ifPresent(served -> {
            if (!(served > 0) || Double.isInfinite(served)) {
                throw new BadInput("--serve " + served + " cannot be used: give a number of tokens, such as 1e12");
            }
            double k = mixture.span().flopsPerParameterToken();
            mixture.leading()
                    .ifPresent(
                            best -> text.serving(mixture.span(), best, Serving.of(best, purchase.point(), k, served)));
        });
    }

    private Planner planner() {
        if (ratios.length != 2) {
            throw new BadInput("--ratios takes the fewest and the most tokens per parameter, such as 1,1000");
        }
        return new Planner(
                budget, new Grid(reach, ratios[0], ratios[1], Grid.standard().perDecade()), runs, confidence, seed);
    }

    private Target target(Mixture mixture) {
        return Points.read(
                target.orElseGet(
                        () -> "c=" + TEN * Math.max(budget, mixture.span().largestCompute())),
                mixture);
    }

    private record Recipes(String[] names, Mixture first, Mixture second) {}

    private Optional<Recipes> recipes() {
        if (between.isEmpty()) {
            return Optional.empty();
        }
        String[] names = two(between.get());
        boolean files = names[0].endsWith(".json")
                || names[1].endsWith(".json")
                || Files.exists(Path.of(names[0]))
                || Files.exists(Path.of(names[1]));
        if (!files) {
            if (target.isPresent()) {
                throw new BadInput(
                        "--target belongs to a forecast or to two recipes: which of two laws holds is asked of"
                                + " the runs themselves; leave it out");
            }
            return Optional.empty();
        }
        if (law.isPresent()) {
            throw new BadInput(
                    "--law and --between with two files were both given: the files are the laws; leave out --law");
        }
        return Optional.of(new Recipes(
                names,
                SavedLaw.read(Path.of(names[0])).mixture(),
                SavedLaw.read(Path.of(names[1])).mixture()));
    }

    private static String[] two(String text) {
        String[] names = text.split(",", -1);
        if (names.length != 2
                || names[0].isBlank()
                || names[1].isBlank()
                || names[0].strip().equals(names[1].strip())) {
            throw new BadInput("--between " + text
                    + " does not name two different recipes or laws: write A.json,B.json or" + " kaplan,chinchilla");
        }
        return new String[] {names[0].strip(), names[1].strip()};
    }

    private Optional<Hardware> hardware() {
        if (peak.isPresent() != utilisation.isPresent()) {
            throw new BadInput("--peak and --utilisation belong together: neither is guessed");
        }
        if (peak.isEmpty() && devices != 1) {
            throw new BadInput("--devices needs --peak and --utilisation: they make FLOPs hours");
        }
        return peak.map(flops -> new Hardware(flops, utilisation.orElseThrow(), devices));
    }
}
