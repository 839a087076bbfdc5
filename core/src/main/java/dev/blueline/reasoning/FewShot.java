package dev.blueline.reasoning;

import dev.blueline.calibration.Share;
import dev.blueline.engine.Learner;
import dev.blueline.engine.Sampling;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Style;
import dev.blueline.problems.Task;
import dev.blueline.problems.Trace;
import dev.blueline.problems.Verification;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Few-shot prompting of a model that was trained on plain text (Brown et al. 2020, arXiv 2005.14165), with thoughts as Wei et al. 2022
 * (arXiv 2201.11903) show them. Before each question stand solved problems of the same level and of the training side, others before each:
 *
 * <pre>
 * Q: 3k+5l*2m-7
 * A: k3+5=8l8*2=6m6-7=9. The answer is 9.
 * </pre>
 *
 * and without a thought {@code A: The answer is 9.} The model goes on after {@code A:}, always with its likeliest token. The answer is read by
 * one rule: of what it writes up to the end of the line, what stands after the first {@code The answer is}, without a full stop at the end.
 * Without these words there is no answer, which counts as wrong.
 *
 * @param shots solved problems before each question
 * @param problems held-out problems of each level, no two alike; fewer where a level has fewer
 * @param seed of the problems
 */
public record FewShot(Task task, int shots, int problems, long seed) {
    private static final String ANSWER = "The answer is ";

    /** Room for a longer answer than those shown. */
    private static final int SPARE_TOKENS = 8;

    private static final int CONSTANT_FROM = 200;

    public FewShot {
        if (shots < 1 || shots > 100 || problems < 8 || problems > 10_000) {
            throw new BadInput("--shots " + shots + " and --problems " + problems
                    + " cannot be used; give 1 to 100 shots and 8 to 10000 problems");
        }
    }

    /**
     * What one way to answer is worth at one level.
     *
     * @param asks what the level asks, in a few words
     * @param way {@code direct}, {@code summary} or {@code monologue} for what the shots show; {@code guess} for an answer in the right form
     *     at random, {@code constant} for the most frequent right answer of the training side
     * @param right answers that are right
     * @param answered answers that the rule could read
     * @param of problems
     * @param tokens mean tokens written, 0 where no model wrote
     */
    public record Result(int level, String asks, String way, int right, int answered, int of, double tokens) {
        /** With its 95% interval (Wilson). */
        public Share share() {
            return Share.of(right, of);
        }
    }

    /** Asks at some levels in some styles; the ways that need no model stand at the end of each level. */
    public List<Result> ask(Learner learner, Tokenizer tokenizer, List<Integer> levels, List<Style> styles) {
        List<Result> results = new ArrayList<>();
        for (Curriculum.TaskLevel each : Curriculum.TaskLevel.of(task, levels)) {
            Level level = task.levels().stream()
                    .filter(known -> known.number() == each.level())
                    .findFirst()
                    .orElseThrow();
            List<Problem> asked = Examination.distinct(task, Split.HELD_OUT, seed, level.number(), problems);
            for (Style style : styles) {
                results.add(prompted(learner, tokenizer, level, asked, style));
            }
            results.add(unprompted(
                    level, "guess", asked, i -> task.guess(asked.get(i), new Draw("few-shot guess", seed, 0, i))));
            String constant = constant(level);
            results.add(unprompted(level, "constant", asked, i -> constant));
        }
        return results;
    }

    private Result prompted(Learner learner, Tokenizer tokenizer, Level level, List<Problem> asked, Style style) {
        List<int[]> prompts = new ArrayList<>();
        int longest = 0;
        for (int i = 0; i < asked.size(); i++) {
            List<String> shown = shown(level, style, i);
            for (String shot : shown) {
                longest = Math.max(longest, tokenizer.encode(shot.substring(shot.indexOf("\nA:"))).length);
            }
            prompts.add(prompt(tokenizer, String.join("", shown) + question(asked.get(i)) + "\nA:"));
        }
        int room = longest + SPARE_TOKENS;
        int whole =
                room + prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
        int context = learner.shape().context();
        if (whole > context + 1) {
            throw new BadInput(
                    shots + " shots of " + task.name() + ", " + level.name() + ", in the style " + style.word()
                            + " take " + whole + " tokens with an answer, more than the model's context of " + context
                            + "; give fewer --shots, easier --levels or another --style");
        }
        int[] lineEnd = tokenizer.encode("\n");
        List<int[]> written = learner.sample(
                prompts, new Sampling(room, 0, 1, seed, lineEnd.length == 1 ? lineEnd[0] : tokenizer.endOfText()));
        List<String> answers =
                written.stream().map(tokens -> answer(tokenizer.decode(tokens))).toList();
        return result(
                level,
                style.word(),
                asked,
                answers,
                written.stream().mapToInt(tokens -> tokens.length).average().orElse(0));
    }

    private List<String> shown(Level level, Style style, int problem) {
        List<String> shown = new ArrayList<>();
        for (int shot = 0; shot < shots; shot++) {
            Draw draw = new Draw("few-shot", seed, problem, shot);
            Problem solved = task.problem(Split.TRAINING, seed, level.number(), draw.bits() >>> 1);
            shown.add(question(solved) + "\nA: " + line(task.trace(solved, style, draw)) + "\n\n");
        }
        return shown;
    }

    private static String question(Problem problem) {
        return "Q: " + oneLine(problem.prompt());
    }

    /** A solution as it stands after {@code A:}. */
    static String line(Trace trace) {
        String thought = oneLine(trace.thought());
        String before = thought.isEmpty() ? "" : thought + (thought.endsWith(".") ? " " : ". ");
        return before + ANSWER + oneLine(trace.answer()) + ".";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    /** The answer in what a model wrote; empty if there is none. */
    static String answer(String written) {
        String line = written.lines().findFirst().orElse("");
        int at = line.indexOf(ANSWER);
        return at < 0 ? "" : line.substring(at + ANSWER.length()).strip().replaceFirst("\\.$", "");
    }

    /** As text is met in training: after an end of text. */
    private static int[] prompt(Tokenizer tokenizer, String text) {
        int[] tokens = tokenizer.encode(text);
        int[] prompt = new int[tokens.length + 1];
        prompt[0] = tokenizer.endOfText();
        System.arraycopy(tokens, 0, prompt, 1, tokens.length);
        return prompt;
    }

    private String constant(Level level) {
        Map<String, Long> counts = IntStream.range(0, CONSTANT_FROM)
                .mapToObj(i ->
                        task.problem(Split.TRAINING, seed, level.number(), i).gold())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private Result unprompted(Level level, String way, List<Problem> asked, IntFunction<String> answer) {
        return result(
                level,
                way,
                asked,
                IntStream.range(0, asked.size()).mapToObj(answer).toList(),
                0);
    }

    private Result result(Level level, String way, List<Problem> asked, List<String> answers, double tokens) {
        int right = 0;
        int answered = 0;
        for (int i = 0; i < answers.size(); i++) {
            answered += answers.get(i).isEmpty() ? 0 : 1;
            Verification outcome = Verification.of(
                    task.verifier(), asked.get(i), answers.get(i), Verification.MOST_STEPS, Verification.LONGEST);
            right += outcome.right() ? 1 : 0;
        }
        return new Result(level.number(), level.name(), way, right, answered, answers.size(), tokens);
    }
}
