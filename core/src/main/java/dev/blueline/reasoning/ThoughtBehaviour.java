package dev.blueline.reasoning;

import dev.blueline.engine.Answer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a thinker does in a thought, told by the form of the tasks' traces alone; whether it is right plays no part. A task whose thoughts
 * have no stated form, as one of a user's questions, shows none.
 *
 * <table>
 * <caption>Rules</caption>
 * <tr><td>arithmetic</td><td>{@link #CORRECT}: the same step twice in succession, the first result taken back
 *     ({@code k3+5=9!k3+5=8})</td></tr>
 * <tr><td>countdown</td><td>{@link #VERIFY}: a result is said to be the target ({@code !}) or not ({@code ?});
 *     {@link #GO_BACK}: after a {@code ?} another try begins</td></tr>
 * <tr><td>sudoku</td><td>{@link #PLAN}: a cell's candidates are weighed before one is tried ({@code b3:25?2}); {@link #VERIFY}: a cell is
 *     seen to have no candidate ({@code !}); {@link #GO_BACK}: {@code <}</td></tr>
 * <tr><td>word problems</td><td>{@link #RESTATE}: begins with what is asked ({@code Find …}); {@link #PLAN}: {@code Plan: …};
 *     {@link #VERIFY}: {@code Check} and an equation; {@link #CORRECT}: a result, {@code no}, and an equation in its place</td></tr>
 * </table>
 */
public enum ThoughtBehaviour {
    /** Says again what is asked. */
    RESTATE,
    /** Says what could or will be done before doing it. */
    PLAN,
    /** Holds a result against what is wanted. */
    VERIFY,
    /** Leaves a way that failed, and begins again from an earlier place. */
    GO_BACK,
    /** Takes a result back and puts another in its place. */
    CORRECT;

    private static final Pattern SLIP = Pattern.compile("([a-z][0-9][+*-][0-9]=)[0-9]!\\1[0-9]");
    private static final Pattern VERDICT = Pattern.compile("=\\d+[?!]");
    private static final Pattern NEXT_TRY = Pattern.compile("=\\d+\\?\\d");
    private static final Pattern WEIGHED = Pattern.compile("[a-z][0-9]:[0-9]{2,}\\?[0-9]");
    private static final Pattern DEAD_END = Pattern.compile("[a-z][0-9]!");
    private static final Pattern RETURN = Pattern.compile("<[a-z][0-9][=:]");
    private static final Pattern ASKED = Pattern.compile("^Find how \\w+");
    private static final Pattern INTENDED = Pattern.compile("\\bPlan: \\w+");
    private static final Pattern CHECKED = Pattern.compile("\\bCheck \\d+[-+*/]\\d+=\\d+");
    private static final Pattern PUT_RIGHT = Pattern.compile("=\\d+, no, \\d+[-+*/]\\d+=\\d+");

    /** As people say it: {@code go back}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What occurs in a thought on a problem of a task. */
    public static Set<ThoughtBehaviour> of(String task, String thought) {
        Set<ThoughtBehaviour> found = EnumSet.noneOf(ThoughtBehaviour.class);
        rules(task).forEach((behaviour, rule) -> {
            if (rule.matcher(thought).find()) {
                found.add(behaviour);
            }
        });
        return found;
    }

    private static Map<ThoughtBehaviour, Pattern> rules(String task) {
        return switch (task) {
            case "arithmetic" -> Map.of(CORRECT, SLIP);
            case "countdown" -> Map.of(VERIFY, VERDICT, GO_BACK, NEXT_TRY);
            case "sudoku-4", "sudoku-6" -> Map.of(PLAN, WEIGHED, VERIFY, DEAD_END, GO_BACK, RETURN);
            case "word-problems" -> Map.of(RESTATE, ASKED, PLAN, INTENDED, VERIFY, CHECKED, CORRECT, PUT_RIGHT);
            default -> Map.of();
        };
    }

    /** Behaviours that a task's thoughts can show, in the order of this type. */
    public static List<ThoughtBehaviour> known(String task) {
        Map<ThoughtBehaviour, Pattern> rules = rules(task);
        return List.of(values()).stream().filter(rules::containsKey).toList();
    }

    /**
     * Of all responses, the share whose thought shows each behaviour that its task's thoughts can show, by its {@link #word}; a response
     * without a thought shows none.
     */
    static Map<String, Double> shares(List<Rollout> rollouts, Dialogue dialogue) {
        Map<String, Double> shares = new LinkedHashMap<>();
        int responses = 0;
        Map<ThoughtBehaviour, Integer> counts = new EnumMap<>(ThoughtBehaviour.class);
        for (Rollout rollout : rollouts) {
            String task = rollout.problem().task();
            known(task).forEach(behaviour -> counts.putIfAbsent(behaviour, 0));
            for (Answer answer : rollout.answers()) {
                responses++;
                of(task, dialogue.read(answer.tokens()).thought())
                        .forEach(behaviour -> counts.merge(behaviour, 1, Integer::sum));
            }
        }
        for (Map.Entry<ThoughtBehaviour, Integer> count : counts.entrySet()) {
            shares.put(count.getKey().word(), (double) count.getValue() / responses);
        }
        return shares;
    }
}
