package dev.blueline.harness;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.TypeConvertingMapELResolver;
import com.hubspot.jinjava.el.ext.JinjavaListELResolver;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import dev.blueline.ledger.BadInput;
import java.util.LinkedHashMap;
import java.util.Map;
import jinjava.javax.el.ArrayELResolver;
import jinjava.javax.el.CompositeELResolver;

/**
 * A Jinja template, filled with the fields of a document. An unknown name is an error, as in the harness (its {@code StrictUndefined}).
 * Lists print as Python prints them. No file can be included and no code run, see {@link PythonMethods}.
 *
 * @param where file and key, for refusals
 * @param text of the template
 */
record Template(String where, String text) {
    private static final Jinjava JINJA = new Jinjava(config());
    private static final int LONGEST = 64 << 20;

    private static JinjavaConfig config() {
        CompositeELResolver values = new CompositeELResolver();
        values.add(new PythonMethods());
        values.add(new ArrayELResolver(true));
        values.add(new TypeConvertingMapELResolver(true));
        values.add(new JinjavaListELResolver(true));
        return JinjavaConfig.newBuilder()
                .withElResolver(values)
                .withFailOnUnknownTokens(true)
                .withKeepTrailingNewline(true)
                .withNestedInterpretationEnabled(false)
                .withMaxOutputSize(LONGEST)
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withUsePyishObjectMapper(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withParseWhitespaceControlStrictly(true)
                        .withDefaultKeepTrailingNewlineBehavior(true)
                        .build())
                .build();
    }

    /**
     * The template's text for a document.
     *
     * @throws BadInput if it is no template, or names what the document does not have
     */
    String render(Map<String, Object> document) {
        if (!text.contains("{")) {
            return text;
        }
        Map<String, Object> names = new LinkedHashMap<>(document);
        names.putIfAbsent("None", PythonNone.NONE);
        names.putIfAbsent("True", true);
        names.putIfAbsent("False", false);
        RenderResult result = JINJA.renderForResult(text, names);
        if (!result.getErrors().isEmpty()) {
            TemplateError error = result.getErrors().getFirst();
            throw new BadInput(where + ": the template cannot be filled ("
                    + String.valueOf(error.getMessage()).lines().findFirst().orElse("no reason given")
                    + "); a document has the fields " + String.join(", ", document.keySet())
                    + "; see docs/benchmarks.md");
        }
        return result.getOutput();
    }
}
