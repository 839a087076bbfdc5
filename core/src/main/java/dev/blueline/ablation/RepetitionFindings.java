package dev.blueline.ablation;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.Cause;
import dev.blueline.scaling.Criterion;
import dev.blueline.scaling.Judge;
import dev.blueline.scaling.Repetition;
import dev.blueline.scaling.Tenfold;
import dev.blueline.study.DataStudy;
import dev.blueline.study.Line;
import dev.blueline.study.Rung;
import dev.blueline.study.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a study of repetition found, in sentences and judged lines. */
final class RepetitionFindings {
    private static final int FEWEST_POSITIONS = 5;
    private static final double SEED_SD = 0.006;

    private final DataStudy study;

    RepetitionFindings(DataStudy study) {
        this.study = study;
    }

    /** The law of the runs so far. */
    Optional<RepetitionLaw> law(Results results) {
        return RepetitionLaw.of(study, results);
    }

    List<String> sentences(Results results) {
        List<String> sentences = new ArrayList<>();
        Optional<RepetitionLaw> law = law(results);
        law.ifPresentOrElse(
                found -> {
                    sentences.add(half(found));
                    sentences.add(worth(found));
                },
                () -> sentences.add(
                        "Too few runs ended well, and before their text did harm, to fit the law of repeated text."));
        comparison(results).ifPresent(sentences::add);
        worse(results).ifPresent(sentences::add);
        law.ifPresent(found -> {
            sentences.add(largest(found));
            sentences.add(map(found.map(1), "text read once"));
        });
        return sentences;
    }

