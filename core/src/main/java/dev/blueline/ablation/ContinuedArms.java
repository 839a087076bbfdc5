package dev.blueline.ablation;

import dev.blueline.study.Rung;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of the texts in a study of continued training: {@code base}, {@code scratch}, and {@code replay-0.1}, or
 * {@code replay-0.1-after-500k} where the base read less than the study's most.
 */
final class ContinuedArms {
    static final String BASE = "base";
    static final String SCRATCH = "scratch";

    private static final Pattern REPLAY = Pattern.compile("replay-([0-9.]+?)(?:-after-([0-9.]+[km]?))?");

    private ContinuedArms() {}

    /**
     * A text with replay.
     *
     * @param share of replay
     * @param after the base's tokens in words; empty for the study's most
     */
    record Replay(double share, String after) {}

    /**
     * @param baseTokens read by the base
     * @param most tokens that a base of the study reads
     */
    static String replay(double share, long baseTokens, long most) {
        String plain = share == 0 ? "0" : String.valueOf(share);
        return "replay-" + plain + (baseTokens == most ? "" : "-after-" + words(baseTokens));
    }

    static String words(long tokens) {
        return Rung.inWords(tokens).toLowerCase(Locale.ROOT);
    }

    static Optional<Replay> parse(String arm) {
        Matcher name = REPLAY.matcher(arm);
        if (!name.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Replay(Double.parseDouble(name.group(1)), Objects.requireNonNullElse(name.group(2), "")));
    }
}
