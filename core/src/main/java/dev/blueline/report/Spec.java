package dev.blueline.report;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pieces of a chart's specification: the option tree of Apache ECharts, as ordered maps.
 *
 * <p>Two kinds of string are filled in by the page, because JSON cannot hold them: a colour {@code "@name"} stands for the
 * style sheet's {@code --name}, so that charts follow light and dark; {@code renderItem: "@band"} for the function that
 * fills the area of a series' {@code band}.
 */
final class Spec {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Spec() {}

    /** An object of keys and values in turn, in the order given. */
    static Map<String, Object> of(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }

    /** The object of a JSON text. */
    static Map<String, Object> read(String json) {
        Map<String, Object> object = new LinkedHashMap<>();
        JSON.readTree(json).properties().forEach(entry -> object.put(entry.getKey(), entry.getValue()));
        return object;
    }

    /** JSON that may stand inside a script element: no {@code <}, so neither a closing tag nor a comment can start. */
    static String json(Object value) {
        return JSON.writeValueAsString(value)
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
