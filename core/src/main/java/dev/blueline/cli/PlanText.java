package dev.blueline.cli;

import dev.blueline.design.Design;
import dev.blueline.design.Expectation;
import dev.blueline.design.Hardware;
import dev.blueline.design.Planner;
import dev.blueline.design.Purchase;
import dev.blueline.design.Serving;
import dev.blueline.design.Settlement;
import dev.blueline.scaling.Extrapolation;
import dev.blueline.scaling.Law;
import dev.blueline.scaling.Mixture;
import dev.blueline.scaling.Span;
import dev.blueline.scaling.Target;
import dev.blueline.scaling.VarianceShares;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A plan for people and as JSON: what to run, what to expect of it, what the budget buys, every assumption. */
final class PlanText {
    /** Fewer refits than this after the runs make a coarse interval. */
    private static final double FEW_REFITS = 20;

    private final double budget;
    private final int runs;
    private final double reach;
    private final double[] ratios;
    private final Optional<Hardware> hardware;
    private final double confidence;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder assumptions = new StringBuilder();
    private final ObjectNode root = JsonMapper.shared().createObjectNode();
    private final ArrayNode assumed = JsonMapper.shared().createArrayNode();

    PlanText(double budget, int runs, double reach, double[] ratios, Optional<Hardware> hardware, double confidence) {
        this.budget = budget;
        this.runs = runs;
        this.reach = reach;
        this.ratios = ratios;
        this.hardware = hardware;
        this.confidence = confidence;
        root.put("budget", budget);
    }

    void shrink(Mixture mixture, Planner.Plan<Expectation> plan) {
        line(
                "Runs within %s FLOPs that shrink the interval most at %s",
                Figures.power(budget), Figures.point(plan.target()));
        runs(plan.chosen().design());
        split(mixture, plan.target());
        Columns table = new Columns("  ")
                .words("design", 0)
                .figures("runs", 2)
                .figures("FLOPs", 1)
                .words("90% interval", 0)
                .figures("held in simulation", 3);
        expectation(table, "nothing more", 0, 0, plan.before());
        expectation(table, "chosen", plan.chosen());
        plan.naive().forEach(judged -> expectation(table, judged.design().name(), judged));
        text.append(System.lineSeparator()).append(table.text(Terminal.Stream.OUTPUT.width()));
        line("%n  The best single run for at most .1%%, 1%%, 3%%, 10%%, 30%% and all of the budget:");
        plan.singles().forEach(single -> {
            Target run = single.design().runs().getFirst().target();
            line(
                    "    N %8s  D %8s  C %9s   interval %.2f%%",
                    Figures.count(run.parameters()),
                    Figures.count(run.tokens()),
                    Figures.power(single.design().flops()),
                    100 * single.outcome().width());
        });
        if (plan.chosen().outcome().refits() < FEW_REFITS) {
            line(
                    "  Note: after the chosen runs only %.0f refits still count on average: the width is coarse. Fit the law with more bootstrap draws.",
                    plan.chosen().outcome().refits());
        }
        warnings(mixture, plan.target());
        common(mixture, plan);
        assume(
                "The interval is of log loss at the target (2%% means the upper end is about 2%% above the lower), mean over simulated truths, plus or minus its Monte Carlo error; seed noise of the run at the target is in it, so it does not shrink to nothing.");
        root.put("question", "shrink");
        json(plan, JsonMapper.shared()::valueToTree);
    }

    void recipes(String[] names, Mixture first, Planner.Plan<Settlement> plan) {
        line(
                "Runs within %s FLOPs that tell which of %s and %s has the lower loss at %s",
                Figures.power(budget), names[0], names[1], Figures.point(plan.target()));
        runs(plan.chosen().design());
        settlements(
                plan,
                "P(" + names[0] + " is better) before any run: "
                        + Figures.percent(plan.before().before()));
        if (Math.max(plan.before().before(), 1 - plan.before().before()) >= confidence) {
            line("  Note: the question counts as decided before any run.");
        }
        warnings(first, plan.target());
        common(first, plan);
        assume(
                "Both recipes are run at every candidate, which costs twice its FLOPs; both are costed with the first law's FLOPs per parameter and token.");
        assume(
                "The two laws are taken as independent; what runs of one size and seed have in common is not used, so paired runs tell more than is said here.");
        root.put("question", "recipes");
        json(plan, JsonMapper.shared()::valueToTree);
    }

