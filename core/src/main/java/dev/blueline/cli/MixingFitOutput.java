package dev.blueline.cli;

import dev.blueline.scaling.DomainLaw;
import dev.blueline.scaling.MixingLaw;
import dev.blueline.scaling.MixingRun;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A mixing law for people and for machines.
 *
 * @param heldOut root mean square error of each loss on mixtures left out
 * @param level of the intervals
 */
record MixingFitOutput(
        MixingOptions.Mixtures mixtures, MixingLaw law, List<Double> heldOut, MixingLaw.Best best, double level) {

    static MixingFitOutput of(MixingOptions.Mixtures mixtures, int draws, long seed, double level) {
        MixingLaw law = MixingLaw.fit(mixtures.domains(), mixtures.sets(), mixtures.runs(), draws, seed);
        MixingLaw.Best best = law.best(mixtures.goal(), level);
        return new MixingFitOutput(
                mixtures, law, MixingLaw.heldOut(mixtures.domains(), mixtures.sets(), mixtures.runs()), best, level);
    }

    private double goalLoss(MixingRun run) {
        return IntStream.range(0, mixtures.sets().size())
                .mapToDouble(k -> best.goal().getOrDefault(mixtures.sets().get(k), 0.0)
                        * run.losses().get(k))
                .sum();
    }

    /** Row of the run with the lowest goal loss. */
    private int lowest() {
        return IntStream.range(0, mixtures.runs().size())
                .reduce((a, b) -> goalLoss(mixtures.runs().get(b))
                                < goalLoss(mixtures.runs().get(a))
                        ? b
                        : a)
                .orElseThrow();
    }

    String text() {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s: %d runs; shares %s; losses %s%n",
                mixtures.file(),
                mixtures.runs().size(),
                String.join(", ", mixtures.domains()),
                String.join(", ", mixtures.sets())));
        out.append("Law: mixing, L = c + k exp(sum of t r over the shares r), for each loss\n");
        out.append(String.format(
                Locale.ROOT,
                "Intervals: %.0f%%, from %d refits (residuals of whole runs).%n%n",
                100 * level,
                law.draws().size()));
        out.append(laws());
        out.append(
                "  t: below 0 where more of the domain's text lowers the loss. Held out: each mixture left out in turn.\n\n");
        out.append(String.format(
                Locale.ROOT,
                "Best mixture for %s: loss %s %s%n",
                goal(),
                FitText.number(best.loss()),
                interval(best.interval().low(), best.interval().high())));
        Columns shares = new Columns("  ")
                .words("domain", 0)
                .figures("share", 0)
                .figures("interval", 0)
                .figures("tried", 1);
        for (int j = 0; j < best.shares().size(); j++) {
            MixingLaw.Share share = best.shares().get(j);
            shares.row(
                    share.domain(),
                    percent(share.share()),
                    percent(share.interval().low()) + " to "
                            + percent(share.interval().high()),
                    percent(law.least().get(j)) + " to " + percent(law.most().get(j)));
        }
        out.append(shares.text(Terminal.Stream.OUTPUT.width()));
        int row = lowest();
        out.append(String.format(
                Locale.ROOT,
                "  Lowest of the runs: %s, with %s.%n%n",
                FitText.number(goalLoss(mixtures.runs().get(row))),
                IntStream.range(0, mixtures.domains().size())
                        .mapToObj(j -> mixtures.domains().get(j) + " "
                                + percent(mixtures.runs().get(row).shares().get(j)))
                        .collect(Collectors.joining(", "))));
        if (warnings().isEmpty()) {
            out.append("No warnings.\n");
        }
        warnings().forEach(warning -> out.append("Warning: ").append(warning).append('\n'));
        return out.toString();
    }

    private String laws() {
        Columns table = new Columns("  ").words("loss", 0).figures("c", 0).figures("k", 0);
        mixtures.domains().forEach(domain -> table.figures("t " + domain, 1));
        table.figures("residuals", 0).figures("held out", 0);
        for (int k = 0; k < law.laws().size(); k++) {
            DomainLaw one = law.laws().get(k);
            List<String> row =
                    new ArrayList<>(List.of(one.name(), FitText.number(one.floor()), FitText.number(one.scale())));
            one.rates().forEach(rate -> row.add(String.format(Locale.ROOT, "%.3f", rate)));
            row.add(String.format(Locale.ROOT, "%.2f%%", 100 * one.rmse()));
            row.add(Double.isFinite(heldOut.get(k)) ? String.format(Locale.ROOT, "%.2f%%", 100 * heldOut.get(k)) : "-");
            table.row(row.toArray(String[]::new));
        }
        return table.text(Terminal.Stream.OUTPUT.width());
    }

    private String goal() {
        return best.goal().entrySet().stream()
                .filter(aim -> aim.getValue() > 0)
                .map(aim -> BigDecimal.valueOf(aim.getValue())
                                .round(new MathContext(3))
                                .stripTrailingZeros()
                                .toPlainString()
                        + " " + aim.getKey())
                .collect(Collectors.joining(" + "));
    }

    private static String interval(double low, double high) {
        return "[" + FitText.number(low) + ", " + FitText.number(high) + "]";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        best.shares().stream()
                .filter(MixingLaw.Share::beyond)
                .forEach(share -> warnings.add("the best share of " + share.domain()
                        + " lies outside those of the runs, so the law extrapolates: train a run near it"));
        if (heldOut.stream().anyMatch(error -> !Double.isFinite(error))) {
            warnings.add("the mixtures are too few to leave any out, so how well the law predicts others is not known:"
                    + " add runs");
        }
        double gain = Math.log(goalLoss(mixtures.runs().get(lowest())) / best.loss());
        double error = heldOut.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        if (gain < error) {
            warnings.add("the best mixture is not told apart from the best run by more than the law's held-out error");
        }
        return warnings;
    }

    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("law", LawName.MIXING.toString());
        object.put("rows", mixtures.runs().size());
        object.put("domains", mixtures.domains());
        List<Map<String, Object>> laws = new ArrayList<>();
        for (int k = 0; k < law.laws().size(); k++) {
            DomainLaw one = law.laws().get(k);
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("loss", one.name());
            each.put("c", one.floor());
            each.put("k", one.scale());
            each.put("t", byDomain(one.rates()));
            each.put("residuals", one.rmse());
            if (Double.isFinite(heldOut.get(k))) {
                each.put("held_out", heldOut.get(k));
            }
            laws.add(each);
        }
        object.put("laws", laws);
        object.put("goal", best.goal());
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("loss", best.loss());
        found.put("interval", List.of(best.interval().low(), best.interval().high()));
        found.put("losses", best.losses());
        Map<String, Object> shares = new LinkedHashMap<>();
        best.shares()
                .forEach(share -> shares.put(
                        share.domain(),
                        Map.of(
                                "share",
                                share.share(),
                                "interval",
                                List.of(share.interval().low(), share.interval().high()),
                                "beyond",
                                share.beyond())));
        found.put("shares", shares);
        object.put("best", found);
        object.put("level", level);
        object.put(
                "lowest_run",
                Map.of("row", lowest() + 1, "loss", goalLoss(mixtures.runs().get(lowest()))));
        object.put("warnings", warnings());
        return object;
    }

    private Map<String, Double> byDomain(List<Double> values) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int j = 0; j < values.size(); j++) {
            named.put(mixtures.domains().get(j), values.get(j));
        }
        return named;
    }
}
