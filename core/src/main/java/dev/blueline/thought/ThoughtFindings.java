package dev.blueline.thought;

import dev.blueline.problems.Style;
import dev.blueline.study.Size;
import dev.blueline.tasks.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a study of thought found, in sentences. Intervals are 90%; a style is ahead only where the interval says so. */
public record ThoughtFindings(ThoughtResults results) {

    /** Sentences, task by task, the first of each its answer. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (ThoughtResults.Asked asked : results.asked()) {
            if (!results.sizes(asked.task()).isEmpty()) {
                sentences.add(atEqualParameters(asked));
                sentences.add(atEqualCompute(asked));
                results.others().forEach(style -> sentences.add(whereNot(asked, style)));
                if (results.others().size() > 1) {
                    sentences.add(againstEachOther(asked));
                }
                sentences.add(tokens(asked));
                untaught(asked).ifPresent(sentences::add);
            }
        }
        return sentences;
    }

    private String atEqualParameters(ThoughtResults.Asked asked) {
        Size largest = results.sizes(asked.task()).getLast();
        Level level = asked.hardest();
        ThoughtResults.Place plain = place(asked, results.reference(), largest, results.last());
        return String.format(
                Locale.ROOT,
                "%s, %s, at equal parameters and training compute (%s, %,d parameters, %s FLOP): %s answers %.2f right; %s.",
                asked.task(),
                level.name(),
                largest,
                results.parameters(asked.task(), largest),
                flops(results.flops(results.last())),
                results.reference().word(),
                results.accuracy(plain, List.of(level)).value(),
                results.others().stream()
                        .map(style -> {
                            ThoughtResults.Place place = place(asked, style, largest, results.last());
                            return String.format(
                                            Locale.ROOT,
                                            "%s %.2f (",
                                            style.word(),
                                            results.accuracy(place, List.of(level))
                                                    .value())
                                    + inWords(results.difference(place, plain, List.of(level))) + ")";
                        })
                        .collect(Collectors.joining("; ")));
    }

    private String atEqualCompute(ThoughtResults.Asked asked) {
        Level level = asked.hardest();
        List<String> parts = new ArrayList<>();
        for (int run = 0; run <= results.last(); run++) {
            ThoughtResults.Place plain = results.best(asked, results.reference(), run);
            int at = run;
            parts.add("at " + flops(results.flops(run)) + " FLOP "
                    + results.others().stream()
                            .map(style -> {
                                ThoughtResults.Place place = results.best(asked, style, at);
                                return style.word() + " (" + place.size() + ") "
                                        + inWords(results.difference(place, plain, List.of(level)));
                            })
                            .collect(Collectors.joining(" and "))
                    + ", against " + results.reference().word() + " (" + plain.size() + ")");
        }
        return asked.task() + ", " + level.name()
                + ", at equal training compute, each style at the size that suits it best: " + String.join("; ", parts)
                + ".";
    }

    /** Where a thought is not ahead, level by level: all sizes and training computes. */
    private String whereNot(ThoughtResults.Asked asked, Style style) {
        Style reference = results.reference();
        ThoughtResults.Tally all = results.tally(asked, style, reference, asked.examined());
        String byLevel = asked.examined().stream()
                .map(level -> {
                    ThoughtResults.Tally tally = results.tally(asked, style, reference, List.of(level));
                    return level.name() + " " + tally.ahead() + " and " + tally.behind() + " of " + tally.all();
                })
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s: of %d comparisons at equal size and training compute, %s is ahead of %s in %d, behind in %d, and undecided in %d."
                        + " Ahead and behind by level: %s.",
                asked.task(),
                all.all(),
                style.word(),
                reference.word(),
                all.ahead(),
                all.behind(),
                all.undecided(),
                byLevel);
    }

    private String againstEachOther(ThoughtResults.Asked asked) {
        Style one = results.others().getFirst();
        Style other = results.others().get(1);
        Size largest = results.sizes(asked.task()).getLast();
        Level level = asked.hardest();
        ThoughtResults.Tally tally = results.tally(asked, one, other, asked.examined());
        return String.format(
                Locale.ROOT,
                "%s: %s against %s, %s at %s and the largest compute: %s; over all sizes, computes and levels ahead in %d of %d, behind in %d.",
                asked.task(),
                one.word(),
                other.word(),
                level.name(),
                largest,
                inWords(results.difference(
                        place(asked, one, largest, results.last()),
                        place(asked, other, largest, results.last()),
                        List.of(level))),
                tally.ahead(),
                tally.all(),
                tally.behind());
    }

    private String tokens(ThoughtResults.Asked asked) {
        Size largest = results.sizes(asked.task()).getLast();
        Level first = asked.examined().getFirst();
        Level level = asked.hardest();
        return asked.task() + ", tokens of a response at " + largest + " and the largest compute, " + first.name()
                + " and " + level.name() + ": "
                + results.study().thought().styles().stream()
                        .map(style -> {
                            ThoughtResults.Place place = place(asked, style, largest, results.last());
                            return String.format(
                                    Locale.ROOT,
                                    "%s %.1f and %.1f",
                                    style.word(),
                                    results.tokens(place, first),
                                    results.tokens(place, level));
                        })
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private Optional<String> untaught(ThoughtResults.Asked asked) {
        List<Level> levels = asked.examined().stream()
                .filter(level -> !asked.taught().contains(level))
                .toList();
        if (levels.isEmpty()) {
            return Optional.empty();
        }
        Size largest = results.sizes(asked.task()).getLast();
        return Optional.of(asked.task() + ", levels that were not taught, at " + largest
                + " and the largest compute: "
                + levels.stream()
                        .map(level -> level.name() + " "
                                + results.study().thought().styles().stream()
                                        .map(style -> String.format(
                                                Locale.ROOT,
                                                "%s %.2f",
                                                style.word(),
                                                results.accuracy(
                                                                place(asked, style, largest, results.last()),
                                                                List.of(level))
                                                        .value()))
                                        .collect(Collectors.joining(", ")))
                        .collect(Collectors.joining("; "))
                + ".");
    }

    private static ThoughtResults.Place place(ThoughtResults.Asked asked, Style style, Size size, int run) {
        return new ThoughtResults.Place(asked.task(), style, size, run);
    }

    /** Such as {@code ahead, +0.68 [+0.61, +0.75]}. */
    static String inWords(CrossedMean difference) {
        String word = difference.ahead() ? "ahead" : difference.behind() ? "behind" : "not told apart";
        return String.format(
                Locale.ROOT, "%s, %+.2f [%+.2f, %+.2f]", word, difference.value(), difference.low(), difference.high());
    }

    /** Such as {@code 2.5e11}. */
    private static String flops(double flops) {
        return String.format(Locale.ROOT, "%.1e", flops).replace(".0e", "e").replace("e+", "e");
    }
}
