package dev.blueline.benchmark;

import dev.blueline.engine.PeakFlops;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** The whole benchmark, part by part; every figure is a ratio within one run wherever that is possible. */
public final class Benchmark {

    /** What can be measured. */
    public enum Part {
        WARMUP,
        PEAK,
        PRODUCTS,
        STEP,
        PROFILE,
        THREADS,
        DECODING,
        BANDWIDTH,
        ANSWERS,
        MEMORY,
        GROWTH
    }

    private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);
    private static final int LAYERS = 4;
    private static final int VOCABULARY = 2048;

    private final Collection<Part> parts;
    private final List<String> learners;
    private final double seconds;
    private final Consumer<List<Figure>> listener;
    private final List<Figure> figures = new ArrayList<>();
    private final MachineLoad load = new MachineLoad();

    /**
     * @param learners whose steps are measured, the one compared with the others first
     * @param seconds time for each figure, and as much for warming up
     * @param listener hears of each group of figures as it is measured
     */
    public Benchmark(Collection<Part> parts, List<String> learners, double seconds, Consumer<List<Figure>> listener) {
        this.parts = parts;
        this.learners = learners;
        this.seconds = seconds;
        this.listener = listener;
    }

    /** Measures all parts, in the order of {@link Part}. */
    public List<Figure> run() {
        for (Part part : Part.values()) {
            if (parts.contains(part)) {
                load.sample();
                measure(part);
            }
        }
        load.sample();
        add(List.of(Figure.of("machine", "kept busy by other processes", load.others(), "cores")));
        return figures;
    }

    private void measure(Part part) {
        switch (part) {
            case WARMUP -> add(List.of(WarmUpBenchmark.measure(Shapes.ladder(64, LAYERS, VOCABULARY), 15)));
            case PEAK -> add(List.of(Figure.of("machine", "peak of one core", PeakFlops.measure(2) * 1e-9, "GFLOP/s")));
            case PRODUCTS -> {
                for (int width : List.of(64, 128, 256, 512, 1024)) {
                    add(ProductBenchmark.measure(List.of(width), seconds / 4));
                }
            }
            case STEP -> {
                for (int width : WIDTHS) {
                    add(StepBenchmark.measure(Shapes.ladder(width, LAYERS, VOCABULARY), learners, seconds));
                }
                add(StepBenchmark.measure(Shapes.ladder(64, 8, VOCABULARY), learners, seconds));
            }
            case PROFILE -> {
                for (int width : WIDTHS) {
                    add(StepBenchmark.profile(Shapes.ladder(width, LAYERS, VOCABULARY), seconds));
                }
            }
            case THREADS -> {
                for (int width : List.of(64, 256)) {
                    add(ThreadBenchmark.measure(Shapes.ladder(width, LAYERS, VOCABULARY), 2 * seconds));
                }
            }
            case DECODING -> add(DecodingBenchmark.measure());
            case BANDWIDTH ->
                add(BandwidthBenchmark.measure(Runtime.getRuntime().availableProcessors(), seconds));
            case ANSWERS -> {
                add(AnswersBenchmark.measure(2, seconds));
                add(AnswersBenchmark.measure(1, seconds));
                add(AnswersBenchmark.profile(seconds));
            }
            case MEMORY -> {
                for (int width : WIDTHS) {
                    add(MemoryBenchmark.measure(Shapes.ladder(width, LAYERS, VOCABULARY)));
                }
            }
            case GROWTH -> {
                add(StepBenchmark.measure(Shapes.ladder(512, 8, VOCABULARY), List.of("java"), 2 * seconds));
                add(StepBenchmark.measure(Shapes.ladder(768, 12, 8192), List.of("java"), 3 * seconds));
            }
        }
    }

    private void add(List<Figure> more) {
        figures.addAll(more);
        listener.accept(more);
    }
}
