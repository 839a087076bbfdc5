package dev.blueline.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as the report writes them. What is not a number is written as a dash. */
final class Format {
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private Format() {}

    /** A loss with three decimals. */
    static String loss(double bitsPerByte) {
        return fixed(bitsPerByte, 3);
    }

    static String loss(Loss loss) {
        return loss.finite() ? loss(loss.value()) + " ± " + loss(2 * loss.standardError()) : "–";
    }

    static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "–";
    }

    /** Three significant figures, with a power of ten for what is very large or small. */
    static String significant(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        double size = Math.abs(value);
        if (size != 0 && (size >= 1e6 || size < 1e-3)) {
            return power(value);
        }
        return new BigDecimal(value)
                .round(new MathContext(3, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A round number as it is, without an exponent. */
    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** A difference of losses, with its sign. */
    static String signed(double difference) {
        return Double.isFinite(difference)
                ? String.format(Locale.ROOT, "%+.3f", Math.abs(difference) < 0.0005 ? 0 : difference)
                : "–";
    }

    /** A signed share as a percentage: {@code +1.3%}. */
    static String signedPercent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%+.1f%%", 100 * share) : "–";
    }

    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f%%", 100 * share) : "–";
    }

    /** A number as {@code 3.2×10¹²}, at most three significant figures, the factor left out where it is 1. */
    static String power(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : "–";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String factor =
                rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
        String tenTo = "10" + superscript(exponent);
        return switch (factor) {
            case "1" -> tenTo;
            case "-1" -> "-" + tenTo;
            default -> factor + "×" + tenTo;
        };
    }

    private static String superscript(int exponent) {
        StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
        for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
            text.append(SUPERSCRIPTS.charAt(digit - '0'));
        }
        return text.toString();
    }

    /** A count with its thousands parted by a narrow space. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
    }

    /** A count in thousands, millions or billions: {@code 1.5M}. */
    static String shortCount(double value) {
        double size = Math.abs(value);
        if (size >= 1e9) {
            return significant(value / 1e9) + "B";
        }
        if (size >= 1e6) {
            return significant(value / 1e6) + "M";
        }
        return size >= 1e3 ? significant(value / 1e3) + "k" : significant(value);
    }

    static String shortCount(long value) {
        return shortCount((double) value);
    }

    /** Bytes in decimal units: {@code 47.6 MB}. */
    static String bytes(long value) {
        if (value >= 1_000_000_000) {
            return significant(value / 1e9) + " GB";
        }
        if (value >= 1_000_000) {
            return significant(value / 1e6) + " MB";
        }
        return value >= 1_000 ? significant(value / 1e3) + " kB" : value + " B";
    }

    static String duration(Duration time) {
        long seconds = Math.round(time.toMillis() / 1000.0);
        if (seconds >= 3600) {
            return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }
        if (seconds >= 60) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return seconds + " s";
    }

    static String seconds(double value) {
        return Double.isFinite(value) ? duration(Duration.ofMillis(Math.round(value * 1000))) : "–";
    }

    static String minute(Instant time) {
        return MINUTE.format(time.atOffset(ZoneOffset.UTC));
    }

    static String second(Instant time) {
        return SECOND.format(time.atOffset(ZoneOffset.UTC));
    }
}
