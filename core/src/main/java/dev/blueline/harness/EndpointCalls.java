package dev.blueline.harness;

import dev.blueline.ledger.BadInput;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Journal;
import dev.blueline.study.StudyFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Questions to a server and its answers. A question that was answered before is not asked again: answers are appended to a file as they
 * come. A server that is busy, slow or broken is asked again after a pause, or after the time it names itself.
 */
final class EndpointCalls implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final int REASON = 200;

    private final Endpoint.Settings settings;
    private final String base;
    private final HttpClient client;
    private final Journal kept;
    private final Map<String, JsonNode> known = new ConcurrentHashMap<>();

    /** The server does not take a question, and never will. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Refused(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    EndpointCalls(Endpoint.Settings settings) {
        this.settings = settings;
        base = base(settings.url());
        client = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
        kept = new Journal(settings.answers());
        for (Journal.Line line : kept.read()) {
            JsonNode entry = JsonMapper.shared().readTree(line.json());
            known.put(entry.path("question").asString(""), entry.path("answer"));
        }
    }

    /** The part of an address before {@code /completions}. */
    private static String base(String url) {
        String trimmed = url.replaceFirst("/+$", "").replaceFirst("(/chat)?/completions$", "");
        boolean http = trimmed.startsWith("http://") || trimmed.startsWith("https://");
        try {
            URI uri = URI.create(trimmed);
            if (http && uri.getHost() != null) {
                return trimmed.matches(".*/v\\d+$") ? trimmed : trimmed + "/v1";
            }
        } catch (IllegalArgumentException malformed) {
            // said below
        }
        throw new BadInput("--endpoint " + url + " is no address; give for example http://localhost:8000/v1");
    }

    /**
     * The server's answer, or the one it gave before.
     *
     * @throws Refused if the server does not take the question
     * @throws StudyFailure if it does not answer after all tries
     */
    JsonNode ask(String path, Map<String, Object> body) {
        String json = JsonMapper.shared().writeValueAsString(body);
        String question = Fingerprint.of(base + path + "\n" + json);
        JsonNode before = known.get(question);
        if (before != null) {
            return before;
        }
        JsonNode answer = answered(path, json);
        ObjectNode entry = JsonMapper.shared().createObjectNode();
        entry.put("question", question);
        entry.set("answer", answer);
        kept.append(entry.toString());
        known.put(question, answer);
        return answer;
    }

    private JsonNode answered(String path, String json) {
        Duration pause = settings.pause();
        String reason = "";
        for (int attempt = 1; attempt <= settings.tries(); attempt++) {
            Duration wait = pause;
            try {
                HttpResponse<String> response =
                        client.send(request(path, json), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                int status = response.statusCode();
                if (status == 200) {
                    return choices(response.body());
                }
                reason = "status " + status + ": " + message(response.body());
                if (!isPassing(status)) {
                    throw new Refused(reason);
                }
                wait = named(response).orElse(pause);
            } catch (JacksonException malformed) {
                reason = "its answer is not JSON";
            } catch (IOException failure) {
                reason = shortened(Objects.requireNonNullElse(
                        failure.getMessage(), failure.getClass().getSimpleName()));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + settings.url(), interrupted);
            }
            if (attempt < settings.tries()) {
                rest(wait);
                pause = pause.multipliedBy(2);
            }
        }
        throw new StudyFailure(settings.url() + " gave no answer in " + settings.tries() + " tries (" + reason
                + "); answers so far are kept in " + settings.answers() + ", so the same command goes on from there");
    }

    private HttpRequest request(String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
        settings.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }

    /** What is kept of an answer: its choices. */
    private static JsonNode choices(String body) {
        JsonNode root = JsonMapper.shared().readTree(body);
        if (!root.path("choices").isArray() || root.path("choices").isEmpty()) {
            throw new Refused("its answer has no choices: " + shortened(body));
        }
        ObjectNode kept = JsonMapper.shared().createObjectNode();
        kept.set("choices", root.path("choices"));
        return kept;
    }

    /** 501 and 505 are what a server says of what it will never do. */
    private static boolean isPassing(int status) {
        return status == 408
                || status == 409
                || status == 425
                || status == 429
                || status >= 500 && status != 501 && status != 505;
    }

    /** The pause that the server asks for: seconds, or a date (RFC 9110, section 10.2.3). */
    private static Optional<Duration> named(HttpResponse<String> response) {
        String after = response.headers().firstValue("Retry-After").orElse("");
        if (after.matches("\\d{1,6}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(after)));
        }
        try {
            Instant date = ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(Instant.now(), date);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }

    private static void rest(Duration wait) {
        try {
            Thread.sleep(wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two tries", interrupted);
        }
    }

    /** What an error says, where it is in OpenAI's form or that of others. */
    private static String message(String body) {
        try {
            JsonNode root = JsonMapper.shared().readTree(body);
            JsonNode error = root.path("error");
            String said = error.isObject() ? error.path("message").asString("") : error.asString("");
            return shortened(said.isEmpty() ? root.path("message").asString(body) : said);
        } catch (JacksonException text) {
            return shortened(body);
        }
    }

    private static String shortened(String text) {
        String line = text.strip().lines().findFirst().orElse("no reason given");
        return line.length() <= REASON ? line : line.substring(0, REASON) + "...";
    }

    @Override
    public void close() {
        client.close();
    }
}