    private static String half(RepetitionLaw law) {
        Repetition found = law.repetition();
        return found.half()
                .map(half -> String.format(
                        Locale.ROOT,
                        "A token that is read again is worth half of a fresh one after %.1f epochs (90%% interval %.1f to %.1f);"
                                + " the runs that the law is fitted to read a text up to %.0f times.",
                        half.value(),
                        half.interval().low(),
                        half.interval().high(),
                        found.mostEpochs()))
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "After how many epochs a token is worth half of a fresh one is undetermined: with ten times or a tenth of RD"
                                + " the law fits these runs as well, though they read a text up to %.0f times.",
                        found.mostEpochs()));
    }

    private static String worth(RepetitionLaw law) {
        var most = law.observations().stream()
                .max(Comparator.comparingDouble(o -> o.tokens() / o.uniqueTokens()))
                .orElseThrow();
        Repetition.Estimate effective = law.effective(most.tokens(), most.uniqueTokens());
        return String.format(
                Locale.ROOT,
                "By the law, %s tokens of which %s are different are worth %s fresh ones (90%% interval %s to %s).",
                Rung.inWords(Math.round(most.tokens())),
                Rung.inWords(Math.round(most.uniqueTokens())),
                words(effective.value()),
                words(effective.interval().low()),
                words(effective.interval().high()));
    }

    private static String words(double tokens) {
        return Rung.inWords(Math.round(tokens));
    }

    /** The size whose arms have several seeds, else the one of most fitted runs. */
    Optional<Size> judgedSize(Results results) {
        return study.grid().sizes().stream()
                .max(Comparator.comparingInt(size -> ladder(results, size).size()))
                .filter(size -> !ladder(results, size).isEmpty());
    }

    private static List<Ledger.Entry> ladder(Results results, Size size) {
        return results.where(
                run -> run.role() == Run.Role.LADDER && run.width() == size.width() && run.layers() == size.layers());
    }

    private Optional<String> comparison(Results results) {
        Optional<Size> size = judgedSize(results);
        List<String> arms = repeatedArms();
        if (size.isEmpty() || arms.isEmpty()) {
            return Optional.empty();
        }
        List<Ledger.Entry> repeated = of(ladder(results, size.get()), arms.getFirst());
        List<Ledger.Entry> fresh = of(ladder(results, size.get()), RepeatedText.FRESH);
        long tokens = repeated.stream()
                .mapToLong(entry -> entry.run().tokens())
                .filter(count -> fresh.stream().anyMatch(entry -> entry.run().tokens() == count))
                .max()
                .orElse(0);
        return Optional.of(PairedDifference.of(
                        at(repeated, tokens), at(fresh, tokens), Results::loss, PairedDifference.SHARE))
                .filter(difference -> difference.seeds() > 1)
                .map(difference -> String.format(
                        Locale.ROOT,
                        "At %s and %s tokens, %s different ones read again and again end with a loss that differs by %s from that of fresh text%s.",
                        size.get(),
                        Rung.inWords(tokens),
                        arms.getFirst(),
                        difference.inWords(),
                        difference.clear() ? "" : ": no difference that seeds do not explain"));
    }

    private List<String> repeatedArms() {
        return study.axis() instanceof dev.blueline.study.RepetitionAxis axis
                ? axis.unique().stream()
                        .filter(unique -> unique > 0)
                        .sorted()
                        .map(RepeatedText::arm)
                        .toList()
                : List.of();
    }

    private static List<Ledger.Entry> of(List<Ledger.Entry> entries, String arm) {
        return entries.stream().filter(entry -> entry.run().arm().equals(arm)).toList();
    }

    private static List<Ledger.Entry> at(List<Ledger.Entry> entries, long tokens) {
        return entries.stream().filter(entry -> entry.run().tokens() == tokens).toList();
    }

    /** After how many readings a text does harm, at the size of most runs, and how many cells are past that point. */
    private Optional<String> worse(Results results) {
        List<Ledger.Entry> all = results.where(run -> run.role() == Run.Role.LADDER);
        long past = all.stream()
                .filter(entry -> RepetitionLaw.isPastBest(entry.run(), all))
                .map(entry -> entry.run().rung())
                .distinct()
                .count();
        Optional<Size> size = judgedSize(results);
        if (past == 0 || size.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (String arm : repeatedArms()) {
            List<Ledger.Entry> of = of(ladder(results, size.get()), arm);
            List<Long> counts = of.stream()
                    .map(entry -> entry.run().tokens())
                    .distinct()
                    .sorted()
                    .toList();
            long best = counts.stream()
                    .min(Comparator.comparingDouble(count -> mean(at(of, count))))
                    .orElse(0L);
            if (!counts.isEmpty() && best < counts.getLast()) {
                words.add(String.format(
                        Locale.ROOT,
                        "%s tokens %s times (%.3f bits per byte; %.3f after %s times)",
                        arm,
                        times(at(of, best)),
                        mean(at(of, best)),
                        mean(at(of, counts.getLast())),
                        times(at(of, counts.getLast()))));
            }
        }
        String here =
                words.isEmpty() ? "" : "At " + size.get() + ", best is to read " + String.join(", ", words) + ". ";
        return Optional.of(String.format(
                Locale.ROOT,
                "%s%d cells read their text so often that it did harm; the law knows no harm and is fitted without them.",
                here,
                past));
    }

    private String times(List<Ledger.Entry> cell) {
        Run run = cell.getFirst().run();
        return String.format(
                Locale.ROOT,
                "%.3g",
                run.tokens() / RepeatedText.unique(study, run).orElse(run.tokens()));
    }

    private static String largest(RepetitionLaw law) {
        Repetition found = law.repetition();
        Repetition.Estimate advantage = found.advantage();
        boolean text = advantage.interval().low() > 0;
        boolean clear = text || advantage.interval().high() < 0;
        boolean open = found.undetermined().contains("RN");
        String answer = !clear || open
                ? "Whether ten times the fresh text or ten times the parameters is better from the largest fitted run on is undetermined"
                : text
                        ? "From the largest fitted run on, ten times the fresh text is worth more than ten times the parameters"
                        : "From the largest fitted run on, ten times the parameters are worth more than ten times the fresh text";
        return String.format(
                Locale.ROOT,
                "%s: %.3f against %.3f bits per byte (difference %.3f, 90%% interval %.3f to %.3f%s); the same text ten times as often"
                        + " gives %.3f.",
                answer,
                text || !clear || open
                        ? found.fresh().value()
                        : found.parameters().value(),
                text || !clear || open
                        ? found.parameters().value()
                        : found.fresh().value(),
                advantage.value(),
                advantage.interval().low(),
                advantage.interval().high(),
                open ? ", of refits; the worth of excess parameters, RN, is undetermined" : "",
                found.repeated().value());
    }

    private static String map(List<Tenfold> map, String where) {
        long text = count(map, Tenfold.Answer.TEXT);
        long parameters = count(map, Tenfold.Answer.PARAMETERS);
        return String.format(
                Locale.ROOT,
                "Of %d points between the smallest run and three times the largest in size and tokens, %s, ten times the text is better"
                        + " at %d, ten times the parameters at %d, and the runs do not tell at %d.",
                map.size(),
                where,
                text,
                parameters,
                map.size() - text - parameters);
    }

    private static long count(List<Tenfold> map, Tenfold.Answer answer) {
        return map.stream().filter(point -> point.answer() == answer).count();
    }

    /** Loss against tokens of every text that was read at enough lengths, at the size of most runs. */
    List<Line> lines(Results results) {
        Optional<Size> size = judgedSize(results);
        if (size.isEmpty()) {
            return List.of();
        }
        List<Ledger.Entry> ladder = ladder(results, size.get());
        double seedSd = law(results)
                .map(law -> law.fit()
                        .noise()
                        .at(ladder.getFirst().run().parameters().matmul()))
                .orElse(SEED_SD);
        List<String> arms = new ArrayList<>(repeatedArms());
        arms.add(RepeatedText.FRESH);
        return arms.stream()
                .filter(arm -> of(ladder, arm).stream()
                                .map(entry -> entry.run().tokens())
                                .distinct()
                                .count()
                        >= FEWEST_POSITIONS)
                .map(arm -> line(ladder, arm, size.get(), seedSd))
                .toList();
    }

    private static Line line(List<Ledger.Entry> ladder, String arm, Size size, double seedSd) {
        boolean fresh = arm.equals(RepeatedText.FRESH);
        List<Judge.Point> points = of(ladder, arm).stream()
                .map(entry -> new Judge.Point(entry.run().tokens(), Results.loss(entry)))
                .toList();
        Cause cause = fresh
                ? new Cause.Size(size.toString(), "")
                : new Cause.Repetition(arm + " tokens of text", relief(ladder, arm));
        String axis = "training tokens";
        return new Line(
                fresh ? "Fresh text at " + size : arm + " different tokens, read again and again at " + size,
                axis,
                points,
                Judge.judge(points, axis, Criterion.of(seedSd), cause, 1));
    }

    private static String relief(List<Ledger.Entry> ladder, String arm) {
        List<Ledger.Entry> repeated = of(ladder, arm);
        List<Ledger.Entry> fresh = of(ladder, RepeatedText.FRESH);
        long tokens =
                repeated.stream().mapToLong(entry -> entry.run().tokens()).max().orElse(0);
        List<Ledger.Entry> same = at(fresh, tokens);
        return same.isEmpty()
                ? "no run on as many fresh tokens shows it"
                : String.format(
                        Locale.ROOT,
                        "relieved by fresh text: %s tokens read once give %.3f, as many of repeated text %.3f",
                        Rung.inWords(tokens),
                        mean(same),
                        mean(at(repeated, tokens)));
    }

    private static double mean(List<Ledger.Entry> entries) {
        return entries.stream().mapToDouble(Results::loss).average().orElse(Double.NaN);
    }
}
