package dev.blueline.scaling;

import java.util.Locale;
import java.util.regex.Pattern;

/** What grows along a line, which decides what binds the line if it levels off. */
public enum Axis {
    /** Tokens read, at one model size. */
    DATA,
    /** Parameters, on one amount of data. */
    SIZE,
    /** Readings of the same text. */
    REPETITION,
    /** Anything else, such as compute with size and data growing together. */
    OTHER;

    private static final Pattern TOKENS = Pattern.compile("d|.*token.*|data.*|.*bytes.*");
    private static final Pattern PARAMETERS = Pattern.compile("n|.*param.*|.*model.?size.*|size|width");
    private static final Pattern EPOCHS = Pattern.compile(".*epoch.*|.*repe(at|tition).*|.*passes.*");
    private static final Pattern COMPUTE = Pattern.compile("c|.*flop.*|.*compute.*");

    /**
     * Guesses from the usual names of columns. Compute at a fixed size means more data, at fixed data a larger model.
     *
     * @param x name of the axis
     * @param fixed name of what is held fixed; empty if nothing is named
     */
    public static Axis guess(String x, String fixed) {
        String axis = x.toLowerCase(Locale.ROOT);
        String held = fixed.toLowerCase(Locale.ROOT);
        if (EPOCHS.matcher(axis).matches() || held.contains("unique")) {
            return REPETITION;
        }
        boolean compute = COMPUTE.matcher(axis).matches();
        if (compute ? PARAMETERS.matcher(held).matches() : TOKENS.matcher(axis).matches()) {
            return DATA;
        }
        if (compute ? TOKENS.matcher(held).matches() : PARAMETERS.matcher(axis).matches()) {
            return SIZE;
        }
        return OTHER;
    }

    /** The cause of a red line along this axis. */
    public Cause cause(String held, String shown) {
        return switch (this) {
            case DATA -> new Cause.Size(held, shown);
            case SIZE -> new Cause.Data(held, shown);
            case REPETITION -> new Cause.Repetition(held, shown);
            case OTHER -> new Cause.Fixed("something held fixed along the line binds it", shown);
        };
    }
}