    void laws(String[] names, Mixture mixture, Planner.Plan<Settlement> plan) {
        line("Runs within %s FLOPs that tell whether %s or %s holds", Figures.power(budget), names[0], names[1]);
        runs(plan.chosen().design());
        settlements(plan, "Before any run each is given 50%.");
        common(mixture, plan);
        assume(
                "One of the two laws is right, each with probability one half, whatever their weights in the file; if neither is, the runs may still favour one.");
        root.put("question", "laws");
        json(plan, JsonMapper.shared()::valueToTree);
    }

    /** Where the uncertainty lies; not said where the forecast mixes in laws that take no part in the plan. */
    private void split(Mixture mixture, Target target) {
        double alone = mixture.draws(target).stream()
                .filter(draw -> draw.law().family().ofComputeAlone())
                .mapToDouble(Mixture.Draw::weight)
                .sum();
        if (alone > 0.01) {
            line(
                    "%n  Note: laws of compute alone carry %s of the forecast's weight and take no part here, so the intervals below are narrower than that of blueline forecast.",
                    Figures.percent(alone));
            return;
        }
        VarianceShares now = VarianceShares.of(mixture, target);
        line(
                "%n  Of the variance at the target now, %.0f%% is the laws' (parameters and choice), %.0f%% drift beyond the data, %.0f%% seeds.",
                100 * (now.parameters() + now.choice()) / now.total(),
                100 * now.drift() / now.total(),
                100 * now.seeds() / now.total());
    }

    private void runs(Design design) {
        Columns table = new Columns("  ")
                .figures("N", 0)
                .figures("D", 0)
                .figures("D/N", 1)
                .figures("seeds", 0)
                .figures("FLOPs", 0)
                .figures(hardware.isPresent() ? "device-hours" : "", 2);
        for (Design.PlannedRun run : design.runs()) {
            table.row(
                    Figures.count(run.target().parameters()),
                    Figures.count(run.target().tokens()),
                    Figures.factor(run.target().tokens() / run.target().parameters()),
                    "" + run.seeds(),
                    Figures.power(run.flops()),
                    hardware.map(h -> String.format(Locale.ROOT, "%.1f", h.deviceHours(run.flops())))
                            .orElse(""));
        }
        text.append(System.lineSeparator()).append(table.text(Terminal.Stream.OUTPUT.width()));
        line(
                "  in all %s FLOPs of %s%s",
                Figures.power(design.flops()),
                Figures.power(budget),
                hardware.map(h -> String.format(
                                Locale.ROOT,
                                ", %.1f device-hours, %.2f days",
                                h.deviceHours(design.flops()),
                                h.days(design.flops())))
                        .orElse(""));
    }

    private static void expectation(Columns table, String name, Planner.Judged<Expectation> judged) {
        int count = judged.design().runs().stream()
                .mapToInt(Design.PlannedRun::seeds)
                .sum();
        expectation(table, name, count, judged.design().flops(), judged.outcome());
    }

    private static void expectation(Columns table, String name, int count, double flops, Expectation outcome) {
        table.row(
                name,
                "" + count,
                Figures.power(flops),
                String.format(Locale.ROOT, "%.2f%% +- %.2f%%", 100 * outcome.width(), 100 * outcome.error()),
                Figures.percent(outcome.held()));
    }

