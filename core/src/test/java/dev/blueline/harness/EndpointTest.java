package dev.blueline.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.blueline.ledger.BadInput;
import dev.blueline.study.StudyFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class EndpointTest {
    private static final GenerationSettings GREEDY = new GenerationSettings(List.of("\n"), 16, 0, 1);

    @TempDir
    Path folder;

    private HttpServer server;
    private ExecutorService threads;
    private final AtomicInteger asked = new AtomicInteger();
    private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
    private volatile Handler handler = (number, path, body) -> new Reply(200, completion(path, body));

    private record Reply(int status, String body) {}

    /** Sent with every answer that is not 200; none if empty. */
    private volatile String retryAfter = "";

    @FunctionalInterface
    private interface Handler {
        Reply reply(int number, String path, JsonNode body) throws InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/v1", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            bodies.add(body);
            Reply reply = handler.reply(
                    asked.incrementAndGet(), exchange.getRequestURI().getPath(), body);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            if (reply.status() != 200 && !retryAfter.isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A server whose tokens are words with the blank before them; each costs as many nats as it has characters. */
    private static String completion(String path, JsonNode body) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ObjectNode choice = root.putArray("choices").addObject();
        if (path.endsWith("/chat/completions")) {
            choice.putObject("message")
                    .put("content", "said: " + body.at("/messages/0/content").asString() + "\nmore");
            return root.toString();
        }
        String prompt = body.path("prompt").asString();
        if (!body.path("echo").asBoolean(false)) {
            choice.put("text", " written after " + prompt + "\nmore");
            return root.toString();
        }
        ObjectNode logprobs = choice.putObject("logprobs");
        ArrayNode tokens = logprobs.putArray("tokens");
        ArrayNode nats = logprobs.putArray("token_logprobs");
        ArrayNode offsets = logprobs.putArray("text_offset");
        ArrayNode tops = logprobs.putArray("top_logprobs");
        int at = 0;
        for (String word : (prompt + " next").split("(?= )")) {
            tokens.add(word);
            offsets.add(at);
            if (at == 0) {
                nats.addNull();
                tops.addNull();
            } else {
                nats.add(-word.length());
                tops.addObject().put(word.contains("z") ? "other" : word, word.contains("z") ? -1 : -word.length());
            }
            at += word.codePointCount(0, word.length());
        }
        return root.toString();
    }

    private Endpoint endpoint(boolean chat, int tries, Duration timeout) {
        return new Endpoint(new Endpoint.Settings(
                "http://localhost:" + server.getAddress().getPort() + "/v1/",
                "m",
                chat,
                Optional.of("secret"),
                timeout,
                tries,
                Duration.ofMillis(5),
                3,
                folder.resolve("answers.jsonl")));
    }

    private Endpoint endpoint() {
        return endpoint(false, 4, Duration.ofSeconds(10));
    }

    private static List<LanguageModel.Prompt> prompts(String... texts) {
        return Arrays.stream(texts)
                .map(text -> new LanguageModel.Prompt(text, GREEDY, 1))
                .toList();
    }

    @Test
    void continuationsAreScoredByTheTokensThatEndInThem() {
        try (Endpoint endpoint = endpoint()) {
            List<LanguageModel.Likelihoods> scored = endpoint.likelihoods(
                    List.of(
                            new LanguageModel.Question("one two", List.of(" three", " zz zz")),
                            new LanguageModel.Question("é one", List.of(" zero"))),
                    share -> {});
            // " three" has six characters, " zz zz" three and three; " next" was only made up
            assertThat(scored.getFirst().nats()).containsExactly(-6, -6);
            assertThat(scored.getFirst().greedy()).isTrue();
            assertThat(scored.getLast().nats()).containsExactly(-5);
            assertThat(scored.getLast().greedy()).isFalse();
            assertThat(endpoint.noLogProbabilities()).isEmpty();
        }
    }

    @Test
    void wholeTextsCountAllButTheirFirstToken() {
        try (Endpoint endpoint = endpoint()) {
            assertThat(endpoint.rolling(List.of("one two three"), share -> {}).getFirst())
                    .isCloseTo(-10, within(1e-12));
        }
    }

    @Test
    void answersComeInOrderAndAreCut() {
        try (Endpoint endpoint = endpoint();
                Endpoint chat = endpoint(true, 4, Duration.ofSeconds(10))) {
            assertThat(endpoint.write(prompts("a", "b", "c", "d", "e"), share -> {}))
                    .containsExactly(
                            " written after a",
                            " written after b",
                            " written after c",
                            " written after d",
                            " written after e");
            assertThat(chat.write(prompts("a"), share -> {})).containsExactly("said: a");
            assertThat(bodies.getFirst().path("stop").path(0).asString()).isEqualTo("\n");
            assertThat(bodies.getFirst().path("max_tokens").asInt()).isEqualTo(16);
        }
    }

    @Test
    void aBusyOrBrokenServerIsAskedAgain() {
        handler = (number, path, body) -> switch (number) {
            case 1 -> new Reply(429, "{\"error\": {\"message\": \"slow down\"}}");
            case 2 -> new Reply(500, "oops");
            case 3 -> new Reply(200, "{\"choices\": [{\"te");
            default -> new Reply(200, completion(path, body));
        };
        try (Endpoint endpoint = endpoint()) {
            assertThat(endpoint.write(prompts("a"), share -> {})).containsExactly(" written after a");
        }
        assertThat(asked.get()).isEqualTo(4);
    }

    /** RFC 9110 lets a server name a date as well as seconds. */
    @Test
    void aServerMayNameTheDateAtWhichItIsToBeAskedAgain() {
        retryAfter = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2));
        handler = (number, path, body) -> number == 1 ? new Reply(429, "{}") : new Reply(200, completion(path, body));
        long start = System.nanoTime();
        try (Endpoint endpoint = endpoint()) {
            assertThat(endpoint.write(prompts("a"), share -> {})).containsExactly(" written after a");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void whatAServerWillNeverDoIsAskedOnce() {
        handler = (number, path, body) -> new Reply(501, "{\"error\": \"echo is not implemented\"}");
        try (Endpoint endpoint = endpoint()) {
            assertThat(endpoint.noLogProbabilities()).hasValue("status 501: echo is not implemented");
        }
        assertThat(asked.get()).isOne();
    }

    @Test
    void aSlowServerIsAskedAgainAndThenGivenUp() {
        handler = (number, path, body) -> {
            Thread.sleep(2_000);
            return new Reply(200, "{}");
        };
        try (Endpoint endpoint = endpoint(false, 2, Duration.ofMillis(100))) {
            assertThatThrownBy(() -> endpoint.write(prompts("a"), share -> {}))
                    .isInstanceOf(StudyFailure.class)
                    .hasMessageContaining("gave no answer in 2 tries")
                    .hasMessageContaining("answers.jsonl");
        }
    }

    @Test
    void whatWasAnsweredIsNotAskedAgainAfterAKill() throws IOException {
        handler = (number, path, body) -> body.path("prompt").asString().equals("c")
                ? new Reply(503, "down")
                : new Reply(200, completion(path, body));
        try (Endpoint endpoint = endpoint(false, 1, Duration.ofSeconds(10))) {
            assertThatThrownBy(() -> endpoint.write(prompts("a", "b"), share -> {
                        if (share == 1) {
                            throw new StudyFailure("killed");
                        }
                    }))
                    .hasMessage("killed");
        }
        // a kill may tear the last line
        Path file = folder.resolve("answers.jsonl");
        Files.writeString(file, Files.readString(file) + "{\"question\": \"x\", \"ans");
        handler = (number, path, body) -> new Reply(200, completion(path, body));
        int before = asked.get();
        try (Endpoint endpoint = endpoint()) {
            assertThat(endpoint.write(prompts("a", "b", "c"), share -> {})).hasSize(3);
        }
        assertThat(asked.get()).isEqualTo(before + 1);
        assertThat(Files.readString(file)).doesNotContain("secret");
    }

    @Test
    void aServerWithoutLogProbabilitiesSaysSo() {
        handler = (number, path, body) -> new Reply(200, "{\"choices\": [{\"text\": \"x\", \"logprobs\": null}]}");
        try (Endpoint endpoint = endpoint();
                Endpoint chat = endpoint(true, 1, Duration.ofSeconds(10))) {
            assertThat(endpoint.noLogProbabilities()).hasValue("its answer to echo and logprobs has none");
            assertThat(chat.noLogProbabilities()).hasValue("chat completions do not tell any");
        }
    }

    @Test
    void aServerThatRefusesEchoSaysWhy() {
        handler = (number, path, body) -> new Reply(400, "{\"error\": {\"message\": \"echo is unsupported\"}}");
        try (Endpoint endpoint = endpoint()) {
            assertThat(endpoint.noLogProbabilities()).hasValue("status 400: echo is unsupported");
            assertThatThrownBy(() -> endpoint.write(prompts("a"), share -> {}))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("status 400: echo is unsupported");
        }
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        for (String url : List.of("localhost:8000", "ftp://x/v1", "http://", "http:// x")) {
            assertThatThrownBy(() -> new Endpoint(new Endpoint.Settings(
                            url,
                            "m",
                            false,
                            Optional.empty(),
                            Duration.ofSeconds(1),
                            1,
                            Duration.ZERO,
                            1,
                            folder.resolve("a.jsonl"))))
                    .as(url)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("is no address");
        }
    }
}
