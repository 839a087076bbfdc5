package dev.blueline.report;

import dev.blueline.answering.Answered;
import dev.blueline.answering.AnsweringFindings;
import dev.blueline.answering.AnsweringResults;
import dev.blueline.answering.Exchange;
import dev.blueline.answering.ShareCurve;
import dev.blueline.answering.Trained;
import dev.blueline.scaling.Verdict;
import dev.blueline.testtime.CoverageForecasts;
import dev.blueline.testtime.EqualCompute;
import dev.blueline.testtime.Strategy;
import dev.blueline.testtime.ThinkingReport;
import dev.blueline.testtime.WithoutThought;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** The sections of one task in a report on compute at the answer. */
record AnsweringSections(AnsweringResults results, String task) {
    List<Section> all() {
        return List.of(accuracy(), verdicts(), levels(), equal(), exchange(), totals(), coverage(), models());
    }

    private String id(String what) {
        return what + "-" + task.replaceAll("[^A-Za-z0-9-]", "-");
    }

    private Trained principal() {
        return results.principal(task);
    }

    private static String level(int level) {
        return level == AnsweringResults.ALL ? "all\u00a0levels" : "level\u00a0" + level;
    }

    private Map<String, ShareCurve> curves(Trained model, int level) {
        Map<String, ShareCurve> curves = new LinkedHashMap<>();
        for (ShareCurve curve :
                results.of(model, results.levels(task).getFirst()).curves()) {
            curves.put(curve.strategy(), results.curve(model, level, curve.strategy()));
        }
        return curves;
    }

    private Section accuracy() {
        return Section.titled(id("accuracy"), task + ": accuracy against compute at the answer")
                .text("The model that most was spent on, " + principal().words()
                        + ", and the problems of all levels. Every strategy takes its responses from the same pools. Best-of-n has the verifier choose, the others"
                        + " look at no score.")
                .chart(
                        AnsweringCharts.accuracy(
                                id("answering-accuracy"),
                                "Share answered right against FLOPs at the answer, a line for each strategy.",
                                curves(principal(), AnsweringResults.ALL)),
                        "Share of held-out problems answered right against the model's FLOPs at one answer (logarithmic), the prompt counted once; 90%"
                                + " intervals over problems. Greedy is one response at temperature 0. Point at a mark for its responses and tokens.");
    }

    private Section levels() {
        Section section = Section.titled(id("levels"), task + ": by level")
                .text(
                        "Majority vote comes to rest at the share of problems whose most frequent answer is right, given under each picture.");
        Element panels = section.element().appendElement("div").addClass("panels");
        for (int level : results.levels(task)) {
            Chart chart = AnsweringCharts.accuracy(
                    id("answering-level-" + level),
                    "Share answered right at level " + level + " against FLOPs at the answer.",
                    curves(principal(), level));
            panels.appendChild(Figure.of(
                    chart,
                    "Level " + level + ". Most frequent answer right: "
                            + Format.fixed(part(level).ceiling(), 2) + " of the problems."));
            section.charts().add(chart);
        }
        return section;
    }

    private ThinkingReport.Part part(int level) {
        ThinkingReport report = results.thinking(task);
        return level == AnsweringResults.ALL
                ? report.all()
                : Objects.requireNonNull(report.levels().get(level));
    }

    private Section verdicts() {
        Section section = Section.titled(id("lines"), task + ": which line")
                .text(
                        "Does ten times the compute at the answer bring two points of accuracy or more? The gain over the last tenfold is the most that the"
                                + " next may bring, twice that over its second half what it brings without a bend (docs/test-time.md).");
        Table each = verdictTable("Verdicts, each level");
        results.levels(task).forEach(level -> verdicts(each, level));
        return section.table(verdicts(verdictTable("Verdicts, all levels"), AnsweringResults.ALL))
                .folded("Level by level", each);
    }

    private static Table verdictTable(String caption) {
        return new Table(caption, "level", "strategy", "line", "why", "what binds it, or would decide");
    }