    private void settlements(Planner.Plan<Settlement> plan, String before) {
        line("%n  %s", before);
        Columns table = new Columns("  ")
                .words("design", 0)
                .figures("runs", 2)
                .figures("FLOPs", 1)
                .words("bits of 1", 0)
                .figures("decides", 0)
                .figures("wrongly", 0);
        settlement(table, "chosen", plan.chosen());
        plan.naive().forEach(judged -> settlement(table, judged.design().name(), judged));
        text.append(table.text(Terminal.Stream.OUTPUT.width()));
        line(
                "  Decides: one answer ends with at least %.0f%%. Bits: expected information about the answer (1 settles an even question).",
                100 * confidence);
        line("%n  The most telling single run for at most .1%%, 1%%, 3%%, 10%%, 30%% and all of the budget:");
        plan.singles().forEach(single -> {
            Target run = single.design().runs().getFirst().target();
            line(
                    "    N %8s  D %8s  C %9s   %.3f bits, decides %s",
                    Figures.count(run.parameters()),
                    Figures.count(run.tokens()),
                    Figures.power(single.design().flops()),
                    single.outcome().bits(),
                    Figures.percent(single.outcome().decided()));
        });
    }

    private static void settlement(Columns table, String name, Planner.Judged<Settlement> judged) {
        Settlement s = judged.outcome();
        table.row(
                name,
                ""
                        + judged.design().runs().stream()
                                .mapToInt(run -> run.seeds() * run.copies())
                                .sum(),
                Figures.power(judged.design().flops()),
                String.format(Locale.ROOT, "%.3f +- %.3f", s.bits(), s.bitsError()),
                Figures.percent(s.decided()),
                Figures.percent(s.wrong()));
    }

    private void warnings(Mixture mixture, Target target) {
        double beyond = Extrapolation.of(mixture.span(), target).compute();
        if (target.compute() <= budget) {
            line("  Note: the budget pays for the target itself: run it.");
        }
        if (beyond > Extrapolation.TRUSTED) {
            line(
                    "  Note: the target lies %s times beyond the data in compute, more than two decades.",
                    Figures.factor(beyond));
        }
    }

    private void common(Mixture mixture, Planner.Plan<?> plan) {
        Span span = mixture.span();
        assume(
                "A run costs C = %.3g N D FLOPs, as the runs of the law do (the middle of C / ND).",
                span.flopsPerParameterToken());
        assume(
                "%d candidates: N and D within %s times the data (N %s to %s, D %s to %s), %s to %s tokens per parameter, at most %d runs.",
                plan.candidates(),
                Figures.factor(reach),
                Figures.count(span.parameters().getFirst()),
                Figures.count(span.parameters().getLast()),
                Figures.count(span.tokens().getFirst()),
                Figures.count(span.tokens().getLast()),
                Figures.factor(ratios[0]),
                Figures.factor(ratios[1]),
                runs);
        double middle =
                Math.sqrt(span.parameters().getFirst() * span.parameters().getLast());
        double drift = Math.sqrt(mixture.draws().stream()
                .mapToDouble(draw -> draw.weight() * draw.drift() * draw.drift())
                .sum());
        assume(
                "A run scatters about the law by seeds (%.2f%% of the loss at %s parameters), by misfit that more seeds do not average (%.2f%%), and by drift beyond the data at either end (%.2f%% for every factor of 2.7 in compute); at the target, drift counts from the largest run made.",
                100 * mixture.noise().at(middle), Figures.count(middle), 100 * mixture.misfit(), 100 * drift);
        assume(
                "Truths are drawn from the refits of the law: if the law is wrong in kind, the runs teach less than is said here. Laws of compute alone take no part.");
        assume("Compute-optimal lines hold tokens per parameter within 4 times those of the best runs of the data.");
    }

