package dev.blueline.ablation;

import java.math.BigDecimal;

/**
 * A text of a study of quality.
 *
 * @param filter name of the filter; {@link #DIRTY} or {@link #CLEAN} for text that no filter has seen
 * @param share that is kept, 1 for all
 * @param repeated whether it is what is left of little text, to be read again and again, rather than a part of more text than is read
 */
public record QualityArm(String filter, double share, boolean repeated) {
    /** All text, with its garbage: the baseline. */
    public static final String DIRTY = "dirty";
    /** The same text before it was made bad: the upper bound. */
    public static final String CLEAN = "clean";

    private static final String REPEATED = "-repeated";

    static final QualityArm ALL = new QualityArm(DIRTY, 1, false);
    static final QualityArm GOOD = new QualityArm(CLEAN, 1, false);

    /** The arm's name: {@code dirty}, {@code perplexity-0.6}, {@code perplexity-0.6-repeated}. */
    public String name() {
        return share == 1
                ? filter
                : filter + "-" + BigDecimal.valueOf(share).stripTrailingZeros().toPlainString()
                        + (repeated ? REPEATED : "");
    }

    /** The arm of a name. */
    public static QualityArm of(String name) {
        boolean repeated = name.endsWith(REPEATED);
        String rest = repeated ? name.substring(0, name.length() - REPEATED.length()) : name;
        int dash = rest.indexOf('-');
        return dash < 0
                ? new QualityArm(rest, 1, repeated)
                : new QualityArm(rest.substring(0, dash), Double.parseDouble(rest.substring(dash + 1)), repeated);
    }
}