    private Table verdicts(Table table, int level) {
        part(level).verdicts().forEach((strategy, verdict) -> {
            switch (verdict) {
                case Verdict.Blue blue -> table.row(level(level), strategy, "blue", verdict.reason(), "");
                case Verdict.Red red ->
                    table.row(
                            level(level),
                            strategy,
                            "red",
                            verdict.reason(),
                            red.cause().inWords());
                case Verdict.Undetermined open ->
                    table.row(level(level), strategy, "undetermined", verdict.reason(), open.wouldDecide());
            }
        });
        return table;
    }

    private Section equal() {
        Section section = Section.titled(id("equal"), task + ": strategies at equal FLOPs")
                .text(
                        "Budgets are multiples of what a greedy answer to a problem of the level costs. The best without a verifier is named with those that are"
                                + " not shown to be worse, problem by problem (90%).");
        List<String> strategies = part(AnsweringResults.ALL).equal().rows().stream()
                .map(row -> row.strategy().word())
                .toList();
        List<String> headings = new ArrayList<>(List.of("level", "#budget", "#FLOP"));
        strategies.forEach(strategy -> headings.add("#" + strategy));
        headings.add("best without a verifier");
        Table table = new Table("Share answered right, 90% intervals over problems", headings.toArray(String[]::new));
        for (int level : results.levels(task)) {
            EqualCompute equal = part(level).equal();
            for (int column = 0; column < equal.multiples().size(); column++) {
                int multiple = equal.multiples().get(column);
                List<String> row =
                        new ArrayList<>(List.of(level(level), "×" + multiple, Format.power(multiple * equal.one())));
                for (EqualCompute.Row strategy : equal.rows()) {
                    row.add(strategy.accuracy(column)
                            .map(AnsweringCharts::words)
                            .orElse("–"));
                }
                row.add(equal.best(column, false)
                        .map(best -> best(best, equal.rows().size()))
                        .orElse("–"));
                table.row(row.toArray(String[]::new));
            }
        }
        return section.table(table);
    }

    /** @param rows strategies, best-of-n among them */
    private static String best(EqualCompute.Best best, int rows) {
        if (best.alike().size() == rows - 2) {
            return "none told apart";
        }
        List<String> words = new ArrayList<>(List.of(best.strategy().word()));
        best.alike().stream().map(Strategy::word).forEach(words::add);
        return String.join(", ", words);
    }

    private List<AnsweringResults.Traded> exchanges() {
        return results.exchanges().stream()
                .filter(each -> each.descent().task().equals(task))
                .toList();
    }

    private Section exchange() {
        Section section = Section.titled(id("exchange"), task + ": what a FLOP at the answer replaces in training")
                .text(
                        "Each line joins models that are equally right: the one of more training needs fewer FLOPs at each answer. Marks are read off the"
                                + " measured curves by a straight line over the logarithm; dashes are the surface logit(accuracy) = a + b ln(training) + c ln(answer),"
                                + " fitted to what lies between chance and saturation. On it, ten times the compute at the answer stand for 10^(c/b) times the"
                                + " training.");
        Optional<AnsweringResults.Traded> main = exchanges().stream()
                .filter(each -> each.level() == AnsweringResults.ALL)
                .filter(each -> AnsweringCharts.exchange("tried", results, each).isPresent())
                .min(Comparator.comparing((AnsweringResults.Traded each) ->
                                !each.exchange().rate().determined())
                        .thenComparing(each -> -each.exchange()
                                .surface()
                                .map(Exchange.Surface::places)
                                .orElse(0)));
        main.ifPresent(traded -> AnsweringCharts.exchange(id("answering-exchange"), results, traded)
                .ifPresent(chart -> section.chart(chart, caption(traded))));
        Element panels = section.element().appendElement("div").addClass("panels");
        for (AnsweringResults.Traded traded : exchanges()) {
            boolean beside = main.filter(each -> each.equals(traded)).isEmpty()
                    && (traded.level() == AnsweringResults.ALL
                            || main.filter(each -> each.descent().equals(traded.descent())
                                            && each.strategy().equals(traded.strategy()))
                                    .isPresent());
            if (beside) {
                String name = traded.descent().name().replaceAll("[^A-Za-z0-9]+", "-") + "-" + traded.strategy() + "-"
                        + traded.level();
                AnsweringCharts.exchange(id("answering-exchange-" + name), results, traded)
                        .ifPresent(chart -> {
                            panels.appendChild(Figure.of(chart, caption(traded)));
                            section.charts().add(chart);
                        });
            }
        }
        if (section.charts().isEmpty()) {
            section.missing(
                    "No two models of one line share an accuracy that both reach by spending more at the answer.");
        }
        List<AnsweringResults.Traded> open = exchanges().stream()
                .filter(each -> !each.exchange().rate().determined())
                .toList();
        if (open.size() < exchanges().size()) {
            section.table(rates());
        }
        return open.isEmpty() ? section : section.folded("Undetermined", undetermined(open));
    }

