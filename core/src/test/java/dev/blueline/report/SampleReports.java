package dev.blueline.report;

import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Reports to test and look at: a full study with 60 runs, one not scored yet, a short one, an empty one. */
final class SampleReports {
    private static final Instant START = Instant.parse("2026-11-23T18:00:00Z");
    private static final List<String> DOMAINS = List.of("definitions", "parliament", "code", "documentation");
    private static final double[] DOMAIN_FACTORS = {1.16, 1.04, 0.82, 0.98};
    static final String HOSTILE =
            "</script><script>alert(1)</script><b>bold</b> & \"quotes\" 😀 нет 漢字 \u0007\u0000 <!-- x";

    private SampleReports() {}

    /** Seven sizes, three seeds at the three smallest, rate checks, contrasts, a diverged run, a scored forecast. */
    static ReportData full() {
        List<RunResult> runs = new ArrayList<>();
        int[][] sizes = {{32, 2}, {48, 2}, {64, 2}, {96, 3}, {128, 3}, {160, 3}, {192, 4}};
        double[] millions = {1, 2, 4, 8, 16};
        for (int size = 0; size < sizes.length; size++) {
            for (int step = 0; step < millions.length - size / 2; step++) {
                for (int seed = 1; seed <= (size < 3 ? 3 : 1); seed++) {
                    runs.add(run(Run.Role.LADDER, sizes[size][0], sizes[size][1], millions[step], seed, 1, ""));
                }
            }
        }
        for (double scale : new double[] {0.5, 2}) {
            runs.add(run(Run.Role.RATE_CHECK, 96, 3, 2, 1, scale, "rate x " + scale));
        }
        for (double repeat : new double[] {2, 4, 8, 16, 32}) {
            runs.add(run(Run.Role.CONTRAST, 32, 2, repeat, 1, 1, "repeated 500 kB " + HOSTILE));
        }
        runs.add(diverged(run(Run.Role.LADDER, 160, 3, 1.5, 2, 1, "loss not a number at step 412")));
        runs.add(recovered(run(Run.Role.LADDER, 128, 3, 3, 2, 0.5, "restarted once at half the rate")));
        RunResult top = run(Run.Role.HELD_OUT, 192, 4, 24, 1, 1, "");
        runs.add(top);
        return report(runs, Optional.of(forecast(top, Optional.of(top.overall()))), verdicts(runs));
    }

    /** As it stands before the top rung has run. */
    static ReportData notScored() {
        ReportData full = full();
        List<RunResult> runs = full.runs().stream()
                .filter(run -> run.run().role() != Run.Role.HELD_OUT)
                .toList();
        RunResult top = run(Run.Role.HELD_OUT, 192, 4, 24, 1, 1, "");
        return report(runs, Optional.of(forecast(top, Optional.empty())), verdicts(runs));
    }

    /** Two sizes, one seed, the top rung scored and outside its interval. */
    static ReportData twoSizes() {
        List<RunResult> runs = new ArrayList<>();
        for (double tokens : new double[] {1, 2, 4}) {
            runs.add(run(Run.Role.LADDER, 64, 2, tokens, 1, 1, ""));
        }
        runs.add(run(Run.Role.LADDER, 96, 3, 2, 1, 1, ""));
        RunResult better = run(Run.Role.HELD_OUT, 96, 3, 16, 1, 1, "");
        Loss worse = new Loss(better.overall().value() * 1.08, 0.006);
        runs.add(new RunResult(better.run(), worse, better.domains(), better.tokensPerSecond(), better.shareOfPeak()));
        return report(runs, Optional.of(forecast(better, Optional.of(worse))), List.of());
    }

    /** Nothing has run. */
    static ReportData empty() {
        return new ReportData(
                "first-look",
                "Does the loss keep falling with compute?",
                START,
                "0.1.0",
                "blueline run",
                new ReportData.Machine("test", 1, 80, "25"),
                new ReportData.Budget(Duration.ofMinutes(2), Duration.ofSeconds(3)),
                new ReportData.Corpus("One small file.", List.of(), Map.of()),
                new ReportData.Tokenizer(512, 2.05),
                List.of(),
                List.of(),
                new ReportData.LossCurves("nats a token", List.of()),
                new Laws(List.of(), "", List.of()),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                SkillResults.NONE,
                Map.of(),
                List.of(),
                List.of());
    }

