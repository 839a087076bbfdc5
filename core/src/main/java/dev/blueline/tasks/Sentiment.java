package dev.blueline.tasks;

import java.util.List;

/**
 * Film reviews whose verdict follows from what they say: plainly, by negation, or by contrast, where the main clause or
 * what comes after "but" decides.
 */
final class Sentiment extends RuleSkill {
    private static final List<String> ASPECTS = List.of(
            "acting",
            "plot",
            "ending",
            "music",
            "dialogue",
            "camera work",
            "first hour",
            "cast",
            "story",
            "opening",
            "humour",
            "editing",
            "script",
            "lighting",
            "second half",
            "stunt work");
    private static final List<List<String>> ADJECTIVES = List.of(
            List.of(
                    "wonderful",
                    "brilliant",
                    "moving",
                    "charming",
                    "gripping",
                    "delightful",
                    "superb",
                    "fresh",
                    "touching",
                    "thrilling",
                    "clever",
                    "lovely",
                    "splendid",
                    "elegant",
                    "exciting",
                    "perfect"),
            List.of(
                    "dull",
                    "terrible",
                    "boring",
                    "clumsy",
                    "dreadful",
                    "flat",
                    "tedious",
                    "lifeless",
                    "painful",
                    "silly",
                    "stale",
                    "annoying",
                    "horrible",
                    "confusing",
                    "weak",
                    "pointless"));
    private static final List<List<String>> VERDICTS = List.of(
            List.of("good", "bad"),
            List.of("great", "awful"),
            List.of("a joy", "a bore"),
            List.of("excellent", "worthless"),
            List.of("a success", "a failure"),
            List.of("worth seeing", "not worth seeing"));
    private static final List<String> CLOSINGS = List.of(
            "The movie was",
            "All in all, the film was",
            "My verdict: the film is",
            "In short, the picture is",
            "In the end, this movie is");

    @Override
    public String name() {
        return "sentiment";
    }

    @Override
    public String summary() {
        return "The verdict of a film review, with negation and contrast.";
    }

    @Override
    public String heldOut() {
        return "One review in five is asked and never stated; every review begins with its own opening.";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                new Level(1, "two plain statements"),
                new Level(2, "negated statements"),
                new Level(3, "contrast: the main clause decides"),
                new Level(4, "contrast of negated statements"));
    }

    /** Text of a review and the frame of it. */
    private record Review(String template, String text) {}

    @Override
    protected Question question(Draw draw, int level) {
        int feeling = draw.below(2);
        Review review = review(draw, level, feeling);
        int closing = draw.below(CLOSINGS.size());
        List<String> verdict = draw.of(VERDICTS);
        String prompt = "Movie review: " + review.text() + " " + CLOSINGS.get(closing);
        return new Question(
                review.text(),
                level + "-" + review.template() + "-" + (closing + 1),
                prompt,
                " " + verdict.get(feeling),
                List.of(" " + verdict.get(1 - feeling)),
                level == 1 ? 1 : level == 4 ? 3 : 2);
    }

    private static Review review(Draw draw, int level, int feeling) {
        List<String> aspects = draw.several(ASPECTS, 2);
        boolean negated = level == 2 || level == 4;
        int form = draw.below(4);
        if (level <= 2) {
            String one = statement(draw, aspects.get(0), feeling, negated);
            String two = statement(draw, aspects.get(1), feeling, negated);
            return switch (form) {
                case 0 -> new Review("and", capital(one) + " and " + two + ".");
                case 1 -> new Review("sentences", capital(one) + ". " + capital(two) + ".");
                case 2 -> new Review("found", "I must say that " + one + " and that " + two + ".");
                default -> new Review("reported", "As everyone told me, " + one + "; besides, " + two + ".");
            };
        }
        String main = statement(draw, aspects.get(0), feeling, negated);
        String side = statement(draw, aspects.get(1), 1 - feeling, negated);
        return switch (form) {
            case 0 -> new Review("but", capital(side) + ", but " + main + ".");
            case 1 -> new Review("although-first", "Although " + side + ", " + main + ".");
            case 2 -> new Review("although-last", capital(main) + ", although " + side + ".");
            default -> new Review("despite", "Never mind that " + side + ": " + main + ".");
        };
    }

    /** That an aspect is liked (0) or not (1): plainly, or by the opposite negated. */
    private static String statement(Draw draw, String aspect, int feeling, boolean negated) {
        String adjective = draw.of(ADJECTIVES.get(negated ? 1 - feeling : feeling));
        if (!negated) {
            return "the " + aspect + draw.of(List.of(" was ", " was really ", " seemed ")) + adjective;
        }
        return "the " + aspect
                + draw.of(List.of(" was not ", " was never ", " was far from ", " was anything but "))
                + adjective;
    }

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
