package dev.blueline;

import dev.blueline.engine.Batch;
import dev.blueline.engine.Learner;
import dev.blueline.engine.LearnerProvider;
import dev.blueline.engine.Learners;
import dev.blueline.engine.ModelShape;
import dev.blueline.engine.Sampling;
import dev.blueline.engine.Update;
import dev.blueline.engine.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The learner {@code faulty}: the one in plain Java, with the faults that the system property {@value #FAULTS} names, such as
 * {@code nan@48,memory@32/2}: the fault, a width, and a seed (any if left out). Without the property there is no such learner.
 */
public final class FaultyLearners implements LearnerProvider {
    static final String FAULTS = "blueline.test.faults";
    /** Steps of a learner before its fault. */
    private static final int GOOD_STEPS = 20;

    @Override
    public List<String> names() {
        return System.getProperty(FAULTS) == null ? List.of() : List.of("faulty");
    }

    @Override
    public int numerics() {
        return 1;
    }

    @Override
    public long heapBytes(ModelShape shape, int threads) {
        return shape.trainingBytes(threads);
    }

    @Override
    public Learner create(String name, ModelShape shape, long seed, int threads) {
        Learner good = Learners.create(Learners.JAVA, shape, seed, threads);
        for (String fault : System.getProperty(FAULTS, "").split(",", -1)) {
            String[] parts = fault.split("[@/]", -1);
            if (parts.length > 1
                    && Integer.parseInt(parts[1]) == shape.width()
                    && (parts.length == 2 || Long.parseLong(parts[2]) == seed)) {
                return new Faulty(good, parts[0]);
            }
        }
        return good;
    }

    private static final class Faulty implements Learner {
        private final Learner good;
        private final String fault;
        private final List<byte[]> hoard = new ArrayList<>();
        private int steps;
        private boolean poisoned;

        Faulty(Learner good, String fault) {
            this.good = good;
            this.fault = fault;
        }

        @Override
        public StepResult step(Batch batch, Update update) {
            boolean now = steps++ == GOOD_STEPS;
            switch (fault) {
                case "nan" -> {
                    if (now) {
                        return new StepResult(Double.NaN, Double.NaN);
                    }
                }
                case "infinite" -> {
                    if (now) {
                        return new StepResult(3, Double.POSITIVE_INFINITY);
                    }
                }
                case "weights" -> {
                    poisoned |= now;
                    if (poisoned) {
                        return new StepResult(Double.NaN, Double.NaN);
                    }
                }
                case "hopeless" -> {
                    if (steps > GOOD_STEPS) {
                        return new StepResult(Double.NaN, Double.NaN);
                    }
                }
                case "exception" -> {
                    if (now) {
                        try (Workers workers = new Workers(2)) {
                            workers.run(8, (worker, task) -> {
                                throw new IllegalStateException("a kernel broke");
                            });
                        }
                    }
                }
                case "memory" -> {
                    while (steps > GOOD_STEPS) {
                        hoard.add(new byte[32 << 20]);
                    }
                }
                default -> throw new IllegalArgumentException(fault);
            }
            return good.step(batch, update);
        }

        @Override
        public void load(Path folder) {
            poisoned = false;
            good.load(folder);
        }

        @Override
        public ModelShape shape() {
            return good.shape();
        }

        @Override
        public float[] score(Batch batch) {
            return good.score(batch);
        }

        @Override
        public float[] next(int[] context) {
            return good.next(context);
        }

        @Override
        public List<int[]> sample(List<int[]> prompts, Sampling sampling) {
            return good.sample(prompts, sampling);
        }

        @Override
        public void save(Path folder) {
            good.save(folder);
        }

        @Override
        public void close() {
            good.close();
        }
    }
}