    private static ReportData report(
            List<RunResult> runs, Optional<ForecastResult> forecast, List<VerdictPanel> verdicts) {
        Map<String, Long> dropped = new LinkedHashMap<>();
        dropped.put("exact duplicates", 12_345L);
        dropped.put("invalid UTF-8 repaired", 17L);
        List<ReportData.Corpus.Domain> domains = new ArrayList<>();
        for (int i = 0; i < DOMAINS.size(); i++) {
            domains.add(new ReportData.Corpus.Domain(
                    DOMAINS.get(i), 9_000 + i * 3_111, 14_200_000 + i * 2_345_678, 210 + i, 310_000 + i * 40_000));
        }
        return new ReportData(
                "first-look",
                "Does the loss of a small language model keep falling as a power of compute, and can it be forecast?",
                START.plusSeconds(611),
                "0.1.0",
                "./blueline run studies/first-look.toml --budget 10m --out runs/first-look",
                new ReportData.Machine("AMD EPYC 7B13 64-Core Processor", 2, 96.4, "25.0.3"),
                new ReportData.Budget(Duration.ofMinutes(10), Duration.ofSeconds(592)),
                new ReportData.Corpus(
                        "WordNet glosses, Europarl passages and the sources of seven Java libraries, read from their Maven artifacts.",
                        domains,
                        dropped),
                new ReportData.Tokenizer(512, 2.05),
                runs.stream()
                        .filter(run -> run.run().role() != Run.Role.CONTRAST)
                        .map(run -> new ReportData.PlannedRung(
                                run.run().rung(),
                                run.run().parameters().matmul(),
                                run.run().tokens(),
                                run.run().flops(),
                                run.run().flops() / 7e10))
                        .toList(),
                runs,
                curves(runs),
                new Laws(
                        candidates(),
                        "the law with the smallest mean backtest error over three cuts, and all laws within 1.5 times of it, weighed by the inverse square of their errors.",
                        band(3e11, 4e14)),
                forecast,
                verdicts,
                List.of(rateCheck("96x3/2M", 1.72), rateCheck("32x2/2M", 2.05)),
                samples(),
                Optional.empty(),
                Optional.empty(),
                SkillResults.NONE,
                Map.of(
                        "Training compute",
                        "Three times the forward pass of every matrix product, attention and the head included, summed over all tokens."),
                List.of(
                        "One corpus and one tokenizer: the exponent need not carry over to another.",
                        "Seeds were repeated at the three smallest sizes only."),
                List.of("The held-out rung has 5.4 times the largest fitted compute, below the goal of 8 times."));
    }

    static RunResult run(
            Run.Role role, int width, int layers, double millions, long seed, double rateScale, String note) {
        long matmul = 12L * layers * width * width + 512L * width;
        long tokens = Math.round(millions * 1e6);
        double flops = (6.0 * matmul + 6.0 * layers * 256 * width) * tokens;
        Random random = new Random(31L * width + 7 * tokens + seed);
        double law = 0.704 * (Math.pow(5.5e4 / matmul, 0.32) * 1.15 + Math.pow(1e6 / tokens, 0.33) * 1.25 + 0.75);
        double off = rateScale == 1 ? 1 : 1.025;
        double loss = law * off * (1 + random.nextGaussian() * 0.25 / width);
        Map<String, Loss> domains = new LinkedHashMap<>();
        for (int i = 0; i < DOMAINS.size(); i++) {
            domains.put(DOMAINS.get(i), new Loss(loss * DOMAIN_FACTORS[i], 0.011));
        }
        String rung = width + "x" + layers + "/" + Format.shortCount(tokens);
        return new RunResult(
                new Run(
                        Integer.toHexString(random.nextInt()),
                        rung,
                        width + "x" + layers + "-s" + seed,
                        role,
                        layers,
                        width,
                        new Run.Parameters(matmul + 512L * width, matmul - 512L * width, matmul),
                        tokens,
                        flops,
                        seed,
                        rateScale,
                        flops / 7.4e10,
                        Run.Status.FINISHED,
                        note,
                        new Provenance(
                                "s", "c", "t", "java", 1, "0.1.0", "25", "test", 1, START, START.plusSeconds(60))),
                new Loss(loss, 0.008),
                domains,
                7.4e10 / (flops / tokens),
                0.77);
    }

