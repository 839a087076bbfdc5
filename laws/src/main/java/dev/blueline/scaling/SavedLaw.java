package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.SealedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fitted laws in a file, complete: what reads it forecasts as the program that fitted them. The largest part are the refits of
 * bootstrap draws, a row of parameter values each.
 *
 * @param format version of this format
 * @param metric what was fitted: a column or an expression
 * @param columns where N, D, C and the loss came from, by the letters n, d, c, y (or x for a law of one axis)
 * @param rows rows fitted
 * @param objective how misfit was measured, in words
 * @param laws the laws that share the forecast
 * @param noise seed noise
 * @param span what the rows span
 * @param seed seed of draws
 * @param dataHash SHA-256 of the observations
 * @param links for a task ladder, from loss to accuracy: of the fit, then of each refit; else empty
 * @param fittedAt when
 */
public record SavedLaw(
        int format,
        String metric,
        Map<String, String> columns,
        int rows,
        String objective,
        List<Member> laws,
        SeedNoise noise,
        Span span,
        long seed,
        String dataHash,
        List<Sigmoid> links,
        Instant fittedAt) {

    private static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public SavedLaw {
        links = List.copyOf(Objects.requireNonNullElse(links, List.of()));
    }

    /**
     * One law.
     *
     * @param family its family
     * @param weight share of the mixture
     * @param drift standard deviation of model error per e-fold of extrapolation
     * @param rms root mean square backtest error in log loss
     * @param rmse root mean square of log residuals
     * @param aicc Akaike's criterion, see {@link Fit}
     * @param parameters values by name
     * @param names names in the order of the draws' values
     * @param draws parameters of each refit
     */
    public record Member(
            Family family,
            double weight,
            double drift,
            double rms,
            double rmse,
            double aicc,
            Map<String, Double> parameters,
            List<String> names,
            List<double[]> draws) {

        /** The fitted law. */
        public Law law() {
            return family.with(parameters);
        }

        private Mixture.Component component(int rows) {
            List<Law> refits = new ArrayList<>();
            for (double[] draw : draws) {
                Map<String, Double> values = new LinkedHashMap<>();
                for (int i = 0; i < draw.length; i++) {
                    values.put(names.get(i), draw[i]);
                }
                refits.add(family.with(values));
            }
            Fit fit = new Fit(law(), Double.NaN, rmse, aicc, rows, 0, 0);
            return new Mixture.Component(fit, refits, weight, drift, rms);
        }
    }

    /** The laws of a study, ready to be written. */
    public static SavedLaw of(
            Forecaster.Study study,
            String metric,
            Map<String, String> columns,
            int rows,
            String objective,
            String hash) {
        return of(study.mixture(), metric, columns, rows, objective, hash, List.of());
    }

    /** Both steps of a task ladder, ready to be written. */
    public static SavedLaw of(
            TaskLadder ladder,
            List<Observation> observations,
            String metric,
            Map<String, String> columns,
            String objective,
            String hash) {
        List<Sigmoid> links = new ArrayList<>(List.of(ladder.link()));
        ladder.draws().forEach(draw -> links.add(draw.link()));
        Mixture mixture = ladder.lossMixture(observations);
        return of(mixture, metric, columns, observations.size(), objective, hash, links);
    }

    private static SavedLaw of(
            Mixture mixture,
            String metric,
            Map<String, String> columns,
            int rows,
            String objective,
            String hash,
            List<Sigmoid> links) {
        List<Member> members =
                mixture.components().stream().map(SavedLaw::member).toList();
        return new SavedLaw(
                FORMAT,
                metric,
                columns,
                rows,
                objective,
                members,
                mixture.noise(),
                mixture.span(),
                mixture.seed(),
                hash,
                links,
                Instant.now());
    }

    private static Member member(Mixture.Component component) {
        Law law = component.fit().law();
        List<String> names = List.copyOf(law.parameters().keySet());
        return new Member(
                law.family(),
                component.weight(),
                component.drift(),
                component.rms(),
                component.fit().rmse(),
                component.fit().aicc(),
                law.parameters(),
                names,
                component.draws().stream()
                        .map(draw -> draw.parameters().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())
                        .toList());
    }

    /** The distribution of a run at any point, as at the time of the fit. */
    public Mixture mixture() {
        List<Mixture.Component> components =
                laws.stream().map(member -> member.component(rows)).toList();
        return new Mixture(components, noise, span, seed);
    }

    /** For a task ladder, the accuracy expected of a run, from the refits of both steps. */
    public Optional<TaskLadder.Prediction> accuracy(Target target, double level) {
        if (links.isEmpty()) {
            return Optional.empty();
        }
        Mixture.Component component = laws.getFirst().component(rows);
        List<TaskLadder.Draw> draws = new ArrayList<>();
        for (int i = 0; i < component.draws().size(); i++) {
            draws.add(new TaskLadder.Draw(component.draws().get(i), links.get(i + 1)));
        }
        return Optional.of(TaskLadder.predict(component.fit().law(), links.getFirst(), draws, target, level));
    }

    /**
     * What a run at a target will lose, ready to be registered.
     *
     * @param naive forecasts that need no law, where the runs are at hand
     */
    public Forecast forecast(String id, String description, Target target, Forecast.NaiveForecasts naive) {
        String made = Fingerprint.of(JSON.writeValueAsString(this));
        return Forecast.of(id, description, target, mixture(), naive, dataHash, made);
    }

    /** Writes the file. */
    public void write(Path file) {
        DurableFiles.write(file, JSON.writeValueAsBytes(this));
    }

    /**
     * Reads a file.
     *
     * @throws BadInput if there is none, or it is not a saved law of this format
     */
    public static SavedLaw read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInput("no file " + file + ": write one with blueline fit ... --save " + file);
        }
        try {
            SealedFiles.verifyIfSealed(file);
            SavedLaw law = JSON.readValue(file.toFile(), SavedLaw.class);
            if (law.format != FORMAT) {
                throw new BadInput(file + " has format " + law.format + " of saved laws, this program reads " + FORMAT
                        + ": write it anew with blueline fit ... --save " + file);
            }
            law.laws.forEach(Member::law);
            return law;
        } catch (JacksonException | NullPointerException broken) {
            if (isOfAStudy(file)) {
                throw new BadInput(
                        file
                                + " is a study's report on its laws, which holds no refits to forecast from; fit its runs: blueline fit "
                                + file.resolveSibling("results.csv")
                                + " --n parameters_matmul --d tokens --c flops --y bits_per_byte --where \"role in"
                                + " ('ladder', 'held_out')\" --save other.json, and give --law other.json",
                        broken);
            }
            throw new BadInput(
                    file + " is not a law saved by blueline fit: write one with blueline fit ... --save " + file,
                    broken);
        }
    }

    /** The {@code law.json} that a study writes. */
    private static boolean isOfAStudy(Path file) {
        try {
            JsonNode root = JSON.readTree(file.toFile());
            return root.has("fitted_runs") && root.has("weights") && root.has("laws");
        } catch (JacksonException noJson) {
            return false;
        }
    }
}