    void purchase(Purchase purchase) {
        line("%nWhat %s FLOPs buy in one run", Figures.power(budget));
        line(
                "  compute-optimal   %s (%s tokens per parameter)",
                Figures.point(purchase.point()),
                Figures.factor(purchase.point().tokens() / purchase.point().parameters()));
        if (purchase.determined() > 0.5) {
            line(
                    "  90%% intervals     N %s to %s, D %s to %s",
                    Figures.count(purchase.parameters().low()),
                    Figures.count(purchase.parameters().high()),
                    Figures.count(purchase.tokens().low()),
                    Figures.count(purchase.tokens().high()));
        } else {
            line(
                    "  The refits do not determine an optimum: %s of them have one.",
                    Figures.percent(purchase.determined()));
        }
        if (Math.abs(Math.log(purchase.optimum().parameters() / purchase.point().parameters())) > 0.01) {
            line(
                    "  Note: the leading law alone says N %s, D %s, far from any ratio that was run; the point is held nearer.",
                    Figures.count(purchase.optimum().parameters()),
                    Figures.count(purchase.optimum().tokens()));
        }
        Mixture.Prediction loss = purchase.loss();
        line(
                "  loss              %s, 90%% interval %s to %s",
                Figures.loss(loss.median()), Figures.loss(loss.low()), Figures.loss(loss.high()));
        hardware.ifPresent(h -> {
            line(
                    "  time              %.1f device-hours, %.2f days on %d",
                    h.deviceHours(budget), h.days(budget), h.devices());
            assume(
                    "A device does %s FLOPs per second at %s of its peak %s, whatever the size of the model.",
                    Figures.power(h.peak() * h.utilisation()),
                    Figures.percent(h.utilisation()),
                    Figures.power(h.peak()));
        });
        root.set("buys", JsonMapper.shared().valueToTree(purchase));
        hardware.ifPresent(h -> root.putObject("time")
                .put("device_hours", h.deviceHours(budget))
                .put("days", h.days(budget))
                .put("devices", h.devices()));
    }

    void serving(Span span, Law law, Serving serving) {
        line("%nIf %s tokens will be served, at the same loss", Figures.count(serving.served()));
        line(
                "  compute-optimal   N %s, D %s: training %s, in all %s FLOPs",
                Figures.count(serving.optimal().parameters()),
                Figures.count(serving.optimal().tokens()),
                Figures.power(serving.optimal().compute()),
                Figures.power(serving.optimalTotal()));
        line(
                "  cheapest          N %s, D %s (%s tokens per parameter): training %s, in all %s FLOPs",
                Figures.count(serving.chosen().parameters()),
                Figures.count(serving.chosen().tokens()),
                Figures.factor(serving.chosen().tokens() / serving.chosen().parameters()),
                Figures.power(serving.chosen().compute()),
                Figures.power(serving.chosenTotal()));
        line(
                "  saves %s; the smaller model is the cheaper one from %s served tokens on%s",
                Figures.percent(serving.saving()),
                Figures.count(serving.breakEven()),
                serving.chosen().compute() > budget ? "; its training alone costs more than the budget" : "");
        double beyond = Extrapolation.of(span, serving.chosen()).tokens();
        if (beyond > 1) {
            line(
                    "  Note: %s tokens are %s times the most that was run: the law has not been seen there.",
                    Figures.count(serving.chosen().tokens()), Figures.factor(beyond));
        }
        hardware.ifPresent(h -> line(
                "  training it takes %.1f device-hours, %.2f days",
                h.deviceHours(serving.chosen().compute()),
                h.days(serving.chosen().compute())));
        assume(
                "A served token costs 2 N FLOPs, a forward pass, at the price of a training FLOP; loss by %s alone, %s, the law that counts most.",
                law.family().title(), law.family().formula());
        ObjectNode node = JsonMapper.shared().valueToTree(serving);
        node.put("saving", serving.saving());
        root.set("serving", node);
    }

    String text() {
        return text + System.lineSeparator() + "Assumptions" + System.lineSeparator() + assumptions;
    }

    String json(JsonMapper mapper) {
        root.set("assumptions", assumed);
        return mapper.writeValueAsString(root) + System.lineSeparator();
    }

    private <T> void json(Planner.Plan<T> plan, Function<Object, ObjectNode> node) {
        root.set("target", node.apply(plan.target()));
        root.put("candidates", plan.candidates());
        root.set("before", node.apply(plan.before() instanceof Record record ? record : plan));
        root.set("chosen", node.apply(plan.chosen()));
        ArrayNode naive = root.putArray("naive");
        List<Planner.Judged<T>> others = plan.naive();
        others.forEach(judged -> naive.add(node.apply(judged)));
        ArrayNode singles = root.putArray("singles");
        plan.singles().forEach(judged -> singles.add(node.apply(judged)));
    }

    private void assume(String format, Object... values) {
        String sentence = String.format(Locale.ROOT, format, values);
        assumptions.append("  - ").append(sentence).append(System.lineSeparator());
        assumed.add(sentence);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
