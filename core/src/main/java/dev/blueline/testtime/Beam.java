package dev.blueline.testtime;

import dev.blueline.engine.Answer;
import dev.blueline.engine.Steering;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Searches among thoughts step by step: of each beginning that is kept several next steps are drawn, a learned verifier values what they
 * lead to, and the best are kept (beam search with a value model, as in Snell et al. 2024, arXiv 2408.03314, section 5). It ends when the
 * best is a thought that has ended; that one answers. Equal beginnings are one.
 *
 * @param width beginnings that are kept
 * @param branches steps drawn of each; of the empty beginning {@code width} times as many
 * @param step most tokens of a step: one that has not ended by then is dropped
 * @param most tokens of a thought: one that has more is ended
 */
public record Beam(LedModel model, LearnedVerifier verifier, int width, int branches, int step, int most) {

    /**
     * A beginning.
     *
     * @param sequence prompt and thought so far
     * @param ended whether the thought has ended
     */
    private record Kept(int[] sequence, double value, boolean ended) {}

    /** The search on one problem. */
    private static final class Search {
        final Problem problem;
        List<Kept> beam;
        long tokens;
        double flops;

        Search(Problem problem, int[] begun) {
            this.problem = problem;
            beam = List.of(new Kept(begun, Double.NaN, false));
        }

        boolean goesOn() {
            return !beam.isEmpty() && !beam.getFirst().ended();
        }
    }

    /**
     * Answers problems of one task.
     *
     * @throws BadInput if nothing is known of the steps of its thoughts, or they do not fit the model's context
     */
    public List<Outcome> answer(List<Problem> problems, long seed) {
        ThoughtSteps steps = steps(problems);
        model.requireRoom(problems, most + step);
        List<Search> all = problems.stream()
                .map(problem -> new Search(problem, model.begun(problem, "")))
                .toList();
        Steering steering = Steering.until(steps.tokens());
        for (int piece = 0; all.stream().anyMatch(Search::goesOn); piece++) {
            advance(all.stream().filter(Search::goesOn).toList(), steering, seed, piece);
        }
        return answers(all, seed);
    }

    private ThoughtSteps steps(List<Problem> problems) {
        List<String> tasks = problems.stream().map(Problem::task).distinct().toList();
        if (tasks.size() != 1) {
            throw new IllegalArgumentException("problems of one task, not of " + tasks);
        }
        ThoughtSteps steps = ThoughtSteps.of(tasks.getFirst(), model.tokenizer());
        if (!steps.known()) {
            throw new BadInput(
                    "nothing is known of the steps of thoughts on " + tasks.getFirst()
                            + ", so they cannot be searched step by step; choose another strategy, or one of the tasks countdown, arithmetic, sudoku-4, sudoku-6, word-problems");
        }
        return steps;
    }

    private void advance(List<Search> searches, Steering steering, long seed, int piece) {
        List<Kept> open = searches.stream()
                .flatMap(search -> search.beam.stream())
                .filter(kept -> !kept.ended())
                .toList();
        List<LedModel.Drawn> drawn = model.draw(
                open.stream().map(Kept::sequence).toList(),
                piece == 0 ? width * branches : branches,
                step,
                steering,
                "beam step",
                seed,
                piece);
        List<Map<String, int[]>> reached = new ArrayList<>();
        List<int[]> asked = new ArrayList<>();
        int next = 0;
        for (Search search : searches) {
            Map<String, int[]> own = new LinkedHashMap<>();
            for (Kept kept : search.beam) {
                if (!kept.ended()) {
                    LedModel.Drawn of = drawn.get(next++);
                    search.tokens += of.tokens();
                    search.flops += of.flops();
                    for (Answer answer : of.answers()) {
                        if (thoughtGoesOn(answer)) {
                            int[] sequence = LearnedVerifier.joined(kept.sequence(), answer.tokens());
                            own.put(Arrays.toString(sequence), sequence);
                        }
                    }
                }
            }
            reached.add(own);
            asked.addAll(own.values());
        }
        List<Value> values = verifier.values(asked);
        next = 0;
        for (int i = 0; i < searches.size(); i++) {
            Search search = searches.get(i);
            List<Kept> candidates =
                    new ArrayList<>(search.beam.stream().filter(Kept::ended).toList());
            for (int[] sequence : reached.get(i).values()) {
                Value value = values.get(next++);
                search.flops += value.flops();
                candidates.add(kept(search.problem, sequence, value.right()));
            }
            search.beam = candidates.stream()
                    .sorted(Comparator.comparingDouble((Kept kept) -> -kept.value()))
                    .limit(width)
                    .toList();
        }
    }

    /** A step that reached its end within the thought. */
    private boolean thoughtGoesOn(Answer step) {
        return step.stopped()
                && step.tokens()[step.tokens().length - 1] != model.dialogue().endOfTurn();
    }

    private Kept kept(Problem problem, int[] sequence, double value) {
        boolean ended = sequence[sequence.length - 1] == model.thoughtEnd();
        int thought = sequence.length - model.begun(problem, "").length;
        return ended || thought < most
                ? new Kept(sequence, value, ended)
                : new Kept(LearnedVerifier.joined(sequence, model.thoughtEnd()), value, true);
    }

    private List<Outcome> answers(List<Search> searches, long seed) {
        List<LedModel.Drawn> drawn = model.draw(
                searches.stream()
                        .filter(search -> !search.beam.isEmpty())
                        .map(search -> search.beam.getFirst().sequence())
                        .toList(),
                1,
                model.answerTokens(),
                Steering.NONE,
                "beam answer",
                seed,
                0);
        List<Outcome> outcomes = new ArrayList<>();
        int next = 0;
        for (Search search : searches) {
            if (search.beam.isEmpty()) {
                outcomes.add(model.outcome(search.problem, "", search.tokens, search.flops));
            } else {
                LedModel.Drawn answer = drawn.get(next++);
                outcomes.add(model.outcome(
                        search.problem,
                        model.answer(answer.answers().getFirst()),
                        search.tokens + answer.tokens(),
                        search.flops + answer.flops()));
            }
        }
        return outcomes;
    }
}
