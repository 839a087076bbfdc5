package dev.blueline.answering;

import dev.blueline.engine.Learner;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import dev.blueline.reasoning.Dialogue;
import dev.blueline.reasoning.Sampler;
import dev.blueline.testtime.Attempt;
import dev.blueline.testtime.Pool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The responses of a model to the problems of a level, drawn in parts, each kept in a sealed file: what was drawn is never drawn again, and a larger
 * pool begins with the smaller one.
 *
 * @param folder of the files
 * @param tokens most of a response
 */
record Pools(Path folder, Task task, Dialogue dialogue, int tokens) {
    /** Key of the first part's draws; others count down from it. Requests have seeds of 0 or more, so none of them draws the same. */
    private static final long SEED = -1_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Path greedyFile(int level) {
        return folder.resolve("level-" + level + "-greedy.json.gz");
    }

    /** Ends of the pool before and after it name a part. */
    private Path partFile(int level, int from, int to) {
        return folder.resolve("level-" + level + "-" + (from + 1) + "-to-" + to + ".json.gz");
    }

    /** One response to each problem, always the likeliest token. */
    boolean hasGreedy(int level) {
        return isThere(greedyFile(level));
    }

    void drawGreedy(Learner learner, int level, List<Problem> problems) {
        draw(learner, problems, 1, SEED, 0, greedyFile(level));
    }

    /** Whether the responses after {@code from} to {@code to} were drawn. */
    boolean has(int level, int from, int to) {
        return isThere(partFile(level, from, to));
    }

    /** Responses at temperature 1. */
    void draw(Learner learner, int level, List<Problem> problems, int from, int to) {
        draw(learner, problems, to - from, SEED - from, 1, partFile(level, from, to));
    }

    private static boolean isThere(Path file) {
        return Files.exists(file) && SealedFiles.isSound(file);
    }

    private void draw(Learner learner, List<Problem> problems, int each, long seed, double temperature, Path file) {
        Sampler sampler = new Sampler(
                Map.of(task.name(), task),
                dialogue,
                Math.min(tokens, learner.shape().context()));
        List<Pool> pools = sampler.draw(learner, problems, each, seed, temperature).rollouts().stream()
                .map(rollout -> Pool.of(rollout, dialogue, learner.shape()))
                .toList();
        DurableFiles.createFolder(folder);
        SealedFiles.write(file, packed(pools));
    }

    private static byte[] packed(List<Pool> pools) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(JSON.writeValueAsBytes(pools));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    /** All parts of the pools together, each with its greedy response. */
    List<Pool> read(int level, List<Integer> parts) {
        List<List<Pool>> read = new ArrayList<>();
        int from = 0;
        for (int to : parts) {
            read.add(read(partFile(level, from, to)));
            from = to;
        }
        List<Pool> greedy = read(greedyFile(level));
        List<Pool> joined = new ArrayList<>();
        for (int i = 0; i < read.getFirst().size(); i++) {
            List<Attempt> attempts = new ArrayList<>();
            for (List<Pool> part : read) {
                attempts.addAll(part.get(i).attempts());
            }
            Pool first = read.getFirst().get(i);
            joined.add(new Pool(
                    first.problem(),
                    first.promptFlops(),
                    attempts,
                    Optional.of(greedy.get(i).attempts().getFirst())));
        }
        return joined;
    }

    private static List<Pool> read(Path file) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(SealedFiles.read(file)))) {
            return JSON.readValue(in, new TypeReference<List<Pool>>() {});
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
