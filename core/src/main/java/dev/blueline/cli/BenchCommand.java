package dev.blueline.cli;

import dev.blueline.benchmark.Benchmark;
import dev.blueline.benchmark.Figure;
import dev.blueline.engine.Learners;
import dev.blueline.ledger.BadInput;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code blueline bench}: how fast the engine is on this machine. */
@Command(
        name = "bench",
        description = {
            "Measures the engine on this machine: matrix products, whole training steps, threads, decoding, memory.",
            "Speeds are shares of the core's own peak, measured in the same moment. Use a quiet machine."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  blueline bench",
            "  blueline bench --only step --learner torch --json",
            "  blueline bench --only peak,products --seconds 1"
        })
final class BenchCommand implements Callable<Integer> {
    private static final String ROW = "%-18s %-56s %10s  %s%n";

    /** Cores that others keep busy from which on speeds are not to be trusted. */
    private static final double BUSY = 0.2;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Parts to measure, of ${COMPLETION-CANDIDATES}, in lower case or upper (default: all).")
    private Set<Benchmark.Part> parts = EnumSet.allOf(Benchmark.Part.class);

    @Option(
            names = "--learner",
            paramLabel = "NAME",
            description = "A learner to compare the java learner's steps with, such as torch; may be given again.")
    private List<String> learners = new ArrayList<>();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Time for a figure, after as long a warm-up (default: ${DEFAULT-VALUE}).")
    private double seconds = 6;

    @Option(names = "--json", description = "Print the figures as JSON on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        if (!(seconds > 0) || seconds > 600) {
            throw new BadInput("--seconds is " + seconds + "; give more than 0 and at most 600");
        }
        List<String> compared = new ArrayList<>(List.of(Learners.JAVA));
        compared.addAll(learners);
        compared.forEach(Learners::require);
        if (!json) {
            System.out.println(
                    "Peak is what one core does at most, in a loop of multiply-adds that touches no memory;");
            System.out.println("\"of peak\" is a share of it, measured beside. Every figure takes some seconds.");
            System.out.printf(ROW, "part", "case", "median", "unit, lowest to highest of the rounds");
        }
        List<Figure> figures = new Benchmark(parts, compared, seconds, json ? group -> {} : BenchCommand::print).run();
        if (json) {
            System.out.println(
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(figures));
        } else if (figures.getLast().value() > BUSY) {
            System.out.println("Other processes were at work meanwhile: on a quiet machine the speeds are higher.");
        }
        return 0;
    }

    private static void print(List<Figure> figures) {
        for (Figure figure : figures) {
            String spread =
                    figure.low() == figure.high() ? "" : ", " + number(figure.low()) + " to " + number(figure.high());
            System.out.printf(ROW, figure.section(), figure.name(), number(figure.value()), figure.unit() + spread);
        }
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 1000 ? "%,.0f" : size >= 10 ? "%.1f" : "%.3f", value);
    }
}
