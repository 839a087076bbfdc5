package dev.blueline.tasks;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which of two is larger, newer or earlier: numbers, decimals (9.11 against 9.8), versions (the same, otherwise), dates. */
final class Comparison extends RuleSkill {
    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final int DAYS = 45_000;

    /** Two different things, the smaller first. */
    private record Pair(String small, String large) {}

    /** A frame with the places {@code A} and {@code B} for the two; {@code large} asks for the larger one. */
    private record Wording(String name, String frame, boolean large) {}

    private static final List<Wording> NUMBERS = List.of(
            new Wording("larger", "Of @A and @B, the larger number is", true),
            new Wording("smaller", "Of @A and @B, the smaller number is", false),
            new Wording("which-larger", "Which is larger, @A or @B? Answer:", true),
            new Wording("which-smaller", "Which is smaller, @A or @B? Answer:", false),
            new Wording("more", "Between @A kg and @B kg, the heavier weight is", true),
            new Wording("less", "Between @A kg and @B kg, the lighter weight is", false));
    private static final List<Wording> VERSIONS = List.of(
            new Wording("newer", "Of version @A and version @B, the newer one is version", true),
            new Wording("older", "Of version @A and version @B, the older one is version", false),
            new Wording("upgrade", "If version @A and version @B are installed, keep the latest, version", true),
            new Wording("first", "There were releases @A and @B; the first to come out was release", false));
    private static final List<Wording> DATES = List.of(
            new Wording("later", "Of @A and @B, the later date is", true),
            new Wording("earlier", "Of @A and @B, the earlier date is", false),
            new Wording("before", "Two letters are dated @A and @B. The one written first is dated", false),
            new Wording("after", "Two letters are dated @A and @B. The one written last is dated", true));

    @Override
    public String name() {
        return "comparison";
    }

    @Override
    public String summary() {
        return "Which of two numbers, decimals, versions or dates is larger, newer or earlier.";
    }

    @Override
    public String heldOut() {
        return "One pair in five is asked and never stated, in any wording, order or direction.";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                new Level(1, "whole numbers of as many digits"),
                new Level(2, "whole numbers of any length"),
                new Level(3, "decimals of as many places"),
                new Level(4, "decimals of one and two places, as 9.11 and 9.8"),
                new Level(5, "dates, year first"),
                new Level(6, "versions, as 9.11 and 9.8"),
                new Level(7, "dates in words"));
    }

    @Override
    protected Question question(Draw draw, int level) {
        Pair pair = pair(draw, level);
        Wording wording = draw.of(level == 6 ? VERSIONS : level == 5 || level == 7 ? DATES : NUMBERS);
        boolean smallFirst = draw.coin();
        String prompt = wording.frame()
                .replace("@A", smallFirst ? pair.small() : pair.large())
                .replace("@B", smallFirst ? pair.large() : pair.small());
        String right = wording.large() ? pair.large() : pair.small();
        String wrong = wording.large() ? pair.small() : pair.large();
        String kind = level == 6 ? "version " : "";
        return new Question(
                kind + pair.small() + " < " + pair.large(),
                level + "-" + wording.name() + (smallFirst ? "-small-first" : "-large-first"),
                prompt,
                " " + right,
                List.of(" " + wrong),
                1);
    }

    /** Two equal ones are drawn again, in kind. */
    private static Pair pair(Draw draw, int level) {
        Optional<Pair> pair = Optional.empty();
        while (pair.isEmpty()) {
            pair = drawn(draw, level);
        }
        return pair.get();
    }

    private static Optional<Pair> drawn(Draw draw, int level) {
        return switch (level) {
            case 1 -> {
                int low = draw.of(List.of(10, 100, 1000));
                yield numbers(draw.between(low, 10 * low - 1), draw.between(low, 10 * low - 1));
            }
            case 2 -> numbers(anyLength(draw), anyLength(draw));
            case 3 -> {
                int whole = draw.between(1, 30);
                String small = whole + "." + digits(draw, 2);
                String other = (draw.coin() ? whole : draw.between(1, 30)) + "." + digits(draw, 2);
                yield ordered(small, other, Double.compare(Double.parseDouble(small), Double.parseDouble(other)));
            }
            case 4, 6 -> dotted(draw, level == 6);
            default -> {
                LocalDate one = FIRST.plusDays(draw.below(DAYS));
                LocalDate two =
                        draw.coin() ? FIRST.plusDays(draw.below(DAYS)) : one.withDayOfYear(draw.between(1, 365));
                yield ordered(date(one, level), date(two, level), one.compareTo(two));
            }
        };
    }

    /** One and two places after the same whole number: as decimals either may be larger, as versions the longer one is. */
    private static Optional<Pair> dotted(Draw draw, boolean version) {
        int whole = draw.between(1, 60);
        int one = draw.between(1, 9);
        int two = version ? draw.between(1, 30) : draw.between(10, 99);
        int wholeOfTwo = version && draw.coin() ? draw.between(1, 60) : whole;
        int order = version
                ? wholeOfTwo == whole ? Integer.compare(one, two) : Integer.compare(whole, wholeOfTwo)
                : Integer.compare(10 * one, two);
        return ordered(whole + "." + one, wholeOfTwo + "." + two, order);
    }

    private static Optional<Pair> numbers(int one, int two) {
        return ordered(Integer.toString(one), Integer.toString(two), Integer.compare(one, two));
    }

    private static int anyLength(Draw draw) {
        int low = draw.of(List.of(1, 10, 100, 1000));
        return draw.between(low, 10 * low - 1);
    }

    /** Nothing if they are equal. */
    private static Optional<Pair> ordered(String one, String two, int order) {
        return order == 0 ? Optional.empty() : Optional.of(order < 0 ? new Pair(one, two) : new Pair(two, one));
    }

    private static String digits(Draw draw, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(draw.below(10));
        }
        return digits.toString();
    }

    private static String date(LocalDate date, int level) {
        return level == 5 ? date.toString() : WORDS.format(date);
    }
}
