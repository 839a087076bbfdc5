package dev.blueline.thought;

import dev.blueline.problems.Style;
import dev.blueline.problems.Task;
import dev.blueline.problems.Tasks;
import dev.blueline.study.Size;
import dev.blueline.study.ThoughtStudy;
import dev.blueline.tasks.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was measured, and the figures that are made of it.
 *
 * @param asked each task with its levels
 * @param measured every model at every training compute
 */
public record ThoughtResults(ThoughtStudy study, ThoughtPlan plan, List<Asked> asked, List<Measured> measured) {

    /**
     * A task of the study.
     *
     * @param task its name
     * @param taught its levels that were taught
     * @param examined its levels that were asked
     */
    public record Asked(String task, List<Level> taught, List<Level> examined) {
        /** The last level that was taught and asked; the last asked if none was taught. */
        public Level hardest() {
            List<Level> both = examined.stream().filter(taught::contains).toList();
            return both.isEmpty() ? examined.getLast() : both.getLast();
        }
    }

    /** A style at a size and a training compute. */
    public record Place(String task, Style style, Size size, int run) {}

    ThoughtResults(ThoughtStudy study, ThoughtPlan plan, List<Measured> measured) {
        this(study, plan, asked(study, measured), measured);
    }

    private static List<Asked> asked(ThoughtStudy study, List<Measured> measured) {
        List<Asked> asked = new ArrayList<>();
        for (ThoughtStudy.Lessons lessons : study.thought().tasks()) {
            Task task = Tasks.named(lessons.name());
            if (measured.stream().anyMatch(each -> each.task().equals(task.name()))) {
                asked.add(new Asked(task.name(), levels(task, lessons.levels()), levels(task, lessons.examined())));
            }
        }
        return asked;
    }

    private static List<Level> levels(Task task, List<Integer> numbers) {
        return task.levels().stream()
                .filter(level -> numbers.contains(level.number()))
                .toList();
    }

    /** The style that the others are held against. */
    public Style reference() {
        return study.thought().styles().getFirst();
    }

    /** The other styles. */
    public List<Style> others() {
        return study.thought().styles().subList(1, study.thought().styles().size());
    }

    /** Which training compute is the largest. */
    public int last() {
        return study.thought().flops().size() - 1;
    }

    /** Training compute of a run, FLOPs as the study asks for them. */
    public double flops(int run) {
        return study.thought().flops().get(run);
    }

    /** Sizes of which every style was measured at every compute, smallest first. */
    public List<Size> sizes(String task) {
        return study.thought().sizes().stream()
                .filter(size -> study.thought().styles().stream()
                        .allMatch(style ->
                                !of(new Place(task, style, size, last())).isEmpty()))
                .sorted(Comparator.comparingLong(size -> parameters(task, size)))
                .toList();
    }

    /** Parameters in all of a size. */
    public long parameters(String task, Size size) {
        return measured.stream()
                .filter(each -> each.task().equals(task) && each.size().equals(size))
                .mapToLong(each -> each.parameters().total())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no model of size " + size));
    }

    /** Models of a place, by seed. */
    public List<Measured> of(Place place) {
        return measured.stream()
                .filter(each -> each.task().equals(place.task())
                        && each.style() == place.style()
                        && each.size().equals(place.size())
                        && each.run() == place.run())
                .sorted(Comparator.comparingLong(Measured::seed))
                .toList();
    }

    /** Share of the problems of some levels that are answered right, over seeds and problems. */
    public CrossedMean accuracy(Place place, List<Level> levels) {
        return CrossedMean.of(
                        of(place).stream().map(each -> right(each, levels)).toList())
                .within(0);
    }

    /** The same of each seed alone, in their order. */
    public List<Double> accuracies(Place place, List<Level> levels) {
        return of(place).stream()
                .map(each -> Arrays.stream(right(each, levels)).average().orElse(Double.NaN))
                .toList();
    }

    /** One style's accuracy less another's, problem by problem and seed by seed. */
    public CrossedMean difference(Place one, Place other, List<Level> levels) {
        List<double[]> differences = new ArrayList<>();
        for (Measured first : of(one)) {
            Optional<Measured> twin = of(other).stream()
                    .filter(each -> each.seed() == first.seed())
                    .findFirst();
            twin.ifPresent(second -> {
                double[] values = right(first, levels);
                double[] less = right(second, levels);
                for (int i = 0; i < values.length; i++) {
                    values[i] -= less[i];
                }
                differences.add(values);
            });
        }
        return CrossedMean.of(differences).within(-1);
    }

    private static double[] right(Measured measured, List<Level> levels) {
        return levels.stream()
                .flatMapToInt(level -> measured.level(level.number()).right().chars())
                .mapToDouble(c -> c == '1' ? 1 : 0)
                .toArray();
    }

    /** Mean tokens of a response to problems of a level. */
    public double tokens(Place place, Level level) {
        return of(place).stream()
                .mapToDouble(each -> each.level(level.number()).meanTokens())
                .average()
                .orElse(Double.NaN);
    }

    /** The size that a style does best with at a training compute, by the mean over all levels that were taught and asked. */
    public Place best(Asked asked, Style style, int run) {
        List<Level> levels =
                asked.examined().stream().filter(asked.taught()::contains).toList();
        return sizes(asked.task()).stream()
                .map(size -> new Place(asked.task(), style, size, run))
                .max(Comparator.comparingDouble(place -> accuracy(place, levels.isEmpty() ? asked.examined() : levels)
                        .value()))
                .orElseThrow(() -> new IllegalStateException("no size of " + asked.task() + " is complete"));
    }

    /** How often one style is ahead of another at equal size and compute. */
    public record Tally(int ahead, int behind, int undecided) {
        Tally with(CrossedMean difference) {
            return difference.ahead()
                    ? new Tally(ahead + 1, behind, undecided)
                    : difference.behind()
                            ? new Tally(ahead, behind + 1, undecided)
                            : new Tally(ahead, behind, undecided + 1);
        }

        public int all() {
            return ahead + behind + undecided;
        }
    }

    /** Over all sizes and training computes, at each of some levels. */
    public Tally tally(Asked asked, Style one, Style other, List<Level> levels) {
        Tally tally = new Tally(0, 0, 0);
        for (Size size : sizes(asked.task())) {
            for (int run = 0; run <= last(); run++) {
                for (Level level : levels) {
                    tally = tally.with(difference(
                            new Place(asked.task(), one, size, run),
                            new Place(asked.task(), other, size, run),
                            List.of(level)));
                }
            }
        }
        return tally;
    }
}
