package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.ImportedRun;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Origin;
import dev.blueline.ledger.RateSchedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Sizes and figures of a logged run at one of its points. The point's own figure is the held-out loss where one is logged, else
 * the training loss; other figures of merit come along if they were logged near the point.
 */
final class Figures {
    /** Other figures count for a point if they were logged within this share of its steps. */
    private static final double NEAR = 0.02;

    private final LoggedRun run;
    private final Mapping mapping;
    private final String primary;
    private final Map<String, String> metrics;
    private final Optional<String> tokens;

    Figures(LoggedRun run, Reading reading) {
        this.run = run;
        this.mapping = reading.mapping();
        this.tokens = run.tokensName(mapping);
        this.metrics = metrics(reading);
        if (metrics.isEmpty()) {
            throw new BadInput(run.file() + " has no series that is known as a loss or a score"
                    + (run.names().isEmpty() ? "" : "; name one with --metric: it has " + Names.list(run.names())));
        }
        this.primary = metrics.values().iterator().next();
    }

    /** Names in the ledger to names in the log, the point's own figure first. */
    private Map<String, String> metrics(Reading reading) {
        Map<String, String> metrics = new LinkedHashMap<>();
        reading.metric().map(run::require).ifPresent(name -> metrics.put(ledgerName(name), name));
        mapping.metrics().forEach((ledgerName, name) -> metrics.putIfAbsent(ledgerName, run.require(name)));
        mapping.columns()
                .loss()
                .map(run::require)
                .filter(name -> !metrics.containsValue(name))
                .ifPresent(name -> metrics.putIfAbsent("loss", name));
        if (metrics.isEmpty()) {
            Names.EVAL_LOSS.in(run.names()).ifPresent(name -> metrics.put("eval_loss", name));
            Names.LOSS.in(run.names()).ifPresent(name -> metrics.put("loss", name));
            for (String name : run.names()) {
                if (Names.isMerit(name) && !metrics.containsValue(name)) {
                    metrics.put(name, name);
                }
            }
        }
        return metrics;
    }

    private String ledgerName(String name) {
        return Names.LOSS.in(List.of(name)).isPresent()
                ? "loss"
                : Names.EVAL_LOSS.in(List.of(name)).isPresent() ? "eval_loss" : name;
    }

    String primary() {
        return primary;
    }

    /** Steps at which the point's own figure was logged. */
    List<LoggedStep> points() {
        return run.steps().stream()
                .filter(step -> step.values().containsKey(primary))
                .toList();
    }

    /** Why a point cannot be used, if it cannot. */
    Optional<String> bad(LoggedStep point) {
        double value = point.values().getOrDefault(primary, Double.NaN);
        boolean loss = Names.plain(primary).contains("loss");
        if (!Double.isFinite(value)) {
            return Optional.of("its last " + primary + " (step " + point.step() + ") is " + value + ": it diverged");
        }
        return loss && value <= 0
                ? Optional.of("its " + primary + " at step " + point.step() + " is " + value + ", which is no loss")
                : Optional.empty();
    }

    /** The run as it stood at a point. */
    ImportedRun run(
            LoggedStep point,
            ScheduleEnd end,
            RateSchedule schedule,
            Origin origin,
            boolean oneOfMany,
            Optional<String> given) {
        List<String> notes = new ArrayList<>();
        if (end.stage() == ImportedRun.Stage.MIDRUN) {
            notes.add("Taken before the end of its schedule: " + end.why() + ".");
        } else if (!end.why().isEmpty()) {
            notes.add(end.why());
        }
        if (run.ending() == LoggedRun.Ending.RUNNING) {
            notes.add("The log does not say that the run ended.");
        }
        Map<String, Double> quantities = new LinkedHashMap<>();
        String sized = sizes(quantities, parameters(notes), tokens(point), flops(point, notes));
        if (!sized.isEmpty()) {
            notes.add(sized);
        }
        quantities.put("steps", (double) point.step());
        String name = given.or(() -> mapping.run().name()).orElse(run.name());
        String id = FileHash.id(origin, run.name() + (oneOfMany ? "@" + point.step() : ""));
        List<Measurement> measurements = measurements(point, id, notes);
        Map<String, String> settings = new TreeMap<>();
        run.config().forEach((key, value) -> {
            if (value.length() <= 200) {
                settings.put(key, value);
            }
        });
        mapping.units().loss().ifPresent(unit -> settings.put("loss_unit", unit.kept().words));
        settings.putAll(mapping.settings());
        return new ImportedRun(
                id,
                oneOfMany ? name + "@" + point.step() : name,
                name,
                quantities,
                settings,
                schedule,
                end.stage(),
                new Origin(
                        origin.file(), origin.sha256(), origin.format(), origin.importedAt(), String.join(" ", notes)),
                measurements);
    }

