package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads files, and JSON as Python writes it: {@code NaN} and {@code Infinity} are numbers. */
final class JsonText {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private JsonText() {}

    /** Parses one value. */
    static JsonNode parse(String text) throws JacksonException {
        return JSON.readTree(text);
    }

    /** A file that is one JSON value. */
    static JsonNode read(Path file) {
        try {
            return parse(text(file));
        } catch (JacksonException malformed) {
            throw new BadInput(file + " is not whole JSON: " + reason(malformed), malformed);
        }
    }

    /** What is wrong and where, on one line. */
    static String reason(JacksonException malformed) {
        String message = malformed.getOriginalMessage().lines().findFirst().orElse("cannot be read");
        int line =
                malformed.getLocation() == null ? -1 : malformed.getLocation().getLineNr();
        return message.replaceAll("\\(start marker at .*", "").strip()
                + (line > 0
                        ? " (line " + line + ", column "
                                + malformed.getLocation().getColumnNr() + ")"
                        : "");
    }

    static String text(Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file)))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw new BadInput(file + " is not UTF-8 text: convert it, for example with iconv", binary);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new BadInput("there is no file " + file, missing);
        } catch (IOException failure) {
            throw new BadInput(file + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** Numbers of an object and of the objects inside it, by path: {@code {"train": {"loss": 2}}} holds {@code train/loss}. */
    static void numbers(JsonNode object, String prefix, Map<String, Double> into) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            JsonNode value = entry.getValue();
            if (value.isNumber()) {
                into.put(prefix + entry.getKey(), value.asDouble());
            } else if (value.isString() && value.asString().matches("-?(NaN|Infinity)")) {
                into.put(prefix + entry.getKey(), Double.parseDouble(value.asString()));
            } else if (value.isObject()) {
                numbers(value, prefix + entry.getKey() + "/", into);
            }
        }
    }

    /** Texts, truth values and numbers of an object and of the objects inside it, by path. */
    static void settings(JsonNode object, String prefix, Map<String, String> into) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                settings(value, prefix + entry.getKey() + "/", into);
            } else if (value.isValueNode() && !value.isNull()) {
                into.put(prefix + entry.getKey(), value.asString());
            }
        }
    }

    /** Name of the folder a file is in, else of the file: runs are often named by their folders. */
    static String folderName(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null || folder.getFileName() == null
                ? file.getFileName().toString()
                : folder.getFileName().toString();
    }
}
