package dev.blueline.problems;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Stories of people who have, get, give, share and compare things, such as {@code Mia has 12 apples. Mia gives 5 apples to Tom. How many
 * apples does Mia have now?} Level n takes n calculations; from level 3 on there are sentences that the answer does not need. What is
 * asked is told apart by the calculations, whatever names, things, wordings and needless sentences are around them.
 *
 * <p>A summary has one equation a sentence. A monologue says what is asked, plans, puts aside what is not needed, works, slipping at one
 * equation in {@value #SLIP_ONE_IN} and putting it right, and checks the last equation backwards.
 */
final class WordProblems extends GeneratedTask {
    private static final String NAME = "word-problems";
    private static final int LEVELS = 5;
    private static final int SLIP_ONE_IN = 8;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Stories with numbers that take several calculations, among sentences that do not matter.";
    }

    @Override
    public List<Level> levels() {
        return IntStream.rangeClosed(1, LEVELS)
                .mapToObj(level -> new Level(
                        level,
                        (level == 1 ? "1 step" : level + " steps")
                                + switch (level) {
                                    case 1, 2 -> "";
                                    case 3 -> ", sometimes a needless sentence";
                                    case 4 -> ", a needless sentence";
                                    default -> ", two needless sentences";
                                }))
                .toList();
    }

    @Override
    protected Problem drawn(int level, Draw draw) {
        int distractors = switch (level) {
            case 1, 2 -> 0;
            case 3 -> draw.below(2);
            default -> level - 3;
        };
        Story story = StoryWriter.of(level, distractors, draw);
        List<StoryStep> steps = story.steps();
        String key = steps.stream().map(StoryStep::key).collect(Collectors.joining(" "));
        return new Problem(NAME, level, key, story.prompt(), answer(steps), level);
    }

    private static String answer(List<StoryStep> steps) {
        return String.valueOf(steps.getLast().value());
    }

    @Override
    public Verifier verifier() {
        return new AnswerKey();
    }

    /** Reads the story's own wordings, sentence by sentence. */
    @Override
    public Optional<Solver> solver() {
        return Optional.of(problem -> {
            Story story = Story.read(problem.prompt());
            return new Solver.Solution(answer(story.steps()), story.sentences().size());
        });
    }

    @Override
    public List<Style> styles() {
        return List.of(Style.values());
    }

    @Override
    public Trace trace(Problem problem, Style style, Draw draw) {
        return switch (style) {
            case DIRECT -> new Trace("", problem.gold());
            case SUMMARY -> {
                List<StoryStep> steps = Story.read(problem.prompt()).steps();
                yield new Trace(
                        steps.stream()
                                .map(step -> step.subject() + " " + step.equation() + ".")
                                .collect(Collectors.joining(" ")),
                        answer(steps));
            }
            case MONOLOGUE -> monologue(Story.read(problem.prompt()), draw);
        };
    }

    private static Trace monologue(Story story, Draw draw) {
        List<StoryStep> steps = story.steps();
        List<String> thought = new ArrayList<>();
        thought.add("Find " + wanted(story.question()) + ".");
        thought.add("Plan: "
                + story.sentences().stream()
                        .filter(sentence -> !story.distractors().contains(sentence))
                        .map(WordProblems::plan)
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(", "))
                + ".");
        story.distractors().forEach(sentence -> thought.add("Not needed: " + sentence.text()));
        for (StoryStep step : steps) {
            String slip = draw.below(SLIP_ONE_IN) == 0 ? slip(step, draw) + ", no, " : "";
            thought.add(step.subject() + " " + slip + step.equation() + ".");
        }
        StoryStep check = steps.getLast().check();
        thought.add(check.subject() + " " + check.equation() + ".");
        return new Trace(String.join(" ", thought), answer(steps));
    }

    private static String slip(StoryStep step, Draw draw) {
        String right = String.valueOf(step.value());
        int off = draw.of(List.of(1, 2, 10));
        int wrong = draw.coin() && step.value() > off ? step.value() - off : step.value() + off;
        return step.equation().substring(0, step.equation().length() - right.length()) + wrong;
    }

    private static String wanted(StorySentence question) {
        String many = "how many " + question.blank('T');
        return switch (question.kind()) {
            case HOW_MANY_NOW -> many + " " + question.blank('A') + " has now";
            case HOW_MANY_HAS_THE_OTHER -> many + " " + question.blank('B') + " has";
            case HOW_MANY_TOGETHER -> many + " " + question.blank('A') + " and " + question.blank('B') + " have";
            case HOW_MANY_MORE ->
                "how many more " + question.blank('T') + " " + question.blank('B') + " has than " + question.blank('A');
            default -> many + " each gets";
        };
    }

    /** What is to be done about a sentence; empty where nothing is. */
    private static String plan(StorySentence sentence) {
        String number = sentence.blank('N');
        String several = sentence.blank('M');
        return switch (sentence.kind()) {
            case HAS -> sentence.blank('A') + " " + number;
            case GAINS -> "add " + number;
            case LOSES -> "take " + number;
            case GAINS_GROUPS -> "add " + several + " times " + number;
            case LOSES_GROUPS -> "take " + several + " times " + number;
            case GROWS -> "times " + several;
            case HALVES -> "halve";
            case SHARES -> "share among " + several;
            case MORE, FEWER, TIMES -> "compare";
            case HOW_MANY_TOGETHER -> "sum up";
            case HOW_MANY_MORE -> "subtract";
            default -> "";
        };
    }

    /** Two numbers of the story joined somehow. */
    @Override
    public String guess(Problem problem, Draw draw) {
        List<Integer> numbers = Arrays.stream(problem.prompt().split("[^0-9]+"))
                .filter(digits -> !digits.isEmpty())
                .map(Integer::valueOf)
                .toList();
        int one = draw.of(numbers);
        int other = draw.of(numbers);
        return String.valueOf(
                switch (draw.below(3)) {
                    case 0 -> one + other;
                    case 1 -> Math.abs(one - other);
                    default -> one * other;
                });
    }
}
