package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Target;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads a point such as {@code n=7e9,d=2e12} or {@code c=1e24}: any two of N, D and C, or C alone on the compute-optimal line. */
final class Points {
    private Points() {}

    static Target read(String text, Mixture mixture) {
        return at(text, values(text), mixture);
    }

    /**
     * Looks at the numbers of a point, for which no law is needed.
     *
     * @throws BadInput if one of them is none
     */
    static void check(String text) {
        values(text);
    }

    private static Map<String, Double> values(String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", -1);
            String axis = sides[0].strip().toLowerCase(Locale.ROOT);
            axis = axis.equals("unique") ? "u" : axis;
            if (sides.length != 2 || !axis.matches("[ndcux]")) {
                throw new BadInput(
                        "\"" + text + "\" is not a point: write for example n=7e9,d=2e12 or c=1e24 (and unique= for"
                                + " different tokens, where text is repeated)");
            }
            if (values.put(axis, number(axis, sides[1].strip(), text)) != null) {
                throw new BadInput("\"" + text + "\" gives " + axis + " twice");
            }
        }
        return values;
    }

    private static Target at(String text, Map<String, Double> values, Mixture mixture) {
        if (mixture.span().oneAxis()) {
            return onOneAxis(text, values);
        }
        if (values.containsKey("x")) {
            throw new BadInput("\"" + text + "\" is for laws of one axis, and this law has N and D: give n=7e9,d=2e12");
        }
        double k = mixture.span().flopsPerParameterToken();
        boolean n = values.containsKey("n");
        boolean d = values.containsKey("d");
        boolean c = values.containsKey("c");
        if (!c && !(n && d)) {
            throw new BadInput(
                    "\"" + text + "\" is too little for a point: give n and d, n and c, d and c, or c alone");
        }
        double size = values.getOrDefault("n", 0.0);
        double tokens = values.getOrDefault("d", 0.0);
        double compute = c ? values.getOrDefault("c", 0.0) : k * size * tokens;
        if (!n && !d) {
            if (values.containsKey("u")) {
                throw new BadInput("\"" + text + "\" gives different tokens without d: give n and d as well");
            }
            return mixture.onFrontier(compute);
        }
        if (n && d && c && Math.abs(Math.log(compute / k / size / tokens)) > Math.log(2)) {
            throw new BadInput("\"" + text + "\" contradicts itself: runs of this law cost about " + k
                    + " N D FLOPs, which gives c=" + k * size * tokens + "; leave one out");
        }
        size = n ? size : compute / k / tokens;
        tokens = d ? tokens : compute / k / size;
        return new Target(size, tokens, compute, values.getOrDefault("u", 0.0));
    }

    private static Target onOneAxis(String text, Map<String, Double> values) {
        if (values.size() != 1 || values.containsKey("u")) {
            throw new BadInput(
                    "\"" + text + "\" is no point of a law of one axis: give x=1e12, in the unit it was fitted in");
        }
        double x = values.values().iterator().next();
        return new Target(1, x, x);
    }

    private static double number(String axis, String text, String whole) {
        try {
            double value = Double.parseDouble(text);
            if (value > 0 && value < Double.POSITIVE_INFINITY) {
                return value;
            }
        } catch (NumberFormatException notOne) {
            // said below
        }
        throw new BadInput("\"" + whole + "\" gives " + axis + " as \"" + text
                + "\", where a positive number such as 7e9 is needed");
    }
}