    private List<Measurement> measurements(LoggedStep point, String id, List<String> notes) {
        List<Measurement> measurements = new ArrayList<>();
        metrics.forEach((ledgerName, name) -> {
            if (ledgerName.endsWith("_stderr")) {
                return;
            }
            OptionalDouble value = near(point, name);
            if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
                return;
            }
            String error = metrics.getOrDefault(ledgerName + "_stderr", "");
            measurements.add(new Measurement(
                    id,
                    ledgerName,
                    "all",
                    value.getAsDouble() * factor(name),
                    near(point, error).orElse(Double.NaN) * factor(name)));
            if (!ledgerName.equals(name)) {
                notes.add(ledgerName + " is the log's " + name + ".");
            }
        });
        if (primary.equals(metrics.get("loss")) && mapping.metrics().isEmpty()) {
            notes.add("The loss is the training loss at one logged step, which is noisier than a held-out loss.");
        }
        return measurements;
    }

    private double factor(String name) {
        return Names.hasLossUnit(name)
                ? mapping.units().loss().map(unit -> unit.factor).orElse(1.0)
                : 1;
    }

    /** The last value up to a point, if it was logged near it. */
    private OptionalDouble near(LoggedStep point, String name) {
        OptionalDouble found = OptionalDouble.empty();
        for (LoggedStep step : run.steps()) {
            Double value = step.values().get(name);
            if (value != null && step.step() <= point.step() && step.step() >= point.step() * (1 - NEAR)) {
                found = OptionalDouble.of(value);
            }
        }
        return found;
    }

    private OptionalDouble parameters(List<String> notes) {
        if (mapping.run().parameters().isPresent()) {
            return mapping.run().parameters();
        }
        Optional<String> column = mapping.columns().parameters();
        Optional<String> series =
                column.filter(name -> Names.exact(run.names(), name).isPresent());
        if (series.isPresent()) {
            double last = run.steps().stream()
                    .flatMap(step -> Optional.ofNullable(step.values().get(run.require(series.get()))).stream())
                    .reduce(Double.NaN, (before, value) -> value);
            return OptionalDouble.of(last * mapping.units().parameters());
        }
        Optional<String> key = column.isPresent()
                ? Optional.of(Names.exact(run.config().keySet(), column.get())
                        .orElseThrow(() -> new BadInput("no series or setting " + column.get() + " in " + run.file()
                                + Names.nearest(run.config().keySet(), column.get()))))
                : Names.PARAMETERS
                        .in(run.config().keySet())
                        .filter(name -> Names.plain(name).length() > 1);
        OptionalDouble value = key.map(name -> Rows.number(run.config().getOrDefault(name, "")))
                .orElse(OptionalDouble.empty());
        if (value.isPresent() && value.getAsDouble() > 0) {
            notes.add("N is the log's setting " + key.orElseThrow() + ".");
            return OptionalDouble.of(value.getAsDouble() * mapping.units().parameters());
        }
        return OptionalDouble.empty();
    }

    private OptionalDouble tokens(LoggedStep point) {
        if (mapping.run().tokens().isPresent()) {
            return mapping.run().tokens();
        }
        OptionalDouble logged = tokens.map(name -> near(point, name)).orElse(OptionalDouble.empty());
        return logged.isPresent()
                ? OptionalDouble.of(logged.getAsDouble() * mapping.units().tokens())
                : LoggedRun.tokensAt(point, Optional.empty(), mapping);
    }

    private OptionalDouble flops(LoggedStep point, List<String> notes) {
        if (mapping.run().flops().isPresent()) {
            return mapping.run().flops();
        }
        Optional<String> name = mapping.columns().flops().map(run::require).or(() -> Names.FLOPS.in(run.names()));
        OptionalDouble value = name.map(found -> near(point, found)).orElse(OptionalDouble.empty());
        if (value.isEmpty() || !(value.getAsDouble() > 0)) {
            return OptionalDouble.empty();
        }
        if (mapping.columns().flops().isEmpty()) {
            notes.add("C is the log's " + name.orElseThrow() + ".");
        }
        return OptionalDouble.of(value.getAsDouble() * mapping.units().flops());
    }

    /**
     * Completes N, D and C from two of them by C = 6ND.
     *
     * @return what was worked out or is missing, in sentences
     * @throws BadInput if one of them is not a positive number
     */
    static String sizes(Map<String, Double> into, OptionalDouble n, OptionalDouble d, OptionalDouble c) {
        OptionalDouble parameters = n;
        OptionalDouble seen = d;
        OptionalDouble flops = c;
        String note = "";
        if (c.isEmpty() && n.isPresent() && d.isPresent()) {
            flops = OptionalDouble.of(6 * n.getAsDouble() * d.getAsDouble());
            note = "C is 6ND.";
        } else if (n.isEmpty() && c.isPresent() && d.isPresent()) {
            parameters = OptionalDouble.of(c.getAsDouble() / (6 * d.getAsDouble()));
            note = "N is C/(6D).";
        } else if (d.isEmpty() && c.isPresent() && n.isPresent()) {
            seen = OptionalDouble.of(c.getAsDouble() / (6 * n.getAsDouble()));
            note = "D is C/(6N).";
        } else if (n.isEmpty() || d.isEmpty()) {
            note = n.isEmpty() && d.isEmpty()
                    ? "N and D are not known: give --n, and --tokens or --tokens-per-step."
                    : n.isEmpty() ? "N is not known: give --n." : "D is not known: give --tokens or --tokens-per-step.";
        }
        put(into, "parameters", parameters);
        put(into, "tokens", seen);
        put(into, "flops", flops);
        return note;
    }

    private static void put(Map<String, Double> into, String name, OptionalDouble value) {
        value.ifPresent(number -> {
            if (!(number > 0) || Double.isInfinite(number)) {
                throw new BadInput(String.format(
                        Locale.ROOT,
                        "%s are %s, where a run needs a positive number: correct --n, --tokens, --flops or the log",
                        name,
                        number));
            }
            into.put(name, number);
        });
    }
}
