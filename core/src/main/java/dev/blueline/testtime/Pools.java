package dev.blueline.testtime;

import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.reasoning.Curriculum;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Examination;
import dev.blueline.reasoning.Rollout;
import dev.blueline.reasoning.Sampler;
import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * The pools of held-out problems of some levels: drawn in parts that do not depend on each other, each kept in a folder as soon as it is there, so
 * that more can be drawn later and a kill costs one part.
 */
public final class Pools {
    /** Attempts at each problem that are drawn together. */
    public static final int PART = 32;

    private final Learner learner;
    private final Sampler sampler;
    private final PoolFolder folder;
    private final long seed;
    private final Map<Integer, List<Problem>> problems = new LinkedHashMap<>();
    private final Map<Integer, Map<Integer, PoolPart>> parts = new LinkedHashMap<>();

    /**
     * Problems and what is known of their pools.
     *
     * @param perLevel problems of each level; of a level that has fewer, those there are
     * @throws dev.blueline.ledger.BadInput if a prompt leaves no room for a response
     */
    public Pools(
            Learner learner,
            Sampler sampler,
            Task task,
            List<Integer> levels,
            int perLevel,
            PoolFolder folder,
            long seed) {
        this.learner = learner;
        this.sampler = sampler;
        this.folder = folder;
        this.seed = seed;
        for (Curriculum.TaskLevel level : Curriculum.TaskLevel.of(task, levels)) {
            List<Problem> of = Examination.of(List.of(task), List.of(level), Split.HELD_OUT, perLevel, 1)
                    .problems();
            sampler.requireRoom(of, learner.shape());
            problems.put(level.level(), of);
            parts.put(level.level(), new LinkedHashMap<>());
        }
        for (PoolPart part : folder.parts()) {
            Map<Integer, PoolPart> known = parts.get(part.level());
            if (known != null) {
                known.put(part.number(), part);
            }
        }
    }

    public List<Integer> levels() {
        return List.copyOf(problems.keySet());
    }

    public List<Problem> problems(int level) {
        return problems.getOrDefault(level, List.of());
    }

    /** Attempts that every pool has. */
    public int drawn() {
        return parts.values().stream().mapToInt(Pools::drawn).min().orElse(0);
    }

    private static int drawn(Map<Integer, PoolPart> parts) {
        int number = 0;
        while (parts.containsKey(number)) {
            number++;
        }
        return number * PART;
    }

    /**
     * Draws what is missing up to so many attempts at each problem, and the greedy responses.
     *
     * @param progress hears the share that is done
     */
    public void draw(int attempts, DoubleConsumer progress) {
        int count = Math.ceilDiv(attempts, PART);
        double all = problems.size() * (count + 1.0);
        double done = 0;
        for (int number = PoolPart.GREEDY; number < count; number++) {
            for (int level : levels()) {
                if (!known(level).containsKey(number)) {
                    PoolPart part = drawn(level, number);
                    folder.add(part);
                    known(level).put(number, part);
                }
                progress.accept(++done / all);
            }
        }
    }

    private Map<Integer, PoolPart> known(int level) {
        return Optional.ofNullable(parts.get(level)).orElseThrow();
    }

    private PoolPart drawn(int level, int number) {
        boolean greedy = number == PoolPart.GREEDY;
        long key = new Draw("test-time pool", seed, level, number).bits();
        long begun = System.nanoTime();
        Sampler.Drawn drawn = sampler.draw(learner, problems(level), greedy ? 1 : PART, key, greedy ? 0 : 1);
        double seconds = (System.nanoTime() - begun) * 1e-9 - drawn.spent().verifierSeconds();
        List<PoolPart.Group> groups = new ArrayList<>();
        for (Rollout rollout : drawn.rollouts()) {
            groups.add(PoolPart.Group.of(rollout, sampler.dialogue()));
        }
        return new PoolPart(level, number, seconds, groups);
    }

    /** Pools of a level, of so many attempts each, which must have been drawn. */
    public List<Pool> of(int level, int attempts) {
        ModelShape shape = learner.shape();
        Dialogue dialogue = sampler.dialogue();
        Map<Integer, PoolPart> known = known(level);
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < problems(level).size(); i++) {
            Problem problem = problems(level).get(i);
            List<Attempt> drawn = new ArrayList<>();
            for (int number = 0; drawn.size() < attempts; number++) {
                drawn.addAll(attempts(known, number, i, shape));
            }
            pools.add(new Pool(
                    problem,
                    shape.promptFlops(dialogue.prompt(problem.prompt()).length),
                    List.copyOf(drawn.subList(0, attempts)),
                    Optional.of(attempts(known, PoolPart.GREEDY, i, shape).getFirst())));
        }
        return pools;
    }

    private static List<Attempt> attempts(Map<Integer, PoolPart> known, int number, int problem, ModelShape shape) {
        return Optional.ofNullable(known.get(number))
                .orElseThrow(() -> new IllegalArgumentException("no part " + number + " was drawn"))
                .groups()
                .get(problem)
                .attempts(shape);
    }

    /**
     * Attempts, a power of two, whose FLOPs come to so many times those of a greedy answer.
     *
     * @param drawn attempts at each problem that are there, from which the mean cost of one is taken
     * @param most that are given
     */
    public int enoughFor(double multiple, int drawn, int most) {
        double greedy = 0;
        double prompts = 0;
        double attempt = 0;
        for (int level : levels()) {
            for (Pool pool : of(level, drawn)) {
                prompts += pool.promptFlops();
                greedy += pool.promptFlops() + pool.greedy().orElseThrow().flops();
                attempt += pool.attempts().stream()
                        .mapToDouble(Attempt::flops)
                        .average()
                        .orElseThrow();
            }
        }
        int enough = drawn;
        while (enough < most && prompts + enough * attempt < multiple * greedy) {
            enough *= 2;
        }
        return Math.min(enough, most);
    }

    /** FLOPs of the model in a second of drawing, over the parts that are there. */
    public double flopsPerSecond() {
        List<PoolPart> all = parts.values().stream()
                .flatMap(of -> of.values().stream())
                .filter(part -> part.number() != PoolPart.GREEDY)
                .toList();
        return all.stream().mapToDouble(part -> part.flops(learner.shape())).sum()
                / all.stream().mapToDouble(PoolPart::seconds).sum();
    }
}
