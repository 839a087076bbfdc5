package dev.blueline.calibration;

import dev.blueline.scaling.Verdict;

/**
 * Verdicts on lines of one kind.
 *
 * @param improving lines that did improve by more than the threshold
 * @param blue verdicts
 * @param red verdicts
 * @param wrongBlue blue, and it did not improve
 * @param wrongRed red, and it did
 * @param narrow wrong verdicts whose measured gain lies within two of its standard deviations of the threshold
 */
public record Tally(String kind, int lines, int improving, int blue, int red, int wrongBlue, int wrongRed, int narrow) {
    static Tally none(String kind) {
        return new Tally(kind, 0, 0, 0, 0, 0, 0, 0);
    }

    Tally with(Line line, Verdict verdict) {
        boolean improves = line.improves();
        boolean isBlue = verdict instanceof Verdict.Blue;
        boolean isRed = verdict instanceof Verdict.Red;
        boolean wrong = isBlue && !improves || isRed && improves;
        boolean close = Math.abs(line.gain() - line.criterion().threshold()) < 2 * line.error();
        return new Tally(
                kind,
                lines + 1,
                improving + (improves ? 1 : 0),
                blue + (isBlue ? 1 : 0),
                red + (isRed ? 1 : 0),
                wrongBlue + (isBlue && !improves ? 1 : 0),
                wrongRed + (isRed && improves ? 1 : 0),
                narrow + (wrong && close ? 1 : 0));
    }

    Tally plus(Tally other) {
        return new Tally(
                kind,
                lines + other.lines,
                improving + other.improving,
                blue + other.blue,
                red + other.red,
                wrongBlue + other.wrongBlue,
                wrongRed + other.wrongRed,
                narrow + other.narrow);
    }

    /** Blue and red verdicts. */
    public int confident() {
        return blue + red;
    }

    /** Confident verdicts that turned out wrong. */
    public int wrong() {
        return wrongBlue + wrongRed;
    }

    /** Neither blue nor red. */
    public int undetermined() {
        return lines - confident();
    }

    /** Share of confident verdicts that were wrong, with a 95% interval. */
    public Share wrongShare() {
        return Share.of(wrong(), confident());
    }
}