    private static RunResult recovered(RunResult result) {
        return new RunResult(
                with(result.run(), Run.Status.RECOVERED),
                result.overall(),
                result.domains(),
                result.tokensPerSecond(),
                result.shareOfPeak());
    }

    private static RunResult diverged(RunResult result) {
        return new RunResult(
                with(result.run(), Run.Status.DIVERGED),
                new Loss(Double.NaN, Double.NaN),
                Map.of(),
                result.tokensPerSecond(),
                result.shareOfPeak());
    }

    private static Run with(Run run, Run.Status status) {
        return new Run(
                run.id(),
                run.rung(),
                run.trunk(),
                run.role(),
                run.layers(),
                run.width(),
                run.parameters(),
                run.tokens(),
                run.flops(),
                run.seed(),
                run.rateScale(),
                run.seconds(),
                status,
                run.note(),
                run.provenance());
    }

    private static ForecastResult forecast(RunResult top, Optional<Loss> measured) {
        double predicted = top.overall().value() * 1.007;
        return new ForecastResult(
                top.run().rung(),
                top.run().flops(),
                predicted,
                predicted * 0.975,
                predicted * 1.027,
                measured,
                measured.isPresent() ? OptionalDouble.of(0.043) : OptionalDouble.empty(),
                List.of(
                        new ForecastResult.Naive("no change", predicted * 1.14),
                        new ForecastResult.Naive("straight line in log-log", predicted * 0.972)),
                START.plusSeconds(300),
                measured.map(loss -> START.plusSeconds(302)),
                5.4,
                3.4e11,
                top.run().flops() / 5.4,
                "9f2c41d07be3");
    }

    static List<BandPoint> band(double from, double to) {
        List<BandPoint> band = new ArrayList<>();
        for (int i = 0; i <= 48; i++) {
            double compute = from * Math.pow(to / from, i / 48.0);
            double median = 0.55 + 1.75 * Math.pow(compute / 3.4e11, -0.17);
            double spread = 0.012 + 0.0012 * Math.max(0, i - 20);
            band.add(new BandPoint(compute, median * (1 - spread), median, median * (1 + spread)));
        }
        return band;
    }

    private static List<Laws.Candidate> candidates() {
        return List.of(
                new Laws.Candidate(
                        "Kaplan's joint form",
                        "[(A/N)^(alpha/beta) + B/D]^beta",
                        List.of(
                                new Laws.Parameter("A", 8.8e7, 4.1e7, 1.9e8),
                                new Laws.Parameter("alpha", 0.131, 0.118, 0.149),
                                new Laws.Parameter("B", 5.2e7, 3e7, 9e7),
                                new Laws.Parameter("beta", 0.241, 0.22, 0.27)),
                        0.011,
                        0.64),
                new Laws.Candidate(
                        "compute frontier",
                        "A * C^-alpha",
                        List.of(new Laws.Parameter("A", 31.2, 27, 37), new Laws.Parameter("alpha", 0.101, 0.09, 0.11)),
                        0.014,
                        0.33),
                new Laws.Candidate(
                        "additive law",
                        "E + A/N^alpha + B/D^beta",
                        List.of(
                                new Laws.Parameter("E", 0.52, 0.1, 0.8),
                                new Laws.Parameter("A", 91, 30, 300),
                                new Laws.Parameter("alpha", 0.42, 0.3, 0.6),
                                new Laws.Parameter("B", 410, 100, 2000),
                                new Laws.Parameter("beta", 0.43, 0.3, 0.6)),
                        0.061,
                        0.03));
    }

