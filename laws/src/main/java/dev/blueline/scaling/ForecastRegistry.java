package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Journal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code forecasts.jsonl}: forecasts in the order they were made, scores after the runs. Lines are only ever appended; a
 * score does not touch the forecast's line. Each line is {@code {"type": "forecast" | "score", ..., "crc32c": "..."}}.
 */
public final class ForecastRegistry {
    private static final String FILE = "forecasts.jsonl";

    private final JsonMapper json = JsonMapper.builder().build();
    private final Journal journal;
    private final Clock clock;

    /** The registry of a folder, created with the first forecast. */
    public ForecastRegistry(Path folder) {
        this(folder, Clock.systemUTC());
    }

    ForecastRegistry(Path folder, Clock clock) {
        this.journal = Journal.twice(folder.resolve(FILE));
        this.clock = clock;
    }

    /**
     * Writes the forecast, stamped with the time of writing, and returns it as written.
     *
     * @throws BadInput if the id is taken
     */
    public synchronized Forecast register(Forecast forecast) {
        if (find(forecast.id()).isPresent()) {
            throw new BadInput("forecast '" + forecast.id() + "' is already registered in " + journal.file()
                    + ": a forecast is never changed, choose another id");
        }
        Forecast registered = forecast.registered(clock.instant());
        append("forecast", registered);
        return registered;
    }

    /**
     * Scores a forecast once its run has finished.
     *
     * @param startedAt start of the run
     * @throws BadInput if the forecast is unknown, already scored, or was registered after the run's start
     */
    public synchronized ForecastScore score(String id, Instant startedAt, double measured) {
        Forecast forecast = find(id).orElseThrow(() ->
                new BadInput("no forecast '" + id + "' in " + journal.file() + ": register it before the run starts"));
        if (!(measured > 0) || Double.isInfinite(measured)) {
            throw new BadInput("forecast '" + id + "' cannot be scored with the loss " + measured
                    + ": give a positive finite number");
        }
        if (forecast.registeredAt().isAfter(startedAt)) {
            throw new BadInput("forecast '" + id + "' was registered at " + forecast.registeredAt()
                    + ", after its run started at " + startedAt + ": it does not count and is not scored");
        }
        if (scores().stream().anyMatch(score -> score.id().equals(id))) {
            throw new BadInput("forecast '" + id + "' is already scored in " + journal.file() + ": nothing to do");
        }
        ForecastScore score = ForecastScore.of(forecast, startedAt, measured);
        append("score", score);
        return score;
    }

    /** Forecasts in the order of registration. */
    public List<Forecast> forecasts() {
        return read("forecast", Forecast.class);
    }

    /** Scores in the order of scoring. */
    public List<ForecastScore> scores() {
        return read("score", ForecastScore.class);
    }

    /** Forecasts with their scores, where there are any. */
    public Map<Forecast, Optional<ForecastScore>> scored() {
        Map<Forecast, Optional<ForecastScore>> scored = new LinkedHashMap<>();
        List<ForecastScore> scores = scores();
        for (Forecast forecast : forecasts()) {
            scored.put(
                    forecast,
                    scores.stream().filter(s -> s.id().equals(forecast.id())).findFirst());
        }
        return scored;
    }

    /** The forecast of an id. */
    public Optional<Forecast> find(String id) {
        return forecasts().stream().filter(forecast -> forecast.id().equals(id)).findFirst();
    }

    private void append(String type, Object value) {
        ObjectNode line = json.createObjectNode().put("type", type);
        line.set(type, json.valueToTree(value));
        journal.append(json.writeValueAsString(line));
    }

    private <T> List<T> read(String type, Class<T> as) {
        List<T> values = new ArrayList<>();
        for (Journal.Line line : journal.read()) {
            JsonNode node = json.readTree(line.json());
            if (node.path("type").asString("").equals(type)) {
                values.add(json.treeToValue(node.path(type), as));
            }
        }
        return values;
    }
}
