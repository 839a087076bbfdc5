package dev.blueline.reasoning;

import dev.blueline.ledger.Journal;
import dev.blueline.problems.Trace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** {@code thoughts.jsonl}: what the model wrote to the same few held-out problems at every measurement. */
public final class Thoughts {
    private static final int PROBLEMS_A_LEVEL = 3;
    private static final int RESPONSES = 2;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Journal journal;
    private long last;

    /** Lines of the last step that are there: a kill may have left only some of them. */
    private int ofLast;

    /** Reads what is there. */
    public Thoughts(Path folder) {
        journal = new Journal(folder.resolve("thoughts.jsonl"));
        List<Thought> known = all();
        last = known.stream().mapToLong(Thought::step).max().orElse(-1);
        ofLast = (int) known.stream().filter(thought -> thought.step() == last).count();
    }

    /**
     * One response.
     *
     * @param step steps done before
     * @param problem what was asked
     * @param thought empty if the model answered at once
     * @param reward the verifier's, NaN if it broke
     * @param cut whether it was cut before its end
     */
    public record Thought(
            long step,
            String task,
            int level,
            String problem,
            String thought,
            String answer,
            double reward,
            int tokens,
            boolean cut) {
        /** What the verifier said, in words. */
        public String verdict() {
            return Double.isNaN(reward) ? "not verified: the verifier broke" : reward == 1 ? "right" : "wrong";
        }
    }

    /** The first problems of each level, as far as this step's are not there. */
    void add(long step, List<Rollout> examined, Dialogue dialogue) {
        if (step < last) {
            return;
        }
        List<String> lines = new ArrayList<>();
        String level = "";
        int problems = 0;
        for (Rollout rollout : examined) {
            String of = rollout.problem().task() + "/" + rollout.problem().level();
            problems = of.equals(level) ? problems + 1 : 1;
            level = of;
            for (int i = 0; problems <= PROBLEMS_A_LEVEL && i < Math.min(RESPONSES, rollout.rewards().length); i++) {
                int[] tokens = rollout.answers().get(i).tokens();
                Trace read = dialogue.read(tokens);
                lines.add(JSON.writeValueAsString(new Thought(
                        step,
                        rollout.problem().task(),
                        rollout.problem().level(),
                        rollout.problem().prompt(),
                        read.thought(),
                        read.answer(),
                        rollout.rewards()[i],
                        tokens.length,
                        !rollout.answers().get(i).stopped())));
            }
        }
        int known = step == last ? Math.min(ofLast, lines.size()) : 0;
        journal.append(lines.subList(known, lines.size()));
        last = step;
        ofLast = lines.size();
    }

    /** All of them, in the order of writing; not a last one of which a kill has left a part. */
    public List<Thought> all() {
        return journal.read().stream()
                .map(line -> JSON.readValue(line.json(), Thought.class))
                .toList();
    }
}
