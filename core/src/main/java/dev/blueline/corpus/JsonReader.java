package dev.blueline.corpus;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON lines ({@code .jsonl}, {@code .ndjson}) and JSON ({@code .json}: an array, one object, or lines after all): one
 * document an object or string. A line that is not JSON is counted and left out; in an array what follows a mistake is lost.
 */
public final class JsonReader implements CorpusReader {
    private static final int LONGEST = 64 << 20;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST)
                    .maxDocumentLength(-1)
                    .build())
            .build();

    @Override
    public boolean accepts(SourceFile file) {
        return !file.inCodeJar() && List.of("jsonl", "ndjson", "json").contains(file.extension());
    }

    @Override
    public void read(SourceFile file, Consumer<Document> documents) throws IOException {
        Lines lines = new Lines(file.characters());
        if (!lines.advance()) {
            return;
        }
        while (lines.line().isBlank() && lines.advance()) {}
        boolean whole = file.extension().equals("json") && !isRecord(lines.line());
        Records records = new Records(file, documents, whole ? "record" : "line");
        try {
            if (whole) {
                Reader all = lines.again();
                try (JsonParser json = JSON.createParser(all)) {
                    readTokens(json, records);
                }
            } else {
                readLines(lines, records);
            }
        } finally {
            records.end();
        }
    }

    private static boolean isRecord(String line) {
        if (!line.stripLeading().startsWith("{")) {
            return false;
        }
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            json.skipChildren();
            return json.currentToken() == JsonToken.END_OBJECT;
        } catch (JacksonException incomplete) {
            return false;
        }
    }

    private static void readLines(Lines lines, Records records) throws IOException {
        do {
            if (lines.tooLong()) {
                records.bad(lines.number(), "longer than 64 MB");
            } else if (!lines.line().isBlank()) {
                try (JsonParser json = JSON.createParser(lines.line())) {
                    json.nextToken();
                    record(json, lines.number(), records);
                    if (json.nextToken() != null) {
                        records.bad(lines.number(), "more than one JSON value");
                    }
                } catch (JacksonException bad) {
                    records.bad(lines.number(), reason(bad));
                }
            }
        } while (lines.advance());
    }

    private static void readTokens(JsonParser json, Records records) throws IOException {
        long number = 0;
        boolean inArray = false;
        try {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_ARRAY && !inArray) {
                    inArray = true;
                } else if (token == JsonToken.END_ARRAY) {
                    inArray = false;
                } else {
                    record(json, ++number, records);
                }
            }
        } catch (JacksonIOException failure) {
            throw failure.getCause();
        } catch (JacksonException bad) {
            records.bad(
                    number,
                    reason(bad) + " in line " + bad.getLocation().getLineNr() + "; nothing after it could be read");
        }
    }

    /** The value that the parser stands on. */
    private static void record(JsonParser json, long number, Records records) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            records.choose(List.of("text"), List.of("text"));
            records.take(number, List.of(json.getString()));
        } else if (json.currentToken() == JsonToken.START_OBJECT) {
            object(json, number, records);
        } else {
            json.skipChildren();
            records.bad(number, "neither an object nor a string");
        }
    }

    private static void object(JsonParser json, long number, Records records) {
        Set<String> wanted = records.chosen().map(Set::copyOf).orElse(Set.of());
        List<String> columns = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        String twice = "";
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String column = json.currentName();
            JsonToken value = json.nextToken();
            if (!wanted.isEmpty() && !wanted.contains(column)) {
                json.skipChildren();
                continue;
            }
            if (columns.contains(column)) {
                twice = column;
            }
            columns.add(column);
            if (value == JsonToken.VALUE_STRING) {
                values.put(column, json.getString());
            } else if (value == JsonToken.START_ARRAY) {
                strings(json).filter(text -> !text.isEmpty()).forEach(text -> values.put(column, text));
            } else if (records.takesNumbers() && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                values.put(column, json.getString());
            } else {
                json.skipChildren();
            }
        }
        if (twice.isEmpty()) {
            records.take(number, columns, values);
        } else {
            records.bad(number, "column " + twice + " stands twice in it");
        }
    }

    /** The strings of an array, a line each; nothing if it holds anything else. */
    private static Stream<String> strings(JsonParser json) {
        List<String> strings = new ArrayList<>();
        boolean all = true;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == JsonToken.VALUE_STRING) {
                strings.add(json.getString());
            } else {
                all = false;
                json.skipChildren();
            }
        }
        return all ? Stream.of(strings.stream().collect(Collectors.joining("\n"))) : Stream.empty();
    }

    private static String reason(JacksonException bad) {
        if (bad instanceof StreamConstraintsException) {
            String what = Objects.requireNonNullElse(bad.getOriginalMessage(), "");
            return what.contains("nesting depth")
                    ? "nested more than " + JSON.streamReadConstraints().getMaxNestingDepth() + " deep"
                    : "a text, number or name in it is too long";
        }
        String message = bad.getOriginalMessage();
        return "not JSON: "
                + (message == null
                        ? ""
                        : message.lines()
                                .findFirst()
                                .orElse("")
                                .replaceAll("\\s*\\(for .*|: was expecting.*| \\(start marker.*", ""));
    }
}
