package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A file of one JSON object a line. */
final class JsonLines {
    private JsonLines() {}

    /**
     * All objects; empty lines are passed over.
     *
     * @param live whether the last line may be incomplete
     * @throws BadInput naming the first line that is no object
     */
    static List<JsonNode> read(Path file, boolean live) {
        List<JsonNode> objects = new ArrayList<>();
        String text = JsonText.text(file);
        int number = 0;
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            String line = text.substring(start, end < 0 ? text.length() : end);
            number++;
            start = end < 0 ? text.length() : end + 1;
            if (line.isBlank() || (live && end < 0)) {
                continue;
            }
            try {
                JsonNode node = JsonText.parse(line);
                if (!node.isObject()) {
                    throw new BadInput(file + " line " + number + " is not a JSON object: mend the line or remove it");
                }
                objects.add(node);
            } catch (JacksonException malformed) {
                throw new BadInput(
                        file + " line " + number + " is not a whole JSON object"
                                + (end < 0 ? ": the file is cut off there; read what is there with --live" : ""),
                        malformed);
            }
        }
        return objects;
    }
}
