package dev.blueline.scaling;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Journal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code forecasts.jsonl}: forecasts in the order they were made, starts of their runs, scores after the runs. Lines are only ever
 * appended; a score does not touch the forecast's line. Each line is {@code {"type": "forecast" | "start" | "score", ..., "crc32c":
 * "..."}}.
 */
public final class ForecastRegistry {
    private static final String FILE = "forecasts.jsonl";

    private final JsonMapper json = JsonMapper.builder().build();
    private final Journal journal;
    private final InstantSource clock;

    /** The registry of a folder, created with the first forecast. */
    public ForecastRegistry(Path folder) {
        this(folder, InstantSource.system());
    }

    /** As above, with stamps from another clock. */
    public ForecastRegistry(Path folder, InstantSource clock) {
        this.journal = Journal.twice(folder.resolve(FILE));
        this.clock = clock;
    }

    /**
     * Writes the forecast, stamped with the time of writing, and returns it as written.
     *
     * @throws BadInput if the id is taken
     */
    public Forecast register(Forecast forecast) {
        Forecast registered = forecast.registered(clock.instant());
        journal.append(lines -> {
            if (in(lines, forecast.id()).isPresent()) {
                throw new BadInput("forecast '" + forecast.id() + "' is already registered in " + journal.file()
                        + ": a forecast is never changed, choose another id");
            }
            return List.of(line("forecast", registered));
        });
        return registered;
    }

    /**
     * Writes down that the run of a forecast starts now; of a run that is taken up again the first start stands. That this line
     * follows the forecast's proves which came first, whatever the machine's clock said.
     *
     * @throws BadInput if the forecast is unknown
     */
    public ForecastStart start(String id) {
        journal.append(lines -> {
            required(lines, id);
            return started(lines, id).isPresent()
                    ? List.of()
                    : List.of(line("start", new ForecastStart(id, clock.instant())));
        });
        return started(journal.read(), id).orElseThrow();
    }

    /**
     * Scores a forecast once its run has finished. Where the start is written down here ({@link #start}), the order of the lines
     * shows that the forecast came first; where it is not, the clock must.
     *
     * @param startedAt start of the run, where it is not written down here
     * @throws BadInput if the forecast is unknown, already scored, or was registered after the run's start
     */
    public ForecastScore score(String id, Instant startedAt, double measured) {
        List<ForecastScore> made = new ArrayList<>();
        journal.append(lines -> {
            made.add(score(lines, id, startedAt, measured));
            return List.of(line("score", made.getFirst()));
        });
        return made.getFirst();
    }

    private ForecastScore score(List<Journal.Line> lines, String id, Instant startedAt, double measured) {
        Forecast forecast = required(lines, id);
        if (!(measured >= 0) || Double.isInfinite(measured)) {
            throw new BadInput("forecast '" + id + "' cannot be scored with " + measured
                    + ": give the loss or accuracy, a finite number of 0 or more");
        }
        Optional<ForecastStart> start = started(lines, id);
        if (start.isEmpty() && forecast.registeredAt().isAfter(startedAt)) {
            throw new BadInput("forecast '" + id + "' was registered at " + forecast.registeredAt()
                    + ", after its run started at " + startedAt + ": it does not count and is not scored");
        }
        if (read(lines, "score", ForecastScore.class).stream()
                .anyMatch(score -> score.id().equals(id))) {
            throw new BadInput("forecast '" + id + "' is already scored in " + journal.file() + ": nothing to do");
        }
        return ForecastScore.of(forecast, start.map(ForecastStart::at).orElse(startedAt), measured);
    }

    private Forecast required(List<Journal.Line> lines, String id) {
        return in(lines, id)
                .orElseThrow(() -> new BadInput(
                        "no forecast '" + id + "' in " + journal.file() + ": register it before the run starts"));
    }

    private Optional<Forecast> in(List<Journal.Line> lines, String id) {
        return read(lines, "forecast", Forecast.class).stream()
                .filter(forecast -> forecast.id().equals(id))
                .findFirst();
    }

    private Optional<ForecastStart> started(List<Journal.Line> lines, String id) {
        return read(lines, "start", ForecastStart.class).stream()
                .filter(start -> start.id().equals(id))
                .findFirst();
    }

    /** Mends the file and its copy from each other, and returns a line on each repair. */
    public synchronized List<String> repair() {
        return journal.repair();
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
        return in(journal.read(), id);
    }

    private String line(String type, Object value) {
        ObjectNode line = json.createObjectNode().put("type", type);
        line.set(type, json.valueToTree(value));
        return json.writeValueAsString(line);
    }

    private <T> List<T> read(String type, Class<T> as) {
        return read(journal.read(), type, as);
    }

    private <T> List<T> read(List<Journal.Line> lines, String type, Class<T> as) {
        List<T> values = new ArrayList<>();
        for (Journal.Line line : lines) {
            JsonNode node = json.readTree(line.json());
            if (node.path("type").asString("").equals(type)) {
                values.add(json.treeToValue(node.path(type), as));
            }
        }
        return values;
    }
}
