package dev.blueline.testtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.problems.Problem;
import dev.blueline.problems.Style;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.problems.Trace;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import dev.blueline.tokenizer.SpecialTokens;
import dev.blueline.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The signs against what the tasks' own writers put. */
class RetrySignTest {

    private static List<Trace> traces(String name, Style style) {
        Task task = Tasks.named(name);
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Problem problem = task.problem(Split.TRAINING, 1, 2, i);
            traces.add(task.trace(problem, style, new Draw("trace", 1, 2, i)));
        }
        return traces;
    }

    @Test
    void aThoughtThatGaveUpStaysAndAClaimIsTakenBack() {
        RetrySign sign = RetrySign.of("countdown");
        assertThat(sign.rejected("9+4=13?")).isEqualTo("9+4=13?");
        assertThat(sign.rejected("9+4=13?9*4=36!")).isEqualTo("9+4=13?9*4=36?");
        assertThat(RetrySign.of("arithmetic").rejected("k3+5=8l8*2=6")).isEqualTo("k3+5=8l8*2=6!");
        assertThat(RetrySign.of("word-problems").rejected("Mia 5+7=12.")).isEqualTo("Mia 5+7=12, no, ");
    }

    @Test
    void monologuesGoOnAfterTheSignAsItIsPutHere() {
        for (String name : List.of("countdown", "arithmetic", "word-problems")) {
            RetrySign sign = RetrySign.of(name);
            Pattern goesOn = Pattern.compile("=\\d+" + Pattern.quote(sign.sign()) + "[a-z]?\\d");
            assertThat(traces(name, Style.MONOLOGUE).stream()
                            .filter(trace -> goesOn.matcher(trace.thought()).find()))
                    .as(name)
                    .hasSizeGreaterThan(20);
        }
    }

    /** A claim is put where the target was reached and nowhere else, and the last try is what is answered. */
    @Test
    void countdownClaimsWhatIsRight() {
        Task task = Tasks.named("countdown");
        RetrySign sign = RetrySign.of("countdown");
        List<Trace> traces = traces("countdown", Style.MONOLOGUE);
        int claims = 0;
        for (int i = 0; i < traces.size(); i++) {
            Problem problem = task.problem(Split.TRAINING, 1, 2, i);
            String thought = traces.get(i).thought();
            String target = problem.prompt().substring(problem.prompt().indexOf('>') + 1);
            assertThat(sign.claims(thought)).isEqualTo(thought.endsWith("=" + target + "!"));
            claims += sign.claims(thought) ? 1 : 0;
            String last = sign.lastFailed(thought).orElseThrow();
            assertThat(last).matches("[^?!]+\\?").doesNotContain("!");
            assertThat(thought).contains(last.substring(0, last.length() - 1));
            assertThat(sign.rejected(thought)).endsWith(last);
        }
        assertThat(claims).isBetween(50, 250);
    }

    @Test
    void stepsEndWhereTheTracesOfATaskEndThem() {
        Tokenizer bytes = Tokenizer.ofBytes();
        int end = bytes.special(SpecialTokens.THOUGHT_END);
        assertThat(pieces("countdown", "9-4=5,8-5=3?9*4=36+8=44!")).containsExactly("9-4=5,", "8-5=3?", "9*4=36+8=44!");
        assertThat(pieces("arithmetic", "k3+5=8l8*2=6")).containsExactly("k", "3+5=8l");
        assertThat(pieces("sudoku-4", "a1=2,b3:24?2,")).containsExactly("a1=2,", "b3:24?2,");
        assertThat(pieces("word-problems", "Mia 5+7=12. Each gets 12/2=6."))
                .containsExactly("Mia 5+7=12.", " Each gets 12/2=6.");
        assertThat(ThoughtSteps.of("mine", bytes).known()).isFalse();
        assertThat(ThoughtSteps.of("mine", bytes).boundaries(new int[] {40, end, 41}))
                .containsExactly(2);
    }

    private static List<String> pieces(String task, String thought) {
        Tokenizer bytes = Tokenizer.ofBytes();
        int[] tokens = bytes.encode(thought);
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int to : ThoughtSteps.of(task, bytes).boundaries(tokens)) {
            pieces.add(bytes.decode(Arrays.copyOfRange(tokens, from, to)));
            from = to;
        }
        return pieces;
    }
}