    private static String caption(AnsweringResults.Traded traded) {
        return traded.descent().name() + ", " + traded.strategy() + ", " + level(traded.level())
                + (traded.exchange().rate().determined()
                        ? ": ten times the compute at the answer stand for "
                                + AnsweringFindings.inWords(traded.exchange())
                        : ", undetermined: " + traded.exchange().rate().undetermined())
                + ".";
    }

    private Table rates() {
        Table table = new Table(
                "Exchange rate c/b: -d ln(training) / d ln(answer) at equal accuracy, 90% intervals over problems",
                "models",
                "strategy",
                "level",
                "#rate, surface",
                "#surface off by",
                "#rate, first to last model",
                "#ten times at the answer, times training",
                "#FLOP at each answer for one of training",
                "#answers worth the same");
        for (AnsweringResults.Traded traded : exchanges()) {
            Exchange exchange = traded.exchange();
            exchange.surface()
                    .filter(each -> exchange.rate().determined())
                    .ifPresent(surface -> table.row(
                            traded.descent().name(),
                            traded.strategy(),
                            level(traded.level()),
                            rate(exchange.rate()),
                            Format.fixed(surface.off(), 2),
                            rate(exchange.raw()),
                            AnsweringFindings.tenfold(exchange.rate().value()),
                            Format.power(surface.answerForOne()),
                            Format.power(surface.evenAnswers())));
        }
        return table;
    }

    private static Table undetermined(List<AnsweringResults.Traded> open) {
        Table table = new Table(
                "Why the exchange rate is undetermined",
                "models",
                "strategy",
                "level",
                "why",
                "#rate, first to last model");
        open.forEach(traded -> table.row(
                traded.descent().name(),
                traded.strategy(),
                level(traded.level()),
                traded.exchange().rate().undetermined(),
                rate(traded.exchange().raw())));
        return table;
    }

    private static String rate(Exchange.Rate rate) {
        return rate.determined()
                ? Format.fixed(rate.value(), 2) + " [" + Format.fixed(rate.low(), 2) + ", "
                        + Format.fixed(rate.high(), 2) + "]"
                : "undetermined";
    }

    private Section totals() {
        Section section = Section.titled(id("totals"), task + ": training and answers together")
                .text(
                        "Training is paid once, an answer each time. Of all models that reach the accuracy, the cheapest for so many problems: few answers"
                                + " are worth little training and long thinking, many the other way round.");
        Table table = new Table(
                "The cheapest way by how many problems are answered",
                "strategy",
                "#accuracy",
                "#problems",
                "model",
                "#FLOP of training",
                "#FLOP at each answer",
                "#FLOP in all");
        boolean any = false;
        for (String strategy : List.of(AnsweringResults.VOTE, AnsweringResults.VERIFIED)) {
            var tenth = results.commonTenth(task, AnsweringResults.ALL, strategy);
            if (tenth.isPresent()) {
                double goal = tenth.getAsInt() / 10.0;
                for (double answers : AnsweringResults.ANSWERS) {
                    Optional<AnsweringResults.Cheapest> way =
                            results.cheapest(task, AnsweringResults.ALL, strategy, goal, answers);
                    if (way.isPresent()) {
                        any = true;
                        table.row(
                                strategy,
                                Format.fixed(goal, 1),
                                answers < 1000 ? Format.plain(answers) : Format.power(answers),
                                way.get().model().words(),
                                Format.power(way.get().model().flops()),
                                Format.power(way.get().answerFlops()),
                                Format.power(way.get().total()));
                    }
                }
            }
        }
        return any
                ? section.table(table)
                : section.missing("No two models reach a tenth of the problems of all levels.");
    }

