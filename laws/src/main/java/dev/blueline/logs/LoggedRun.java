package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A run as its program logged it, before anybody says which name means what.
 *
 * @param name as the log names it, or of its file
 * @param files that it was read from
 * @param format of the log
 * @param steps by ascending step
 * @param plannedSteps steps the run is to make, where the log says
 * @param config settings the log holds
 * @param ending what the log says of the run's end
 */
record LoggedRun(
        String name,
        List<Path> files,
        LogFormat format,
        List<LoggedStep> steps,
        OptionalLong plannedSteps,
        Map<String, String> config,
        Ending ending) {

    /** How a run ended, by its own account. A run that ended well may still have been cut short of its schedule. */
    enum Ending {
        UNSAID,
        WELL,
        RUNNING,
        FAILED
    }

    /** Where it stands, for messages. */
    Path file() {
        return files.getFirst();
    }

    /** Names of all series, in the order in which they first appeared. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        steps.forEach(step -> names.addAll(step.values().keySet()));
        return names;
    }

    /** The loss over the steps, by the names of {@code reading}. */
    TrainingLog series(Reading reading) {
        Mapping mapping = reading.mapping();
        String metric = reading.metric()
                .or(() -> mapping.columns().loss())
                .map(wanted -> require(wanted))
                .or(() -> Names.LOSS.in(names()))
                .or(() -> Names.EVAL_LOSS.in(names()))
                .orElseThrow(() -> new BadInput(file() + " has no series that is known as a loss"
                        + (names().isEmpty() ? "" : "; name one with --metric: it has " + Names.list(names()))));
        Optional<String> tokens = tokensName(mapping);
        Optional<String> rate = rateName(mapping);
        List<LogPoint> points = new ArrayList<>();
        for (LoggedStep step : steps) {
            Double loss = step.values().get(metric);
            if (loss != null) {
                points.add(new LogPoint(
                        step.step(), tokensAt(step, tokens, mapping), loss, valueAt(step, rate), step.time()));
            }
        }
        return new TrainingLog(name, metric, points, plannedSteps, config);
    }

    /** A series by the name the user gave. */
    String require(String wanted) {
        return Names.exact(names(), wanted)
                .orElseThrow(() -> new BadInput("no series " + wanted + " in " + file() + Names.nearest(names(), wanted)
                        + "; it has " + Names.list(names())));
    }

    Optional<String> rateName(Mapping mapping) {
        return mapping.columns().learningRate().map(this::require).or(() -> Names.LEARNING_RATE.in(names()));
    }

    Optional<String> tokensName(Mapping mapping) {
        return mapping.columns().tokens().map(this::require).or(() -> Names.TOKENS.in(names()));
    }

    /** Tokens seen at a step: as logged, or the step times the tokens of a step. */
    static OptionalDouble tokensAt(LoggedStep step, Optional<String> tokens, Mapping mapping) {
        OptionalDouble logged = valueAt(step, tokens);
        if (logged.isPresent()) {
            return OptionalDouble.of(logged.getAsDouble() * mapping.units().tokens());
        }
        OptionalDouble perStep = mapping.run().tokensPerStep();
        return perStep.isPresent() && step.step() > 0
                ? OptionalDouble.of(step.step() * perStep.getAsDouble())
                : OptionalDouble.empty();
    }

    static OptionalDouble valueAt(LoggedStep step, Optional<String> name) {
        Double value = name.map(step.values()::get).orElse(null);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