    private static List<VerdictPanel> verdicts(List<RunResult> runs) {
        List<VerdictPanel.Point> frontier = runs.stream()
                .filter(run -> run.run().role() == Run.Role.LADDER && run.drawable())
                .map(run -> new VerdictPanel.Point(
                        run.run().flops(), run.overall(), run.run().rung()))
                .toList();
        List<VerdictPanel.Point> repeats = runs.stream()
                .filter(run -> run.run().role() == Run.Role.CONTRAST)
                .map(run -> new VerdictPanel.Point(
                        run.run().tokens() / 250_000.0,
                        new Loss(1.75 + 0.4 * Math.exp(-(double) run.run().tokens() / 4e6), 0.008),
                        "epoch " + run.run().tokens() / 250_000))
                .toList();
        List<BandPoint> flat = new ArrayList<>();
        for (double x = 4; x < 1400; x *= 1.3) {
            double median = 1.75 + 0.4 * Math.exp(-x / 16);
            flat.add(new BandPoint(x, median - 0.02, median, median + 0.02));
        }
        return List.of(
                new VerdictPanel(
                        "Compute frontier",
                        "training compute (FLOP)",
                        frontier,
                        band(4e11, 9e14),
                        VerdictPanel.Color.BLUE,
                        "",
                        "",
                        "Ten times the compute should lower the loss by 0.13 bits per byte [0.10, 0.16], seven times the noise of seeds."),
                new VerdictPanel(
                        "Repeated epochs of 500 kB, model 32x2",
                        "epochs",
                        repeats,
                        flat,
                        VerdictPanel.Color.RED,
                        "data: the same text has been seen 128 times; fresh text at the same compute lowers the loss again",
                        "",
                        "Ten times the epochs should change the loss by 0.00 bits per byte [-0.01, 0.01]."),
                new VerdictPanel(
                        "Tokens at one small size, 32x2",
                        "training tokens",
                        repeats.subList(0, Math.min(3, repeats.size())),
                        List.of(),
                        VerdictPanel.Color.UNDETERMINED,
                        "",
                        "two more runs of 32x2 at 64M tokens, 90 seconds each",
                        "The interval [0.00, 0.06] straddles the threshold of 0.03."));
    }

    private static ReportData.RateCheck rateCheck(String rung, double best) {
        return new ReportData.RateCheck(
                rung,
                List.of(
                        new ReportData.RateCheck.Trial(0.5, new Loss(best + 0.021, 0.008)),
                        new ReportData.RateCheck.Trial(1, new Loss(best, 0.008)),
                        new ReportData.RateCheck.Trial(2, new Loss(best + 0.034, 0.008))));
    }

    private static List<ReportData.Sample> samples() {
        return List.of(
                new ReportData.Sample(
                        "On weekends, Dartmouth students like to",
                        "32x2/1M",
                        " the the of state of the commission's and a " + HOSTILE),
                new ReportData.Sample(
                        "On weekends, Dartmouth students like to",
                        "192x4/24M",
                        " take part in the debate on the agricultural policy of the European Union, and I am grateful to the rapporteur for it."),
                new ReportData.Sample("public int size() {", "32x2/1M", "\n    return this.get(index) {\n  }\n  }"),
                new ReportData.Sample(
                        "public int size() {",
                        "192x4/24M",
                        "\n    return count;\n}\n\n/** Returns the number of entries. */"));
    }

    private static ReportData.LossCurves curves(List<RunResult> runs) {
        Map<String, ReportData.LossCurves.Curve> curves = new LinkedHashMap<>();
        for (RunResult run : runs) {
            if (run.run().role() == Run.Role.LADDER || run.run().role() == Run.Role.HELD_OUT) {
                Random random = new Random(run.run().width() + run.run().seed());
                List<ReportData.LossCurves.Point> points = new ArrayList<>();
                for (long tokens = 20_480; tokens <= run.run().tokens(); tokens += 2048L * 10) {
                    double loss = 6.2
                            * Math.pow(1 + tokens / 3e4, -0.16)
                            * Math.pow(32.0 / run.run().width(), 0.12);
                    points.add(new ReportData.LossCurves.Point(tokens, loss * (1 + 0.01 * random.nextGaussian())));
                }
                curves.put(
                        run.run().trunk(),
                        new ReportData.LossCurves.Curve(
                                run.run().trunk(), run.run().layers(), run.run().width(), points));
            }
        }
        return new ReportData.LossCurves("nats a token", List.copyOf(curves.values()));
    }
}