    private Section coverage() {
        Section section = Section.titled(id("coverage"), task + ": coverage, its forecast, and guessing")
                .text(
                        "The share of problems of which one of k responses is right, unbiased over all k of the pool; the law is a beta-binomial that knows"
                                + " the first responses only; the diamonds are the forecasts of two laws, registered before the others were drawn. Guesses are answers in the right"
                                + " form that nobody thought about: where they come near the model, checking does the work.");
        Element panels = section.element().appendElement("div").addClass("panels");
        Table table = new Table(
                "Guess and check beside the model; the solver's time is that of a classical program",
                "level",
                "#one of k",
                "#model",
                "#guessing",
                "#forecast, beta-binomial",
                "#forecast, power law",
                "#solver, ms a problem");
        for (int level : results.levels(task)) {
            Answered answered = results.of(principal(), level);
            WithoutThought guesses = results.baseline(task, level);
            List<CoverageForecasts.Scored> forecasts = results.forecasts().getOrDefault(task, List.of()).stream()
                    .filter(each -> each.level() == level)
                    .toList();
            Chart chart = AnsweringCharts.coverage(id("answering-coverage-" + level), answered, guesses, forecasts);
            panels.appendChild(Figure.of(chart, "Level " + level + ", 90% intervals over problems."));
            section.charts().add(chart);
            int most = answered.coverage().drawn();
            for (int k : most == 1 ? new int[] {1} : new int[] {1, most}) {
                table.row(
                        level(level),
                        String.valueOf(k),
                        AnsweringCharts.words(answered.coverage().pass(k)),
                        AnsweringCharts.words(guesses.pass(Math.min(k, guesses.guesses()))),
                        forecast(forecasts, "beta-binomial", k == most),
                        forecast(forecasts, "coverage", k == most),
                        guesses.solverMillis().isPresent()
                                ? Format.significant(guesses.solverMillis().getAsDouble())
                                : "–");
            }
        }
        return section.table(table);
    }

    private static String forecast(List<CoverageForecasts.Scored> forecasts, String law, boolean ofAll) {
        return forecasts.stream()
                .filter(each -> ofAll && each.law().equals(law))
                .findFirst()
                .map(each -> Format.fixed(each.predicted(), 2) + " [" + Format.fixed(each.low(), 2) + ", "
                        + Format.fixed(each.high(), 2) + "]")
                .orElse("–");
    }

    private Section models() {
        Table table = new Table(
                "Every model, over the problems of all levels",
                "size",
                "#parameters",
                "#FLOP of teaching",
                "#of RL",
                "#training",
                "#of an answer",
                "#greedy",
                "#majority",
                "#best-of-n",
                "folder");
        for (Trained model : results.models(task)) {
            ShareCurve greedy = results.curve(model, AnsweringResults.ALL, "greedy");
            ShareCurve vote = results.curve(model, AnsweringResults.ALL, AnsweringResults.VOTE);
            ShareCurve verified = results.curve(model, AnsweringResults.ALL, AnsweringResults.VERIFIED);
            table.row(
                    model.candidate().size().toString(),
                    Format.count(model.parameters()),
                    Format.power(model.taughtFlops()),
                    Format.power(model.improvedFlops()),
                    Format.seconds(model.seconds()),
                    Format.power(greedy.meanFlops(0)),
                    AnsweringCharts.words(greedy.share(0)),
                    AnsweringCharts.words(vote.last()),
                    AnsweringCharts.words(verified.last()),
                    model.candidate().name());
        }
        return Section.titled(id("models"), task + ": models")
                .text(
                        "Majority and best-of-n take all " + results.plan().samples()
                                + " responses; RL is reinforcement learning, its FLOPs come on top of teaching; an answer is the greedy one.")
                .table(table);
    }
}
